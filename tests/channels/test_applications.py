"""Applications: from the draft to the decision, and who may not."""

import asyncio
from dataclasses import replace

import pytest

from tests.channels.conftest import INN, WHY, Desk, refused
from tests.media.uploader import Uploader
from tests.support.cli import veche
from tests.support.live import Json, Refusal
from veche.channels import by_hand
from veche.channels.actions import queueing
from veche.channels.model.policy import Policy
from veche.ground.errors import VecheError


async def test_the_region_approves_its_town(desk: Desk) -> None:
    card = await desk.waiting(named=True)
    assert (card["state"], card["number"], card["body"]["name"]) == ("waiting", 1, "Правительство области")
    assert await desk.told(desk.region) == ["channel_asked"]
    assert [one["id"] for one in (await desk.region.ask("list_channel_applications_to_decide"))["applications"]] == [
        card["id"]
    ]
    decided = await desk.decide(card, "approved")
    chat = decided["badge"]["chat"]
    assert (decided["state"], decided["badge"]["state"], await desk.seal(chat)) == ("approved", "valid", "valid")
    assert await desk.told(desk.press) == ["channel_approved"]
    seen = (await desk.press.ask("get_chat", chat=chat, **{"as": desk.post}))["chat"]
    assert (seen["title"], seen["mode"], seen["seal"], seen["membership"]["role"]) == (
        "Администрация Верхнеозёрска",
        "public",
        "valid",
        "owner",
    )
    assert [step["act"] for step in (await desk.view(card))["steps"]] == ["submitted", "approved"]
    acts = await desk.live.database.fetch("SELECT actor, act FROM ground_audit WHERE act LIKE 'channels.%' ORDER BY id")
    assert [tuple(row.values()) for row in acts] == [
        (desk.press.id, "channels.submitted"),
        (desk.region.id, "channels.approved"),
    ]


async def test_a_body_without_one_above_asks_the_installation(desk: Desk) -> None:
    post = await desk.post_in(desk.bodies["country"], "Руководитель аппарата", desk.anna)
    draft = await desk.draft(desk.anna, **{"as": post, "title": "Правительство страны", "name": "gov_country"})
    card = (await desk.anna.ask("submit_channel_application", application=draft["card"]["id"]))["application"]["card"]
    assert card["body"] == {}
    assert await desk.told(desk.chief) == ["channel_asked"]
    for stranger in (desk.region, desk.country):
        assert await refused(desk.decide(card, "approved", by=stranger)) == "application_not_found"
    decided = await desk.decide(card, "approved", by=desk.chief)
    chain = (await desk.anna.ask("get_channel_badge", chat=decided["badge"]["chat"]))["chain"]
    assert [(link["kind"], link.get("decided", False)) for link in chain] == [
        ("installation", True),
        ("institution", False),
        ("post", False),
    ]


async def test_strangers_learn_nothing(desk: Desk) -> None:
    draft = await desk.draft()
    assert await refused(desk.view(draft["card"], by=desk.region)) == "application_not_found", "a draft is its author's"
    assert await refused(desk.decide(draft["card"], "approved")) == "application_not_found"
    assert await refused(desk.decide(draft["card"], "approved", by=desk.chief)) == "application_not_found"
    card = await desk.waiting(name="town_news")
    for stranger in (desk.anna, desk.country):
        assert await refused(desk.view(card, by=stranger)) == "application_not_found"
        assert await refused(desk.decide(card, "approved", by=stranger)) == "application_not_found"
    for command in ("submit_channel_application", "withdraw_channel_application"):
        assert await refused(desk.anna.ask(command, application=card["id"])) == "application_not_found"
    assert await refused(desk.anna.ask("list_channel_applications_to_decide")) == "administrators_only"
    assert await refused(desk.draft(desk.anna)) == "not_your_post"
    assert (await desk.country.ask("list_channel_applications_to_decide"))["applications"] == []


async def test_nobody_decides_about_his_own(desk: Desk) -> None:
    await desk.chief.ask("give_administration", organisation=desk.bodies["region"], person=desk.press.id)
    card = await desk.waiting()
    assert "decide" not in (await desk.view(card))["may"]
    assert await refused(desk.decide(card, "approved", by=desk.press)) == "application_own"
    await desk.chief.ask("appoint", post=desk.post, person=desk.region.id)
    assert await refused(desk.decide(card, "approved", by=desk.region)) == "application_own", "who holds the post now"
    assert await refused(desk.decide(card, "approved", by=desk.press)) == "application_own", "who handed it in"
    assert (await desk.decide(card, "approved", by=desk.chief))["state"] == "approved"


