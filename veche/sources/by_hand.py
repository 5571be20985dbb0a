"""`veche scim token …` and `veche import ldap …`: the same from the command line, beside a server that runs or not."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from veche import identity
from veche.ground import ldap
from veche.ground.errors import BadInput, NotFound
from veche.ground.ids import OrganisationId
from veche.ground.text import clean_name
from veche.sources import model, wire
from veche.sources.ldap.asking import sample
from veche.sources.ldap.profile import Profile, checked
from veche.sources.ldap.rows import Answer, rows_of
from veche.sources.store import ldap as store
from veche.sources.store import tokens
from veche.sources.store.ldap import Directory
from veche.sources.store.tokens import Token
from veche.staff import Import, Shown, StaffRow, carry_out, organisation_called

if TYPE_CHECKING:
    from veche.sources.actions import Sources


async def make_token(sources: Sources, *, organisation: str, label: str) -> wire.TokenMade:
    """Raises: organisation_not_found, scim_tokens_many, and about the label."""
    body = OrganisationId(await organisation_called(sources.needs.staff, organisation))
    async with sources.needs.db.transaction() as conn:
        return await sources.tokens.issue(conn, body, label=label, by=None)


async def list_tokens(sources: Sources, *, organisation: str) -> list[Token]:
    """Raises: organisation_not_found."""
    body = OrganisationId(await organisation_called(sources.needs.staff, organisation))
    return await tokens.of_organisation(sources.needs.db, body)


async def revoke_token(sources: Sources, number: int) -> None:
    """Raises: scim_token_not_found."""
    async with sources.needs.db.transaction() as conn:
        token = await tokens.get(conn, number)
        if token is None:
            raise NotFound("scim_token_not_found")
        await sources.tokens.end(conn, token, by=None)


def read_profile(path: Path | None, *, base: str) -> Profile:
    """A profile from a TOML file, or the usual one below a base. Raises BadInput: ldap_profile_broken, ldap_dn,
    ldap_filter."""
    if path is None:
        return checked(Profile(base=base))
    try:
        fields = tomllib.loads(path.read_text("utf-8"))
        return checked(msgspec.convert({"base": base} | fields if base else fields, Profile))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadInput("ldap_profile_broken", file=path.name, problem=str(error)[:200]) from error


async def try_out(sources: Sources, connection: str, profile: Profile) -> list[StaffRow]:
    """The first few people. Raises: what reading raises."""

    def first(server: ldap.Server, traffic: ldap.Traffic) -> list[ldap.Entry]:
        return sample(server, connection, profile, traffic=traffic)

    found = await sources.needs.at_server(connection, first)
    return rows_of(Answer(people=found), replace(profile, units="attribute", only_group="")).staff


async def bring_directory(
    sources: Sources,
    name: str,
    *,
    organisation: str,
    connection: str,
    profile: Profile | None,
    dry_run: bool,
    skip_errors: bool,
    leavers: int,
    say: Callable[[Import, Shown], None],
) -> Import:
    """All of it; `say` hears the plan before it is done. With a profile it is saved under this name, without one the
    saved one is used. Raises: organisation_not_found, ldap_directory_not_found, person_not_found, staff_has_errors,
    staff_leavers, and what reading raises."""
    needs = sources.needs
    body = OrganisationId(await organisation_called(needs.staff, organisation))
    one = await _directory(sources, body, clean_name(name, limit=model.LABEL_LIMIT), connection, profile)
    plan = await sources.directories.read(one)
    return await carry_out(needs.staff, plan, dry_run=dry_run, skip_errors=skip_errors, leavers=leavers, say=say)


async def _directory(
    sources: Sources, organisation: OrganisationId, name: str, connection: str, profile: Profile | None
) -> Directory:
    needs = sources.needs
    async with needs.db.transaction() as conn:
        old = await store.named(conn, organisation, name)
        if profile is None:
            if old is None:
                raise NotFound("ldap_directory_not_found")
            return old
        administrator = await identity.first_administrator(conn)
        if administrator is None:
            raise NotFound("person_not_found")
        one = Directory(
            id=old.id if old else needs.ids.new(),
            organisation=organisation,
            name=name,
            connection=connection or (old.connection if old else ""),
            profile=profile,
            every_hours=old.every_hours if old else None,
            most_leavers=old.most_leavers if old else model.MOST_LEAVERS,
            made_by=administrator.id,
            made_at=needs.clock.now(),
        )
        await asyncio.to_thread(ldap.server_called, needs.ldap_file, one.connection)
        await store.put(conn, one)
        return one
