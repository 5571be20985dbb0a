"""The guarded client: what it refuses, that it connects to what it checked, its limits, and its ledger."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from veche.ground import connecting
from veche.ground.addresses import Policy
from veche.ground.db import Database
from veche.ground.errors import Refused, Unavailable
from veche.ground.outgoing import Limits, Outgoing

LOCAL = ("127.0.0.0/8",)


class Site:
    """A tiny HTTP server on this machine that answers what it is told and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
        self.asked: list[bytes] = []
        self.hang = False

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        if not self.hang:
            writer.write(self.answer)
            await writer.drain()
            writer.close()

    def redirect(self, to: str) -> None:
        self.answer = b"HTTP/1.1 302 Found\r\nlocation: %b\r\ncontent-length: 0\r\n\r\n" % to.encode()

    async def stop(self) -> None:
        self._server.close()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    started = Site()
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
async def make(database: Database) -> AsyncIterator[Callable[..., Outgoing]]:
    made: list[Outgoing] = []

    def build(**options) -> Outgoing:
        made.append(Outgoing(database, **{"sealed": False, **options}))
        return made[-1]

    yield build
    for client in made:
        await client.close()


def answers(*rounds: list[str]):
    """A name service that gives these answers, one after the other, and counts."""
    left = list(rounds)

    async def resolve(host: str, port: int) -> list[str]:
        resolve.asked += 1  # type: ignore[attr-defined]
        return left.pop(0) if len(left) > 1 else left[0]

    resolve.asked = 0  # type: ignore[attr-defined]
    return resolve


async def reason_of(client: Outgoing, url: str) -> str:
    with pytest.raises(Refused) as caught:
        await client.request("GET", url, purpose="test")
    assert caught.value.code == "outgoing_refused"
    return str(caught.value.details["reason"])


async def test_an_allowed_request_gets_its_answer_and_a_row(site: Site, make, database: Database):
    reply = await make(allow=LOCAL).request(
        "POST", f"http://127.0.0.1:{site.port}/x?y=1", purpose="hook", content=b"abc"
    )
    assert (reply.status, reply.body) == (200, b"ok")
    assert site.asked[0].startswith(b"POST /x?y=1 HTTP/1.1\r\n")
    row = await database.fetchrow("SELECT * FROM ground_outgoing")
    assert row is not None
    assert (row["purpose"], row["scheme"], row["host"], row["port"]) == ("hook", "http", "127.0.0.1", site.port)
    assert (row["address"], row["allowed"], row["status"]) == ("127.0.0.1", True, 200)
    assert (row["bytes_sent"], row["bytes_received"]) == (3, 2)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "2130706433",
        "0x7f.1",
        "127.1",
    ],
)
async def test_addresses_that_are_not_public_are_refused_and_on_record(make, database: Database, host: str):
    assert await reason_of(make(), f"http://{host}:1/") == "not a public address"
    row = await database.fetchrow("SELECT allowed, reason FROM ground_outgoing")
    assert row is not None
    assert (row["allowed"], row["reason"]) == (False, "not a public address")


async def test_a_name_that_points_inside_is_refused(site: Site, make):
    client = make(resolve=answers(["127.0.0.1"]))
    assert await reason_of(client, f"http://innocent.example:{site.port}/") == "not a public address"
    assert site.asked == []


async def test_one_inside_address_among_public_ones_forbids_the_name(make):
    client = make(resolve=answers(["93.184.216.34", "10.0.0.1"]))
    assert await reason_of(client, "http://mixed.example/") == "not a public address"


async def test_the_connection_goes_to_the_address_that_was_checked(site: Site, make):
    """A second look at the name service, as between check and connection elsewhere, would get another answer."""
    resolve = answers(["127.0.0.1"], ["127.0.0.99"])
    reply = await make(allow=("127.0.0.1/32",), resolve=resolve).request(
        "GET", f"http://rebinding.example:{site.port}/", purpose="test"
    )
    assert reply.status == 200
    assert resolve.asked == 1
    assert b"host: rebinding.example" in site.asked[0].lower()


