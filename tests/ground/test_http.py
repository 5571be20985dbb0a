"""The HTTP edge, with commands of its own and no database: who is let through, what every answer carries, files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec import Struct

from tests.support.live import Live
from veche.ground.commands import Asker, Command, Done, OpenCommand, Visitor
from veche.ground.errors import Conflict, SignedOut, TooMany
from veche.ground.http import ClientFiles, HttpApp, HttpParts
from veche.ground.i18n import Texts
from veche.ground.ids import DeviceId, PersonId
from veche.ground.serve import Serving, listen
from veche.ground.socket import Gateway

SCRIPT = b"console.log('veche');" * 100
PAGE = b"<!doctype html><title>Veche</title>" + b" " * 600


class Say(Struct, forbid_unknown_fields=True):
    text: str = ""
    number: int = 0


class Said(Struct):
    text: str


class Stand:
    """The application behind a real port."""

    def __init__(self, folder: Path, *, public_url: str = "", metrics_from: frozenset[str] | None = None) -> None:
        self.visitors: list[Visitor] = []
        self.ready = True
        more: dict[str, Any] = {} if metrics_from is None else {"metrics_from": metrics_from}
        parts = HttpParts(
            commands=[
                _command("say", self._say),
                _command("sign_out", self._done),
                _command("fight", self._fight),
                _command("hurry", self._hurry),
                _command("break", self._break),
                _open_command("sign_in", self._sign_in),
            ],
            authenticate=self._authenticate,
            texts=Texts(),
            client=ClientFiles(folder),
            ready=self._ready,
            metrics=lambda: b"veche_info 1\n",
            version="1.2.3",
            public_url=public_url,
            **more,
        )
        self._listening = listen("127.0.0.1", 0)
        self.port: int = self._listening.getsockname()[1]
        self._serving = Serving(HttpApp(parts), accept=Gateway().accept)
        self.http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=10)

    async def start(self) -> None:
        await self._serving.start(self._listening)

    async def stop(self) -> None:
        await self.http.aclose()
        await self._serving.stop()

    async def post(self, command: str, *, token: str = "good", **headers: str) -> httpx.Response:
        signed = {"Authorization": f"Bearer {token}", **headers} if token else headers
        return await self.http.post(f"/api/{command}", json={"text": "а"}, headers=signed)

    async def _authenticate(self, token: str, _address: str = "") -> Asker:
        if token not in ("good", "english", "token-of-a-session"):
            raise SignedOut("signed_out")
        person = PersonId(2 if token == "token-of-a-session" else 1)
        return Asker(person, DeviceId(1), locale="en" if token == "english" else "ru")

    async def _ready(self) -> bool:
        return self.ready

    async def _say(self, asker: Asker, request: Say) -> Said:
        return Said(request.text)

    async def _done(self, asker: Asker, request: Say) -> Done:
        return Done()

    async def _fight(self, asker: Asker, request: Say) -> Done:
        raise Conflict("last_owner")

    async def _hurry(self, asker: Asker, request: Say) -> Done:
        raise TooMany("too_many_requests", retry_after=90)

    async def _break(self, asker: Asker, request: Say) -> Done:
        raise LookupError("secret detail of a defect")

    async def _sign_in(self, visitor: Visitor, request: Say) -> tuple[Said, str | None]:
        self.visitors.append(visitor)
        return Said("да"), "token-of-a-session"


def _command(name: str, run: Any) -> Command[Any, Any]:
    answer = Said("")
    return Command(
        name=name, summary="", tag="", request=Say, answer=Said, run=run, example=Say(), answer_example=answer
    )


def _open_command(name: str, run: Any) -> OpenCommand[Any, Any]:
    answer = Said("")
    return OpenCommand(
        name=name, summary="", tag="", request=Say, answer=Said, run=run, example=Say(), answer_example=answer
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "client" / "assets").mkdir(parents=True)
    (tmp_path / "client" / "bridge").mkdir()
    (tmp_path / "client" / "bridge" / "max-web-app.js").write_bytes(SCRIPT)
    (tmp_path / "client" / "index.html").write_bytes(PAGE)
    (tmp_path / "client" / "sw.js").write_bytes(b"self.skipWaiting()")
    (tmp_path / "client" / "assets" / "app-1a2b3c.js").write_bytes(SCRIPT)
    (tmp_path / "client" / "assets" / "font-1a2b3c.woff2").write_bytes(b"wOF2" * 300)
    (tmp_path / "client" / "manifest.webmanifest").write_bytes(b"{}")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return tmp_path / "client"


@pytest.fixture
async def stand(folder: Path) -> AsyncIterator[Stand]:
    made = Stand(folder)
    await made.start()
    yield made
    await made.stop()


def code(response: httpx.Response) -> str:
    return str(response.json()["error"]["code"])


async def test_a_command_is_a_post_of_json(stand: Stand) -> None:
    response = await stand.post("say")
    assert (response.status_code, response.json()) == (200, {"text": "а"})
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b'{"text":"a"}', "text/plain", "wrong_content_type"),
        (b"text=a", "application/x-www-form-urlencoded", "wrong_content_type"),
        (b'{"text":"a"}', "", "wrong_content_type"),
        (b'{"text":"a"}', "Application/JSON; charset=utf-8", ""),
        (b"", "application/json", "bad_json"),
        (b"{", "application/json", "bad_json"),
        (b'{"text":"\xff"}', "application/json", "bad_json"),
        (b'{"text":"\\ud800"}', "application/json", "bad_json"),
        (b"[" * 100_000, "application/json", "bad_fields"),
        (b'{"text":' + b"[" * 100_000, "application/json", "bad_fields"),
        (b"[]", "application/json", "bad_fields"),
        (b'{"text":7}', "application/json", "bad_fields"),
        (b'{"number":1e400}', "application/json", "bad_fields"),
        (b'{"text":"a","more":1}', "application/json", "bad_fields"),
    ],
    ids=lambda value: repr(value)[:40],
)
async def test_bodies(stand: Stand, body: bytes, content_type: str, expected: str) -> None:
    headers = {"Authorization": "Bearer good"} | ({"Content-Type": content_type} if content_type else {})
    response = await stand.http.post("/api/say", content=body, headers=headers)
    assert (response.status_code, code(response) if expected else "") == (422 if expected else 200, expected)


async def test_a_large_body_is_refused_before_it_is_read(stand: Stand) -> None:
    headers = {"Authorization": "Bearer good", "Content-Type": "application/json"}
    fits = b'{"text":"' + b"x" * (256 * 1024 - 11) + b'"}'
    assert (await stand.http.post("/api/say", content=fits, headers=headers)).status_code == 200
    response = await stand.http.post("/api/say", content=fits + b" ", headers=headers)
    assert (response.status_code, code(response)) == (413, "body_too_large")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 8192

    response = await stand.http.post("/api/say", content=endless(), headers=headers)
    assert (response.status_code, code(response)) == (413, "body_too_large")
    # Only the head comes, with a length nobody wants to wait for.
    reader, writer = await asyncio.open_connection("127.0.0.1", stand.port)
    head = "POST /api/say HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: 10000000000\r\n\r\n".encode())
    assert b" 413 " in await asyncio.wait_for(reader.readline(), 10)
    writer.close()


async def test_methods_and_paths(stand: Stand) -> None:
    for method in ("GET", "PUT", "DELETE", "OPTIONS", "PATCH"):
        response = await stand.http.request(method, "/api/say")
        assert (response.status_code, response.headers["allow"], code(response)) == (405, "POST", "wrong_method")
    for path in ("/healthz", "/api/openapi.json", "/", "/chat/7"):
        response = await stand.http.post(path, json={})
        assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD"), path
    for path in ("/api/", "/api/fly", "/api/say/", "/api/say/../say2", "/API/say.json", "/api/%73ay2"):
        response = await stand.http.post(path, json={}) if path.startswith("/api") else await stand.http.get(path)
        assert (response.status_code, code(response)) == (404, "unknown_path"), path
    head = await stand.http.head("/", headers={"Accept-Encoding": "identity"})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(PAGE)))


async def test_every_answer_carries_the_safe_headers(stand: Stand) -> None:
    for path in ("/", "/healthz", "/api/openapi.json", "/api/fly", "/assets/app-1a2b3c.js", "/assets/none.js"):
        headers = (await stand.http.get(path)).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'self'"
        assert "script-src" not in policy  # as the default: no inline script, nobody else's
        assert "unsafe" not in headers["content-security-policy"]
        assert (policy["object-src"], policy["base-uri"], policy["frame-ancestors"]) == ("'none'",) * 3
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers


# -- who asks


async def test_who_is_not_signed_in(stand: Stand) -> None:
    for headers in ({}, {"Authorization": "Bearer bad"}, {"Authorization": "Basic good"}, {"Cookie": "veche_session="}):
        response = await stand.post("say", token="", **headers)
        assert (response.status_code, code(response)) == (401, "signed_out")
        assert response.headers["www-authenticate"] == "Bearer"


async def test_a_cookie_counts_on_pages_of_our_own_only(stand: Stand) -> None:
    cookie = {"Cookie": "a=b; veche_session=good"}
    assert (await stand.post("say", token="", **cookie)).status_code == 200
    own = f"http://127.0.0.1:{stand.port}"
    assert (await stand.post("say", token="", Origin=own, **cookie)).status_code == 200
    for foreign in ("https://evil.example", "null", own + ".evil.example", "http://127.0.0.1", "evil://127.0.0.1:1"):
        response = await stand.post("say", token="", Origin=foreign, **cookie)
        assert (response.status_code, code(response)) == (403, "foreign_origin"), foreign
        # Nor may a foreign page sign a visitor in as somebody else.
        assert (await stand.post("sign_in", token="", Origin=foreign)).status_code == 403
        # A token in the head is not sent by a browser on its own.
        assert (await stand.post("say", Origin=foreign)).status_code == 200
    assert not stand.visitors


async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(stand: Stand, folder: Path) -> None:
    response = await stand.post("sign_in", token="")
    value, *flags = response.headers["set-cookie"].split("; ")
    assert value == "veche_session_2=token-of-a-session"
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(flags)
    assert "Secure" not in flags
    assert any(flag.startswith("Max-Age=") and int(flag[8:]) > 86_400 for flag in flags)
    gone = (await stand.post("sign_out")).headers["set-cookie"].split("; ")
    assert {"veche_session_1=", "Max-Age=0", "HttpOnly", "SameSite=Strict"} <= set(gone)
    assert "set-cookie" not in (await stand.post("say")).headers
    proxied = await stand.post("sign_in", token="", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.9"})
    assert "Secure" in proxied.headers["set-cookie"].split("; ")
    assert stand.visitors[-1].address == "192.0.2.9"
    public = Stand(folder, public_url="https://veche.example")
    await public.start()
    try:
        assert "Secure" in (await public.post("sign_in", token="")).headers["set-cookie"].split("; ")
        behind = await public.post("say", token="", Origin="https://veche.example", Cookie="veche_session=good")
        assert behind.status_code == 200  # a proxy that rewrites Host
    finally:
        await public.stop()


async def test_errors_speak_the_language_of_the_reader(stand: Stand) -> None:
    russian, english = Texts().say("signed_out", locale="ru"), Texts().say("signed_out", locale="en")
    for accept, text in [
        ("en-GB,en;q=0.9", english),
        ("ru", russian),
        ("", russian),
        ("de,en;q=0.5", english),
        ("*;;q=x", russian),
    ]:
        response = await stand.post("say", token="", **{"Accept-Language": accept})
        assert response.json()["error"]["text"] == text, accept
    # Who is signed in has chosen a language.
    last_owner = {locale: Texts().say("last_owner", locale=locale) for locale in ("ru", "en")}
    for token, locale in (("good", "ru"), ("english", "en")):
        response = await stand.post("fight", token=token, **{"Accept-Language": "ru"})
        assert (response.status_code, response.json()["error"]["text"]) == (409, last_owner[locale])


async def test_waiting_times_and_defects(stand: Stand) -> None:
    response = await stand.post("hurry")
    assert (response.status_code, response.headers["retry-after"]) == (429, "90")
    assert response.json()["error"]["retry_after"] == 90
    response = await stand.post("break")
    assert (response.status_code, code(response)) == (500, "broken")
    assert "secret" not in response.text
    assert response.json()["error"]["details"]["number"] in response.json()["error"]["text"]


# -- pages of the machine room


async def test_health_and_metrics(stand: Stand, folder: Path) -> None:
    assert (await stand.http.get("/healthz")).json() == {"ok": True}
    assert (await stand.http.get("/readyz")).json() == {"ready": True}
    stand.ready = False
    response = await stand.http.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False})
    response = await stand.http.get("/metrics")
    assert (response.status_code, response.text) == (200, "veche_info 1\n")
    # Figures are for the machine itself: who comes through the proxy is somebody else.
    response = await stand.http.get("/metrics", headers={"X-Forwarded-For": "192.0.2.9"})
    assert (response.status_code, code(response)) == (404, "unknown_path")
    elsewhere = Stand(folder, metrics_from=frozenset({"192.0.2.9"}))
    await elsewhere.start()
    try:
        assert (await elsewhere.http.get("/metrics")).status_code == 404
        assert (await elsewhere.http.get("/metrics", headers={"X-Forwarded-For": "192.0.2.9"})).status_code == 200
    finally:
        await elsewhere.stop()


# -- files of the client


async def test_files_are_cached_by_their_names(stand: Stand) -> None:
    script = await stand.http.get("/assets/app-1a2b3c.js")
    assert (script.content, script.headers["content-encoding"]) == (SCRIPT, "gzip")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["vary"] == "accept-encoding"
    assert "javascript" in script.headers["content-type"]
    plain = await stand.http.get("/assets/app-1a2b3c.js", headers={"Accept-Encoding": "identity"})
    assert (plain.content, "content-encoding" in plain.headers) == (SCRIPT, False)
    font = await stand.http.get("/assets/font-1a2b3c.woff2")
    assert (font.headers["content-type"], "content-encoding" in font.headers) == ("font/woff2", False)
    for path in ("/", "/index.html", "/sw.js", "/manifest.webmanifest"):
        assert (await stand.http.get(path)).headers["cache-control"] == "no-cache", path


async def test_what_mini_apps_load_from_us_opens_on_their_pages(stand: Stand) -> None:
    bridge = await stand.http.get("/bridge/max-web-app.js")
    assert bridge.headers.get_list("cross-origin-resource-policy") == ["cross-origin"]
    assert (bridge.headers["access-control-allow-origin"], bridge.headers["cache-control"]) == ("*", "no-cache")
    for path in ("/", "/assets/app-1a2b3c.js"):
        headers = (await stand.http.get(path)).headers
        assert headers.get_list("cross-origin-resource-policy") == ["same-origin"], path
        assert "access-control-allow-origin" not in headers


async def test_unknown_paths_are_the_page_and_missing_files_are_not(stand: Stand) -> None:
    for path in ("/", "/chat/180388626433", "/invite", "/join/abc", "/настройки"):
        response = await stand.http.get(path)
        assert (response.status_code, response.content) == (200, PAGE), path
        assert response.headers["content-type"] == "text/html; charset=utf-8"
    for path in ("/assets/gone.js", "/favicon.png", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"):
        response = await stand.http.get(path)
        assert response.status_code == 404, path
        assert b"secret" not in response.content
    # What no client library would send.
    reader, writer = await asyncio.open_connection("127.0.0.1", stand.port)
    writer.write(b"GET /../secret.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b"secret" not in (await asyncio.wait_for(reader.read(), 10)).split(b"\r\n\r\n", 1)[1]
    writer.close()


async def test_without_a_built_client_the_page_says_what_to_do(tmp_path: Path) -> None:
    bare = Stand(tmp_path / "nothing")
    await bare.start()
    try:
        response = await bare.http.get("/")
        assert (response.status_code, "./dev build" in response.text) == (503, True)
        assert (await bare.post("say")).status_code == 200
    finally:
        await bare.stop()


# -- both transports


async def test_every_command_is_there_over_http_and_on_the_socket(live: Live) -> None:
    document = (await live.http.get("/api/openapi.json")).json()
    over_http = {path.removeprefix("/api/") for path in document["paths"]}
    anna = await live.person()
    async with anna.socket() as socket:
        answers = {name: await socket.ask_raw(name, no_such_field=1) for name in sorted(over_http)}
    codes = {name: answer["error"]["code"] for name, answer in answers.items()}
    not_on_the_socket = {name for name, one in codes.items() if one != "bad_fields"}
    # Whoever is on a socket is signed in: what makes a session or needs none is there over HTTP only.
    described = {path.removeprefix("/api/"): one["post"] for path, one in document["paths"].items()}
    open_to_anybody = {name for name, operation in described.items() if "security" not in operation}
    assert not_on_the_socket == open_to_anybody
    assert {"sign_in", "accept_invitation", "view_invitation"} <= open_to_anybody
    for name in sorted(over_http - not_on_the_socket):
        assert (await anna.post(name, no_such_field=1)).json()["error"]["code"] == "bad_fields", name
