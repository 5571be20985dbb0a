"""Web Push against a push service of our own that does what a browser does: it decrypts and checks who sent."""

import asyncio
import json
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from tests.support.live import Live, Refusal, Someone
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.notices.model import Quiet, quiet_until
from veche.notices.webpush import CURVE, PADDED_TO, Vapid, encrypt, from_text, new_key, point_of, to_text


class Browser:
    """The keys of a browser, and what it makes of a push."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(CURVE)
        self._auth = b"0123456789abcdef"

    @property
    def keys(self) -> dict[str, str]:
        return {"p256dh": to_text(point_of(self._key.public_key())), "auth": to_text(self._auth)}

    def read(self, body: bytes) -> bytes:
        """RFC 8291, the receiver's side, written from the text of the RFC."""
        salt, (record, length) = body[:16], struct.unpack("!IB", body[16:21])
        sender = body[21 : 21 + length]
        assert len(body) <= record + 21 + length
        shared = self._key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        info = b"WebPush: info\0" + point_of(self._key.public_key()) + sender
        secret = HKDF(hashes.SHA256(), 32, self._auth, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        plain = AESGCM(key).decrypt(nonce, body[21 + length :], None).rstrip(b"\0")
        assert plain.endswith(b"\x02"), "the mark of the last record"
        return plain[:-1]


class Service:
    """A push service on a port of this machine."""

    def __init__(self) -> None:
        self.browser = Browser()
        self.status = 201
        self.heads: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self._came = asyncio.Event()
        self.address = ""

    async def pushed(self, count: int) -> list[dict[str, int]]:
        """Wait until so many came; what the browser reads in them."""
        async with asyncio.timeout(10):
            while len(self.bodies) < count:
                self._came.clear()
                await self._came.wait()
        return [json.loads(self.browser.read(body)) for body in self.bodies]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        raw = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
        self.heads.append({name.lower(): value for name, value in raw.items()} | {"line": head[0]})
        self.bodies.append(await reader.readexactly(int(self.heads[-1]["content-length"])))
        writer.write(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % self.status)
        await writer.drain()
        writer.close()
        self._came.set()


@asynccontextmanager
async def push_service() -> AsyncIterator[Service]:
    service = Service()
    server = await asyncio.start_server(service.answer, "127.0.0.1", 0)
    service.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/s/secret"
    async with server:
        yield service


async def subscribed(who: Someone, service: Service) -> None:
    await who.ask("subscribe_push", endpoint=service.address, **service.browser.keys)


def now() -> datetime:
    return datetime.now(UTC)


@given(content=st.binary(max_size=PADDED_TO))
def test_only_the_browser_reads_it_and_nobody_sees_how_long_it_was(content: bytes) -> None:
    browser, stranger = Browser(), Browser()
    keys = {name: from_text(value) for name, value in browser.keys.items()}
    body = encrypt(content, p256dh=keys["p256dh"], auth=keys["auth"])
    assert browser.read(body).rstrip(b"\0") == content.rstrip(b"\0")
    assert len(body) == len(encrypt(b"", p256dh=keys["p256dh"], auth=keys["auth"]))
    with pytest.raises(InvalidTag):
        stranger.read(body)


def test_the_example_of_the_rfc_is_understood() -> None:
    """RFC 8291, appendix A: our reader in this file is a reader indeed, so what it accepts is right."""
    browser = Browser()
    secret = int.from_bytes(from_text("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big")
    browser._key = ec.derive_private_key(secret, CURVE)
    browser._auth = from_text("BTBZMqHH6r4Tts7J_aSIgg")
    body = from_text(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
        "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert browser.read(body) == b"When I grow up, I want to be a watermelon"


def test_the_token_names_the_service_and_is_signed() -> None:
    vapid = Vapid(new_key(), contact="mailto:it@city.example")
    header = vapid.authorization("https://push.example:444/s/1", now=now())
    token, key = (part.split("=", 1)[1] for part in header.removeprefix("vapid ").split(", "))
    head, claims, signature = token.split(".")
    assert json.loads(from_text(head)) == {"typ": "JWT", "alg": "ES256"}
    said = json.loads(from_text(claims))
    assert said["aud"] == "https://push.example:444"
    assert said["sub"] == "mailto:it@city.example"
    assert now().timestamp() < said["exp"] < (now() + timedelta(hours=24)).timestamp()
    raw = from_text(signature)
    pair = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_text(key))
    public.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))


