"""Sending over the socket and over HTTP: order, exactly once, refusals."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.support.live import Live, Refusal


async def test_a_message_reaches_both_sides_and_the_sender_gets_answer_and_event(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat = await live.dialog(anna, boris)
    async with anna.socket() as a, boris.socket() as b:
        sent = await a.ask("send_message", chat=chat, cid="1", text="Добрый день!")
        heard, echoed = await b.event("message"), await a.event("message")
    assert heard == echoed
    assert heard | sent == heard  # the answer says what the event says
    assert (heard["seq"], heard["sender"], heard["text"]) == (1, anna.id, "Добрый день!")


async def test_seq_is_contiguous_and_equal_for_all_under_a_burst_from_everybody(live: Live) -> None:
    people = [await live.person() for _ in range(4)]
    chat = await live.group(people[0], *people[1:])
    sockets = []
    async with people[0].socket() as a, people[1].socket() as b, people[2].socket() as c, people[3].socket() as d:
        sockets = [a, b, c, d]
        await asyncio.gather(
            *(
                socket.ask("send_message", chat=chat, cid=f"{number}", text=f"{index}-{number}")
                for index, socket in enumerate(sockets)
                for number in range(50)
            )
        )
        seen = []
        for socket in sockets:
            texts: dict[int, str] = {}
            while len(texts) < 200:
                event = await socket.event("message", lambda e: e.get("kind") != "service")
                texts[event["seq"]] = event["text"]
            seen.append(texts)
    assert all(texts == seen[0] for texts in seen)
    seqs = sorted(seen[0])
    service = 1  # «группа создана»
    assert seqs[-1] - seqs[0] + 1 in (200, 200 + service)
    for index in range(4):
        mine = [text for _, text in sorted(seen[0].items()) if text.startswith(f"{index}-")]
        assert mine == [f"{index}-{number}" for number in range(50)]  # one sender's order is kept


async def test_the_same_cid_happens_once_over_both_transports(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    async with anna.socket() as a:
        first = await a.ask("send_message", chat=chat, cid="same", text="Раз")
        again = await a.ask("send_message", chat=chat, cid="same", text="Раз")
        over_http = await anna.ask("send_message", chat=chat, cid="same", text="Раз")
    assert again == over_http == {**first, "duplicate": True}
    assert len((await anna.ask("history", chat=chat))["messages"]) == 1


async def test_many_repeats_at_once_within_one_batch_happen_once(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    async with anna.socket() as a:
        answers = await asyncio.gather(
            *(a.ask("send_message", chat=chat, cid="same", text="Раз") for _ in range(20)),
            *(a.ask("send_message", chat=chat, cid=f"{n}", text="Другое") for n in range(20)),
        )
    assert {answer["seq"] for answer in answers[:20]} == {answers[0]["seq"]}
    assert len({answer["seq"] for answer in answers[20:]}) == 20
    assert len((await anna.ask("history", chat=chat))["messages"]) == 21


async def test_a_cid_reused_for_other_words_is_refused_and_changes_nothing(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    await anna.ask("send_message", chat=chat, cid="same", text="Раз")
    with pytest.raises(Refusal) as refusal:
        await anna.ask("send_message", chat=chat, cid="same", text="Два")
    assert refusal.value.code == "cid_reused"
    assert [m["text"] for m in (await anna.ask("history", chat=chat))["messages"]] == ["Раз"]


async def test_one_sender_s_cid_does_not_block_another_sender(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    one = await anna.ask("send_message", chat=chat, cid="1", text="Раз")
    two = await boris.ask("send_message", chat=chat, cid="1", text="Два")
    assert (one["seq"], two["seq"]) == (1, 2)


async def test_a_stranger_learns_nothing_of_a_foreign_chat(live: Live) -> None:
    anna, boris, stranger = await live.person(), await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    await anna.ask("send_message", chat=chat, cid="1", text="Тайна")
    asked: list[tuple[str, dict[str, Any]]] = [
        ("send_message", {"cid": "1", "text": "Я тут"}),
        ("history", {}),
        ("get_messages", {"seqs": [1]}),
        ("changes", {"since": 0}),
        ("edit_message", {"seq": 1, "text": "Нет"}),
        ("delete_messages", {"seqs": [1]}),
        ("react", {"seq": 1, "emoji": "👍", "on": True}),
        ("pin_message", {"seq": 1, "on": True}),
        ("list_pinned", {}),
        ("list_reactions", {"seq": 1}),
        ("typing", {}),
    ]
    for command, fields in asked:
        with pytest.raises(Refusal) as refusal:
            await stranger.ask(command, chat=chat, **fields)
        assert refusal.value.code == "chat_not_found", command
    # The same answer as for a chat that does not exist at all.
    with pytest.raises(Refusal) as refusal:
        await stranger.ask("history", chat=chat + 1)
    assert refusal.value.code == "chat_not_found"


async def test_refused_drafts_do_not_hold_up_their_batch(live: Live) -> None:
    anna, boris, stranger = await live.person(), await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    async with anna.socket() as a, stranger.socket() as s:
        good = [a.ask("send_message", chat=chat, cid=f"{n}", text="Да") for n in range(20)]
        bad = [s.ask_raw("send_message", chat=chat, cid=f"{n}", text="Нет") for n in range(20)]
        outcomes = await asyncio.gather(*good, *bad)
    assert sorted(outcome["seq"] for outcome in outcomes[:20]) == list(range(1, 21))
    assert {outcome["error"]["code"] for outcome in outcomes[20:]} == {"chat_not_found"}


async def test_a_reply_must_point_to_a_message_that_is_there(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.dialog(anna, boris)
    await anna.ask("send_message", chat=chat, cid="1", text="Вопрос")
    answer = await boris.ask("send_message", chat=chat, cid="1", text="Ответ", reply_to=1)
    assert answer["seq"] == 2
    with pytest.raises(Refusal) as refusal:
        await boris.ask("send_message", chat=chat, cid="2", text="Ответ", reply_to=7)
    assert refusal.value.code == "reply_not_found"
    page = await anna.ask("history", chat=chat)
    assert [m.get("reply_to") for m in page["messages"]] == [None, 1]


async def test_service_lines_are_written_once_and_cannot_be_forged(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    async with anna.socket() as a:
        chat = await live.group(anna, boris)
        created = await a.event("message", lambda e: e.get("kind") == "service")
        assert created["chat"] == chat
        forged = await a.ask_raw("send_message", chat=chat, cid="1", text="x", service={"act": "created"})
    assert forged["error"]["code"] == "bad_fields"
