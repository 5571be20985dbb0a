"""Appeals, days that pass, badges: their chain, the yearly confirmation, the end of one."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.channels.conftest import WHY, Desk, refused
from tests.support.live import Json


async def test_the_chain_is_told_and_can_be_checked_without_us(desk: Desk) -> None:
    card = await desk.approved()
    chat = card["badge"]["chat"]
    badge = await desk.anna.ask("get_channel_badge", chat=chat)
    assert [(link["kind"], link["name"], link.get("decided", False)) for link in badge["chain"]] == [
        ("body", "Правительство страны", False),
        ("body", "Правительство области", True),
        ("institution", "Администрация Верхнеозёрска", False),
        ("post", "Начальник пресс-службы", False),
    ]
    assert (badge["state"], "may" in badge) == ("valid", False)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(badge["key"]))
    signature = base64.b64decode(badge["signature"])
    key.verify(signature, badge["record"].encode())
    with pytest.raises(InvalidSignature):
        key.verify(signature, badge["record"].replace("Верхнеозёрска", "Нижнеозёрска").encode())
    record = json.loads(badge["record"])
    assert (record["chat"], record["title"], record["inn"]) == (chat, "Администрация Верхнеозёрска", "7707083893")
    by_name = await desk.anna.ask("get_channel_badge", name="verkhneozersk")
    assert (by_name["chat"], by_name["code"]) == (chat, badge["code"])
    await desk.anna.ask("join_by_link", code=badge["code"])


async def test_a_vouched_title_stays(desk: Desk) -> None:
    chat = (await desk.approved())["badge"]["chat"]
    by = {"chat": chat, "as": desk.post}
    assert await refused(desk.press.ask("update_chat", title="Правительство области", **by)) == "title_sealed"
    await desk.press.ask("update_chat", about="Новости города", title="Администрация Верхнеозёрска", **by)
    await desk.region.ask("revoke_channel_badge", chat=chat, reason=WHY)
    await desk.press.ask("update_chat", title="Новости", **by)


async def test_a_channel_that_is_there_gets_its_badge(desk: Desk) -> None:
    made = await desk.press.ask("create_channel", title="Новости", mode="public", **{"as": desk.post})
    chat = made["chat"]["id"]
    private = (await desk.press.ask("create_channel", title="Свои", **{"as": desk.post}))["chat"]["id"]
    elses = (await desk.anna.ask("create_channel", title="Чужой", mode="public"))["chat"]["id"]
    assert await refused(desk.draft(chat=private)) == "channel_not_yours"
    assert await refused(desk.draft(chat=elses)) == "chat_not_found"
    card = await desk.approved(chat=chat)
    assert card["badge"]["chat"] == chat
    seen = (await desk.press.ask("get_chat", **{"chat": chat, "as": desk.post}))["chat"]
    assert (seen["title"], seen["seal"]) == ("Администрация Верхнеозёрска", "valid")
    again = await desk.waiting(chat=chat, name="second_name")
    assert await refused(desk.decide(again, "approved")) == "channel_has_badge"


async def test_a_link_name_is_had_once(desk: Desk) -> None:
    first, second = await desk.waiting(), await desk.waiting()
    flags = (await desk.view(second, by=desk.region))["flags"]
    assert {"code": "same_name", "what": "application", "number": first["number"]} in flags
    await desk.decide(first, "approved")
    assert await refused(desk.decide(second, "approved")) == "channel_name_taken"
    assert await refused(desk.draft()) == "channel_name_taken"
    assert await desk.live.database.fetchval("SELECT count(*) FROM chats_chats WHERE kind = 'channel'") == 1
    await desk.region.ask("revoke_channel_badge", chat=(await desk.view(first))["card"]["badge"]["chat"], reason=WHY)
    assert (await desk.decide(second, "approved"))["state"] == "approved", "a revoked badge sets its name free"


async def test_a_refusal_is_appealed_against_once_and_in_time(desk: Desk) -> None:
    card = await desk.refusal()
    for reason in ("", "несправедливо"):
        asked = desk.press.ask("appeal_channel_application", application=card["id"], reason=reason)
        assert await refused(asked) == "reason_too_short"
    appealed = await desk.appeal(card)
    assert (appealed["state"], appealed["body"]["name"]) == ("appealed", "Правительство страны")
    assert await desk.told(desk.country) == ["channel_appealed"]
    assert await refused(desk.decide(appealed, "approved")) == "application_not_found", "the region has decided already"
    assert await refused(desk.appeal(card)) == "application_not_refused"
    final = await desk.decide(appealed, "refused", by=desk.country, reason=WHY)
    assert "appeal_until" not in final or final["appeal_until"] is None
    assert await refused(desk.appeal(final)) == "appeal_decided"
    late = await desk.refusal(name="late_one")
    await desk.leap(days=31)
    assert await refused(desk.appeal(late)) == "appeal_too_late"
    await desk.leap(days=-60)
    assert (await desk.appeal(late))["state"] == "appealed", "a clock that stepped back takes nothing away"


async def test_an_appeal_is_granted(desk: Desk) -> None:
    granted = await desk.decide(await desk.appeal(await desk.refusal()), "approved", by=desk.country)
    badge = await desk.anna.ask("get_channel_badge", chat=granted["badge"]["chat"])
    assert [link["name"] for link in badge["chain"] if link.get("decided")] == ["Правительство страны"]
    assert [step["act"] for step in (await desk.view(granted))["steps"]] == [
        "submitted",
        "refused",
        "appealed",
        "appeal_approved",
    ]


async def test_who_refused_does_not_decide_the_appeal(desk: Desk) -> None:
    other = await desk.live.person("Второй администратор", administrator=True)
    refusal = await desk.decide(await desk.waiting(), "refused", by=desk.chief, reason=WHY)
    appealed = await desk.appeal(refusal)
    assert await refused(desk.decide(appealed, "refused", by=desk.chief, reason=WHY)) == "appeal_same_decider"
    assert (await desk.decide(appealed, "approved", by=other))["state"] == "approved"


async def test_what_nobody_answers_goes_on_to_the_next_body(desk: Desk) -> None:
    card = await desk.waiting()
    await desk.turn()
    assert (await desk.view(card))["card"]["body"]["name"] == "Правительство области"
    await desk.leap(days=16)
    await desk.turn()
    await desk.turn()
    seen = (await desk.view(card))["card"]
    assert seen["body"]["name"] == "Правительство страны", "one step, however often one looks"
    assert await desk.told(desk.country) == ["channel_escalated"]
    assert await desk.told(desk.press) == ["channel_own_escalated"]
    assert await refused(desk.decide(seen, "approved")) == "application_not_found"
    await desk.leap(days=1000)
    await desk.turn()
    assert (await desk.view(card))["card"]["body"] == {}, "a leap is one step: the next body has its days too"
    await desk.leap(days=16)
    await desk.turn()
    await desk.turn()
    seen = (await desk.view(card))["card"]
    assert seen["overdue"]
    assert [step["act"] for step in (await desk.view(card))["steps"]] == [
        "submitted",
        "escalated",
        "escalated",
        "overdue",
    ]
    assert (await desk.decide(seen, "approved", by=desk.chief))["state"] == "approved"


async def test_a_badge_is_confirmed_every_year_or_goes(desk: Desk) -> None:
    card = await desk.approved()
    chat = card["badge"]["chat"]
    confirm = {"chat": chat}
    assert await refused(desk.press.ask("confirm_channel_badge", **confirm)) == "confirm_too_early"
    reminders = [(336, ["channel_confirm"]), (0.5, []), (22, ["channel_confirm"]), (8, ["channel_due"])]
    for days, kinds in reminders:
        before = await desk.told(desk.press)
        await desk.leap(days=days)
        await desk.turn()
        await desk.turn()
        assert (await desk.told(desk.press))[len(before) :] == kinds
    assert await desk.seal(chat) == "due"
    assert await refused(desk.anna.ask("confirm_channel_badge", **confirm)) == "badge_not_found"
    assert await refused(desk.region.ask("confirm_channel_badge", **confirm)) == "badge_not_found"
    badge = await desk.press.ask("confirm_channel_badge", **confirm)
    assert (badge["state"], await desk.seal(chat)) == ("valid", "valid")
    assert await refused(desk.press.ask("confirm_channel_badge", **confirm)) == "confirm_too_early", "twice"
    await desk.leap(days=1000)
    await desk.turn()
    assert await desk.seal(chat) == "due", "whatever the clock did: first it is to be confirmed"
    await desk.turn()
    assert await desk.seal(chat) == "due", "and the month begins with that"
    await desk.leap(days=31)
    await desk.turn()
    assert await desk.seal(chat) is None
    assert (await desk.told(desk.press))[-1] == "channel_lapsed"
    assert await refused(desk.press.ask("confirm_channel_badge", **confirm)) == "badge_gone"
    assert (await desk.anna.ask("get_channel_badge", **confirm))["state"] == "lapsed"
    assert (await desk.approved(chat=chat))["badge"]["chat"] == chat, "it may have one again"


async def test_the_body_hears_of_a_confirmation_and_may_object(desk: Desk) -> None:
    card = await desk.approved()
    chat = card["badge"]["chat"]
    objection = {"chat": chat, "reason": WHY}
    assert await refused(desk.region.ask("object_to_channel_badge", **objection)) == "object_too_late", "its own word"
    await desk.leap(days=340)
    await desk.press.ask("confirm_channel_badge", chat=chat)
    assert await desk.told(desk.region) == ["channel_asked", "channel_confirmed"]
    assert await refused(desk.press.ask("object_to_channel_badge", **objection)) == "badge_not_found"
    assert await refused(desk.country.ask("object_to_channel_badge", **objection)) == "badge_not_found"
    assert await refused(desk.region.ask("object_to_channel_badge", chat=chat, reason="нет")) == "reason_too_short"
    badge = await desk.region.ask("object_to_channel_badge", **objection)
    assert (badge["state"], badge["objected"], badge["may"]) == ("due", True, ["countersign", "revoke"])
    assert (await desk.told(desk.press))[-1] == "channel_objected"
    assert await desk.seal(chat) == "due"
    assert await refused(desk.press.ask("confirm_channel_badge", chat=chat)) == "badge_objected"
    assert "may" not in await desk.press.ask("get_channel_badge", chat=chat)
    badge = await desk.region.ask("confirm_channel_badge", chat=chat)
    assert (badge["state"], "objected" in badge, await desk.seal(chat)) == ("valid", False, "valid")
    await desk.region.ask("object_to_channel_badge", **objection)
    await desk.turn()
    assert await desk.seal(chat) == "due"
    await desk.leap(days=31)
    await desk.turn()
    assert await desk.seal(chat) is None
    steps = (await desk.view(card))["steps"]
    assert steps[3]["body"]["name"] == steps[4]["body"]["name"] == "Правительство области"
    acts = [step["act"] for step in steps]
    assert acts[2:] == ["confirmed", "objected", "countersigned", "objected", "lapsed"]
    again = await desk.approved(chat=chat)
    await desk.leap(days=340)
    await desk.press.ask("confirm_channel_badge", chat=chat)
    await desk.leap(days=31)
    assert await refused(desk.region.ask("object_to_channel_badge", **objection)) == "object_too_late"
    assert (await desk.view(again))["card"]["badge"]["state"] == "valid"


async def test_a_badge_falls_with_the_post_that_answers_for_the_channel(desk: Desk) -> None:
    card = await desk.approved()
    chat = card["badge"]["chat"]
    await desk.turn()
    assert await desk.seal(chat) == "valid"
    by = {"chat": chat, "as": desk.post}
    await desk.press.ask("add_members", actors=[desk.anna.id], **by)
    await desk.press.ask("set_role", actor=desk.anna.id, role="owner", **by)
    await desk.turn()
    assert await desk.seal(chat) == "valid", "the post still owns it too"
    await desk.press.ask("leave_chat", **by)
    await desk.turn()
    assert await desk.seal(chat) is None
    badge = await desk.anna.ask("get_channel_badge", chat=chat)
    assert (badge["state"], [link["kind"] for link in badge["chain"]]) == (
        "lapsed",
        ["body", "body", "institution", "post"],
    )
    assert (await desk.view(card))["steps"][-1]["act"] == "unowned"
    assert (await desk.told(desk.press))[-1] == "channel_unowned"
    assert (await desk.told(desk.region))[-1] == "channel_given_unowned"
    before = await desk.told(desk.region)
    await desk.turn()
    assert await desk.told(desk.region) == before, "once"
    assert await refused(desk.press.ask("confirm_channel_badge", chat=chat)) == "badge_gone"
    other = (await desk.approved(name="other_one"))["badge"]["chat"]
    await desk.chief.ask("dismiss", post=desk.post)
    await desk.turn()
    assert await desk.seal(other) == "valid", "a vacant post owns its channels still"
    await desk.chief.ask("close_post", post=desk.post)
    await desk.turn()
    assert await desk.seal(other) is None


async def test_a_badge_is_taken_with_a_reason_by_those_who_gave_it(desk: Desk) -> None:
    card = await desk.approved()
    chat = card["badge"]["chat"]
    revoke = {"chat": chat, "reason": WHY}
    for stranger in (desk.anna, desk.country):
        assert await refused(stranger.ask("revoke_channel_badge", **revoke)) == "badge_not_found"
    assert await refused(desk.region.ask("revoke_channel_badge", chat=chat, reason="так надо")) == "reason_too_short"
    [given] = (await desk.region.ask("list_given_badges"))["applications"]
    assert given["id"] == card["id"]
    await desk.region.ask("revoke_channel_badge", **revoke)
    assert await refused(desk.region.ask("revoke_channel_badge", **revoke)) == "badge_gone"
    assert await desk.seal(chat) is None
    assert (await desk.told(desk.press))[-1] == "channel_revoked"
    step: Json = (await desk.view(card))["steps"][-1]
    assert (step["act"], step["reason"]) == ("revoked", WHY)
    await desk.press.ask("get_chat", **{"chat": chat, "as": desk.post})


async def test_documents_that_came_to_nothing_are_let_go(desk: Desk) -> None:
    database = desk.live.database
    kept, lost = await desk.refusal(), await desk.waiting(name="withdrawn_one")
    for number, card in enumerate((kept, lost), start=1):
        await database.execute("INSERT INTO channels_files VALUES ($1, $2)", card["id"], number)
    await desk.press.ask("withdraw_channel_application", application=lost["id"])
    await desk.leap(days=95)
    await desk.turn()
    left = await database.fetch("SELECT file_id FROM channels_files")
    assert [row["file_id"] for row in left] == [1], "after a refusal the time for an appeal comes first"
    await desk.leap(days=30)
    await desk.turn()
    assert await database.fetch("SELECT file_id FROM channels_files") == []
