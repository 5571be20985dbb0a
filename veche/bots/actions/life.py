"""The life of a bot: made, changed, given another key, looked at by an administrator, ended."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from veche import directory, identity
from veche.bots.actions.base import Avatars, Needs
from veche.bots.actions.keys import Keys
from veche.bots.actions.roster import fresh, full
from veche.bots.events import BotChanged
from veche.bots.model.bots import (
    ABOUT_LIMIT,
    NAME_LIMIT,
    NEW_BOTS,
    PURPOSE_LIMIT,
    TEAM_LIMIT,
    Bot,
    BotCommand,
    Kind,
    checked_commands,
    checked_username,
    suggested_username,
)
from veche.bots.store import bots
from veche.bots.store.bots import BotRow
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import BadInput, Conflict, NotFound, Refused, SignedOut
from veche.ground.ids import ActorId, BotId, OrganisationId, PersonId
from veche.ground.text import clean_name, clean_text
from veche.identity.events import ActorChanged

ATTEMPTS = 200


class NewBot(Struct, frozen=True, kw_only=True):
    """What is known of a bot that is to be."""

    name: str
    username: str = ""
    about: str = ""
    purpose: str = ""
    owner: PersonId | None = None
    organisation: OrganisationId | None = None
    kind: Kind = "trial"
    waits: bool = False


class Life:
    """Who may make bots is the installation's decision; who made one runs it."""

    def __init__(self, needs: Needs, keys: Keys, avatars: Avatars) -> None:
        self._needs = needs
        self._keys = keys
        self._avatars = avatars

    async def create(
        self, asker: Asker, *, name: str, username: str = "", about: str = "", purpose: str = ""
    ) -> tuple[Bot, str | None]:
        """A bot of the asker's with a trial key; without one where an administrator has to agree first.

        Raises: bots_not_for_you, too_many_bots, too_many_new_bots, name_…, text_…, bot_username, bot_username_taken.
        """
        needs, rules = self._needs, self._needs.rules
        organisation = await self._organisation_of(asker.person)
        if rules.by == "organisation" and organisation is None:
            raise Refused("bots_not_for_you")
        if rules.per_person and len(await bots.of_owner(needs.db, asker.person)) >= rules.per_person:
            raise Conflict("too_many_bots", limit=rules.per_person)
        await needs.limits.take(NEW_BOTS, asker.person)
        new = NewBot(
            name=name,
            username=username,
            about=about,
            purpose=purpose,
            owner=asker.person,
            organisation=organisation,
            waits=rules.by == "approval",
        )
        return await self._add(new, by=asker.person)

    async def may_create(self, asker: Asker) -> bool:
        """Whether one more bot would be let in, apart from its name."""
        rules = self._needs.rules
        if rules.by == "organisation" and await self._organisation_of(asker.person) is None:
            return False
        return not rules.per_person or len(await bots.of_owner(self._needs.db, asker.person)) < rules.per_person

    async def add(
        self, name: str, *, username: str = "", owner: PersonId | None = None, kind: Kind = "live"
    ) -> tuple[Bot, str]:
        """A bot by the command line: whoever runs it owns the database anyway."""
        bot, token = await self._add(NewBot(name=name, username=username, owner=owner, kind=kind), by=None)
        if token is None:
            raise LookupError("a bot of the command line without a key")
        return bot, token

    async def _add(self, new: NewBot, *, by: PersonId | None) -> tuple[Bot, str | None]:
        needs = self._needs
        row = BotRow(
            id=BotId(needs.ids.new()),
            username=checked_username(new.username) if new.username else await self._free_username(new.name),
            about=clean_text(new.about, limit=ABOUT_LIMIT, field="about").strip(),
            commands=(),
            owner=new.owner,
            organisation=new.organisation,
            state="waiting" if new.waits else "active",
            note="",
            kind=new.kind,
            live="granted" if new.kind == "live" else "no",
            purpose=clean_text(new.purpose, limit=PURPOSE_LIMIT, field="purpose").strip(),
            created_at=needs.clock.now(),
        )
        name = clean_name(new.name, limit=NAME_LIMIT)
        async with needs.db.transaction() as conn:
            # One that waits is not found by anybody; its author has it in his list.
            await identity.add_actor(
                conn, ActorId(row.id), kind="bot", name=name, login=row.username, active=not new.waits
            )
            if not await bots.add(conn, row):
                raise Conflict("bot_username_taken")
            token = None if new.waits else await self._keys.issue(conn, row.id)
            await self._record(conn, by, "add", row.id, kind=row.kind, state=row.state)
            bot = await full(conn, row)
            card = (await identity.actor_cards(conn, [ActorId(row.id)]))[ActorId(row.id)]
        needs.announce(ActorChanged(card))
        needs.announce(BotChanged(row.id))
        return bot, token

    async def itself(self, bot: Bot) -> Bot:
        """A bot as it is now: what it has just changed in another process may not be known in this one yet.

        Raises: SignedOut(bot_token), when it may not act any more."""
        found = await fresh(self._needs.db, bot.id)
        if found is None:
            raise SignedOut("bot_token")
        return found

    async def change(
        self,
        asker: Asker,
        bot: BotId,
        *,
        name: str | None = None,
        about: str | None = None,
        commands: list[BotCommand] | None = None,
    ) -> Bot:
        """By its author, or by the bot itself (`asker` is the bot). Raises: bot_not_found, name_…, text_…,
        bot_commands."""
        needs = self._needs
        columns: dict[str, Any] = {}
        if about is not None:
            columns["about"] = clean_text(about, limit=ABOUT_LIMIT, field="about").strip()
        if commands is not None:
            columns["commands"] = encoded(checked_commands(commands))
        if name is not None:
            name = clean_name(name, limit=NAME_LIMIT)
        async with needs.db.transaction() as conn:
            row = await self._own(conn, asker, bot)
            if columns:
                await bots.change(conn, bot, **columns)
            events: list[Struct] = [BotChanged(bot)]
            if name is not None:
                card = await identity.set_actor_card(conn, ActorId(bot), name=name, login=row.username)
                events.append(ActorChanged(card))
            changed = await self._again(conn, bot)
        for event in events:
            needs.announce(event)
        return changed

    async def set_photo(self, asker: Asker, bot: BotId, file: int | None) -> Bot:
        """The picture of a bot, uploaded by its author; None takes it away.

        Raises: bot_not_found, bot_not_active, file_not_found, file_not_ready, not_a_picture."""
        async with self._needs.db.transaction() as conn:
            row = await self._own(conn, asker, bot)
            if row.state in ("waiting", "refused"):
                raise Conflict("bot_not_active")
            card = await self._avatars.put(conn, asker, ActorId(bot), file)
            changed = await self._again(conn, bot)
        self._needs.announce(ActorChanged(card))
        self._needs.announce(BotChanged(bot))
        return changed

    async def rotate(self, asker: Asker, bot: BotId, *, kind: Kind) -> tuple[Bot, str]:
        """Another key, of the same kind or another; the old one ends at once, open polls with it.

        Raises: bot_not_found, bot_not_active, bot_needs_review."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            row = await self._own(conn, asker, bot)
            if row.state != "active":
                raise Conflict("bot_not_active")
            if kind == "live" and needs.rules.review and row.live != "granted":
                raise Refused("bot_needs_review")
            await bots.change(conn, bot, kind=kind)
            token = await self._keys.issue(conn, bot)
            await self._record(conn, asker.person, "rotate_key", bot, kind=kind)
            changed = await self._again(conn, bot)
        needs.announce(BotChanged(bot, key=True))
        return changed, token

    async def revoke(self, asker: Asker, bot: BotId) -> Bot:
        """No key at all, until its author makes one. Raises: bot_not_found."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            await self._own(conn, asker, bot)
            await bots.drop_key(conn, bot)
            await self._record(conn, asker.person, "revoke_key", bot)
            changed = await self._again(conn, bot)
        needs.announce(BotChanged(bot, key=True))
        return changed

    async def ask_for_live(self, asker: Asker, bot: BotId, *, purpose: str) -> Bot:
        """An administrator is asked to look at it. Raises: bot_not_found, bot_not_active."""
        purpose = clean_text(purpose, limit=PURPOSE_LIMIT, field="purpose").strip()
        if not purpose:
            raise BadInput("bot_purpose")
        async with self._needs.db.transaction() as conn:
            row = await self._own(conn, asker, bot)
            if row.state != "active":
                raise Conflict("bot_not_active")
            if row.live != "granted":
                await bots.change(conn, bot, live="asked", purpose=purpose)
            changed = await self._again(conn, bot)
        self._needs.announce(BotChanged(bot))
        return changed

    async def set_team(self, asker: Asker, bot: BotId, people: list[PersonId]) -> list[PersonId]:
        """Whom a bot with a trial key talks to. Raises: bot_not_found, actor_not_found, bot_team."""
        wanted = list(dict.fromkeys(people))
        if len(wanted) > TEAM_LIMIT:
            raise BadInput("bot_team", limit=TEAM_LIMIT)
        async with self._needs.db.transaction() as conn:
            await self._own(conn, asker, bot)
            cards = await identity.actor_cards(conn, [ActorId(one) for one in wanted])
            unknown = [int(one) for one in wanted if ActorId(one) not in cards or cards[ActorId(one)].kind != "person"]
            if unknown:
                raise NotFound("actor_not_found", actors=unknown)
            await bots.set_team(conn, bot, wanted)
        self._needs.announce(BotChanged(bot))
        return wanted

    async def delete(self, asker: Asker, bot: BotId) -> None:
        """It acts no more and is found no more; what it wrote keeps its name. Raises: bot_not_found."""
        async with self._needs.db.transaction() as conn:
            await self._own(conn, asker, bot)
            await bots.drop_key(conn, bot)
            await bots.change(conn, bot, state="deleted")
            before = (await identity.actor_cards(conn, [ActorId(bot)]))[ActorId(bot)]
            card = await identity.set_actor_card(conn, ActorId(bot), name=before.name, active=False)
            await self._record(conn, asker.person, "delete", bot)
        self._needs.announce(ActorChanged(card))
        self._needs.announce(BotChanged(bot, key=True))

    # -- for administrators

    async def review(self, asker: Asker, bot: BotId, *, approve: bool, note: str = "") -> Bot:
        """Decide about a bot that waits: to be there at all, or to have a live key.

        Raises: administrators_only, bot_not_found, bot_not_waiting."""
        needs = self._needs
        note = clean_text(note, limit=PURPOSE_LIMIT, field="note").strip()
        async with needs.db.transaction() as conn:
            await needs.people.must_be_administrator(conn, asker)
            row = await self._locked(conn, bot)
            events: list[Struct] = [BotChanged(bot)]
            if row.state == "waiting":
                await bots.change(conn, bot, state="active" if approve else "refused", note=note)
                name = (await full(conn, row)).name
                card = await identity.set_actor_card(conn, ActorId(bot), name=name, login=row.username, active=approve)
                events.append(ActorChanged(card))
            elif row.state == "active" and row.live == "asked":
                await bots.change(conn, bot, live="granted" if approve else "refused", note=note)
            else:
                raise Conflict("bot_not_waiting")
            await self._record(conn, asker.person, "review", bot, approve=approve)
            changed = await self._again(conn, bot)
        for event in events:
            needs.announce(event)
        return changed

    async def suspend(self, asker: Asker, bot: BotId, *, on: bool, note: str = "") -> Bot:
        """Stop a bot, or let it go on. Raises: administrators_only, bot_not_found, bot_not_active."""
        needs = self._needs
        note = clean_text(note, limit=PURPOSE_LIMIT, field="note").strip()
        async with needs.db.transaction() as conn:
            await needs.people.must_be_administrator(conn, asker)
            row = await self._locked(conn, bot)
            if row.state not in ("active", "suspended"):
                raise Conflict("bot_not_active")
            await bots.change(conn, bot, state="suspended" if on else "active", note=note if on else "")
            await self._record(conn, asker.person, "suspend", bot, on=on)
            changed = await self._again(conn, bot)
        needs.announce(BotChanged(bot))
        return changed

    # -- inside

    async def _own(self, conn: Connection, asker: Asker, bot: BotId) -> BotRow:
        """The bot of the asker, locked; a stranger does not learn that there is one."""
        row = await bots.lock(conn, bot)
        if row is None or row.state == "deleted" or int(asker.person) not in (row.owner, row.id):
            raise NotFound("bot_not_found")
        return row

    async def _locked(self, conn: Connection, bot: BotId) -> BotRow:
        row = await bots.lock(conn, bot)
        if row is None or row.state == "deleted":
            raise NotFound("bot_not_found")
        return row

    async def _again(self, conn: Connection, bot: BotId) -> Bot:
        row = await bots.one(conn, bot)
        if row is None:
            raise LookupError(f"bot {bot} vanished under its lock")
        return await full(conn, row)

    async def _free_username(self, name: str) -> str:
        for attempt in range(ATTEMPTS):
            username = suggested_username(name, attempt=attempt)
            if not await bots.username_taken(self._needs.db, username):
                return username
        raise Conflict("bot_username_taken")

    async def _organisation_of(self, person: PersonId) -> OrganisationId | None:
        """The organisation in whose posts the person is, if it is one."""
        posts = await directory.posts_of(self._needs.db, person)
        found = set((await directory.organisations_of(self._needs.db, posts)).values()) if posts else set()
        return min(found) if found else None

    async def _record(
        self, conn: Connection, by: PersonId | None, act: str, bot: BotId, **details: str | int | bool | None
    ) -> None:
        await audit.record(conn, actor=by, act=f"bots.{act}", subject=f"bot:{bot}", details=details)


def encoded(commands: tuple[BotCommand, ...]) -> str:
    """As they are kept."""
    return msgspec.json.encode(commands).decode()
