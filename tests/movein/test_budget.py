"""What a batch of old messages may cost, and that others are let through."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.movein.world import BORIS, NoChecks, message, write_export
from tests.support.live import PASSWORD, Live
from veche import movein
from veche.ground.db import Database
from veche.movein import resting
from veche.movein.actions import importing
from veche.movein.actions.importing import Importing

STATEMENTS = 9
MESSAGES, BATCH = 1000, 100


async def test_a_batch_is_few_statements_and_others_have_their_turn(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = Live(database)  # not started: nothing else sends statements
    await idle.identity.people.add("chief", name="Администратор", password=PASSWORD, administrator=True)
    given = [{"type": "emoji", "emoji": "👍", "count": 1, "recent": [{"from": BORIS[0], "from_id": BORIS[1]}]}]
    old = [message(one, reply_to_message_id=max(1, one - 150), reactions=given) for one in range(2, MESSAGES + 1)]
    write_export(tmp_path, [message(1), *old])
    monkeypatch.setattr(importing, "BATCH", BATCH)
    rested, costs = list[float](), list[int]()
    append = Importing._append

    async def rest(seconds: float) -> None:
        rested.append(seconds)

    async def counted(self, *of, **named) -> None:
        before = database.queries
        await append(self, *of, **named)
        costs.append(database.queries - before)

    monkeypatch.setattr(Importing, "_append", counted)
    moving = idle.server.messenger.movein
    object.__setattr__(moving.needs, "rest", rest)  # frozen for everybody else
    done = await movein.bring_along(
        moving,
        tmp_path,
        checks=NoChecks(),
        chat="",
        title="",
        owner="",
        reading=movein.Reading("ru"),
        allow_cut=False,
        say=lambda _: None,
    )
    assert done.done == MESSAGES
    assert len(costs) == len(rested) == MESSAGES // BATCH, "after each batch others have their turn"
    assert max(costs) <= STATEMENTS, "whatever the size of the batch"
    assert all(seconds > 0 for seconds in rested)
    assert await database.fetchval("SELECT count(*) FROM chats_members") == 1, "nothing is written per member"


def test_who_reads_rests_half_as_long_as_he_works(monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = [0.0], list[float]()
    monkeypatch.setattr(resting, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=slept.append))
    rest = resting.Rests()
    for _ in range(1000):
        now[0] += 0.001
        rest()
    assert sum(slept) == pytest.approx(1.0 * resting.SHARE, rel=0.05)
    assert max(slept) < 0.02, "often and short"
