"""From changed comments to the updates of the bots that run the channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from veche.bots.actions.base import Needs
from veche.bots.actions.forming import Turn, changes_of, packed
from veche.bots.actions.own_acts import OwnActs
from veche.bots.actions.telling import Telling
from veche.bots.actions.trials import Trials
from veche.bots.model.bots import Bot
from veche.bots.model.mids import mid_of
from veche.bots.model.numbers import chat_number
from veche.bots.store.rooms import RoomRow
from veche.bots.store.updates import NewUpdate
from veche.bots.wire import updates as wire
from veche.ground.db import Queries
from veche.ground.ids import ChatId
from veche.messages import Message, messages_in


class Discussions:
    """Comments stand in a group beside the channel that no bot knows of: they are told as under their posts."""

    def __init__(self, needs: Needs, telling: Telling, trials: Trials, own: OwnActs) -> None:
        self._needs = needs
        self._telling = telling
        self._trials = trials
        self._own = own

    async def form(
        self, conn: Queries, bots: Sequence[tuple[Bot, RoomRow]], turn: Turn, *, channel: ChatId
    ) -> tuple[list[NewUpdate], list[RoomRow]]:
        """All updates of this turn over the group, and its cursors behind it. They go with those of the channel, so
        that a webhook gets a comment after its post."""
        topics = sorted({one.topic for one in turn.messages if one.topic is not None})
        found = await messages_in(conn, [(channel, seq, seq) for seq in topics]) if topics else []
        posts: dict[int | None, Message] = {post.seq: post for post in found}
        told: list[NewUpdate] = []
        moved: list[RoomRow] = []
        for bot, room in bots:
            fresh = [one for one in turn.messages if one.version > room.version and one.sender != bot.id]
            fresh = [one for one in fresh if one.kind == "text" and one.topic in posts]
            fresh = await self._trials.only_team(conn, bot, fresh)
            said, edited = changes_of(room, fresh, chat=turn.chat, own=self._own)
            texts = [one for kind, one in said if kind != "removed"]
            shown = await self._telling.comments(bot, texts, posts, db=conn) if texts else []
            of_seq = {one.seq: message for one, message in zip(texts, shown, strict=True)}
            for kind, one in said:
                body: wire.Update = self._removed(one, posts)
                if kind != "removed":
                    at = one.at if kind == "created" else one.edited_at or one.at
                    body = wire.MessageUpdate(update_type=f"comment_{kind}", timestamp=at, message=of_seq[one.seq])
                told.append(packed(bot.id, channel, body))
            moved.append(
                msgspec.structs.replace(
                    room,
                    version=turn.head[1],
                    seq=max(room.seq, turn.head[0]),
                    edited_at=edited[0],
                    edited_seq=edited[1],
                )
            )
        return told, moved

    def _removed(self, one: Message, posts: Mapping[int | None, Message]) -> wire.MessageRemoved:
        post = posts[one.topic]
        number = chat_number(post.chat, "channel")
        return wire.MessageRemoved(
            update_type="comment_removed",
            timestamp=self._needs.clock.ms(),
            message_id=mid_of(chat_number(one.chat, "group"), one.at, one.seq),
            chat_id=number,
            user_id=one.sender,
            post_id=mid_of(number, post.at, post.seq),
        )
