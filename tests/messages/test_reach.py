"""How far one account reaches within an hour."""

from __future__ import annotations

import pytest

from tests.support.live import Live, Refusal
from veche.ground.errors import TooMany
from veche.messages.actions.reach import HOUR, Reach


class Time:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_hours_worth_at_once_then_as_much_as_the_hour_brings() -> None:
    time = Time()
    reach = Reach(60, code="too_much_reading", clock=time)
    reach.take(1, 60)
    reach.take(2, 60)  # everybody has his own
    with pytest.raises(TooMany) as refused:
        reach.take(1)
    assert refused.value.retry_after == 60
    for _ in range(3):
        with pytest.raises(TooMany):
            reach.take(1)  # asking in vain costs nothing
    time.now += 60
    reach.take(1)
    time.now += HOUR * 5
    reach.take(1, 60)  # and nothing is saved up
    with pytest.raises(TooMany):
        reach.take(1)


def test_without_a_limit_nothing_is_counted() -> None:
    reach = Reach(0, code="too_much_reading")
    for _ in range(10):
        reach.take(1, 10**9)


async def test_who_reaches_too_far_is_told_when_to_come_back(live: Live) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    messages = live.server.messenger.messages
    messages.reader._reach = Reach(100, code="too_much_reading")
    messages.speaker._reach = Reach(2, code="too_many_messages")
    for _ in range(2):
        await anna.ask("history", chat=chat, limit=50)
    for command, fields in (("history", {"limit": 50}), ("get_messages", {"seqs": [1]}), ("changes", {"since": 0})):
        with pytest.raises(Refusal, match="too_much_reading") as refused:
            await anna.ask(command, chat=chat, **fields)
        assert refused.value.error["retry_after"] > 0
    async with anna.socket() as a:
        for number in range(2):
            await a.ask("send_message", chat=chat, cid=f"{number}", text="Да")
        with pytest.raises(Refusal, match="too_many_messages"):
            await a.ask("send_message", chat=chat, cid="3", text="Да")
