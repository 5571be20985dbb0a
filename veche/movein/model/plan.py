"""What a dry run tells: how much there is of what, and what will be lost and why."""

from __future__ import annotations

from msgspec import Struct

from veche.movein.model.lines import Told

EXAMPLES = 3
EXAMPLE_LENGTH = 80


class Loss(Struct, omit_defaults=True):
    """Something that cannot come along. `kind`: a stable code; `examples`: the first few, as one finds them there;
    `text`: what it means, for who looks at it."""

    kind: str
    count: int
    examples: list[str] = []
    text: str = ""


class ChatPlan(Struct, omit_defaults=True):
    """One chat of an export. Times are milliseconds, null where the chat is empty."""

    number: int
    name: str
    kind: str
    key: str = ""
    authors: int = 0
    messages: int = 0
    service: int = 0
    media: int = 0
    media_bytes: int = 0
    replies: int = 0
    forwards: int = 0
    edits: int = 0
    reactions: int = 0
    polls: int = 0
    pinned: int = 0
    topics: int = 0
    first_at: int | None = None
    last_at: int | None = None
    losses: list[Loss] = []


class Plan(Struct, omit_defaults=True):
    """All chats of an export. `cut`: the file breaks off; what is complete of it can still be taken. `zone`: which one
    times without a zone were taken to be of; empty where all times are certain. `dates`: "day" or "month" where the
    order of dates could not be told from the file and was guessed."""

    format: str
    chats: list[ChatPlan]
    cut: bool = False
    zone: str = ""
    dates: str = ""


class Tally:
    """Counts a chat while it is read."""

    def __init__(self, plan: ChatPlan) -> None:
        self.plan = plan
        self._authors: set[str] = set()
        self._losses: dict[str, Loss] = {}

    def lose(self, kind: str, count: int = 1, example: str = "") -> None:
        if not count:
            return
        loss = self._losses.setdefault(kind, Loss(kind, 0))
        loss.count += count
        if example and len(loss.examples) < EXAMPLES:
            loss.examples.append(" ".join(example.split())[:EXAMPLE_LENGTH])

    def add(self, told: Told) -> None:
        plan = self.plan
        for line in told.lines:
            plan.messages += not line.service
            plan.service += bool(line.service)
            plan.replies += line.reply_to is not None
            plan.forwards += line.origin is not None
            plan.edits += line.edited_at is not None
            plan.reactions += sum(one.count for one in line.reactions)
            plan.polls += line.hanging is not None and line.hanging.type == "poll"
            plan.media += len(line.files)
            plan.media_bytes += sum(one.size for one in line.files)
            plan.first_at = line.at if plan.first_at is None else min(plan.first_at, line.at)
            plan.last_at = line.at if plan.last_at is None else max(plan.last_at, line.at)
            self._authors.add(line.author)
        plan.pinned += told.pins is not None
        plan.topics += bool(told.opens)

    def done(self) -> ChatPlan:
        self.plan.authors = len(self._authors)
        self.plan.losses = sorted(self._losses.values(), key=lambda one: (-one.count, one.kind))
        return self.plan
