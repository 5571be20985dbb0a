"""Invitations and reminders through a real mail server: each once, at a pace, and no more than needed."""

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.rollout.world import Body, Sink, live_with_mail, make_body
from tests.support.live import Live
from veche.ground.db import Database
from veche.ground.ids import PostId
from veche.rollout import Contact
from veche.rollout.events import OfWave

UNIT = "Отдел благоустройства"
NAMES = ["Преображенская-Вознесенская Екатерина Аркадьевна", "Орлова Вера", "Ким Лев", "Юн Ада", "Шульц Макс", "Эм Яна"]


async def expecting(live: Live, *, people: int = 6) -> tuple[Body, int]:
    """A started wave whose people have addresses."""
    body = await make_body(live)
    await body.unit(UNIT, people)
    body.staff.known = {
        PostId(post): Contact(name=NAMES[place], email=f"p{place}@city.example")
        for place, post in enumerate(body.posts[UNIT])
    }
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


async def states(body: Body) -> dict[str, int]:
    rows = await body.live.database.fetch("SELECT state, count(*) FROM rollout_letters GROUP BY state")
    return {row["state"]: row["count"] for row in rows}


async def test_everybody_gets_one_letter_that_lets_him_in(database: Database, tmp_path: Path) -> None:
    async with live_with_mail(database, tmp_path) as (live, sink):
        body, wave = await expecting(live)
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
        kept = await database.fetch("SELECT address FROM rollout_letters")
        assert {row["address"] for row in kept} == {""}
        code = link.partition("#")[2]
        assert code not in str(await database.fetch("SELECT * FROM identity_invitations, rollout_letters"))
        ledger = await database.fetchrow("SELECT purpose, scheme, allowed FROM ground_outgoing LIMIT 1")
        assert ledger is not None
        assert list(ledger.values()) == ["mail", "smtp", True]


async def test_a_letter_that_may_have_gone_is_not_sent_again(database: Database, tmp_path: Path) -> None:
    """The process dies between handing over and noting it: after the start nobody gets it twice."""
    async with live_with_mail(database, tmp_path) as (live, sink):
        body, wave = await expecting(live)
        await body.start(wave)
        await body.send()
        await database.execute(
            "UPDATE rollout_letters SET state = 'sending', address = 'p0@city.example',"
            " taken_at = now() - interval '6 minutes' WHERE post_id = $1",
            body.posts[UNIT][0],
        )
        await body.send()
        assert len(sink.letters) == 6
        assert await states(body) == {"sent": 5, "unsure": 1}


async def test_what_was_cut_off_while_handing_over_is_unsure(database: Database, tmp_path: Path) -> None:
    async with live_with_mail(database, tmp_path) as (live, sink):
        body, wave = await expecting(live, people=1)
        await body.start(wave)
        sink.hang_up = True
        await body.send()
        assert await states(body) == {"unsure": 1}
        sink.hang_up = False
        await body.send()
        assert len(sink.letters) == 1


async def test_refusals_and_second_tries(database: Database, tmp_path: Path) -> None:
    async with live_with_mail(database, tmp_path) as (live, sink):
        body, wave = await expecting(live)
        sink.refuse = {"p0@city.example": "550 no such mailbox", "p1@city.example": "451 come back later"}
        await body.start(wave)
        await body.send()
        assert await states(body) == {"failed": 1, "waiting": 1, "sent": 4}
        later = await database.fetchrow("SELECT attempts, next_at > now() AS later FROM rollout_letters"
                                        " WHERE state = 'waiting'")  # fmt: skip
        assert later is not None
        assert list(later.values()) == [1, True]
        sink.refuse = {}
        await database.execute("UPDATE rollout_letters SET next_at = now() WHERE state = 'waiting'")
        await body.send()
        assert await states(body) == {"failed": 1, "sent": 5}
        assert sink.recipients().count("p1@city.example") == 1


async def test_the_pace_is_bounded(database: Database, tmp_path: Path) -> None:
    async with live_with_mail(database, tmp_path, mail_per_minute=4) as (live, sink):
        body, wave = await expecting(live)
        await body.start(wave)
        await body.send()
        await body.send()
        assert len(sink.letters) == 4
        job = await database.fetchrow("SELECT run_at > now() AS waits FROM ground_jobs WHERE kind = 'rollout.later'")
        assert job is not None
        assert job["waits"], "it looks again later, not at once"
        await database.execute("UPDATE rollout_letters SET taken_at = now() - interval '61 seconds'")
        await body.send()
        assert len(sink.letters) == 6


@pytest.mark.parametrize("why", ["signed in", "paused", "rolled back", "deadline", "enough"])
async def test_reminders_stop_by_themselves(database: Database, tmp_path: Path, why: str) -> None:
    async with live_with_mail(database, tmp_path) as (live, sink):
        body, wave = await expecting(live, people=1)
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
            await database.execute("UPDATE rollout_waves SET due_on = current_date - 1")
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


async def test_a_letter_that_waits_is_stopped_when_it_is_not_needed(database: Database, tmp_path: Path) -> None:
    async with live_with_mail(database, tmp_path) as (live, sink):
        body, wave = await expecting(live, people=3)
        await body.start(wave)
        await body.come(wave, body.posts[UNIT][0])
        await body.send()
        assert sink.recipients() == ["p1@city.example", "p2@city.example"]
        assert await states(body) == {"sent": 2, "stopped": 1}


async def test_who_has_no_address_gets_a_text_message_or_paper(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "sms"
    async with live_with_mail(database, tmp_path, sms_folder=str(folder)) as (live, sink):
        body, wave = await expecting(live, people=3)
        first, second, third = (PostId(post) for post in body.posts[UNIT])
        body.staff.known[second] = Contact(name="Орлова Вера", email="a@b@city.example", phone="8 916 123-45-67")
        body.staff.known[third] = Contact(name="Ким Лев")
        await body.start(wave)
        await body.send()
        assert sink.recipients() == ["p0@city.example"]
        (written,) = folder.glob("*.json")
        assert "+79161234567" in written.read_text("utf-8")
        sheets = await body.rollout.handing.sheets(await body.asker(), wave, unreached=True)
        assert [slip.name for slip in sheets.slips] == ["Ким Лев"]
        everybody = await body.rollout.handing.sheets(await body.asker(), wave, unreached=False)
        assert len(everybody.slips) == 3
        assert first in body.staff.known
