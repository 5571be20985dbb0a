"""Mini apps for stories: pages on `localhost`, which is another host than the one that Veche answers on here."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from tests.support.cli import veche
from tests.support.process import Town
from tools.veche_client import Account

Json = dict[str, Any]


class Made(NamedTuple):
    """A bot that the command line made."""

    token: str
    id: int
    username: str


@contextmanager
def pages_at(files: dict[str, str | bytes]) -> Iterator[str]:
    """These files on a port of their own, by path; the address without a slash at its end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            body = files.get(path)
            data = body.encode() if isinstance(body, str) else body
            self.send_response(200 if data is not None else 404)
            kind = "text/javascript" if path.endswith(".js") else "text/css" if path.endswith(".css") else "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


async def make_bot(town: Town, name: str, owner: Account) -> Made:
    """A bot by the command line."""
    data: Path = town.process.data
    done = await asyncio.to_thread(veche, "bot", "add", name, "--owner", owner.login, "--data", str(data))
    assert done.code == 0, done.err
    token = done.out.strip()
    async with httpx.AsyncClient() as http:
        me = await http.get(f"{town.address}/bot-api/me", headers={"Authorization": token})
    return Made(token, me.json()["user_id"], me.json()["username"])


async def publish(town: Town, author: Account, bot: int, **app: Any) -> Json:
    """The app of a bot, approved by the administrator."""
    async with town.http(author) as http:
        card: Json = (await http.call("set_app", bot=bot, **app))["app"]
        await http.call("submit_app", bot=bot)
    async with town.http(town.administrator) as http:
        await http.call("review_app", bot=bot, edition=card["edition"], verdict="approved")
    return card
