"""Reports: what is kept of them, who sees it, and what remains."""

import pytest

from tests.support.live import Live, Refusal


async def refused(work) -> str:
    with pytest.raises(Refusal) as caught:
        await work
    return caught.value.code


async def scene(live: Live):
    chief, other = [await live.person(name, administrator=True) for name in ("Глава", "Второй администратор")]
    anna, boris = await live.person("Анна Лебедева"), await live.person("Борис Ильин")
    chat = await live.dialog(anna, boris)
    await boris.ask("send_message", chat=chat, cid="1", text="Назовите код из СМС")
    return chief, other, anna, boris, chat


async def test_a_report_keeps_what_was_written_until_it_is_answered(live: Live) -> None:
    chief, other, anna, boris, chat = await scene(live)
    await anna.ask("report", reason="fraud", chat=chat, seqs=[1], note="Просит код")
    await boris.ask("delete_messages", chat=chat, seqs=[1], for_everyone=True)
    [card] = (await chief.ask("list_reports"))["reports"]
    assert (card["actor"], card["count"], card["reason"]) == (boris.id, 1, "fraud")
    assert "СМС" not in str(card), "the queue is without words"
    taken = await chief.ask("take_report", report=card["id"])
    assert taken["messages"][0]["text"] == "Назовите код из СМС", "as it was, whatever became of it"
    assert taken["note"] == "Просит код"
    assert await refused(other.ask("take_report", report=card["id"])) == "report_taken"
    assert await refused(other.ask("answer_report", report=card["id"], outcome="acted")) == "report_not_yours"
    await other.ask("take_report", report=card["id"], over=True)
    await other.ask("answer_report", report=card["id"], outcome="acted", answer="Учётная запись закрыта")
    assert (await chief.ask("list_reports"))["reports"] == []
    [answered] = (await chief.ask("list_reports", answered=True))["reports"]
    assert answered["answer"] == "Учётная запись закрыта"
    assert await live.database.fetchval("SELECT content FROM trust_reports") is None
    acts = await live.database.fetch("SELECT actor, act FROM ground_audit WHERE act LIKE 'trust.%' ORDER BY id")
    assert [tuple(row.values()) for row in acts] == [
        (chief.id, "trust.report_opened"),
        (other.id, "trust.report_taken_over"),
        (other.id, "trust.report_answered"),
    ]
    assert await refused(other.ask("take_report", report=card["id"])) == "report_answered"


async def test_nobody_judges_himself_and_others_see_nothing(live: Live) -> None:
    chief, _, anna, boris, _chat = await scene(live)
    await anna.ask("report", reason="pretending", actor=chief.id)
    [card] = (await chief.ask("list_reports"))["reports"]
    assert await refused(chief.ask("take_report", report=card["id"])) == "report_about_you"
    for command, fields in {
        "list_reports": {},
        "take_report": {"report": card["id"]},
        "answer_report": {"report": card["id"], "outcome": "nothing"},
    }.items():
        assert await refused(boris.ask(command, **fields)) == "administrators_only"
    assert await refused(chief.ask("take_report", report=77)) == "report_not_found"


async def test_bad_reports(live: Live) -> None:
    _, _, anna, boris, chat = await scene(live)
    vera = await live.person("Вера Орлова")
    for fields, code in (
        ({}, "report_nothing"),
        ({"seqs": [1]}, "report_nothing"),
        ({"chat": chat, "seqs": [77]}, "report_nothing"),
        ({"actor": anna.id}, "report_nothing"),
        ({"actor": 77}, "actor_not_found"),
        ({"actor": boris.id, "note": "я" * 1001}, "text_too_long"),
    ):
        assert await refused(anna.ask("report", reason="spam", **fields)) == code
    assert await refused(vera.ask("report", reason="spam", chat=chat, seqs=[1])) == "chat_not_found", "not hers to see"
    for _ in range(20):
        await anna.ask("report", reason="spam", actor=boris.id)
    assert await refused(anna.ask("report", reason="spam", actor=boris.id)) == "too_many_reports"


async def kinds(who) -> list[str]:
    return [notice["kind"] for notice in (await who.ask("list_safety_notices"))["notices"]]


async def test_whoever_reported_is_told_that_there_is_an_answer(live: Live) -> None:
    chief, _, anna, boris, chat = await scene(live)
    await anna.ask("report", reason="fraud", chat=chat, seqs=[1])
    [card] = (await chief.ask("list_reports"))["reports"]
    await chief.ask("take_report", report=card["id"])
    async with anna.socket() as s:
        await chief.ask("answer_report", report=card["id"], outcome="acted", answer="Закрыто")
        heard = await s.event("safety_notice", lambda e: e["notice"]["kind"] == "report_acted")
    assert "Закрыто" not in str(heard), "the words are for administrators"
    assert "report_acted" in await kinds(anna)
    assert not {"report_acted", "report_nothing"} & set(await kinds(boris)), "whom it was about hears nothing"


async def test_several_reports_about_one_are_answered_together(live: Live) -> None:
    chief, other, anna, boris, _chat = await scene(live)
    clara = await live.person("Клара Орлова")
    for who in (anna, clara, anna):
        await who.ask("report", reason="fraud", actor=boris.id)
    await anna.ask("report", reason="spam", actor=clara.id)
    first, second, third, foreign = (await chief.ask("list_reports"))["reports"]
    await other.ask("take_report", report=third["id"])
    taken = await chief.ask("take_report", report=first["id"])
    assert taken["others"] == 1, "what another administrator has taken is his, another culprit is another matter"
    answered = await chief.ask("answer_report", report=first["id"], outcome="nothing", with_others=True)
    assert answered["others"] == 1
    assert [one["id"] for one in (await chief.ask("list_reports"))["reports"]] == [third["id"], foreign["id"]]
    done = (await chief.ask("list_reports", answered=True))["reports"]
    assert {(one["id"], one["outcome"], one["taken_by"]) for one in done} == {
        (report["id"], "nothing", chief.id) for report in (first, second)
    }
    assert (await kinds(anna)).count("report_nothing") == (await kinds(clara)).count("report_nothing") == 1
    # Reports about a chat are together by the chat.
    group = await live.group(boris, anna, clara)
    for who in (anna, clara):
        await who.ask("report", reason="spam", chat=group)
    of_chat = [one for one in (await chief.ask("list_reports"))["reports"] if one.get("chat") == group]
    assert (await chief.ask("take_report", report=of_chat[0]["id"]))["others"] == 1
