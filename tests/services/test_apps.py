"""The life of a mini app: its author, the operator, the catalogue."""

import pytest

from tests.services.conftest import URL, Desk
from tests.support.live import Json, Refusal


async def refused(work) -> str:
    with pytest.raises(Refusal) as caught:
        await work
    return caught.value.code


async def test_an_app_is_opened_by_its_makers_until_it_is_approved(desk: Desk) -> None:
    app = await desk.set_app()
    assert (app["state"], app["host"], app["mine"], app["url"]) == ("draft", "priem.city.example", True, URL)
    assert await refused(desk.anna.ask("get_app", bot=desk.bot.id)) == "app_not_found"
    assert await refused(desk.anna.ask("open_app", bot=desk.bot.id)) == "app_not_approved"
    consent = {"bot": desk.bot.id, "edition": 1, "fields": ["name"]}
    assert await refused(desk.anna.ask("give_consent", **consent)) == "app_not_approved"
    await desk.author.ask("give_consent", **consent)
    assert (await desk.author.ask("open_app", bot=desk.bot.id))["origin"] == "https://priem.city.example"

    assert (await desk.author.ask("submit_app", bot=desk.bot.id))["app"]["state"] == "waiting"
    [waiting] = (await desk.chief.ask("list_apps_to_review"))["apps"]
    assert (waiting["url"], waiting["title"]) == (URL, "Запись на приём")
    await desk.chief.ask("review_app", bot=desk.bot.id, edition=1, verdict="approved")
    assert (await desk.chief.ask("list_apps_to_review"))["apps"] == []
    seen = (await desk.anna.ask("get_app", username=desk.bot.username.upper()))["app"]
    assert (seen["state"], "url" in seen, "mine" in seen) == ("approved", False, False)
    acts = await desk.live.database.fetch("SELECT actor, act, subject FROM ground_audit WHERE act LIKE 'services.%'")
    assert [tuple(row.values()) for row in acts] == [(desk.chief.id, "services.app_approved", f"bot:{desk.bot.id}")]


async def test_who_may_not(desk: Desk) -> None:
    await desk.set_app()
    for command, fields in {
        "set_app": {"url": URL, "title": "Чужое", "category": "city"},
        "submit_app": {},
        "remove_app": {},
    }.items():
        assert await refused(desk.anna.ask(command, bot=desk.bot.id, **fields)) == "bot_not_found", command
    assert await refused(desk.anna.ask("list_apps_to_review")) == "administrators_only"
    review = {"bot": desk.bot.id, "edition": 1, "verdict": "approved"}
    assert await refused(desk.anna.ask("review_app", **review)) == "administrators_only"
    own = await desk.stand.bot("Бот главы", owner=desk.chief.id)
    await desk.chief.ask("set_app", bot=own.id, url=URL, title="Своё", category="tools")
    assert await refused(desk.chief.ask("review_app", **{**review, "bot": own.id})) == "app_own_review"


async def test_a_bot_on_trial_has_no_app_for_everybody(desk: Desk) -> None:
    """It could answer nobody who opens it."""
    bot = await desk.stand.bot("Проба", owner=desk.author.id, kind="trial")
    await desk.author.ask("set_app", bot=bot.id, url=URL, title="Проба", category="tools")
    assert await refused(desk.author.ask("submit_app", bot=bot.id)) == "app_bot_on_trial"
    review = {"bot": bot.id, "edition": 1, "verdict": "approved"}
    assert await refused(desk.chief.ask("review_app", **review)) == "app_bot_on_trial"
    await desk.author.ask("rotate_bot_key", bot=bot.id, kind="live")
    assert (await desk.author.ask("submit_app", bot=bot.id))["app"]["state"] == "waiting"
    assert (await desk.chief.ask("review_app", **review))["app"]["state"] == "approved"


async def test_a_bot_of_the_command_line_is_run_by_administrators(desk: Desk) -> None:
    bot = await desk.stand.bot("Опрос жителей")
    fields = {"bot": bot.id, "url": URL, "title": "Опрос жителей", "category": "city"}
    assert await refused(desk.anna.ask("set_app", **fields)) == "bot_not_found"
    assert (await desk.chief.ask("set_app", **fields))["app"]["mine"]


