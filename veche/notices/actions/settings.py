"""What a person decides about sounds and quiet hours, and the mentions that wait for him."""

from __future__ import annotations

import msgspec

from veche import chats
from veche.directory import may_act_as
from veche.ground.commands import Asker
from veche.ground.ids import ActorId, ChatId
from veche.notices.actions.base import Needs
from veche.notices.events import SettingsChanged
from veche.notices.model import DEFAULT, MENTIONS_LIMIT, Settings, check_quiet
from veche.notices.store import mentions
from veche.notices.store import settings as store


class Deciding:
    """Each acts only on the asker's own settings."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def get(self, asker: Asker) -> Settings:
        return (await store.of(self._needs.db, [asker.person])).get(asker.person, DEFAULT)

    async def set(self, asker: Asker, **changes: object) -> Settings:
        """What is not named stays. Raises: zone_unknown, quiet_empty."""
        async with self._needs.db.transaction() as conn:
            # Two devices at once: the second one waits and builds on what the first one decided.
            await conn.execute("SELECT pg_advisory_xact_lock($1)", asker.person)
            before = (await store.of(conn, [asker.person])).get(asker.person, DEFAULT)
            after = msgspec.structs.replace(before, **changes)
            check_quiet(after.quiet)
            await store.put(conn, asker.person, after)
        self._needs.announce(SettingsChanged(asker.person, after))
        return after

    async def mentions(self, asker: Asker, *, as_: int | None) -> dict[int, list[int]]:
        """Unread messages that call the actor by name, by chat. What was read meanwhile is forgotten on the way."""
        db = self._needs.db
        actor = ActorId(asker.person if as_ is None else as_)
        if actor != ActorId(asker.person):
            refusal = await may_act_as(db, asker.person, actor)
            if refusal is not None:
                raise refusal
        found = await mentions.of(db, actor, limit=MENTIONS_LIMIT)
        if not found:
            return {}
        places = [ChatId(chat) for chat in dict.fromkeys(chat for chat, _ in found)]
        read = {int(one.chat): int(one.read_seq) for one in await chats.listeners(db, places, [actor])}
        # Of a chat one is no longer in, nothing waits.
        await mentions.forget(db, actor, [(chat, read.get(chat, 1 << 53)) for chat in places])
        waiting: dict[int, list[int]] = {}
        for chat, seq in reversed(found):
            if chat in read and seq > read[chat]:
                waiting.setdefault(chat, []).append(seq)
        return waiting