async def test_a_redirect_inside_is_refused(site: Site, make, database: Database):
    site.redirect("http://10.0.0.1/secret")
    assert await reason_of(make(allow=LOCAL), f"http://127.0.0.1:{site.port}/") == "not a public address"
    rows = await database.fetch("SELECT host, allowed, status FROM ground_outgoing ORDER BY id")
    assert [(row["host"], row["allowed"], row["status"]) for row in rows] == [
        ("127.0.0.1", True, 302),
        ("10.0.0.1", False, None),
    ]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "http://user:secret@a.example/"])
async def test_a_redirect_to_something_else_is_refused(site: Site, make, target: str):
    site.redirect(target)
    with pytest.raises((Refused, Unavailable)):
        await make(allow=LOCAL).request("GET", f"http://127.0.0.1:{site.port}/", purpose="test")
    assert len(site.asked) == 1


async def test_a_redirect_elsewhere_takes_no_credentials_along(site: Site, make):
    other = Site()
    await other.start()
    site.redirect(f"http://127.0.0.2:{other.port}/")
    other._server.close()
    other._server = await asyncio.start_server(other._serve, "127.0.0.2", other.port)
    url, headers = f"http://127.0.0.1:{site.port}/", {"authorization": "Bearer secret"}
    reply = await make(allow=LOCAL).request("GET", url, purpose="test", headers=headers)
    await other.stop()
    assert reply.status == 200
    assert b"secret" in site.asked[0]
    assert b"secret" not in other.asked[0]


async def test_redirects_in_a_circle_end(site: Site, make):
    site.redirect("/again")
    with pytest.raises(Unavailable) as caught:
        await make(allow=LOCAL).request("GET", f"http://127.0.0.1:{site.port}/", purpose="test")
    assert caught.value.details["reason"] == "too many redirects"


async def test_sealed_refuses_what_is_not_listed_before_asking_the_name_service(make):
    resolve = answers(["93.184.216.34"])
    client = make(sealed=True, allow=("push.example",), resolve=resolve)
    assert await reason_of(client, "http://other.example/") == "sealed"
    assert await reason_of(client, "http://93.184.216.34/") == "sealed"
    assert resolve.asked == 0


@pytest.mark.parametrize(
    ("allow", "host", "port", "refused"),
    [
        ("push.example", "push.example", 443, None),
        ("push.example", "PUSH.example.", 443, None),
        ("push.example", "evil-push.example", 443, "sealed"),
        ("push.example:443", "push.example", 443, None),
        ("push.example:443", "push.example", 80, "sealed"),
        ("*.example", "a.b.example", 443, None),
        ("*.example", "example", 443, "sealed"),
        ("*.example", "badexample", 443, "sealed"),
    ],
)
def test_the_list_of_sealed_mode(allow: str, host: str, port: int, refused: str | None):
    policy = Policy(sealed=True, allow=[allow])
    assert policy.refuses_name(host, port) == refused
    assert policy.refuses_address(host, port, "93.184.216.34") == refused


def test_a_listed_name_may_still_not_point_inside():
    policy = Policy(sealed=True, allow=["push.example", "10.1.0.0/16"])
    assert policy.refuses_address("push.example", 443, "127.0.0.1") == "not a public address"
    assert policy.refuses_address("push.example", 443, "10.1.5.5") is None


async def test_a_large_answer_is_cut_off(site: Site, make):
    site.answer = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000
    with pytest.raises(Unavailable) as caught:
        await make(allow=LOCAL).request(
            "GET", f"http://127.0.0.1:{site.port}/", purpose="test", limits=Limits(body=1000)
        )
    assert caught.value.details["reason"] == "more than 1000 bytes"


async def test_a_silent_server_is_given_up(site: Site, make, database: Database):
    site.hang = True
    with pytest.raises(Unavailable) as caught:
        await make(allow=LOCAL).request(
            "GET", f"http://127.0.0.1:{site.port}/", purpose="test", limits=Limits(seconds=0.2)
        )
    assert caught.value.details["reason"] == "timeout"
    assert await database.fetchval("SELECT count(*) FROM ground_outgoing WHERE allowed AND status IS NULL") == 1


