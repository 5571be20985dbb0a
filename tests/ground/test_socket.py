"""The socket itself, without a database: bad frames, slow readers, back-pressure, hello, silence."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator

import pytest
import websockets

from tests.ground.stand import TOPIC, Raw, Stand, closed, hear, origin_of, until
from veche.ground.commands import Asker
from veche.ground.socket import Connection, SocketLimits, text_frame


@pytest.fixture
async def stand(request: pytest.FixtureRequest) -> AsyncIterator[Stand]:
    made = Stand(getattr(request, "param", SocketLimits()))
    await made.start()
    yield made
    await made.stop()


@pytest.mark.parametrize(
    ("frame", "number", "code"),
    [
        ("", 0, "bad_json"),
        ("{", 0, "bad_json"),
        ('{"id":1,"cmd":"say","text":"\\ud800"}', 0, "bad_json"),
        ('{"id":1,"cmd":"say","text":"a","x":' + "[" * 50_000, 0, "bad_json"),
        ("[" * 200_000, 0, "bad_fields"),
        ("[]", 0, "bad_fields"),
        ("null", 0, "bad_fields"),
        ("1", 0, "bad_fields"),
        ('{"cmd":"say","text":"a"}', 0, "bad_fields"),
        ('{"id":"1","cmd":"say","text":"a"}', 0, "bad_fields"),
        ('{"id":-1,"cmd":"say","text":"a"}', 0, "bad_fields"),
        ('{"id":9007199254740992,"cmd":"say","text":"a"}', 0, "bad_fields"),
        ('{"id":1e400,"cmd":"say","text":"a"}', 0, "bad_fields"),
        ('{"id":1,"cmd":7}', 0, "bad_fields"),
        ('{"id":5,"cmd":"fly"}', 5, "unknown_command"),
        ('{"id":5,"cmd":"' + "f" * 1000 + '"}', 5, "unknown_command"),
        ('{"id":5,"cmd":"by_http","text":"a"}', 5, "http_only"),
        ('{"id":5,"cmd":"say"}', 5, "bad_fields"),
        ('{"id":5,"cmd":"say","text":7}', 5, "bad_fields"),
        ('{"id":5,"cmd":"say","text":"a","number":"7"}', 5, "bad_fields"),
        ('{"id":5,"cmd":"say","text":"a","more":1}', 5, "bad_fields"),
        ('{"id":5,"cmd":"break","text":"a"}', 5, "broken"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_a_bad_frame_is_answered_and_the_socket_lives_on(
    stand: Stand, frame: str, number: int, code: str
) -> None:
    async with stand.client() as client:
        await client.send(frame)
        answer = await hear(client)
        assert (answer["re"], answer["error"]["code"]) == (number, code)
        assert 0 < len(answer["error"]["text"]) < 400
        await client.send('{"id":6,"cmd":"say","text":"ещё здесь"}')
        assert await hear(client) == {"re": 6, "ok": {"text": "ещё здесь"}}


async def test_broken_utf8_is_bad_json(stand: Stand) -> None:
    raw = await Raw.open(stand.port)
    raw.send_frame(0x81, b'{"id":1,"cmd":"say","text":"\xff\xfe"}')
    assert (await raw.message())["error"]["code"] == "bad_json"
    await raw.close()


@pytest.mark.parametrize("size", [10_000_000, 256 * 1024 + 1])
async def test_a_huge_frame_closes_its_socket_and_no_other(stand: Stand, size: int) -> None:
    async with stand.client("good-2") as other:
        raw = await Raw.open(stand.port)
        raw.send_frame(0x81, b"x" * size)
        assert await raw.closing() == 1009
        await raw.close()
        await other.send('{"id":6,"cmd":"say","text":"а"}')
        assert (await hear(other))["re"] == 6
        await until(lambda: len(stand.gateway.connections) == 1)


async def test_the_largest_frame_is_read(stand: Stand) -> None:
    async with stand.client() as client:
        text = "я" * 100_000
        await client.send(json.dumps({"id": 6, "cmd": "say", "text": text}, ensure_ascii=False))
        assert await hear(client) == {"re": 6, "ok": {"text": text}}


async def test_binary_and_fragmented_frames_are_refused(stand: Stand) -> None:
    for frame in (b"\x00", ["half", "and half"]):
        async with stand.client() as client:
            await client.send(frame)
            assert await closed(client) == 1003


async def test_a_frame_of_no_known_kind_is_a_protocol_error(stand: Stand) -> None:
    raw = await Raw.open(stand.port)
    raw.send_frame(0x83, b"{}")
    assert await raw.closing() == 1002
    await raw.close()


async def test_a_close_is_answered_and_leaves_nothing_behind(stand: Stand) -> None:
    async with stand.client() as client:
        await client.close()
        assert client.close_code == 1000
    await until(lambda: not stand.gateway.connections and not stand.gateway.topics)


# -- who may open a socket


async def test_a_bad_token_is_told_and_closed(stand: Stand) -> None:
    for headers in ({"Authorization": "Bearer bad"}, {"Cookie": "veche_session=bad"}, {"Origin": origin_of(stand)}):
        async with stand.plain(**headers) as client:
            assert await hear(client) == {"ev": "signed_out", "reason": "signed_out"}
            assert await closed(client) == 1008


async def test_a_cookie_counts_on_pages_of_our_own_only(stand: Stand) -> None:
    cookie = {"Cookie": "a=b; veche_session=good-1; c=d"}
    for origin in ({}, {"Origin": origin_of(stand)}):
        async with stand.plain(**cookie, **origin) as client:
            assert await hear(client) == {"ev": "welcome"}
    for foreign in ("https://evil.example", "null", f"http://127.0.0.1:{stand.port}.evil.example", "http://127.0.0.1"):
        with pytest.raises(websockets.InvalidStatus) as refusal:
            async with stand.plain(**cookie, Origin=foreign):
                pass
        assert refusal.value.response.status_code == 403, foreign


async def test_one_of_several_accounts(stand: Stand) -> None:
    cookie = {"Cookie": "veche_session_1=good-1; veche_session_2=good-2", "Origin": origin_of(stand)}
    greetings = {
        "?account=2": "welcome",
        "": "welcome",
        "?account=3": "signed_out",
        "?account=x": "signed_out",
    }
    for query, greeting in greetings.items():
        async with stand.plain(query, **cookie) as client:
            assert (await hear(client))["ev"] == greeting, query
    async with stand.plain("?account=1", Cookie="veche_session_1=good-2") as client:
        assert await hear(client) == {"ev": "signed_out", "reason": "signed_out"}


async def test_a_page_is_answered_in_its_language(stand: Stand) -> None:
    said = {"": "en", "?lang=ru": "ru", "?lang=en": "en", "?lang=xx": "en", "?lang=": "en"}
    for query, language in said.items():
        async with stand.plain(query, Authorization="Bearer good-1") as client:
            assert await hear(client) == {"ev": "welcome"}
            await client.send('{"id":6,"cmd":"nothing"}')
            text = (await hear(client))["error"]["text"]
            assert bool(re.search("[а-я]", text)) is (language == "ru"), (query, text)


async def test_a_database_that_is_away_signs_nobody_out(stand: Stand) -> None:
    async with stand.plain(Authorization="Bearer away-1") as client:
        assert await closed(client) == 1013
        assert client.close_reason == "unavailable"


async def test_other_paths_are_no_sockets(stand: Stand) -> None:
    with pytest.raises(websockets.InvalidStatus):
        async with websockets.connect(f"ws://127.0.0.1:{stand.port}/elsewhere"):
            pass


async def test_hello_is_the_first_frame_of_who_sends_no_header(stand: Stand) -> None:
    async with stand.plain() as client:
        await client.send('{"id":1,"cmd":"hello","token":"good-3"}')
        await client.send('{"id":2,"cmd":"say","text":"а"}')  # waits for the welcome
        assert [await hear(client) for _ in range(3)] == [
            {"re": 1, "ok": {}},
            {"ev": "welcome"},
            {"re": 2, "ok": {"text": "а"}},
        ]


@pytest.mark.parametrize("frame", ['{"id":1,"cmd":"hello","token":"bad"}', '{"id":1,"cmd":"say","text":"а"}', "{"])
async def test_a_bad_hello_is_told_and_closed(stand: Stand, frame: str) -> None:
    async with stand.plain() as client:
        await client.send(frame)
        assert await hear(client) == {"ev": "signed_out", "reason": "signed_out"}
        assert await closed(client) == 1008


@pytest.mark.parametrize("stand", [SocketLimits(hello=0.05)], indirect=True)
async def test_who_never_says_hello_is_closed(stand: Stand) -> None:
    async with stand.plain() as client:
        assert await hear(client) == {"ev": "signed_out", "reason": "signed_out"}
        assert await closed(client) == 1008


async def test_who_is_signed_out_while_his_socket_opens_does_not_stay(stand: Stand) -> None:
    async with stand.plain(Authorization="Bearer slow-4") as client:
        await client.send('{"id":2,"cmd":"say","text":"а"}')
        await until(lambda: stand.gateway.connections)
        opening = stand._open

        async def revoke_meanwhile(connection: Connection, asker: Asker) -> None:
            await opening(connection, asker)
            stand.revoked.add("slow-4")

        stand.gateway._open = revoke_meanwhile
        stand.let_in.set()
        assert await hear(client) == {"ev": "welcome"}
        assert await hear(client) == {"ev": "signed_out", "reason": "signed_out"}
        assert await closed(client) == 1008


async def test_frames_before_the_welcome_wait_and_are_bounded(stand: Stand) -> None:
    async with stand.plain(Authorization="Bearer slow-4") as client:
        for number in range(stand.gateway.limits.waiting_frames + 1):
            await client.send(f'{{"id":{number},"cmd":"say","text":"а"}}')
        assert await closed(client) == 1008
    async with stand.plain(Authorization="Bearer slow-4") as client:
        for number in range(stand.gateway.limits.waiting_frames):
            await client.send(f'{{"id":{number},"cmd":"say","text":"а"}}')
        stand.let_in.set()
        heard = [await hear(client) for _ in range(stand.gateway.limits.waiting_frames + 1)]
        assert sorted(one.get("re", -1) for one in heard) == [-1, *range(stand.gateway.limits.waiting_frames)]


async def test_signing_out_closes_the_sockets_of_these_devices_at_once(stand: Stand) -> None:
    async with stand.client("good-5") as one, stand.client("good-6") as other:
        stand.gateway.sign_out(5, devices=[5])
        assert await hear(one) == {"ev": "signed_out", "reason": "device_revoked"}
        assert await closed(one) == 1008
        stand.gateway.sign_out(6, devices=[5])
        stand.gateway.sign_out(6, except_device=6)
        await other.send('{"id":6,"cmd":"say","text":"а"}')
        assert (await hear(other))["re"] == 6


# -- load

TIGHT = SocketLimits(write_high=64 * 1024, write_hard=512 * 1024, running=8)


@pytest.mark.parametrize("stand", [TIGHT], indirect=True)
async def test_a_slow_reader_is_bounded_then_told_to_resync_and_holds_up_nobody(stand: Stand) -> None:
    raw = await Raw.open(stand.port, token="good-1", buffer=4096)
    slow = stand.opened[0]
    frame = text_frame(b'{"ev":"news","text":"' + b"x" * 4000 + b'"}')
    async with stand.client("good-2") as quick:
        most = 0
        for _ in range(2000):  # 8 MB
            stand.gateway.tell(TOPIC, frame)
            stand.gateway.flush()
            most = max(most, slow.backlog())
            assert (await hear(quick))["ev"] == "news"
        assert (slow.writing_paused, slow.lost) == (True, True)
        assert most <= TIGHT.write_high + len(frame)
        assert slow.out == []
        # It reads on: what was kept comes whole, then one resync, then life as before.
        heard = [await raw.message()]
        while heard[-1]["ev"] == "news":
            heard.append(await raw.message())
        assert heard[-1] == {"ev": "resync"}
        assert len(heard) < 2000
        assert (slow.writing_paused, slow.lost) == (False, False)
        stand.gateway.tell(TOPIC, frame)
        stand.gateway.flush()
        assert (await raw.message())["ev"] == "news"
        raw.send_frame(0x81, b'{"id":6,"cmd":"say","text":"a"}')
        assert (await raw.message())["re"] == 6
    await raw.close()


@pytest.mark.parametrize("stand", [TIGHT], indirect=True)
async def test_who_asks_and_never_reads_is_not_read_from_and_ended_at_the_hard_limit(stand: Stand) -> None:
    raw = await Raw.open(stand.port, token="good-1", buffer=4096)
    slow = stand.opened[0]
    for _ in range(200):  # 10 MB of answers, if we were to take all of it in
        raw.send_frame(0x81, b'{"id":6,"cmd":"say","text":"' + b"x" * 50_000 + b'"}')
    await until(lambda: slow.writing_paused)
    assert slow.paused
    assert slow.backlog() <= TIGHT.write_hard + 60_000
    # Answers that are on their way are never dropped; a reader that lets them pile up is cut off.
    while slow.alive:
        slow.send(text_frame(b"x" * 60_000))
        stand.gateway.flush()
        assert slow.backlog() <= TIGHT.write_hard + 130_000
        await asyncio.sleep(0)
    await until(lambda: not stand.gateway.connections)
    await raw.close()


@pytest.mark.parametrize("stand", [TIGHT], indirect=True)
async def test_too_many_commands_at_once_are_held_back_and_all_answered(stand: Stand) -> None:
    async with stand.client("good-1") as busy, stand.client("good-2") as other:
        for number in range(300):
            await busy.send(f'{{"id":{number},"cmd":"wait","text":"{"x" * 2000}"}}')
        await until(lambda: stand.running >= TIGHT.running)
        await other.send('{"id":1,"cmd":"say","text":"мимо"}')
        assert (await hear(other))["re"] == 1
        connection = stand.opened[0]
        assert connection.paused
        # What had been read with the last command is handled too: some frames of 2 KB, not all 300.
        assert TIGHT.running <= stand.running < 100
        stand.go_on.set()
        answers = [await hear(busy) for _ in range(300)]
        assert sorted(answer["re"] for answer in answers) == list(range(300))
        await until(lambda: not connection.paused)


@pytest.mark.parametrize("stand", [SocketLimits(idle=0.06)], indirect=True)
async def test_a_silent_socket_is_asked_and_then_ended(stand: Stand) -> None:
    raw = await Raw.open(stand.port)
    async with stand.client("good-2") as lively:
        opcode, _ = await raw.frame()
        while opcode != 0x9:
            opcode, _ = await raw.frame()
        await until(lambda: len(stand.gateway.connections) == 1)  # never answered a ping
        await lively.send('{"id":6,"cmd":"say","text":"а"}')  # answers pings by itself
        assert (await hear(lively))["re"] == 6
    await raw.close()


async def test_a_connection_that_cannot_be_written_to_holds_up_nobody(stand: Stand) -> None:
    async with stand.client("good-1") as broken, stand.client("good-2") as other:

        def fails(_frame: bytes) -> None:
            raise OSError("no more")

        first = next(connection for connection in stand.opened if connection.asker and connection.asker.person == 1)
        first._write = fails
        for _ in range(2):
            stand.gateway.tell(TOPIC, text_frame(b'{"ev":"news"}'))
            stand.gateway.flush()
            assert await hear(other) == {"ev": "news"}
        await broken.wait_closed()
        assert [connection.asker.person for connection in stand.gateway.connections if connection.asker] == [2]


async def test_one_frame_serves_every_receiver(stand: Stand) -> None:
    frame = text_frame(b'{"ev":"news"}')
    async with stand.client("good-1") as one, stand.client("good-2") as other:
        stand.gateway.tell_many({TOPIC: [frame, frame], 5: [frame]})
        assert [connection.out for connection in stand.opened] == [[frame + frame], [frame + frame]]
        assert stand.opened[0].out[0] is stand.opened[1].out[0]
        stand.gateway.flush()
        for client in (one, other):
            assert [await hear(client), await hear(client)] == [{"ev": "news"}] * 2


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536, 200_000])
async def test_frames_of_every_length_arrive(stand: Stand, size: int) -> None:
    async with stand.client() as client:
        body = json.dumps({"ev": "x" * size}).encode()
        stand.opened[0].send(text_frame(body))
        stand.gateway.flush()
        assert await client.recv(decode=False) == body
