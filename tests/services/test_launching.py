"""Consents with receipts, launch data as the app's server sees them, the page around the frame."""

import base64
import json
import re
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec.structs import replace

from tests.services.conftest import URL, Desk
from tests.services.test_apps import refused
from tests.services.test_launch_model import believed
from tests.support.live import Json, Live
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.services.model.launch import contact_hash


def told(launch: Json) -> tuple[str, Json]:
    """The signed text, and what it says."""
    found = re.search(r"#WebAppData=([^&]+)&WebAppPlatform=web&WebAppVersion=[\d.]+$", launch["url"])
    assert found
    text = unquote(found[1])
    pairs: Json = dict(parse_qsl(text))
    return text, {**pairs, "user": json.loads(pairs["user"]), "chat": json.loads(pairs.get("chat", "null"))}


async def test_a_launch_says_what_was_consented_to_and_is_believed(desk: Desk) -> None:
    await desk.consented("name")
    launch = await desk.anna.ask("open_app", bot=desk.bot.id, start_param="dept-3")
    assert (launch["frame"], launch["origin"]) == (f"/app-frame/{desk.bot.id}", "https://priem.city.example")
    assert launch["url"].startswith(URL + "#"), "the app's own query stays"
    text, data = told(launch)
    assert believed(text, desk.bot.token)
    assert not believed(text, desk.bot.token[:-1] + "x")
    assert data["user"] == {
        "id": desk.anna.id,
        "first_name": "Анна Петровна",
        "last_name": "Соколова",
        "language_code": "ru",
    }
    assert data["start_param"] == "dept-3"
    assert len(data["auth_date"]) == 10, "seconds"
    again, _ = told(await desk.anna.ask("open_app", bot=desk.bot.id, start_param="dept-3"))
    assert parse_qsl(again) != parse_qsl(text), "each launch has a number of its own"


async def test_the_picture_goes_with_the_name(desk: Desk) -> None:
    await desk.consented("name")
    await desk.live.database.execute("UPDATE identity_actors SET photo = 7 WHERE id = $1", desk.anna.id)
    _, data = told(await desk.anna.ask("open_app", bot=desk.bot.id))
    address = data["user"]["photo_url"]
    assert address.startswith(f"http://127.0.0.1:{desk.live.port}/bot-api/files/")
    await desk.set_app(wanted=[{"field": "name", "purpose": "Чтобы обратиться"}])
    await desk.author.ask("submit_app", bot=desk.bot.id)
    await desk.chief.ask("review_app", bot=desk.bot.id, edition=2, verdict="approved")
    await desk.anna.ask("give_consent", bot=desk.bot.id, edition=2, fields=[])
    _, data = told(await desk.anna.ask("open_app", bot=desk.bot.id))
    assert "photo_url" not in data["user"]


async def test_what_is_not_consented_to_is_not_told(desk: Desk) -> None:
    await desk.consented(wanted=[{"field": "name", "purpose": "Чтобы обратиться"}])
    _, data = told(await desk.anna.ask("open_app", bot=desk.bot.id))
    assert data["user"] == {"id": desk.anna.id, "first_name": "", "language_code": "ru"}
    assert data["chat"] is None


async def test_the_chat_is_told_where_both_are_in_it(desk: Desk) -> None:
    await desk.consented("name")
    group = await desk.live.group(desk.anna, title="Соседи")
    _, data = told(await desk.anna.ask("open_app", bot=desk.bot.id, chat=group))
    assert data["chat"] is None, "the bot is not in it"
    await desk.anna.ask("add_members", chat=group, actors=[desk.bot.id])
    _, data = told(await desk.anna.ask("open_app", bot=desk.bot.id, chat=group))
    assert data["chat"] == {"id": -group, "type": "CHAT"}
    foreign = await desk.live.group(desk.author, title="Чужая")
    assert await refused(desk.anna.ask("open_app", bot=desk.bot.id, chat=foreign)) == "chat_not_found"


async def test_a_receipt_says_what_was_agreed_and_can_be_checked_anywhere(desk: Desk) -> None:
    consent = await desk.consented("phone", "name")
    listed = await desk.anna.ask("list_consents")
    assert listed["consents"] == [consent]
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(listed["public_key"]))
    key.verify(base64.b64decode(consent["signature"]), consent["receipt"].encode())
    said = json.loads(consent["receipt"])
    assert said["fields"] == {"name": "Чтобы вас вызвали по имени", "phone": "Чтобы предупредить об отмене"}
    assert (said["person"], said["bot"], said["app"]) == (desk.anna.id, desk.bot.id, "Запись на приём")
    assert said["installation"] == f"http://127.0.0.1:{desk.live.port}"
    assert (await desk.chief.ask("list_consents"))["consents"] == [], "nobody else's"