async def test_the_post_passes_on_with_its_applications(desk: Desk) -> None:
    card = await desk.refusal()
    await desk.chief.ask("appoint", post=desk.post, person=desk.anna.id)
    assert await refused(desk.view(card, by=desk.press)) == "application_not_found"
    assert "appeal" in (await desk.view(card, by=desk.anna))["may"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"inn": "7707083894"}, "inn_wrong"),
        ({"ogrn": "1027700132196"}, "ogrn_wrong"),
        ({"kpp": "12"}, "kpp_wrong"),
        ({"name": "Верхнеозёрск"}, "channel_name_wrong"),
        ({"name": "abc"}, "channel_name_wrong"),
        ({"name": "support"}, "channel_name_taken"),
        ({"title": "\u202e"}, "name_bidi"),
        ({"files": [180388626480]}, "file_not_found"),
        ({"chat": 180388626480}, "chat_not_found"),
    ],
)
async def test_what_no_draft_may_say(desk: Desk, change: Json, code: str) -> None:
    assert await refused(desk.draft(**change)) == code


async def test_a_refusal_needs_words(desk: Desk) -> None:
    card = await desk.waiting()
    for reason in ("", "нет", " " * 50):
        assert await refused(desk.decide(card, "refused", reason=reason)) == "reason_too_short"
    refusal = await desk.decide(card, "refused", reason=WHY)
    assert refusal["state"] == "refused"
    assert (await desk.view(card))["steps"][-1]["reason"] == WHY
    assert await desk.told(desk.press) == ["channel_refused"]


async def test_everything_happens_once(desk: Desk) -> None:
    card = await desk.waiting()
    assert (
        await refused(desk.press.ask("submit_channel_application", application=card["id"])) == "application_not_draft"
    )
    assert await refused(desk.draft(application=card["id"])) == "application_not_draft"
    assert await refused(desk.appeal(card)) == "application_not_refused"
    await desk.decide(card, "approved")
    assert await refused(desk.decide(card, "refused", reason=WHY)) == "application_decided"
    assert (
        await refused(desk.press.ask("withdraw_channel_application", application=card["id"])) == "application_decided"
    )
    again = await desk.draft(name="another_name")
    await desk.press.ask("withdraw_channel_application", application=again["card"]["id"])
    assert await refused(desk.view(again["card"])) == "application_not_found", "a draft leaves nothing"
    numbers = [(await desk.waiting(name=f"name_{letter}"))["number"] for letter in "ab"]
    assert numbers == [2, 3]


async def test_of_two_who_decide_at_once_one_does(desk: Desk) -> None:
    card = await desk.waiting()
    both = await asyncio.gather(
        desk.decide(card, "approved"), desk.decide(card, "refused", by=desk.chief, reason=WHY), return_exceptions=True
    )
    [lost] = [one for one in both if isinstance(one, Refusal)]
    assert lost.code in ("application_decided", "application_changed")
    steps = [step["act"] for step in (await desk.view(card))["steps"]]
    assert len(steps) == 2
    channels = await desk.live.database.fetchval("SELECT count(*) FROM chats_chats WHERE kind = 'channel'")
    assert channels == (1 if "approved" in steps else 0)


async def test_what_was_not_looked_at_is_not_decided_about(desk: Desk) -> None:
    card = await desk.waiting()
    stale = {**card, "edition": card["edition"] - 1}
    assert await refused(desk.decide(stale, "approved")) == "application_changed"


async def test_documents_are_seen_by_those_concerned(desk: Desk) -> None:
    file = (await Uploader(desk.press).upload(b"%PDF-1.7 ...", name="Положение о пресс-службе.pdf"))["id"]
    card = await desk.waiting(files=[file])
    assert [one["name"] for one in (await desk.view(card, by=desk.region))["files"]] == ["Положение о пресс-службе.pdf"]

    async def status(person) -> int:
        headers = {"Authorization": f"Bearer {person.token}"}
        return (await desk.live.http.get(f"/media/files/{file}", headers=headers)).status_code

    assert [await status(one) for one in (desk.press, desk.region, desk.chief)] == [200, 200, 200]
    assert [await status(one) for one in (desk.anna, desk.country)] == [404, 404]
    stolen = await refused(desk.draft(desk.press, files=[file + 1]))
    assert stolen == "file_not_found"
    assert await refused(desk.press.ask("delete_file", file=file)) == "file_in_use"


async def test_the_public_queue_tells_times_and_not_who_was_refused(desk: Desk) -> None:
    async def queue() -> Json:
        shown: Json = (await desk.live.http.post("/api/show_channel_queue", json={})).json()
        return shown

    assert (await queue())["waiting"] == 0
    await desk.waiting()
    await desk.waiting(name="named_one", named=True)
    await desk.leap(days=3)
    shown = await queue()
    assert (shown["waiting"], shown["oldest_days"], "median_days" in shown) == (2, 3, False)
    assert [line.get("institution") for line in shown["lines"]] == [None, "Администрация Верхнеозёрска"]
    assert [line["days"] for line in shown["lines"]] == [3, 3]
    await desk.decide(await desk.waiting(name="third_one"), "refused", reason=WHY)
    [line] = (await queue())["decided"]
    assert (line["state"], line.get("institution"), line["days"]) == ("refused", None, 0)
    assert "Верхнеозёрск" not in str({**await queue(), "lines": []}), "refused: no name, no title, no reason"
    await desk.leap(days=-30)
    assert [line["days"] for line in (await queue())["lines"]] == [0, 0], "a clock that stepped back"