async def test_nobody_there_and_unknown_names_are_said(site: Site, make):
    await site.stop()
    with pytest.raises(Unavailable):
        await make(allow=LOCAL).request("GET", f"http://127.0.0.1:{site.port}/", purpose="test")

    async def unknown(_host: str, _port: int) -> list[str]:
        raise OSError

    assert await reason_of(make(resolve=unknown), "http://nowhere.example/") == "unknown host"


async def test_a_proxy_of_the_environment_is_not_used(site: Site, make, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    reply = await make(allow=LOCAL).request("GET", f"http://127.0.0.1:{site.port}/", purpose="test")
    assert reply.status == 200


def test_there_is_no_other_way_out(root: Path):
    """Nothing else in the server imports a client for HTTP."""
    clients = re.compile(
        r"^\s*(?:import|from)\s+(httpx|httpcore|requests|aiohttp|urllib3|urllib\.request|http\.client)\b", re.MULTILINE
    )
    users = {path.name for path in (root / "veche").rglob("*.py") if clients.search(path.read_text(encoding="utf-8"))}
    # The stand's example is a program of its author's, read by people and run beside the server: nothing imports it.
    assert users == {"outgoing.py", "connecting.py", "echo_bot.py"}
    # Others take the ledger alone from there: letters and directories of staff go out by protocols of their own.
    for module, importers in (("echo_bot", set()), ("connecting", {"outgoing.py"})):
        imports = re.compile(rf"^\s*(?:import|from)\s.*\b{module}\b(?! import Ledger$)", re.MULTILINE)
        found = {path.name for path in (root / "veche").rglob("*.py") if imports.search(path.read_text("utf-8"))}
        assert found == importers, module


class Keeping:
    """A server that answers one request after the other on a connection, as long as `keeps`."""

    def __init__(self) -> None:
        self.asked = 0
        self.writers: list[asyncio.StreamWriter] = []
        self.keeps = True

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        while True:
            try:
                await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            if not self.keeps and len(self.writers) == 1:
                writer.close()  # as a server does whose patience ended while the request was on its way
                return
            self.asked += 1
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")

    async def stop(self) -> None:
        self._server.close()
        for writer in self.writers:
            writer.close()


@pytest.fixture
async def keeping() -> AsyncIterator[Keeping]:
    started = Keeping()
    await started.start()
    yield started
    await started.stop()


async def test_a_kept_connection_is_checked_once_and_is_one_row(keeping: Keeping, make, database: Database):
    resolve = answers(["127.0.0.1"], ["10.0.0.7"])
    client = make(allow=LOCAL, keep=30.0, resolve=resolve)
    url = f"http://hook.example:{keeping.port}/"
    for _ in range(3):
        assert (await client.request("POST", url, purpose="hook", content=b"abc")).status == 200
    assert (len(keeping.writers), resolve.asked) == (1, 1)
    await client.close()
    row = await database.fetchrow("SELECT count(*) OVER (), status, bytes_sent, bytes_received FROM ground_outgoing")
    assert row is not None
    assert (row["count"], row["status"]) == (1, 200)
    assert row["bytes_sent"] > 3 * 50
    assert row["bytes_received"] == 3 * len(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")


async def test_another_connection_is_checked_anew(keeping: Keeping, make, monkeypatch: pytest.MonkeyPatch):
    """A name that points inside by now: the connection that was checked serves until it is too old."""
    client = make(allow=LOCAL, keep=30.0, resolve=answers(["127.0.0.1"], ["10.0.0.7"]))
    url = f"http://hook.example:{keeping.port}/"
    monkeypatch.setattr(connecting, "LONGEST", 0.0)
    await client.request("GET", url, purpose="hook")
    assert await reason_of(client, url) == "not a public address"
    assert keeping.asked == 1


async def test_what_a_kept_connection_lost_goes_over_another_one(keeping: Keeping, make):
    client = make(allow=LOCAL, keep=30.0)
    url = f"http://127.0.0.1:{keeping.port}/"
    await client.request("GET", url, purpose="hook")
    keeping.keeps = False
    assert (await client.request("POST", url, purpose="hook", content=b"abc")).status == 200
    assert (keeping.asked, len(keeping.writers)) == (2, 2)
