"""Topics of groups, and comments under the posts of channels."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from veche import chats
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import BadInput, Conflict, NotFound, Unavailable
from veche.ground.ids import ActorId, ChatId, Ids
from veche.ground.logs import get_logger
from veche.ground.text import clean_name
from veche.messages import wire
from veche.messages.actions.changing import Changer, next_version, require
from veche.messages.actions.reading import Reader
from veche.messages.events import MessagesChanged, MessagesEvent, TopicChanged
from veche.messages.model import is_emoji
from veche.messages.store import rows, topics
from veche.messages.wire import Topic

log = get_logger("topics")

TITLE_LIMIT = 128
MOST = 200
TOGETHER = 0.5
"""Seconds for which new comments are collected before the posts tell how many they are."""


class Topics:
    """Topics belong to groups that have them switched on."""

    def __init__(
        self,
        db: Database,
        ids: Ids,
        clock: Clock,
        changer: Changer,
        reader: Reader,
        *,
        announce: Callable[[MessagesEvent], None],
    ) -> None:
        self._db = db
        self._ids = ids
        self._clock = clock
        self._changer = changer
        self._reader = reader
        self._announce = announce

    async def create(self, asker: Asker, request: wire.CreateTopic) -> Topic:
        """Raises: topics_are_off, too_many_topics, no_right, not_an_emoji, and as clean_name."""
        title = clean_name(request.title, limit=TITLE_LIMIT, field="title")
        _check_emoji(request.emoji)
        chat, number = ChatId(request.chat), self._ids.new()
        async with self._changer.locked(asker, request.chat, request.as_) as (connection, access):
            require(access, chats.Rights.EDIT_INFO)
            card = (await chats.chats_cards(connection, [chat]))[chat]
            if not card.topics:
                raise Conflict("topics_are_off")
            if await topics.how_many(connection, chat) >= MOST:
                raise Conflict("too_many_topics", limit=MOST)
            await topics.add_topic(
                connection,
                chat,
                number,
                title=title,
                emoji=request.emoji,
                by=access.actor,
                at=self._clock.now(),
            )
            note = chats.Note(self._ids.new(), chat, access.actor, "topic_made", self._clock.now(), {"new": title})
            await note.write(connection)
        topic = Topic(id=number, title=title, emoji=request.emoji, created_by=access.actor)
        self._announce(TopicChanged(request.chat, topic))
        return topic

    async def edit(self, asker: Asker, request: wire.EditTopic) -> Topic:
        """Another title or emoji, closed or open again: by who made it or those who may change what the chat is called.
        Raises: topic_not_found, no_right, not_an_emoji, and as clean_name."""
        title = None if request.title is None else clean_name(request.title, limit=TITLE_LIMIT, field="title")
        _check_emoji(request.emoji or "")
        chat = ChatId(request.chat)
        async with self._changer.locked(asker, request.chat, request.as_) as (connection, access):
            old = await topics.topic_of(connection, chat, request.topic)
            if old is None or not old.title:
                raise NotFound("topic_not_found")
            if old.created_by != access.actor:
                require(access, chats.Rights.EDIT_INFO)
            topic = Topic(
                id=old.id,
                title=title or old.title,
                emoji=old.emoji if request.emoji is None else request.emoji,
                seq=old.seq,
                count=old.count,
                closed=old.closed if request.closed is None else request.closed,
                created_by=old.created_by,
            )
            if topic == old:
                return old
            await topics.set_topic(
                connection, chat, topic.id, title=topic.title, emoji=topic.emoji, closed=topic.closed
            )
            details: dict[str, str | int] = {"old": old.title, "new": topic.title, "closed": int(topic.closed)}
            note = chats.Note(self._ids.new(), chat, access.actor, "topic_changed", self._clock.now(), details)
            await note.write(connection)
        self._announce(TopicChanged(request.chat, topic))
        return topic

    async def list_topics(self, asker: Asker, request: wire.ListTopics) -> wire.Topics:
        """Raises: chat_not_found."""
        chat = ChatId(request.chat)
        await self._reader.members_of(asker, chat)
        return wire.Topics([one for one in await topics.topics(self._db, chat) if one.title])


class Companions(Protocol):
    """Chats that stand beside channels; chats has it."""

    async def join(self, asker: Asker, channel: ChatId, *, as_: int | None = None) -> ChatId:
        """Bring the asker into the group where the posts of the channel are discussed."""


class Comments:
    """Comments are messages of a companion group whose topic is the post. The post tells how many there are."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        changer: Changer,
        reader: Reader,
        *,
        companions: Companions,
        announce: Callable[[MessagesEvent], None],
        run: Callable[[Awaitable[None]], None],
    ) -> None:
        self._db = db
        self._clock = clock
        self._changer = changer
        self._reader = reader
        self._companions = companions
        self._announce = announce
        self._run = run
        self._moved: set[tuple[int, int]] = set()
        self._counting = False

    async def open(self, asker: Asker, request: wire.OpenComments) -> wire.CommentsOpened:
        """The place where a post is discussed; the asker is in it from now on.

        Raises: chat_not_found, message_not_found, comments_are_off, you_were_removed."""
        companion = await self.place(asker, ChatId(request.chat), request.seq, as_=request.as_)
        return wire.CommentsOpened(companion, request.seq)

    async def place(self, asker: Asker, channel: ChatId, seq: int, *, as_: int | None = None) -> ChatId:
        """The same, as other domains ask it: the group in which the comments stand, with the post as their topic."""
        actors = await self._reader.members_of(asker, channel)
        found = await rows.some(self._db, channel, [seq], actors=actors)
        if not found or found[0].deleted or found[0].kind != "text":
            raise NotFound("message_not_found")
        companion = await self._companions.join(asker, channel, as_=as_)
        async with self._db.transaction() as connection:
            by = ActorId(as_ or asker.person)
            await topics.add_topic(connection, companion, seq, title="", emoji="", by=by, at=self._clock.now())
        return companion

    def moved(self, places: Iterable[tuple[int, int]]) -> None:
        """Messages came into these (chat, topic), or were deleted: if those are comments, their posts will tell."""
        self._moved.update(places)
        if self._moved and not self._counting:
            self._counting = True
            self._run(self._count())

    async def _count(self) -> None:
        try:
            while self._moved:
                await asyncio.sleep(TOGETHER)
                moved, self._moved = self._moved, set()
                companions = {ChatId(chat) for chat, _ in moved}
                channels = await chats.channels_of(self._db, list(companions))
                for companion, channel in channels.items():
                    posts = sorted(topic for chat, topic in moved if chat == companion)
                    await self._tell(channel, companion, posts)
        except Unavailable:
            # The next comment counts anew: the number is read, not added up.
            log.warning("comments_not_counted")
        finally:
            self._counting = False

    async def _tell(self, channel: ChatId, companion: ChatId, posts: list[int]) -> None:
        async with self._changer.holding(channel) as connection:
            first = await next_version(connection, channel, self._clock, step=len(posts))
            versions = {seq: first + number for number, seq in enumerate(posts)}
            changed = await topics.set_comments(connection, channel, versions, companion=companion)
            messages = await rows.some(connection, channel, changed, actors=[])
        if messages:
            self._announce(MessagesChanged(messages))


def _check_emoji(emoji: str) -> None:
    if emoji and not is_emoji(emoji):
        raise BadInput("not_an_emoji")
