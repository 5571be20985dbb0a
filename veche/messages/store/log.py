"""Appending to the log by group commit: what queued up while the last commit ran is one transaction."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from veche import chats, directory
from veche.ground.clock import Clock
from veche.ground.db import CheckViolation, Connection, Database, DeadlockDetected, Record, UniqueViolation
from veche.ground.errors import Conflict, NotFound, Refused, TooMany, VecheError
from veche.ground.ids import ChatId
from veche.messages.model import Draft, Stored

Outcome = Stored | VecheError
_Value = TypeVar("_Value")

_COLUMNS = (
    "chat_id",
    "seq",
    "version",
    "sender_id",
    "sent_at",
    "client_key",
    "body",
    "entities",
    "reply_to",
    "origin",
    "service",
    "extra",
    "topic",
)


_APPEND = "SELECT * FROM messages_append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)"


class Log(Protocol):
    """Where messages are kept for good. Whatever `append` returns as Stored survives a crash."""

    async def append(self, drafts: Sequence[Draft], *, repeated: bool = False) -> list[Outcome]:
        """One outcome per draft, in their order. `repeated`: some may be there already, look first."""


class PostgresLog:
    """The log in PostgreSQL: heads moved under their row locks, rights read after them, rows written, all at once.

    A batch in which nothing is wrong is one round trip (`messages_append`): six small ones cost more than the rows.
    That statement is all or nothing; when it refuses, the batch is looked through draft by draft.
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def append(self, drafts: Sequence[Draft], *, repeated: bool = False) -> list[Outcome]:
        if not repeated:
            try:
                return await self._append_all(drafts)
            except (UniqueViolation, CheckViolation, DeadlockDetected):
                pass
        return await self._append_some(drafts)

    async def _append_all(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Raises UniqueViolation: a client id is there already. CheckViolation: somebody may not post."""
        steps: dict[ChatId, int] = {}
        for draft in drafts:
            steps[draft.chat] = steps.get(draft.chat, 0) + 1
        heads = sorted(steps)
        which = {chat: number for number, chat in enumerate(heads, 1)}
        places, count = [], dict.fromkeys(heads, 0)
        for draft in drafts:
            count[draft.chat] = place = count[draft.chat] + 1
            places.append(place)
        speaking = {(draft.chat, draft.sender) for draft in drafts if draft.service is None}
        for_posts = {(draft.sender, draft.person) for draft in drafts if draft.sender != draft.person}
        row = await self._db.fetchrow(
            _APPEND,
            heads,
            [steps[chat] for chat in heads],
            self._clock.now(),
            [which[draft.chat] for draft in drafts],
            places,
            [draft.sender for draft in drafts],
            [draft.key for draft in drafts],
            [draft.text for draft in drafts],
            _column([draft.entities for draft in drafts]),
            _column([draft.reply_to for draft in drafts]),
            _column([draft.origin for draft in drafts]),
            _column([draft.service for draft in drafts]),
            _column([draft.extra for draft in drafts]),
            _column([draft.topic for draft in drafts]),
            [number for number, draft in enumerate(drafts, 1) for _ in draft.files],
            [file for draft in drafts for file in draft.files],
            [chat for chat, _ in speaking],
            [sender for _, sender in speaking],
            [post for post, _ in for_posts],
            [person for _, person in for_posts],
        )
        assert row is not None  # a function with OUT parameters answers one row
        seqs, versions, times = row.values()
        outcomes: list[Outcome] = []
        for draft, place in zip(drafts, places, strict=True):
            number = which[draft.chat] - 1
            outcomes.append(Stored(draft, seqs[number] + place, versions[number] + place, times[number]))
        return outcomes

    async def _append_some(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """What may be written is written, the rest is refused one by one."""
        outcomes: list[Outcome | None] = [None] * len(drafts)
        async with self._db.transaction() as connection:
            await chats.lock_heads(connection, list({draft.chat for draft in drafts}))
            # Read after the locks: whoever removes a member holds the same lock, so this is the state at commit.
            refusals = await may_post(connection, drafts)
            known = await _known(connection, drafts)
            missing = await _missing_replies(connection, drafts)
            topics = await topics_of(connection, drafts)
            slow = await SlowChats.of(connection, drafts, self._clock.now())
            fresh: list[int] = []
            first: dict[tuple[int, int], int] = {}
            for number, draft in enumerate(drafts):
                place = (draft.chat, draft.key)
                if (refusal := refusals.get((draft.chat, draft.sender, draft.person))) is not None:
                    outcomes[number] = refusal
                elif place in known:
                    outcomes[number] = _repeat(draft, known[place])
                elif draft.reply_to is not None and (draft.chat, draft.reply_to) in missing:
                    outcomes[number] = NotFound("reply_not_found", seq=draft.reply_to)
                elif draft.topic is not None and (closed := topics.get((draft.chat, draft.topic))) is not False:
                    outcomes[number] = NotFound("topic_not_found") if closed is None else Conflict("topic_closed")
                elif place not in first and (wait := slow.take(draft)):
                    outcomes[number] = TooMany("slow_mode", retry_after=wait)
                else:
                    first.setdefault(place, number)
                    fresh.append(number)
            await self._write(connection, drafts, fresh, first, outcomes)
            await slow.write(connection)
        return [outcome if outcome is not None else NotFound("chat_not_found") for outcome in outcomes]

    async def _write(
        self,
        connection: Connection,
        drafts: Sequence[Draft],
        fresh: list[int],
        first: dict[tuple[int, int], int],
        outcomes: list[Outcome | None],
    ) -> None:
        if not first:
            return
        steps: dict[ChatId, int] = defaultdict(int)
        for number in first.values():
            steps[drafts[number].chat] += 1
        now = self._clock.now()
        heads = await chats.take_versions(connection, [(chat, step, step) for chat, step in steps.items()], now)
        places = {chat: [head.seq - steps[chat], head.version - steps[chat]] for chat, head in heads.items()}
        rows = []
        for number in fresh:
            draft = drafts[number]
            origin = first[draft.chat, draft.key]
            if origin != number:
                outcomes[number] = _twice(draft, outcomes[origin])
                continue
            place = places[draft.chat]
            place[0] += 1
            place[1] += 1
            at = heads[draft.chat].last_at
            outcomes[number] = Stored(draft, place[0], place[1], at)
            rows.append(_row(draft, place[0], place[1], at))
        await connection.copy_records_to_table("messages_messages", records=rows, columns=_COLUMNS)
        written = [one for number in first.values() if isinstance(one := outcomes[number], Stored)]
        await _name_files(connection, written)
        await _count_in_topics(connection, written)


def _column(values: list[_Value | None]) -> list[_Value | None]:
    """A column that most batches do not need: sent as an empty array then, which unnest fills up with nulls."""
    return values if any(value is not None for value in values) else []


def _row(draft: Draft, seq: int, version: int, at: datetime) -> tuple[object, ...]:
    return (
        draft.chat,
        seq,
        version,
        draft.sender,
        at,
        draft.key,
        draft.text,
        draft.entities,
        draft.reply_to,
        draft.origin,
        draft.service,
        draft.extra,
        draft.topic,
    )


async def may_post(connection: Connection, drafts: Sequence[Draft]) -> dict[tuple[int, int, int], VecheError]:
    """Who may not post, by (chat, actor, person). One query, and one more if posts write."""
    rights = await chats.rights_of(connection, list({(draft.chat, draft.sender) for draft in drafts}))
    posts = {(int(draft.sender), draft.person) for draft in drafts if draft.sender != draft.person}
    strangers = await directory.standing.not_acting(connection, *zip(*posts, strict=True)) if posts else set()
    refusals: dict[tuple[int, int, int], VecheError] = {}
    # A service line is said by the chat itself, about what was allowed already.
    asked = {(draft.chat, draft.sender, draft.person) for draft in drafts if draft.service is None}
    for chat, sender, person in asked:
        access = rights.get((chat, sender))
        if (sender, person) in strangers:
            refusals[chat, sender, person] = Refused("not_your_post")
        elif access is None:
            refusals[chat, sender, person] = NotFound("chat_not_found")
        elif not access.may(chats.Rights.POST):
            refusals[chat, sender, person] = Refused("cannot_write_to" if access.kind == "dialog" else "no_right")
    return refusals


async def _missing_replies(connection: Connection, drafts: Sequence[Draft]) -> set[tuple[int, int]]:
    """Which of the messages replied to are not there; one query, none if nobody replies."""
    asked = {(draft.chat, draft.reply_to) for draft in drafts if draft.reply_to is not None}
    if not asked:
        return set()
    rows = await connection.fetch(
        "SELECT asked.chat_id, asked.seq FROM unnest($1::bigint[], $2::bigint[]) AS asked (chat_id, seq)"
        " LEFT JOIN messages_messages m USING (chat_id, seq) WHERE m.seq IS NULL",
        [chat for chat, _ in asked],
        [seq for _, seq in asked],
    )
    return {(row["chat_id"], row["seq"]) for row in rows}


class SlowChats:
    """Slow mode, for a batch that is looked through draft by draft: one query, and one more if somebody spoke."""

    def __init__(self, held: dict[tuple[int, int], tuple[datetime | None, int]], now: datetime) -> None:
        self._held = held
        self._now = now
        self._spoke: set[tuple[int, int]] = set()

    @staticmethod
    async def of(connection: Connection, drafts: Sequence[Draft], now: datetime) -> SlowChats:
        pairs = {(draft.chat, draft.sender) for draft in drafts if draft.service is None}
        rows = await connection.fetch(
            "SELECT * FROM chats_held_back($1, $2)", [chat for chat, _ in pairs], [sender for _, sender in pairs]
        )
        return SlowChats({(chat, actor): (until, step) for chat, actor, until, step in map(_values, rows)}, now)

    def take(self, draft: Draft) -> int:
        """Seconds to wait; 0 lets the draft through, and the next one of the same sender waits."""
        pair = (draft.chat, draft.sender)
        if draft.service is not None or pair not in self._held:
            return 0
        until, step = self._held[pair]
        if until is not None and until > self._now:
            return max(1, math.ceil((until - self._now).total_seconds()))
        self._held[pair] = (self._now + timedelta(seconds=step), step)
        self._spoke.add(pair)
        return 0

    async def write(self, connection: Connection) -> None:
        if self._spoke:
            await connection.execute(
                "SELECT chats_have_spoken($1, $2, $3)",
                [chat for chat, _ in self._spoke],
                [actor for _, actor in self._spoke],
                self._now,
            )


def _values(row: Record) -> tuple[int, int, datetime | None, int]:
    return (row["chat_id"], row["actor_id"], row["next_at"], row["seconds"])


async def topics_of(connection: Connection, drafts: Sequence[Draft]) -> dict[tuple[int, int], bool]:
    """Which of the topics written to are there, and are they closed; no query if nobody writes to one."""
    asked = {(draft.chat, draft.topic) for draft in drafts if draft.topic is not None}
    if not asked:
        return {}
    rows = await connection.fetch(
        "SELECT t.chat_id, t.topic, t.closed FROM unnest($1::bigint[], $2::bigint[]) AS asked (chat_id, topic)"
        " JOIN messages_topics t USING (chat_id, topic)",
        [chat for chat, _ in asked],
        [topic for _, topic in asked],
    )
    return {(row["chat_id"], row["topic"]): row["closed"] for row in rows}


async def _name_files(connection: Connection, written: Sequence[Stored]) -> None:
    named = [(file, one.draft.chat, one.seq) for one in written for file in dict.fromkeys(one.draft.files)]
    if named:
        await connection.copy_records_to_table("messages_files", records=named, columns=("file_id", "chat_id", "seq"))


async def _count_in_topics(connection: Connection, written: Sequence[Stored]) -> None:
    counted = [(one.draft.chat, one.draft.topic, one.seq) for one in written if one.draft.topic is not None]
    if counted:
        await connection.execute(
            "SELECT messages_count_in_topics($1, $2, $3)",
            [chat for chat, _, _ in counted],
            [topic for _, topic, _ in counted],
            [seq for _, _, seq in counted],
        )


async def _known(connection: Connection, drafts: Sequence[Draft]) -> dict[tuple[int, int], Record]:
    """The rows that are there already under the client ids of these drafts."""
    rows = await connection.fetch(
        "SELECT m.chat_id, m.client_key, m.seq, m.version, m.sent_at, m.body, m.entities, m.reply_to,"
        " m.extra, m.changed IS NULL AS unchanged, m.edited_at IS NULL AND m.deleted_at IS NULL AS untouched"
        " FROM unnest($1::bigint[], $2::bigint[]) AS asked (chat_id, client_key)"
        " JOIN messages_messages m USING (chat_id, client_key)",
        [draft.chat for draft in drafts],
        [draft.key for draft in drafts],
    )
    return {(row["chat_id"], row["client_key"]): row for row in rows}


def _repeat(draft: Draft, known: Record) -> Outcome:
    """The same words again, or a client id used for something else. Of a row that changed nobody can tell."""
    same = (known["body"], known["entities"], known["reply_to"]) == (draft.text, draft.entities, draft.reply_to)
    # A vote changes what hangs on a message.
    same = same and (known["extra"] == draft.extra or not known["unchanged"])
    if known["untouched"] and not same:
        return Conflict("cid_reused")
    return Stored(draft, known["seq"], known["version"], known["sent_at"], duplicate=True)


def _twice(draft: Draft, first: Outcome | None) -> Outcome:
    """The same client id twice within one batch."""
    if not isinstance(first, Stored):
        return first if first is not None else Conflict("cid_reused")
    one, other = first.draft, draft
    first_words = (one.text, one.entities, one.reply_to, one.extra)
    if first_words != (other.text, other.entities, other.reply_to, other.extra):
        return Conflict("cid_reused")
    return Stored(draft, first.seq, first.version, first.at, duplicate=True)