async def test_consents_are_given_by_field_and_taken_back(desk: Desk) -> None:
    app = await desk.approved()
    give = {"bot": desk.bot.id, "edition": app["edition"]}
    assert await refused(desk.anna.ask("open_app", bot=desk.bot.id)) == "consent_needed"
    assert await refused(desk.anna.ask("give_consent", **give, fields=["phone"])) == "consent_too_little"
    assert await refused(desk.anna.ask("give_consent", **give, fields=["name", "camera"])) == "consent_too_much"
    assert await refused(desk.anna.ask("give_consent", bot=desk.bot.id, edition=9, fields=["name"])) == "app_changed"
    await desk.anna.ask("give_consent", **give, fields=["name"])
    await desk.anna.ask("give_consent", **give, fields=["name", "phone"])
    assert [one["fields"] for one in (await desk.anna.ask("list_consents"))["consents"]] == [["name", "phone"]]
    await desk.anna.ask("revoke_consent", bot=desk.bot.id)
    assert (await desk.anna.ask("list_consents"))["consents"] == []
    assert await refused(desk.anna.ask("open_app", bot=desk.bot.id)) == "consent_needed"
    assert await desk.live.database.fetchval("SELECT count(*) FROM services_consents WHERE revoked_at IS NOT NULL") == 2


async def test_the_page_around_the_frame_lets_in_one_origin(desk: Desk) -> None:
    await desk.consented(
        "name", "camera", wanted=[{"field": "name", "purpose": "а"}, {"field": "camera", "purpose": "б"}]
    )
    page = await _frame(desk, desk.anna.token)
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["frame-src"] == "https://priem.city.example"
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "'self'")
    assert "script-src" not in policy, "there is no script on it"
    assert b"<script" not in page.content
    assert page.headers["permissions-policy"].startswith('camera=(self "https://priem.city.example")')
    await desk.anna.ask("give_consent", bot=desk.bot.id, edition=1, fields=["name"])
    assert (await _frame(desk, desk.anna.token)).headers["permissions-policy"].startswith("camera=()")


async def test_the_page_around_the_frame_is_for_those_who_consented(desk: Desk) -> None:
    await desk.consented("name")
    assert (await _frame(desk, "")).status_code == 401
    assert (await _frame(desk, desk.chief.token)).json()["error"]["code"] == "consent_needed"
    assert (await _frame(desk, desk.anna.token, path="/app-frame/x1")).status_code == 404
    assert (await _frame(desk, desk.anna.token, path="/app-frame/77")).json()["error"]["code"] == "no_such_bot"
    headers = {"Authorization": f"Bearer {desk.anna.token}"}
    assert (await desk.live.http.post(f"/app-frame/{desk.bot.id}", headers=headers)).status_code == 405
    under_the_apps_name = await _frame(desk, desk.anna.token, host="priem.city.example")
    assert under_the_apps_name.json()["error"]["code"] == "app_url_own"


async def _frame(desk: Desk, token: str, *, path: str = "", host: str = ""):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if host:
        headers["Host"] = host
    return await desk.live.http.get(path or f"/app-frame/{desk.bot.id}", headers=headers)


async def test_no_signature_under_a_number_that_nobody_knows(desk: Desk) -> None:
    await desk.consented("name", "phone")
    assert await refused(desk.anna.ask("share_contact", bot=desk.bot.id, phone="79001234567")) == "phone_unknown"


@pytest.fixture
async def live(database: Database, request: pytest.FixtureRequest, tmp_path):
    """With other settings where a test asks for them."""
    changes = getattr(request, "param", {})
    server = Live(database, settings=replace(Settings(data=tmp_path), **changes))
    await server.start()
    yield server
    await server.stop()


@pytest.mark.parametrize("live", [{"typed_phones": True}], indirect=True)
async def test_a_typed_number_is_signed_where_the_installation_says_so(desk: Desk) -> None:
    await desk.consented("name")
    shared = await desk.anna.ask("share_contact", bot=desk.bot.id, phone="+79001234567")
    assert shared["phone"] == "79001234567"
    right = contact_hash(desk.bot.token, phone="79001234567", user=desk.anna.id, auth_date=shared["auth_date"])
    assert shared["hash"] == right
    assert await refused(desk.anna.ask("share_contact", bot=desk.bot.id, phone="звоните")) == "bad_fields"
    await desk.set_app(wanted=[])
    await desk.author.ask("give_consent", bot=desk.bot.id, edition=2, fields=[])
    fields = {"bot": desk.bot.id, "phone": "79001234567"}
    assert await refused(desk.author.ask("share_contact", **fields)) == "phone_not_wanted"


@pytest.mark.parametrize("live", [{"app_review": False}], indirect=True)
async def test_without_a_review_an_app_is_open_at_once(desk: Desk) -> None:
    await desk.set_app()
    assert (await desk.author.ask("submit_app", bot=desk.bot.id))["app"]["state"] == "approved"


@pytest.mark.parametrize("live", [{"sealed": True, "app_hosts": ("*.city.example",)}], indirect=True)
async def test_sealed_only_listed_hosts_are_framed(desk: Desk) -> None:
    await desk.consented("name")
    launch = await desk.anna.ask("open_app", bot=desk.bot.id)
    assert urlsplit(launch["url"]).hostname == "priem.city.example"
    assert await refused(desk.set_app(url="https://elsewhere.example/")) == "app_url_not_listed"
