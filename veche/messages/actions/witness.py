"""Messages as evidence: what somebody who sees them asks administrators to look at."""

from __future__ import annotations

import msgspec

from veche import chats
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.ids import ChatId
from veche.messages.actions.reading import Reader
from veche.messages.store import rows
from veche.trust import Evidence


class Witness:
    """What trust needs of messages (its port `Witness`)."""

    def __init__(self, db: Database, reader: Reader) -> None:
        self._db = db
        self._reader = reader

    async def evidence(self, asker: Asker, chat: int, seqs: list[int]) -> Evidence:
        """The messages as the asker sees them now. Raises: chat_not_found."""
        place = ChatId(chat)
        actors = await self._reader.members_of(asker, place)
        found = await rows.some(self._db, place, seqs, actors=actors) if seqs else []
        shown = [message for message in found if not message.deleted and message.kind == "text"]
        card = (await chats.chats_cards(self._db, [place]))[place]
        return Evidence(
            title=card.title,
            authors=[message.sender for message in shown],
            messages=[msgspec.Raw(msgspec.json.encode(message)) for message in shown],
        )