@pytest.fixture
async def live(database: Database, tmp_path: Path) -> AsyncIterator[Live]:
    """A server that may push, and may connect to this machine."""
    server = Live(database, settings=Settings(data=tmp_path, push=True, outgoing_allow=("127.0.0.1",)))
    await server.start()
    yield server
    await server.stop()


async def test_a_sleeping_browser_is_told_that_something_is_new_and_nothing_else(live: Live) -> None:
    anna, boris = await live.person("Анна Лебедева"), await live.person("Борис Ильин")
    chat = await live.dialog(anna, boris)
    async with push_service() as service:
        await subscribed(boris, service)
        assert (await boris.ask("get_push_key"))["subscribed"]
        await anna.ask("send_message", chat=chat, cid="1", text="Совет в девять")
        assert await service.pushed(1) == [{"new": 1, "account": boris.id}]
        head = service.heads[0]
        assert head["content-encoding"] == "aes128gcm"
        assert (await boris.ask("get_push_key"))["key"] in head["authorization"]
        row = await live.database.fetchrow("SELECT purpose, allowed, status FROM ground_outgoing")
        assert row is not None
        assert tuple(row.values()) == ("push", True, 201), "in the ledger of what left the building"
        # He looks at a page by now: the page itself tells him.
        await boris.ask("set_there", there=True)
        await anna.ask("send_message", chat=chat, cid="2", text="Захватите план")
        await live.server.messenger.notices.hearing.turn()
        assert len(service.bodies) == 1


async def test_whoever_stands_in_for_a_post_is_woken_as_its_holder_is_and_only_meanwhile(live: Live) -> None:
    chief, anna = await live.person("Администратор", administrator=True), await live.person("Анна Лебедева")
    holder, boris = await live.person("Виктор Орлов"), await live.person("Борис Ильин")
    city = (await chief.ask("create_organisation", name="Мэрия"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=city, name="Отдел"))["unit"]
    posts = []
    for title, person in (("Начальник отдела", holder), ("Заместитель начальника", boris)):
        posts.append((await chief.ask("create_post", unit=unit, title=title))["post"])
        await chief.ask("appoint", post=posts[-1], person=person.id)
    chat = (await anna.ask("open_dialog", **{"with": posts[0]}))["chat"]["id"]
    own = await live.dialog(anna, boris)
    notices = live.server.messenger.notices
    await notices.hearing.stop()  # turns are taken here, one at a time

    async def woken(cid: str, *, where: int) -> list[int]:
        """Who is woken by a message in this chat, and how often."""
        before = len(service.bodies)
        await anna.ask("send_message", chat=where, cid=cid, text="Подпишите, пожалуйста, до обеда")
        notices.pushing._last.clear()
        await notices.hearing.turn()
        return sorted(one["account"] for one in (await service.pushed(before))[before:])

    async with push_service() as service:
        await subscribed(holder, service)
        await subscribed(boris, service)
        assert await woken("1", where=chat) == [holder.id]
        hour = {"since": 0, "until": int(now().timestamp() * 1000) + 3_600_000}
        made = await chief.ask("substitute", post=posts[0], substitute=posts[1], **hour)
        assert await woken("2", where=chat) == sorted((holder.id, boris.id))
        await chief.ask("end_substitution", substitution=made["id"])
        assert await woken("3", where=chat) == [holder.id]
        await chief.ask("set_deputy", post=posts[0], deputy=posts[1])
        assert await woken("4", where=chat) == [holder.id], "a deputy acts for a vacant post only"
        await chief.ask("dismiss", post=posts[0])
        assert await woken("5", where=chat) == [boris.id], "and who was dismissed hears no more of it"
        assert await woken("6", where=own) == [boris.id], "his own chats as before"


