"""Invitations and reminders through a real mail server: each once, at a pace, and no more than needed."""

import email
from email.message import EmailMessage
from email.policy import default

import pytest

from tests.rollout.world import Body, Sink, make_body
from tests.support.live import Live
from veche.ground.ids import PostId
from veche.rollout import Contact
from veche.rollout.events import OfWave

pytestmark = pytest.mark.asyncio(loop_scope="package")

UNIT = "Отдел благоустройства"
NAMES = ["Преображенская-Вознесенская Екатерина Аркадьевна", "Орлова Вера", "Ким Лев", "Юн Ада", "Шульц Макс", "Эм Яна"]


Ways = tuple[Live, Sink]


async def expecting(ways: Ways, *, people: int = 6) -> tuple[Body, int]:
    """A wave whose people have addresses, and an empty mailbox that takes everything."""
    live, sink = ways
    sink.letters, sink.refuse, sink.hang_up = [], {}, False
    await live.database.execute("TRUNCATE rollout_letters, ground_outgoing, ground_jobs")
    body = await make_body(live)
    await body.unit(UNIT, people)
    for place, post in enumerate(body.posts[UNIT]):
        body.known[PostId(post)] = Contact(name=NAMES[place], email=f"p{place}@city.example")
    await body.begin(title="Переход")
    wave = await body.wave(UNIT, title="Волна 1")
    return body, wave


def read(sink: Sink, place: int = 0) -> EmailMessage:
    content = sink.letters[place].content
    assert isinstance(content, bytes)
    letter = email.message_from_bytes(content, policy=default)
    assert isinstance(letter, EmailMessage)
    return letter


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body()
    assert body is not None
    return str(body.get_content())


def rates_of(live: Live) -> dict[str, int]:
    """Letters that may go in a minute, by their way."""
    rates = live.server.messenger.rollout.needs.rates
    assert isinstance(rates, dict)
    return rates


async def states(body: Body) -> dict[str, int]:
    rows = await body.live.database.fetch("SELECT state, count(*) FROM rollout_letters GROUP BY state")
    return {row["state"]: row["count"] for row in rows}


async def test_everybody_gets_one_letter_that_lets_him_in(ways: Ways) -> None:
    live, sink = ways
    body, wave = await expecting(ways)
    await body.admin.ask("open_wave_help", wave=wave)
    await body.start(wave)
    await body.send()
    await body.send()
    assert sink.recipients() == [f"p{place}@city.example" for place in range(6)]
    letter = read(sink)
    assert letter["From"] == "Вече <veche@city.example>"
    assert letter["Subject"] == "Приглашение в Вече: Администрация Верхнеозёрска"
    assert letter["Auto-Submitted"] == "auto-generated"
    text = text_of(letter)
    assert "Преображенская-Вознесенская Екатерина Аркадьевна" in text
    assert "/join#" in text
    link = next(word for word in text.split() if "/invite#" in word)
    await body.accept(link, "preobrazhenskaya")
    assert await states(body) == {"sent": 6}
    # What was written to is needed no more; the code is nowhere at all.
    kept = await live.database.fetch("SELECT address FROM rollout_letters")
    assert {row["address"] for row in kept} == {""}
    code = link.partition("#")[2]
    assert code not in str(await live.database.fetch("SELECT * FROM identity_invitations, rollout_letters"))
    ledger = await live.database.fetchrow("SELECT purpose, scheme, allowed FROM ground_outgoing LIMIT 1")
    assert ledger is not None
    assert list(ledger.values()) == ["mail", "smtp", True]


async def test_a_letter_that_may_have_gone_is_not_sent_again(ways: Ways) -> None:
    """The process dies between handing over and noting it: after the start nobody gets it twice."""
    live, sink = ways
    body, wave = await expecting(ways)
    await body.start(wave)
    await body.send()
    await live.database.execute(
        "UPDATE rollout_letters SET state = 'sending', address = 'p0@city.example',"
        " taken_at = now() - interval '6 minutes' WHERE post_id = $1",
        body.posts[UNIT][0],
    )
    await body.send()
    assert len(sink.letters) == 6
    assert await states(body) == {"sent": 5, "unsure": 1}