async def test_another_address_title_or_purpose_is_looked_at_again_and_consented_to_again(desk: Desk) -> None:
    await desk.consented("name")
    same = await desk.set_app(summary="Запись без очереди", description="Долгое описание")
    assert (same["state"], same["edition"]) == ("approved", 1), "other words alone change nothing"
    assert (await desk.anna.ask("get_app", bot=desk.bot.id))["current"]
    edition = 1
    changes: list[Json] = [{"url": "https://other.example/"}, {"title": "Госуслуги"}, {"wanted": []}]
    for change in changes:
        changed = await desk.set_app(**change)
        edition += 1
        assert (changed["state"], changed["edition"]) == ("draft", edition), change
        assert await refused(desk.anna.ask("open_app", bot=desk.bot.id)) == "app_not_approved"
        stale = {"bot": desk.bot.id, "edition": edition - 1, "verdict": "approved"}
        assert await refused(desk.chief.ask("review_app", **stale)) == "app_changed"
        await desk.author.ask("submit_app", bot=desk.bot.id)
        await desk.chief.ask("review_app", bot=desk.bot.id, edition=edition, verdict="approved")
        assert await refused(desk.anna.ask("open_app", bot=desk.bot.id)) == "consent_needed"
        await desk.anna.ask("give_consent", bot=desk.bot.id, edition=edition, fields=_required(changed))


def _required(app) -> list[str]:
    return [one["field"] for one in app.get("wanted", []) if one.get("required")]


async def test_a_removed_app_takes_its_consents_along(desk: Desk) -> None:
    await desk.consented("name")
    await desk.author.ask("remove_app", bot=desk.bot.id)
    assert (await desk.anna.ask("list_consents"))["consents"] == []
    await desk.approved(url="https://other.example/")
    assert await refused(desk.anna.ask("open_app", bot=desk.bot.id)) == "consent_needed", "editions began anew"


async def test_a_stopped_app_is_closed_to_everybody(desk: Desk) -> None:
    await desk.consented("name")
    await desk.chief.ask("review_app", bot=desk.bot.id, edition=1, verdict="stopped", note="Просит лишнее")
    for who in (desk.anna, desk.author, desk.chief):
        assert await refused(who.ask("open_app", bot=desk.bot.id)) == "app_not_approved"
    assert (await desk.author.ask("get_app", bot=desk.bot.id))["app"]["note"] == "Просит лишнее"
    for command in ("submit_app", "remove_app"):
        assert await refused(desk.author.ask(command, bot=desk.bot.id)) == "app_stopped"
    assert await refused(desk.set_app(url="https://other.example/")) == "app_stopped"


async def test_the_catalogue(desk: Desk) -> None:
    await desk.approved()
    for title, category, listed in (
        ("Показания счётчиков", "housing", True),
        ("Расписание электричек", "transport", True),
        ("Тайный сервис", "tools", False),
    ):
        bot = await desk.stand.bot(title, owner=desk.author.id)
        await desk.author.ask("set_app", bot=bot.id, url=URL, title=title, category=category, listed=listed)
        await desk.author.ask("submit_app", bot=bot.id)
        await desk.chief.ask("review_app", bot=bot.id, edition=1, verdict="approved")

    async def titles(**fields) -> list[str]:
        return [app["title"] for app in (await desk.anna.ask("list_apps", **fields))["apps"]]

    assert await titles() == ["Запись на приём", "Показания счётчиков", "Расписание электричек"]
    assert await titles(category="housing") == ["Показания счётчиков"]
    assert await titles(query="ПРИЕМ отдел") == ["Запись на приём"], "ё is е, every word counts"
    assert await titles(query="100%_") == []
    first = await desk.anna.ask("list_apps", limit=2)
    assert await titles(limit=2, after=first["next"]) == ["Расписание электричек"]
    assert "next" not in await desk.anna.ask("list_apps", limit=3)
    assert await refused(desk.anna.ask("list_apps", after="nonsense")) == "apps_page_unknown"


async def test_bad_apps(desk: Desk) -> None:
    for change, code in (
        ({"url": "http://priem.city.example/"}, "app_url_insecure"),
        ({"url": f"http://127.0.0.1:{desk.live.port + 1}/"}, "app_url_own"),
        ({"url": "javascript:alert(1)"}, "app_url_invalid"),
        ({"title": "Приём\u202e"}, "name_bidi"),
        ({"title": "я" * 61}, "text_too_long"),
        ({"summary": "я" * 141}, "text_too_long"),
        ({"wanted": [{"field": "name", "purpose": ""}]}, "name_empty"),
        ({"wanted": [{"field": "name", "purpose": "а"}, {"field": "name", "purpose": "б"}]}, "app_wanted_twice"),
        ({"wanted": [{"field": "passport", "purpose": "а"}]}, "bad_fields"),
        ({"category": "magic"}, "bad_fields"),
    ):
        assert await refused(desk.set_app(**change)) == code, change
    assert await refused(desk.author.ask("submit_app", bot=desk.bot.id)) == "app_not_found"
    assert await refused(desk.anna.ask("get_app", username="nobody_bot")) == "no_such_bot"
    assert await refused(desk.anna.ask("get_app")) == "no_such_bot"