async def test_muted_silent_and_foreign_messages_wake_nobody_and_a_dead_subscription_ends(live: Live) -> None:
    anna, boris = await live.person("Анна Лебедева"), await live.person("Борис Ильин")
    chat, group = await live.dialog(anna, boris), await live.group(anna, boris)
    async with push_service() as service:
        await subscribed(boris, service)
        await boris.ask("set_notices", groups="mentions")
        await anna.ask("send_message", chat=chat, cid="1", text="Тихо", silent=True)
        await anna.ask("send_message", chat=group, cid="2", text="Всем")
        await boris.ask("send_message", chat=chat, cid="3", text="Сам себе")
        await boris.ask("set_mute", chat=chat, until=4_000_000_000_000)
        await anna.ask("send_message", chat=chat, cid="4", text="В заглушённый")
        await live.server.messenger.notices.hearing.turn()
        assert service.bodies == []
        service.status = 410
        called = [{"type": "mention", "offset": 0, "length": 5, "actor": boris.id}]
        await anna.ask("send_message", chat=group, cid="5", text="Борис, загляните", entities=called)
        assert await service.pushed(1) == [{"new": 1, "account": boris.id}]
        await live.server.messenger.notices.hearing.turn()
        await live.server.messenger.notices.hearing.turn()
        async with asyncio.timeout(10):
            while (await boris.ask("get_push_key"))["subscribed"]:  # the turn that sent may still be at it
                await live.server.messenger.notices.hearing.turn()


async def test_at_night_messages_wait_and_the_morning_brings_one_summary(live: Live) -> None:
    anna, boris = await live.person("Анна Лебедева"), await live.person("Борис Ильин")
    chat = await live.dialog(anna, boris)
    async with push_service() as service:
        await subscribed(boris, service)
        minute = now().hour * 60 + now().minute
        quiet = {"on": True, "start": (minute - 60) % 1440, "end": (minute + 60) % 1440, "zone": "UTC"}
        await boris.ask("set_notices", quiet=quiet)
        for cid in "123":
            await anna.ask("send_message", chat=chat, cid=cid, text="Ночное")
        await live.server.messenger.notices.hearing.turn()
        assert service.bodies == []
        await anna.ask("send_message", chat=chat, cid="4", text="Прорвало трубу", urgent=True)
        assert await service.pushed(1) == [{"new": 1, "account": boris.id}]
        await live.database.execute("UPDATE notices_held SET due_at = now()")
        live.server.messenger.notices.pushing._last.clear()
        assert (await service.pushed(2))[1] == {"new": 3, "account": boris.id}


async def test_bad_subscriptions_are_refused(live: Live) -> None:
    anna = await live.person("Анна Лебедева")
    keys = Browser().keys
    for endpoint, bad in (
        ("http://push.example/s/1", {}),
        ("ftp://push.example/s/1", {}),
        ("https:///s/1", {}),
        ("https://push.example/s/1", {"p256dh": "B" * 87}),
        ("https://push.example/s/1", {"auth": "A" * 20}),
    ):
        with pytest.raises(Refusal, match="push_subscription_bad"):
            await anna.ask("subscribe_push", endpoint=endpoint, **(keys | bad))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_quiet_hours_end_at_the_hour_on_the_wall() -> None:
    night = Quiet(on=True, start=22 * 60, end=7 * 60, zone="Europe/Berlin", days=(4,))
    assert quiet_until(night, at("2026-11-27T21:59+01:00")) is None
    assert quiet_until(night, at("2026-11-27T22:00+01:00")) == at("2026-11-28T07:00+01:00")
    assert quiet_until(night, at("2026-11-28T06:59+01:00")) == at("2026-11-28T07:00+01:00"), "Friday's night"
    assert quiet_until(night, at("2026-11-28T07:00+01:00")) is None
    assert quiet_until(night, at("2026-11-28T23:00+01:00")) is None, "not on Saturdays"
    clocks = Quiet(on=True, start=22 * 60, end=7 * 60, zone="Europe/Berlin")
    assert quiet_until(clocks, at("2026-03-29T00:30+01:00")) == at("2026-03-29T07:00+02:00"), "an hour was skipped"
    lunch = Quiet(on=True, start=12 * 60, end=13 * 60, zone="Asia/Yekaterinburg")
    assert quiet_until(lunch, at("2026-11-27T12:30+05:00")) == at("2026-11-27T13:00+05:00")


@given(
    start=st.integers(0, 1439),
    end=st.integers(0, 1439),
    days=st.sets(st.integers(0, 6)),
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001  the zone is put on below
    zone=st.sampled_from(["UTC", "Europe/Moscow", "Europe/Berlin", "Asia/Kamchatka", "America/St_Johns"]),
)
def test_quiet_hours_last_less_than_a_day_and_end(
    start: int, end: int, days: set[int], moment: datetime, zone: str
) -> None:
    quiet = Quiet(on=True, start=start, end=end, zone=zone, days=tuple(sorted(days)))
    here = moment.replace(tzinfo=UTC)
    until = quiet_until(quiet, here)
    if until is not None:
        assert here < until <= here + timedelta(hours=25)
        assert days
