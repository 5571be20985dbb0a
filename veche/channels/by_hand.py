"""`veche channel …`: the channel desk from the command line, beside a server that runs or does not.

Whoever decides here does it as an administrator of the installation, by the same actions and the same rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche import identity
from veche.channels import wire
from veche.channels.model import Application, Badge, Verdict
from veche.channels.store import applications
from veche.ground.commands import Asker
from veche.ground.errors import NotFound, Refused
from veche.ground.ids import DeviceId

if TYPE_CHECKING:
    from veche.channels.actions import Channels

PAGE = 100


async def queue(channels: Channels, *, by: str, locale: str) -> list[wire.ApplicationCard]:
    """All that waits, the longest waiting first. Raises: person_not_found, administrators_only."""
    asker = await _asker(channels, by, locale)
    cards: list[wire.ApplicationCard] = []
    after = 0
    while True:
        page = await channels.viewing.to_decide(asker, wire.ListApplications(after=after, limit=PAGE))
        cards += page.applications
        if page.next is None:
            return cards
        after = page.next


async def show(channels: Channels, number: int, *, by: str, locale: str) -> wire.ApplicationView:
    """As the one who decides sees it. Raises: person_not_found, administrators_only, application_not_found."""
    asker = await _asker(channels, by, locale)
    return await channels.viewing.one(asker, (await _numbered(channels, number)).id)


async def decide(
    channels: Channels, number: int, verdict: Verdict, *, reason: str, by: str, locale: str
) -> Application:
    """Raises: person_not_found, administrators_only, and as the action."""
    asker = await _asker(channels, by, locale)
    one = await _numbered(channels, number)
    asked = wire.Decide(application=one.id, edition=one.edition, verdict=verdict, reason=reason)
    return await channels.deciding.decide(asker, asked)


async def revoke(channels: Channels, number: int, *, reason: str, by: str, locale: str) -> Badge:
    """The badge that came of an application. Raises: person_not_found, administrators_only, badge_not_found, and as
    the action."""
    asker = await _asker(channels, by, locale)
    one = await _numbered(channels, number)
    if one.chat is None:
        raise NotFound("badge_not_found")
    return await channels.badging.revoke(asker, wire.Revoke(chat=one.chat, reason=reason))


async def _asker(channels: Channels, login: str, locale: str) -> Asker:
    db = channels.db
    found = await (identity.person_called(db, login) if login else identity.first_administrator(db))
    if found is None:
        raise NotFound("person_not_found")
    if not (found.administrator and found.active):
        raise Refused("administrators_only")
    return Asker(person=found.id, device=DeviceId(0), locale=locale)


async def _numbered(channels: Channels, number: int) -> Application:
    found = await applications.numbered(channels.db, number)
    if found is None:
        raise NotFound("application_not_found")
    return found
