"""Commands of mini apps, and the page around the frame of one."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from veche.ground.commands import Asker, Command, Done
from veche.ground.errors import NotFound
from veche.ground.http.streams import Exchange
from veche.services import wire
from veche.services.actions import FRAME, Services
from veche.services.model import Consent

TAG = "services"
BOT, CHAT, CONSENT = 180388626460, 180388626433, 180388626480
_CARD = wire.AppCard(
    bot=BOT,
    username="priem_bot",
    title="Запись на приём",
    category="city",
    state="approved",
    host="priem.city.example",
    edition=1,
    summary="Выберите отдел и время",
    wanted=[wire.WantedData("name", "Чтобы вас вызвали по имени", required=True)],
    listed=True,
    owner=180388626434,
)
_CONSENT = wire.ConsentCard(
    id=CONSENT,
    bot=BOT,
    title="Запись на приём",
    fields=["name"],
    given_at=1_795_424_400_000,
    receipt='{"receipt":180388626480}',
    signature="c2lnbmF0dXJl",
)
_URL = ("app_url_invalid", "app_url_own", "app_url_insecure", "app_url_not_listed")
_OPEN = ("no_such_bot", "app_not_found", "app_not_approved", *_URL)
_TEXT = ("text_too_long", "text_control", "text_surrogate", "name_empty", "name_bidi")


def commands(services: Services) -> list[Command[Any, Any]]:
    """Everything that clients can ask of services."""
    return [
        *_authoring(services),
        *_reviewing(services),
        *_catalogue(services),
        *_consents(services),
        *_start(services),
    ]


def _authoring(services: Services) -> list[Command[Any, Any]]:
    async def set_app(asker: Asker, request: wire.SetApp) -> wire.AppAnswer:
        return wire.AppAnswer(await services.authoring.set(asker, request))

    async def submit_app(asker: Asker, request: wire.AboutApp) -> wire.AppAnswer:
        return wire.AppAnswer(await services.authoring.submit(asker, request.bot))

    async def remove_app(asker: Asker, request: wire.AboutApp) -> Done:
        await services.authoring.remove(asker, request.bot)
        return Done()

    return [
        Command(
            name="set_app",
            summary="The mini app of one's own bot: address, words for the catalogue, data it wants and what for",
            tag=TAG,
            request=wire.SetApp,
            answer=wire.AppAnswer,
            run=set_app,
            example=wire.SetApp(bot=BOT, url="https://priem.city.example/", title="Запись на приём", category="city"),
            answer_example=wire.AppAnswer(_CARD),
            errors=("bot_not_found", "app_stopped", "app_wanted_twice", *_URL, *_TEXT, "too_many_requests"),
        ),
        Command(
            name="submit_app",
            summary="Ask the operator to look at it, so that everybody may open it",
            tag=TAG,
            request=wire.AboutApp,
            answer=wire.AppAnswer,
            run=submit_app,
            example=wire.AboutApp(bot=BOT),
            answer_example=wire.AppAnswer(_CARD),
            errors=("bot_not_found", "app_not_found", "app_stopped", "app_bot_on_trial", *_URL),
        ),
        Command(
            name="remove_app",
            summary="The bot has no mini app any more",
            tag=TAG,
            request=wire.AboutApp,
            answer=Done,
            run=remove_app,
            example=wire.AboutApp(bot=BOT),
            answer_example=Done(),
            errors=("bot_not_found", "app_stopped"),
        ),
    ]


def _reviewing(services: Services) -> list[Command[Any, Any]]:
    async def list_apps_to_review(asker: Asker, _: wire.Nothing) -> wire.MyAppsAnswer:
        return wire.MyAppsAnswer(await services.authoring.waiting(asker))

    async def review_app(asker: Asker, request: wire.ReviewApp) -> wire.AppAnswer:
        return wire.AppAnswer(await services.authoring.review(asker, request))

    return [
        Command(
            name="list_apps_to_review",
            summary="For administrators: mini apps that wait to be looked at, the longest waiting first",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.MyAppsAnswer,
            run=list_apps_to_review,
            example=wire.Nothing(),
            answer_example=wire.MyAppsAnswer([_CARD]),
            errors=("administrators_only",),
        ),
        Command(
            name="review_app",
            summary="For administrators: approve a mini app, refuse it, or stop it; it is on record who did",
            tag=TAG,
            request=wire.ReviewApp,
            answer=wire.AppAnswer,
            run=review_app,
            example=wire.ReviewApp(bot=BOT, edition=1, verdict="approved"),
            answer_example=wire.AppAnswer(_CARD),
            errors=(
                "administrators_only",
                "no_such_bot",
                "app_not_found",
                "app_changed",
                "app_own_review",
                "app_bot_on_trial",
                *_TEXT,
            ),
        ),
    ]


def _catalogue(services: Services) -> list[Command[Any, Any]]:
    return [
        Command(
            name="list_apps",
            summary="The catalogue of mini apps: approved ones by title, by category and words",
            tag=TAG,
            request=wire.ListApps,
            answer=wire.AppsAnswer,
            run=services.catalogue.page,
            example=wire.ListApps(query="запись", category="city"),
            answer_example=wire.AppsAnswer([_CARD]),
            errors=("apps_page_unknown",),
        ),
        Command(
            name="get_app",
            summary="One mini app by its bot, and what you let it have",
            tag=TAG,
            request=wire.FindApp,
            answer=wire.AppView,
            run=services.catalogue.one,
            example=wire.FindApp(username="priem_bot"),
            answer_example=wire.AppView(_CARD, ["name"], current=True),
            errors=("no_such_bot", "app_not_found"),
        ),
    ]


def _consents(services: Services) -> list[Command[Any, Any]]:
    async def give_consent(asker: Asker, request: wire.GiveConsent) -> wire.ConsentAnswer:
        return wire.ConsentAnswer(await services.consenting.give(asker, request))

    async def list_consents(asker: Asker, _: wire.Nothing) -> wire.ConsentsAnswer:
        return await services.consenting.mine(asker)

    async def revoke_consent(asker: Asker, request: wire.AboutApp) -> Done:
        await services.consenting.revoke(asker, request.bot)
        return Done()

    return [
        Command(
            name="give_consent",
            summary="Let a mini app have these kinds of data; the answer is a signed receipt",
            tag=TAG,
            request=wire.GiveConsent,
            answer=wire.ConsentAnswer,
            run=give_consent,
            example=wire.GiveConsent(bot=BOT, edition=1, fields=["name"]),
            answer_example=wire.ConsentAnswer(_CONSENT),
            errors=(*_OPEN, "app_changed", "consent_too_much", "consent_too_little", "too_many_requests"),
        ),
        Command(
            name="list_consents",
            summary="What one lets mini apps have now, with receipts and the key to check them",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.ConsentsAnswer,
            run=list_consents,
            example=wire.Nothing(),
            answer_example=wire.ConsentsAnswer([_CONSENT], "a2V5"),
        ),
        Command(
            name="revoke_consent",
            summary="Take back everything that a mini app was let have",
            tag=TAG,
            request=wire.AboutApp,
            answer=Done,
            run=revoke_consent,
            example=wire.AboutApp(bot=BOT),
            answer_example=Done(),
        ),
    ]


def _start(services: Services) -> list[Command[Any, Any]]:
    return [
        Command(
            name="open_app",
            summary="Start a mini app: its address with signed launch data, for a frame inside of `/app-frame/`",
            tag=TAG,
            request=wire.OpenApp,
            answer=wire.Launch,
            run=services.launching.open,
            example=wire.OpenApp(bot=BOT, chat=CHAT, start_param="dept-3"),
            answer_example=wire.Launch(
                bot=BOT,
                title="Запись на приём",
                frame=f"{FRAME}{BOT}",
                origin="https://priem.city.example",
                url="https://priem.city.example/#WebAppData=…&WebAppPlatform=web&WebAppVersion=26.11.0",
                fields=["name"],
            ),
            errors=(*_OPEN, "consent_needed", "chat_not_found", "too_many_requests"),
        ),
        Command(
            name="share_contact",
            summary="Hand a mini app the phone number that the person typed, signed with the token of its bot",
            tag=TAG,
            request=wire.ShareContact,
            answer=wire.SharedContact,
            run=services.launching.share_contact,
            example=wire.ShareContact(bot=BOT, phone="79001234567"),
            answer_example=wire.SharedContact("79001234567", 1_795_424_400, "5f1e"),
            errors=(*_OPEN, "consent_needed", "phone_unknown", "phone_not_wanted", "too_many_requests"),
        ),
    ]


_STYLE = "html,body,iframe{display:block;width:100%;height:100%;margin:0;border:0}"
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_PAGE = f"<!doctype html><html lang=ru><meta charset=utf-8><title>Вече</title><style>{_STYLE}</style>".encode()


class AppFrame:
    """`GET /app-frame/BOT`: an empty page of ours around the frame of one mini app. The client's own policy lets in no
    foreign page at all; this one lets in a single origin, has no script, and stands inside of the client only."""

    def __init__(self, services: Services) -> None:
        self._launching = services.launching

    async def __call__(self, asker: Asker, exchange: Exchange) -> None:
        number = exchange.path.removeprefix(FRAME)
        if exchange.method not in ("GET", "HEAD"):
            exchange.headers.append((b"allow", b"GET, HEAD"))
            await exchange.answer(405)
            return
        if not number.isascii() or not number.isdigit() or len(number) > 16:
            raise NotFound("app_not_found")
        origin, consent = await self._launching.frame(asker, int(number), host=exchange.header(b"host"))
        await exchange.answer(200, frame_headers(origin, consent), _PAGE)


def frame_headers(origin: str, consent: Consent) -> list[tuple[bytes, bytes]]:
    """What the page around an app may do, and what it may pass on to it."""
    policy = (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-src {origin}; frame-ancestors 'self';"
        " base-uri 'none'; form-action 'none'"
    )
    camera = f'(self "{origin}")' if "camera" in consent.fields else "()"
    return [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", policy.encode()),
        (b"permissions-policy", f"camera={camera}, microphone=(), geolocation=()".encode()),
    ]
