"""Polls: single, multiple, anonymous, quiz; votes that change, end, and stay secret."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.live import Live, Refusal, Someone
from veche.ground.clock import Clock
from veche.messages.actions.polls import counted_again
from veche.messages.wire import Poll, PollOption

Json = dict[str, Any]


async def ask_poll(who: Someone, chat: int, *, cid: str = "poll", **fields: Any) -> int:
    poll = {"question": "Когда субботник?", "options": ["В субботу", "В воскресенье", "Никогда"], **fields}
    sent = await who.ask("send_message", chat=chat, cid=cid, text="", attachments=[{"type": "poll", "poll": poll}])
    return int(sent["seq"])


async def poll_at(who: Someone, chat: int, seq: int) -> Json:
    page = await who.ask("get_messages", chat=chat, seqs=[seq])
    poll: Json = page["messages"][0]["attachments"][0]["poll"]
    return poll | {"mine": page.get("my_votes", {}).get(str(seq))}


def counts(poll: Json) -> tuple[list[int], int]:
    return [option.get("votes", 0) for option in poll["options"]], poll.get("total", 0)


async def test_a_vote_is_counted_changed_and_taken_back(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    seq = await ask_poll(anna, chat)
    async with anna.socket() as a, boris.socket() as b:
        voted = await boris.ask("vote", chat=chat, seq=seq, options=[1])
        assert (voted["vote"], counts(voted["message"]["attachments"][0]["poll"])) == ({"options": [1]}, ([0, 1, 0], 1))
        heard = await a.event("message", lambda e: e["seq"] == seq)
        assert heard["version"] == voted["message"]["version"]
        assert (await b.event("voted"))["vote"] == {"options": [1]}
    again = await boris.ask("vote", chat=chat, seq=seq, options=[1])
    assert again["message"]["version"] == voted["message"]["version"]  # nothing happened
    await boris.ask("vote", chat=chat, seq=seq, options=[0])
    await anna.ask("vote", chat=chat, seq=seq, options=[0])
    assert counts(await poll_at(anna, chat, seq)) == ([2, 0, 0], 2)
    voters = await anna.ask("list_voters", chat=chat, seq=seq, option=0)
    assert {voter["actor"] for voter in voters["voters"]} == {anna.id, boris.id}
    await boris.ask("vote", chat=chat, seq=seq, options=[])
    assert counts(await poll_at(boris, chat, seq)) == ([1, 0, 0], 1)
    assert (await poll_at(boris, chat, seq))["mine"] is None
    assert (await poll_at(anna, chat, seq))["mine"] == {"options": [0]}


@pytest.mark.parametrize(
    ("options", "code"), [([3], "poll_no_option"), ([0, 1], "poll_one_answer"), ([-1], "bad_fields")]
)
async def test_a_vote_for_what_is_not_offered_is_refused(live: Live, options: list[int], code: str) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    seq = await ask_poll(anna, chat)
    with pytest.raises(Refusal, match=code):
        await anna.ask("vote", chat=chat, seq=seq, options=options)
    assert counts(await poll_at(anna, chat, seq)) == ([0, 0, 0], 0)


async def test_several_answers_count_one_voter(live: Live) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    seq = await ask_poll(anna, chat, multiple=True)
    await anna.ask("vote", chat=chat, seq=seq, options=[2, 0, 2])
    await anna.ask("vote", chat=chat, seq=seq, options=[0, 1])
    assert counts(await poll_at(anna, chat, seq)) == ([1, 1, 0], 1)


async def test_everybody_at_once_and_each_counts_once(live: Live) -> None:
    people = [await live.person() for _ in range(4)]
    chat = await live.group(people[0], *people[1:])
    seq = await ask_poll(people[0], chat)
    votes = [(person, option) for person in people for option in (0, 1, 0, 1)]
    await asyncio.gather(*(person.ask("vote", chat=chat, seq=seq, options=[option]) for person, option in votes))
    poll = await poll_at(people[0], chat, seq)
    assert poll["total"] == 4
    assert sum(counts(poll)[0]) == 4


async def test_an_anonymous_poll_tells_nobody_who_voted(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    seq = await ask_poll(anna, chat, anonymous=True)
    async with anna.socket() as a:
        await boris.ask("vote", chat=chat, seq=seq, options=[0])
        heard = await a.event("message", lambda e: e["seq"] == seq)
        assert str(boris.id) not in str({**heard, "sender": 0})
        assert not [event for event in a.events if event.get("ev") == "voted"]
    with pytest.raises(Refusal, match="poll_is_anonymous"):
        await anna.ask("list_voters", chat=chat, seq=seq, option=0)
    assert counts(await poll_at(anna, chat, seq)) == ([1, 0, 0], 1)


async def test_the_right_answer_of_a_quiz_is_told_to_who_has_voted_and_at_the_end(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    async with boris.socket() as b:
        seq = await ask_poll(anna, chat, quiz=2)
        assert "right" not in (await b.event("message", lambda e: e["seq"] == seq))["attachments"][0]["poll"]
    assert "right" not in await poll_at(boris, chat, seq)
    voted = await boris.ask("vote", chat=chat, seq=seq, options=[1])
    assert voted["vote"] == {"options": [1], "right": 2}
    assert "right" not in voted["message"]["attachments"][0]["poll"]
    assert (await poll_at(boris, chat, seq))["mine"] == {"options": [1], "right": 2}
    for options in ([2], []):
        with pytest.raises(Refusal, match="vote_is_final"):
            await boris.ask("vote", chat=chat, seq=seq, options=options)
    copied = await boris.ask("forward_messages", chat=chat, cid="f", from_chat=chat, seqs=[seq])
    copy = copied["sent"][0]["seq"]
    assert counts(await poll_at(boris, chat, copy)) == ([0, 0, 0], 0)
    assert "right" not in await poll_at(boris, chat, copy)
    assert (await boris.ask("vote", chat=chat, seq=copy, options=[0]))["vote"]["right"] == 2
    with pytest.raises(Refusal, match="no_right"):
        await boris.ask("close_poll", chat=chat, seq=seq)
    await anna.ask("close_poll", chat=chat, seq=seq)
    closed = await poll_at(anna, chat, seq)
    assert (closed["closed"], closed["right"]) == (True, 2)
    with pytest.raises(Refusal, match="poll_closed"):
        await anna.ask("vote", chat=chat, seq=seq, options=[0])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"options": ["Один"]}, "poll_options"),
        ({"options": ["Да", " Да "]}, "poll_options"),
        ({"options": ["Да", " "]}, "poll_options"),
        ({"options": [str(number) for number in range(13)]}, "poll_options"),
        ({"question": "  "}, "poll_question"),
        ({"question": "о" * 301}, "text_too_long"),
        ({"quiz": 3}, "poll_right"),
        ({"quiz": 0, "multiple": True}, "poll_right"),
        ({"closes_at": 1}, "poll_end"),
    ],
)
async def test_a_poll_that_makes_no_sense_is_refused(live: Live, fields: Json, code: str) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    with pytest.raises(Refusal, match=code):
        await ask_poll(anna, chat, **fields)


async def test_a_poll_ends_at_its_time(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    async with boris.socket() as b:
        seq = await ask_poll(anna, chat, quiz=1, closes_at=Clock().ms() + 1500)
        await boris.ask("vote", chat=chat, seq=seq, options=[0])
        ended = await b.event("message", lambda e: e["seq"] == seq and "right" in e["attachments"][0]["poll"])
        assert (ended["attachments"][0]["poll"]["right"], ended["attachments"][0]["poll"]["closed"]) == (1, True)
    with pytest.raises(Refusal, match="poll_closed"):
        await anna.ask("vote", chat=chat, seq=seq, options=[0])


async def test_after_its_time_no_vote_counts_even_if_the_job_is_late(live: Live) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    seq = await ask_poll(anna, chat, closes_at=Clock().ms() + 3_600_000)
    await live.database.execute(
        "UPDATE messages_messages SET extra = regexp_replace(extra, '\"closes_at\":\\d+', '\"closes_at\":1000')"
        " WHERE chat_id = $1 AND seq = $2",
        chat,
        seq,
    )
    with pytest.raises(Refusal, match="poll_closed"):
        await anna.ask("vote", chat=chat, seq=seq, options=[0])


async def test_an_admin_may_end_what_somebody_else_asked(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    seq = await ask_poll(boris, chat)
    assert (await anna.ask("close_poll", chat=chat, seq=seq))["attachments"][0]["poll"]["closed"]
    (entry,) = (await anna.ask("list_admin_log", chat=chat))["entries"]
    assert (entry["act"], entry["details"]) == ("poll_closed", {"seq": seq})


CHOICES = st.lists(st.integers(0, 3), max_size=4, unique=True)


@given(st.lists(st.tuples(st.integers(0, 4), CHOICES), max_size=40))
def test_the_counts_are_those_of_the_votes_whatever_people_change(votes: list[tuple[int, list[int]]]) -> None:
    poll = Poll("Что?", [PollOption(str(number)) for number in range(4)], multiple=True)
    chosen: dict[int, list[int]] = {}
    for voter, options in votes:
        poll = counted_again(poll, before=chosen.get(voter, []), after=options)
        chosen[voter] = options
    for number, option in enumerate(poll.options):
        assert option.votes == sum(number in options for options in chosen.values())
    assert poll.total == sum(bool(options) for options in chosen.values())


async def test_a_stranger_and_a_deleted_poll_take_no_vote(live: Live) -> None:
    anna, stranger = await live.person(), await live.person()
    chat = await live.group(anna)
    seq = await ask_poll(anna, chat)
    with pytest.raises(Refusal, match="chat_not_found"):
        await stranger.ask("vote", chat=chat, seq=seq, options=[0])
    await anna.ask("vote", chat=chat, seq=seq, options=[0])
    await anna.ask("delete_messages", chat=chat, seqs=[seq], for_everyone=True)
    with pytest.raises(Refusal, match="not_a_poll"):
        await anna.ask("vote", chat=chat, seq=seq, options=[0])
    assert await live.database.fetchval("SELECT count(*) FROM messages_votes WHERE chat_id = $1", chat) == 0