async def test_twins_are_flagged_to_the_one_who_decides(desk: Desk) -> None:
    first = await desk.approved()
    twin = await desk.waiting(title="Администрация Верхне-Озёрска", name="verkhneozersc")
    flags = (await desk.view(twin, by=desk.region))["flags"]
    assert {(one["code"], one["what"], one.get("chat")) for one in flags} >= {
        ("same_look", "channel", first["badge"]["chat"]),
        ("near", "channel", first["badge"]["chat"]),
    }
    assert "flags" not in await desk.view(twin), "the institution is not told how to slip by"
    other = await desk.waiting(title="Правительство облaсти", name="gov_region")  # with a Latin letter
    codes = {(one["code"], one["what"]) for one in (await desk.view(other, by=desk.region))["flags"]}
    assert codes >= {("mixed_scripts", "title"), ("same_look", "body")}
    post = await desk.post_in(desk.bodies["region"], "Глава области", desk.anna)
    draft = await desk.draft(desk.anna, **{"as": post, "name": "head_region", "title": "Начальник пресс-службы"})
    sent = (await desk.anna.ask("submit_channel_application", application=draft["card"]["id"]))["application"]["card"]
    codes = {(one["code"], one["what"]) for one in (await desk.view(sent, by=desk.country))["flags"]}
    assert codes == {("same_look", "post"), ("same_register", "application")}, INN


async def test_the_queue_comes_in_pages_that_stay_while_others_decide(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "LINES", 2)
    cards = [await desk.waiting(name=f"channel_{number}") for number in range(5)]
    first = await desk.anna.ask("show_channel_queue")
    assert ([line["number"] for line in first["lines"]], first["next"], first["waiting"]) == ([1, 2], 2, 5)
    page = await desk.region.ask("list_channel_applications_to_decide", limit=2)
    assert ([one["number"] for one in page["applications"]], page["next"]) == ([1, 2], 2)
    for card in cards[:2]:
        await desk.decide(card, "approved")
    second = await desk.anna.ask("show_channel_queue", after=first["next"])
    assert [line["number"] for line in second["lines"]] == [3, 4], "nothing is left out when the first are gone"
    last = await desk.anna.ask("show_channel_queue", after=second["next"])
    assert ([line["number"] for line in last["lines"]], "next" in last) == ([5], False)
    assert (await desk.anna.ask("show_channel_queue", after=2**50, decided_after=2**50))["lines"] == []
    await desk.decide(cards[2], "refused", reason=WHY)
    done = await desk.anna.ask("show_channel_queue")
    assert ([line["number"] for line in done["decided"]], done["decided_next"]) == ([3, 2], 2)
    rest = await desk.anna.ask("show_channel_queue", decided_after=2)
    assert ([line["number"] for line in rest["decided"]], "decided_next" in rest) == ([1], False)
    given = await desk.region.ask("list_given_badges", limit=1)
    following = await desk.region.ask("list_given_badges", limit=1, after=given["next"])
    assert [one["number"] for one in given["applications"] + following["applications"]] == [1, 2]
    assert "next" not in following


async def test_documents_are_asked_for_where_the_installation_says_so(desk: Desk) -> None:
    desk.live.server.messenger.channels.applying._needs = replace(
        desk.live.server.messenger.channels.applying._needs, policy=Policy(papers=True)
    )
    draft = await desk.draft()
    number = draft["card"]["id"]
    assert await refused(desk.press.ask("submit_channel_application", application=number)) == "papers_missing"
    file = (await Uploader(desk.press).upload(b"%PDF-1.4 x", name="Положение.pdf"))["id"]
    await desk.draft(application=number, files=[file])
    card = (await desk.press.ask("submit_channel_application", application=number))["application"]["card"]
    assert card["state"] == "waiting"


async def test_the_desk_from_the_command_line(desk: Desk) -> None:
    channels, by = desk.live.server.messenger.channels, {"by": "", "locale": "ru"}
    card = await desk.waiting()
    assert [one.number for one in await by_hand.queue(channels, **by)] == [1]
    assert (await by_hand.show(channels, 1, **by)).inn == INN
    with pytest.raises(VecheError, match="administrators_only"):
        await by_hand.queue(channels, by=desk.region.login, locale="ru")
    with pytest.raises(VecheError, match="application_not_found"):
        await by_hand.show(channels, 2, **by)
    with pytest.raises(VecheError, match="reason_too_short"):
        await by_hand.decide(channels, 1, "refused", reason="", **by)
    with pytest.raises(VecheError, match="badge_not_found"):
        await by_hand.revoke(channels, 1, reason=WHY, **by)
    decided = await by_hand.decide(channels, 1, "approved", reason="", **by)
    assert decided.chat is not None
    assert await desk.seal(decided.chat) == "valid"
    await by_hand.revoke(channels, 1, reason=WHY, **by)
    assert await desk.seal(decided.chat) is None
    assert [step["act"] for step in (await desk.view(card))["steps"]] == ["submitted", "approved", "revoked"]


def test_what_the_command_line_offers() -> None:
    told = veche("channel", "refuse", "--help")
    assert told.code == 0
    assert "Example: veche channel refuse 118 --reason" in told.out