async def test_what_was_cut_off_while_handing_over_is_unsure(ways: Ways) -> None:
    sink = ways[1]
    body, wave = await expecting(ways, people=1)
    await body.start(wave)
    sink.hang_up = True
    await body.send()
    assert await states(body) == {"unsure": 1}
    sink.hang_up = False
    await body.send()
    assert len(sink.letters) == 1


async def test_refusals_and_second_tries(ways: Ways) -> None:
    live, sink = ways
    body, wave = await expecting(ways)
    sink.refuse = {"p0@city.example": "550 no such mailbox", "p1@city.example": "451 come back later"}
    await body.start(wave)
    await body.send()
    assert await states(body) == {"failed": 1, "waiting": 1, "sent": 4}
    later = await live.database.fetchrow("SELECT attempts, next_at > now() AS later FROM rollout_letters"
                                    " WHERE state = 'waiting'")  # fmt: skip
    assert later is not None
    assert list(later.values()) == [1, True]
    sink.refuse = {}
    await live.database.execute("UPDATE rollout_letters SET next_at = now() WHERE state = 'waiting'")
    await body.send()
    assert await states(body) == {"failed": 1, "sent": 5}
    assert sink.recipients().count("p1@city.example") == 1


async def test_the_pace_is_bounded(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    live, sink = ways
    monkeypatch.setitem(rates_of(live), "email", 4)
    body, wave = await expecting(ways)
    await body.start(wave)
    await body.send()
    await body.send()
    assert len(sink.letters) == 4
    job = await live.database.fetchrow("SELECT run_at > now() AS waits FROM ground_jobs WHERE kind = 'rollout.later'")
    assert job is not None
    assert job["waits"], "it looks again later, not at once"
    await live.database.execute("UPDATE rollout_letters SET taken_at = now() - interval '61 seconds'")
    await body.send()
    assert len(sink.letters) == 6


@pytest.mark.parametrize("why", ["signed in", "paused", "rolled back", "deadline", "enough"])
async def test_reminders_stop_by_themselves(ways: Ways, why: str) -> None:
    live, sink = ways
    body, wave = await expecting(ways, people=1)
    await body.start(wave)
    await body.send()
    round_ = 1
    if why == "signed in":
        await body.come(wave, *body.posts[UNIT])
    elif why == "paused":
        await body.admin.ask("pause_wave", wave=wave)
    elif why == "rolled back":
        await body.admin.ask("roll_back_wave", wave=wave)
    elif why == "deadline":
        await live.database.execute("UPDATE rollout_waves SET due_on = current_date - 1 WHERE id = $1", wave)
    else:
        for round_ in (1, 2, 3):
            await body.rollout.writing.remind(OfWave(wave, round_))
            await body.send()
        assert len(sink.letters) == 4
        assert read(sink, 3)["Subject"].startswith("Напоминание")
        round_ = 4
    before = len(sink.letters)
    await body.rollout.writing.remind(OfWave(wave, round_))
    await body.send()
    assert len(sink.letters) == before


async def test_a_letter_that_waits_is_stopped_when_it_is_not_needed(ways: Ways) -> None:
    sink = ways[1]
    body, wave = await expecting(ways, people=3)
    await body.start(wave)
    await body.come(wave, body.posts[UNIT][0])
    await body.send()
    assert sink.recipients() == ["p1@city.example", "p2@city.example"]
    assert await states(body) == {"sent": 2, "stopped": 1}


async def test_who_has_no_address_gets_a_text_message_or_paper(ways: Ways) -> None:
    live, sink = ways
    body, wave = await expecting(ways, people=3)
    first, second, third = (PostId(post) for post in body.posts[UNIT])
    body.known[second] = Contact(name="Орлова Вера", email="a@b@city.example", phone="8 916 123-45-67")
    body.known[third] = Contact(name="Ким Лев")
    await body.start(wave)
    await body.send()
    assert sink.recipients() == ["p0@city.example"]
    (written,) = (live.data / "sms").glob("*.json")
    assert "+79161234567" in written.read_text("utf-8")
    sheets = await body.rollout.handing.sheets(await body.asker(), wave, unreached=True)
    assert [slip.name for slip in sheets.slips] == ["Ким Лев"]
    everybody = await body.rollout.handing.sheets(await body.asker(), wave, unreached=False)
    assert len(everybody.slips) == 3
    assert first in body.known
