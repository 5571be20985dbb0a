"""One contract for every way to people who are not here: a real mail server, a gateway of text messages, a folder."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.rollout.world import Sink, free_port, mail
from tests.support.postgres import TestPostgres
from veche.ground.carriers import Carrier, FolderSms, HttpSms, Message, SmtpCarrier, carriers
from veche.ground.clock import Clock
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.outgoing import Outgoing


@dataclass
class Gateway:
    """A gateway that answers as it is told, over real HTTP."""

    status: int = 200
    silent: bool = False
    got: list[dict[str, str]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(next(line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-l")))
        self.got.append(json.loads(await reader.readexactly(length)))
        assert b"authorization: bearer secret" in head.lower()
        if not self.silent:
            writer.write(b"HTTP/1.1 %d Answer\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % self.status)
            await writer.drain()
        writer.close()


@dataclass
class Way:
    """A carrier with its far end."""

    carrier: Carrier
    to: str
    sink: Sink | None = None
    gateway: Gateway | None = None
    folder: Path | None = None

    def arrived(self) -> int:
        if self.sink is not None:
            return len(self.sink.letters)
        return len(self.gateway.got) if self.gateway else len(list((self.folder or Path()).glob("*.json")))


def smtp(database: Database, port: int, **more: object) -> SmtpCarrier:
    given = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "mail_from": "v@city.example"} | more
    return SmtpCarrier(database, Settings(**given), clock=Clock())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shared_dsn(postgres: TestPostgres) -> Iterator[str]:
    """The ledger of outgoing connections is all that is kept of them: one database for all of these tests."""
    address = postgres.fresh()
    yield address
    postgres.drop(address)


@pytest.fixture
async def database(shared_dsn: str) -> AsyncIterator[Database]:
    opened = await Database.open(shared_dsn, size=2)
    await opened.execute("TRUNCATE ground_outgoing")
    yield opened
    await opened.close()


@pytest.fixture(params=["smtp", "http", "folder"])
async def way(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> AsyncIterator[Way]:
    if request.param == "folder":
        yield Way(FolderSms(tmp_path / "sms"), "+79161234567", folder=tmp_path / "sms")
        return
    if request.param == "smtp":
        async with mail() as (sink, port):
            yield Way(smtp(database, port), "anna@city.example", sink=sink)
        return
    gateway = Gateway()
    server = await asyncio.start_server(gateway.serve, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/send"
    carrier = HttpSms(Outgoing(database, sealed=False, allow=["127.0.0.1"]), address=address, token="secret")
    yield Way(carrier, "+79161234567", gateway=gateway)
    await carrier.close()
    server.close()


def message(way: Way, number: int = 1) -> Message:
    return Message(id=number, to=way.to, subject="Приглашение", text="Ваша ссылка: https://veche.example/invite#x")


async def test_what_is_taken_arrives_whole(way: Way) -> None:
    assert (await way.carrier.carry(message(way))).state == "sent"
    assert way.arrived() == 1
    if way.gateway:
        assert way.gateway.got[0]["to"] == way.to
        assert way.gateway.got[0]["id"] == "veche-1"


async def test_the_same_message_can_be_told_from_another(way: Way) -> None:
    """Its number is the same whenever it is handed over."""
    for _ in range(2):
        await way.carrier.carry(message(way))
    if way.sink:
        letters = [letter.original_content or b"" for letter in way.sink.letters]
        assert all(b"Message-ID: <veche-1@city.example>" in letter for letter in letters)
    elif way.gateway:
        assert {one["id"] for one in way.gateway.got} == {"veche-1"}
    else:
        assert way.arrived() == 1


async def test_an_address_that_leads_nowhere_is_refused_for_good(way: Way) -> None:
    if way.sink:
        way.sink.refuse = {way.to: "550 no such mailbox"}
    elif way.gateway:
        way.gateway.status = 422
    target = message(way) if way.folder is None else Message(id=1, to="", text="x")
    assert (await way.carrier.carry(target)).state == "refused"


async def test_what_is_not_taken_now_is_for_later(way: Way, tmp_path: Path) -> None:
    if way.sink:
        way.sink.refuse = {way.to: "451 try again"}
    elif way.gateway:
        way.gateway.status = 503
    else:
        (tmp_path / "sms").write_text("not a folder")
    assert (await way.carrier.carry(message(way))).state == "later"


async def test_silence_after_handing_over_is_unsure(way: Way) -> None:
    if way.sink:
        way.sink.hang_up = True
    elif way.gateway:
        way.gateway.silent = True
    else:
        return  # a folder always answers
    assert (await way.carrier.carry(message(way))).state == "unsure"


async def test_nobody_there_is_for_later(database: Database) -> None:
    assert (await smtp(database, free_port()).carry(Message(id=1, to="a@city.example", text="x"))).state == "later"
    outgoing = Outgoing(database, sealed=False, allow=["127.0.0.1"])
    gateway = HttpSms(outgoing, address=f"http://127.0.0.1:{free_port()}/", token="")
    assert (await gateway.carry(Message(id=1, to="+79161234567", text="x"))).state == "later"
    await gateway.close()


async def test_sealed_nothing_leaves_that_is_not_listed(database: Database) -> None:
    async with mail() as (sink, port):
        assert (
            await smtp(database, port, sealed=True).carry(Message(id=1, to="a@city.example", text="x"))
        ).state == "later"
        listed = smtp(database, port, sealed=True, outgoing_allow=("127.0.0.1",))
        assert (await listed.carry(Message(id=2, to="a@city.example", text="x"))).state == "sent"
        assert len(sink.letters) == 1
    rows = await database.fetch("SELECT allowed FROM ground_outgoing ORDER BY id")
    assert [row["allowed"] for row in rows] == [False, True]


async def test_mail_travels_under_tls(database: Database, tmp_path: Path) -> None:
    """STARTTLS with a certificate that the operator named; without it nothing is said."""
    certificate, key = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    async with mail(tls_context=context, require_starttls=True) as (sink, port):
        trusted = smtp(database, port, smtp_host="localhost", smtp_security="starttls", smtp_ca=str(certificate))
        assert (await trusted.carry(Message(id=1, to="a@city.example", text="x"))).state == "sent"
        doubted = smtp(database, port, smtp_host="localhost", smtp_security="starttls")
        assert (await doubted.carry(Message(id=2, to="a@city.example", text="x"))).state == "later"
        assert len(sink.letters) == 1


def make_certificate(folder: Path) -> tuple[Path, Path]:
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "mail.pem", folder / "mail.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return certificate, secret


def test_only_what_is_set_up_is_offered(tmp_path: Path) -> None:
    nothing: Database = None  # type: ignore[assignment]
    assert carriers(nothing, Settings(), clock=Clock()).keys() == set()
    assert carriers(nothing, Settings(smtp_host="m"), clock=Clock()).keys() == set(), "without a sender no letter"
    both = Settings(smtp_host="m", mail_from="a@b.example", sms_folder=str(tmp_path))
    assert carriers(nothing, both, clock=Clock()).keys() == {"email", "sms"}
