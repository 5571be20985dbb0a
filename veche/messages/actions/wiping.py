"""Deleting for everyone what a person wrote, when he ends his account and wishes it. In steps of a bounded size."""

from __future__ import annotations

from veche import chats
from veche.ground.db import Database
from veche.ground.ids import ActorId, ChatId, PersonId
from veche.messages.actions.changing import Changer
from veche.messages.store import forgetting

READ = 5000
"""Rows that one look goes through."""
LOOKS = 40
"""Looks of one step: a job has minutes, and others want their turn."""
AT_ONCE = 100
"""Messages that one transaction deletes: it holds the chat."""


Place = tuple[int, int]
"""Where to go on, chat and seq: everything before is done."""


class Wiping:
    """Dialogs and groups that he is in now. Official chats keep every word by their mode; channels keep their posts."""

    def __init__(self, db: Database, changer: Changer) -> None:
        self._db = db
        self._changer = changer

    async def step(self, person: PersonId, place: Place) -> Place | None:
        """Goes on from here; None when all is done."""
        actor = ActorId(person)
        mine = [
            ChatId(one.chat)
            for one in await chats.memberships_for(self._db, [actor])
            if one.kind != "channel" and one.mode != "official" and one.chat >= place[0]
        ]
        looks = 0
        for chat in sorted(mine):
            after = place[1] if chat == place[0] else 0
            last = await forgetting.last_seq(self._db, chat)
            while after < last:
                if looks == LOOKS:
                    return int(chat), after
                looks += 1
                seqs = await forgetting.said_by(self._db, chat, actor, after=after, upto=after + READ)
                for at in range(0, len(seqs), AT_ONCE):
                    await self._changer.wipe(chat, actor, seqs[at : at + AT_ONCE])
                after += READ
        return None
