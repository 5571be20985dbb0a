"""What the examples believe, and what they keep."""

import importlib.util
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from veche.services.model.launch import LaunchUser, launch_fields, sign_launch

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TOKEN, NOW = "vbot_example", 1_795_424_400


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / name / "app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["appointment", "residents-poll"])
def example(request: pytest.FixtureRequest) -> Any:
    return load(request.param)


def signed(*, at: int = NOW) -> str:
    user = LaunchUser(id=7, first_name="Анна & Ко")
    return sign_launch(launch_fields(user=user, auth_date=at, query_id="q", start_param="land"), TOKEN)


def test_a_launch_of_ours_is_believed(example: Any) -> None:
    assert example.launched(signed(), TOKEN, now=NOW + 5) == {"id": 7, "first_name": "Анна & Ко", "language_code": "ru"}


def test_a_changed_byte_is_not_believed(example: Any) -> None:
    launch = signed()
    for at in range(0, len(launch), 5):
        changed = launch[:at] + ("9" if launch[at] != "9" else "8") + launch[at + 1 :]
        with pytest.raises((PermissionError, KeyError, ValueError)):
            example.launched(changed, TOKEN, now=NOW + 5)
    with pytest.raises(PermissionError, match="signature"):
        example.launched(launch.replace("%22id%22%3A7", "%22id%22%3A8"), TOKEN, now=NOW + 5)
    with pytest.raises(PermissionError, match="signature"):
        example.launched(launch, "another token", now=NOW + 5)


def test_an_old_launch_is_not_believed(example: Any) -> None:
    for late in (example.LAUNCH_LIFE + 1, -60):
        with pytest.raises(PermissionError, match="old"):
            example.launched(signed(), TOKEN, now=NOW + late)


def test_each_is_short_enough_to_be_read() -> None:
    for folder in ("appointment", "residents-poll"):
        lines = sum(
            len(path.read_text("utf-8").splitlines()) for path in (EXAMPLES / folder).iterdir() if path.is_file()
        )
        assert lines <= 400, folder


def test_one_place_for_one_visitor(tmp_path: Path) -> None:
    app = load("appointment")
    book = app.Book(str(tmp_path / "visits.db"))
    today = date(2026, 11, 27)  # a Friday
    times = book.free("land", today=today)
    assert {datetime.fromisoformat(at).weekday() for at in times} == {0, 1, 2, 3, 4}
    visit = book.add("land", times[0], 7, "Анна")
    assert book.add("land", times[0], 8, "Борис") is None, "taken"
    assert book.add("land", times[1], 7, "Анна") is None, "one visit per person and department"
    assert times[0] not in book.free("land", today=today)
    assert not book.cancel(visit, 8), "somebody else's"
    [mine] = book.of(7)
    file = app.calendar(mine)
    assert f"DTSTART:{times[0].replace('-', '').replace(':', '')}00" in file
    assert book.cancel(visit, 7)
    assert book.free("land", today=today) == times


def test_a_reminder_comes_once(tmp_path: Path) -> None:
    app = load("appointment")
    book = app.Book(str(tmp_path / "visits.db"))
    bot = object.__new__(app.Bot)
    said: list[int] = []
    bot.book, bot._remind, bot.say = book, timedelta(hours=2), lambda person, *_: said.append(person)
    now = datetime.now()  # noqa: DTZ005  the example has one clock, without a zone
    for person, hours in ((7, 1), (8, 30)):
        book.add("land", (now + timedelta(hours=hours)).isoformat(timespec="minutes"), person, "")
    bot.remind()
    bot.remind()
    assert said == [7]


def test_one_vote_per_person_and_counts_only(tmp_path: Path) -> None:
    app = load("residents-poll")
    urn = app.Urn(str(tmp_path / "votes.db"), "Где каток?", ["Парк", "Школа"])
    assert urn.vote(1, 0)
    assert not urn.vote(1, 1), "a second vote"
    assert urn.result() == {"voted": 1, "counts": None}, "too few to say what"
    for person in range(2, 6):
        urn.vote(person, 1)
    assert urn.result() == {"voted": 5, "counts": [1, 4]}
    again = app.Urn(str(tmp_path / "votes.db"), "Где каток?", ["Парк", "Школа"])
    assert again.has_voted(1), "after a restart too"
    assert not again.vote(1, 0)
    stored = again._db.execute("SELECT * FROM voters").fetchall()
    assert all(len(row) == 1 and len(row[0]) == 64 for row in stored), "marks, no numbers of people and no choices"
