"""History, single messages, differences: what an asker may see at this moment."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from veche import chats, directory
from veche.ground.clock import Clock, from_ms
from veche.ground.commands import Asker
from veche.ground.db import Database, Queries
from veche.ground.errors import BadInput, NotFound, Refused
from veche.ground.ids import ActorId, ChatId, Version
from veche.ground.socket import Gateway
from veche.messages import wire
from veche.messages.actions.reach import Reach
from veche.messages.store import changes, polls, rows, shared, views
from veche.messages.wire import Message

READERS_LISTED = 200
"""In a group of more members nobody is told who has read."""
SYNCED_CHATS = 50
"""Chats whose differences one `sync` carries; for the others it says `more`."""
SYNCED_MESSAGES = 50
SYNCED_MEMBERSHIPS = 100
SYNCED_DRAFTS = 100


class Reader:
    """Reads for people who are members. An open socket of the person knows his chats already and spares a query."""

    def __init__(self, db: Database, gateway: Gateway, *, reach: Reach | None = None) -> None:
        """`reach`: how much one account may read; nothing is counted without."""
        self._reach = reach or Reach(0, code="too_much_reading")
        self._db = db
        self._gateway = gateway

    async def ping(self, _asker: Asker, _request: wire.Ping) -> wire.Pong:
        return wire.Pong(Clock().ms())

    async def history(self, asker: Asker, request: wire.History) -> wire.Page:
        """One page. Raises: chat_not_found, bad_page, too_much_reading."""
        if sum(place is not None for place in (request.before, request.after, request.around, request.at)) > 1:
            raise BadInput("bad_page")
        self._reach.take(asker.person, request.limit)
        chat = ChatId(request.chat)
        actors = await self.members_of(asker, chat)
        around, topic = request.around, request.topic
        if request.at is not None:
            around = await rows.seq_on(self._db, chat, request.at)
        if around is not None:
            half = request.limit // 2
            older = await rows.page(self._db, chat, actors=actors, before=around, topic=topic, limit=half)
            rest = request.limit - half
            newer = await rows.page(self._db, chat, actors=actors, after=around - 1, topic=topic, limit=rest)
            messages = older + newer
        else:
            messages = await rows.page(
                self._db,
                chat,
                actors=actors,
                before=request.before,
                after=request.after,
                topic=topic,
                limit=request.limit,
            )
        return await self._page(chat, messages, actors)

    async def some(self, asker: Asker, request: wire.GetMessages) -> wire.Page:
        """Single messages by seq; those that do not exist are absent. Raises: chat_not_found, too_much_reading."""
        self._reach.take(asker.person, len(request.seqs))
        chat = ChatId(request.chat)
        actors = await self.members_of(asker, chat)
        return await self._page(chat, await rows.some(self._db, chat, request.seqs, actors=actors), actors)

    async def page(
        self, asker: Asker, chat: ChatId, *, before: int | None = None, topic: int | None = None, limit: int
    ) -> list[Message]:
        """Messages alone by ascending seq, before a seq or the newest; for programs, whose pace is kept elsewhere.
        Raises: chat_not_found."""
        actors = await self.members_of(asker, chat)
        return await rows.page(self._db, chat, actors=actors, before=before, topic=topic, limit=limit)

    async def seq_on(self, chat: ChatId, moment: int) -> int:
        """The first message at or after a moment (milliseconds); the newest where there is none. It tells nothing of
        what was said."""
        return await rows.seq_on(self._db, chat, moment)

    async def pinned(self, asker: Asker, request: wire.ListPinned) -> wire.Page:
        chat = ChatId(request.chat)
        actors = await self.members_of(asker, chat)
        return await self._page(chat, await rows.pinned(self._db, chat, actors=actors), actors)

    async def shared(self, asker: Asker, request: wire.ListShared) -> wire.Page:
        """What of a kind was shared. Raises: chat_not_found, bad_page, too_much_reading."""
        if request.before is not None and request.after is not None:
            raise BadInput("bad_page")
        self._reach.take(asker.person, request.limit)
        chat = ChatId(request.chat)
        actors = await self.members_of(asker, chat)
        found = await shared.shared(
            self._db,
            chat,
            request.kind,
            actors=actors,
            before=request.before,
            after=request.after,
            limit=request.limit,
        )
        return await self._page(chat, found, actors)

    async def count_shared(self, asker: Asker, request: wire.CountShared) -> wire.SharedCounts:
        """How much of each kind was shared. Raises: chat_not_found."""
        chat = ChatId(request.chat)
        counts = await shared.count_shared(self._db, chat, actors=await self.members_of(asker, chat))
        return wire.SharedCounts(**counts, most=shared.COUNTED)

    async def reactions(self, asker: Asker, request: wire.ListReactions) -> wire.Reactions:
        """Who reacted; in a channel only for those who may know its readers. Raises: chat_not_found, no_right."""
        chat = ChatId(request.chat)
        await self.may_know_readers(chat, await self.members_of(asker, chat))
        return wire.Reactions(
            await changes.reactions_of(
                self._db, chat, request.seq, emoji=request.emoji, before=request.before, limit=request.limit
            )
        )

    async def readers(self, asker: Asker, request: wire.ListReaders) -> wire.Readers:
        """Who has read a message, where not too many are in the chat. Raises: chat_not_found, message_not_found,
        too_many_readers."""
        chat = ChatId(request.chat)
        actors = await self.members_of(asker, chat)
        access = await chats.rights_of(self._db, [(chat, actor) for actor in actors])
        if any(one.kind == "channel" or one.members_count > READERS_LISTED for one in access.values()):
            raise Refused("too_many_readers", limit=READERS_LISTED)
        found = await rows.some(self._db, chat, [request.seq], actors=actors)
        if not found:
            raise NotFound("message_not_found")
        said = from_ms(found[0].at + 1)
        who = await chats.read_upto(self._db, chat, request.seq, joined_before=said)
        return wire.Readers([wire.ReaderOf(actor) for actor in who if actor != found[0].sender])

    async def may_know_readers(self, chat: ChatId, actors: Sequence[ActorId]) -> None:
        """Who reads a channel is known to those who run it. Raises: no_right."""
        rights = await chats.rights_of(self._db, [(chat, actor) for actor in actors])
        if all(one.kind == "channel" and not one.may(chats.Rights.MANAGE_MEMBERS) for one in rights.values()):
            raise Refused("no_right")

    async def changes(self, asker: Asker, request: wire.Changes) -> wire.ChangedMessages:
        """The difference of one chat since a version. Raises: chat_not_found, too_much_reading."""
        self._reach.take(asker.person, request.limit)
        chat = ChatId(request.chat)
        actors = await self.members_of(asker, chat)
        card = (await chats.chats_cards(self._db, [chat]))[chat]
        part = await self._difference(chat, card, actors, since=request.since, limit=request.limit)
        return wire.ChangedMessages(
            version=part.version,
            messages=part.messages,
            more=part.more,
            chat=part.chat,
            my_reactions=part.my_reactions,
            my_votes=part.my_votes,
        )

    async def views(self, db: Queries, chat: ChatId, seqs: Sequence[int]) -> dict[int, int]:
        """How often these posts were seen; who may know it is the caller's business."""
        return await views.views(db, chat, seqs)

    async def newest_pinned(self, chat: ChatId) -> Message | None:
        """What stands at the top of a chat; who may see it is the caller's business."""
        found = await rows.pinned(self._db, chat, actors=[], limit=1)
        return found[-1] if found else None

    async def changed(
        self, db: Queries, chat: ChatId, *, since: int, head: tuple[int, int], limit: int
    ) -> tuple[list[Message], bool]:
        """Rows of a chat after version `since`, oldest change first, and whether there are more; for the server's own
        work: who may see them is the caller's business. `head`: seq and version, read before."""
        return await rows.changed_since(db, chat, since, head=head, actors=[], limit=limit)

    async def sync(self, asker: Asker, request: wire.Sync) -> wire.Synced:
        """What changed in the spaces that the client names, in pages; nothing of what it has already."""
        mine = await self.actors_of(asker)
        spaces = [await self._actor_space(known) for known in request.actors if known.id in mine]
        members: dict[ChatId, list[ActorId]] = {}
        heads: dict[ChatId, int] = {}
        for membership in await chats.memberships_for(self._db, mine):
            members.setdefault(membership.chat, []).append(membership.actor)
            heads[membership.chat] = membership.chat_version
        stale = [k for k in request.chats if heads.get(ChatId(k.id), -1) > k.version]
        cards = await chats.chats_cards(self._db, [ChatId(known.id) for known in stale[:SYNCED_CHATS]])
        parts = [
            await self._difference(chat, cards[chat], members[chat], since=known.version, limit=SYNCED_MESSAGES)
            for known in stale[:SYNCED_CHATS]
            if (chat := ChatId(known.id)) in cards
        ]
        parts += [wire.ChatSync(id=known.id, version=known.version, more=True) for known in stale[SYNCED_CHATS:]]
        gone = [known.id for known in request.chats if ChatId(known.id) not in heads]
        return wire.Synced(actors=spaces, chats=parts, gone=gone)

    async def last_messages(self, actor: ActorId, asked: Sequence[ChatId]) -> dict[ChatId, msgspec.Raw]:
        """The newest message of each chat as the actor sees it, encoded, for lists of chats. One query."""
        found = await rows.last_of(self._db, asked, actor=actor)
        return {chat: msgspec.Raw(msgspec.json.encode(message)) for chat, message in found.items()}

    async def actors_of(self, asker: Asker) -> list[ActorId]:
        """The person and the posts he holds now."""
        return [ActorId(asker.person), *map(ActorId, await directory.posts_of(self._db, asker.person))]

    async def members_of(self, asker: Asker, chat: ChatId) -> tuple[ActorId, ...]:
        """Those of the asker's actors that are in the chat. Raises chat_not_found when there is none."""
        for connection in self._gateway.topics.get(asker.person, ()):
            known = connection.chats.get(chat)
            if known is not None:
                return tuple(ActorId(actor) for actor in known)
        mine = await self.actors_of(asker)
        rights = await chats.rights_of(self._db, [(chat, actor) for actor in mine])
        if not rights:
            raise NotFound("chat_not_found")
        return tuple(actor for _, actor in rights)

    async def _page(self, chat: ChatId, messages: list[Message], actors: Sequence[ActorId]) -> wire.Page:
        return wire.Page(
            messages,
            await rows.my_reactions(self._db, chat, messages, actors=actors),
            await polls.my_votes(self._db, chat, messages, actors=actors),
        )

    async def _actor_space(self, known: wire.Known) -> wire.ActorSync:
        space = await chats.memberships_since(
            self._db, ActorId(known.id), since=Version(known.version), limit=SYNCED_MEMBERSHIPS
        )
        last = await self.last_messages(ActorId(known.id), [ChatId(chat.id) for chat in space.chats])
        memberships = [
            msgspec.structs.replace(chat, last=last[ChatId(chat.id)]) if ChatId(chat.id) in last else chat
            for chat in space.chats
        ]
        hidden, reached, all_hidden = await rows.hidden_since(
            self._db, ActorId(known.id), known.version, upto=space.version if space.more else None
        )
        own = await chats.own_since(self._db, ActorId(known.id), since=known.version, limit=SYNCED_DRAFTS)
        # The version up to which all parts are whole: of those that were cut off, the one that came least far.
        parts = [(space.version, space.more), (reached, not all_hidden), (own.version, own.more)]
        cut = [version for version, more in parts if more]
        return wire.ActorSync(
            id=known.id,
            version=min(cut) if cut else max(version for version, _ in parts),
            memberships=memberships,
            gone=list(space.gone),
            hidden=[wire.Hidden(chat, seqs) for chat, seqs in hidden.items()],
            drafts=own.drafts,
            folders=own.folders,
            more=bool(cut),
        )

    async def _difference(
        self, chat: ChatId, card: chats.Chat, actors: Sequence[ActorId], *, since: int, limit: int
    ) -> wire.ChatSync:
        messages, more = await rows.changed_since(
            self._db, chat, since, head=(card.seq, card.version), actors=actors, limit=limit
        )
        return wire.ChatSync(
            id=chat,
            version=messages[-1].version if more else max(card.version, since),
            messages=messages,
            more=more,
            chat=card if card.changed > since else None,
            my_reactions=await rows.my_reactions(self._db, chat, messages, actors=actors),
            my_votes=await polls.my_votes(self._db, chat, messages, actors=actors),
        )
