"""Asking a directory: all of it or an error. This blocks; it runs in a thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from veche.ground.errors import BadInput
from veche.ground.ldap import Entry, Search, Server, Traffic, dn_parts, opened
from veche.sources.ldap.profile import GROUPS, UNITS, Profile, wanted_of_people, wanted_of_units
from veche.sources.ldap.rows import Answer

if TYPE_CHECKING:
    from veche.ground.ldap.driver import Reader

MEMBER_ATTRIBUTES: Final = ("member", "uniqueMember")
SAMPLE: Final = 5


def _nothing() -> None:
    return


def ask(
    server: Server,
    name: str,
    profile: Profile,
    *,
    on_page: Callable[[], None] = _nothing,
    traffic: Traffic | None = None,
) -> Answer:
    """People, units, and the groups that the profile names. Raises: as `ground.ldap`; ldap_group, ldap_nobody."""
    answer = Answer()
    with opened(server, name, traffic or Traffic()) as reader:
        people = Search(
            base=profile.base, filter=profile.people, attributes=wanted_of_people(profile), page=profile.page
        )
        answer.people = [*reader.search(people, on_page=on_page)]
        if not answer.people:
            # Far more often a filter with a slip in it than an empty city hall.
            raise BadInput("ldap_nobody", server=name)
        if profile.units != "attribute":
            units = Search(
                base=profile.units_base or profile.base,
                filter=UNITS,
                attributes=wanted_of_units(profile),
                page=profile.page,
            )
            answer.units = [*reader.search(units, on_page=on_page)]
        if profile.only_group or profile.heads_group:
            answer.groups = _groups(reader, profile, on_page)
            for dn in (profile.only_group, profile.heads_group):
                if dn and dn_parts(dn) not in answer.groups:
                    raise BadInput("ldap_group", dn=dn[:200])
    return answer


def sample(server: Server, name: str, profile: Profile, *, traffic: Traffic | None = None) -> list[Entry]:
    """The first people whom the profile finds: does the connection work, and do the attributes fit?"""
    with opened(server, name, traffic or Traffic()) as reader:
        found = []
        search = Search(base=profile.base, filter=profile.people, attributes=wanted_of_people(profile), page=SAMPLE)
        for entry in reader.search(search):
            found.append(entry)
            if len(found) == SAMPLE:
                break
    return found


def _groups(
    reader: Reader, profile: Profile, on_page: Callable[[], None]
) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """All groups of the whole directory: one inside another may lie anywhere."""
    top = min((dn_parts(dn) for dn in (profile.only_group, profile.heads_group, profile.base) if dn), key=len)
    suffix = [part for part in top if part.startswith(("dc=", "o=", "c="))]
    search = Search(
        base=",".join(suffix) or profile.base, filter=GROUPS, attributes=MEMBER_ATTRIBUTES, page=profile.page
    )
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for entry in reader.search(search, on_page=on_page):
        found = [dn_parts(dn) for attribute in MEMBER_ATTRIBUTES for dn in entry.texts(attribute)]
        groups[dn_parts(entry.dn)] = [dn for dn in found if dn]
    return groups
