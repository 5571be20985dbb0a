"""A driver as a process, and the HTTPS address before its webhook receiver."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import ipaddress
import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.bots.clients.places import Client

START = 60.0


class Driver:
    """A bot of one client library."""

    def __init__(self, client: Client, process: asyncio.subprocess.Process, heard: Callable[[], None]) -> None:
        self.client = client
        self._process = process
        self._heard = heard
        self.output: list[str] = []
        self.failures: list[str] = []
        self._ready = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stdout
        async for raw in self._process.stdout:
            line = raw.decode(errors="replace").rstrip()
            self.output.append(line)
            if line == "ready":
                self._ready.set()
            if line.startswith("failed "):
                self.failures.append(line)
                self._heard()
        self._ready.set()
        self._heard()

    def complaint(self) -> str:
        """What went wrong in the bot, if anything did."""
        if self._process.returncode is not None:
            return "the bot ended:\n" + "\n".join(self.output[-30:])
        return "\n".join(self.failures + self.output[-30:]) if self.failures else ""

    async def ready(self) -> None:
        async with asyncio.timeout(START):
            await self._ready.wait()
        if "ready" not in self.output:
            raise AssertionError("the bot did not start:\n" + "\n".join(self.output[-30:]))

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await self._reading


@contextlib.asynccontextmanager
async def driver(client: Client, settings: Mapping[str, str], heard: Callable[[], None]) -> AsyncIterator[Driver]:
    """The bot runs, and ends with the block."""
    process = await asyncio.create_subprocess_exec(
        *client.command,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **client.environment, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    running = Driver(client, process, heard)
    try:
        await running.ready()
        yield running
    finally:
        await running.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


class Certificate:
    """An authority of our own and a certificate for 127.0.0.1 by it, as a closed network has them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.authority = folder / "authority.pem"
        self._pair = folder / "receiver.pem"
        root = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the test")])
        authority = self._sign(name, name, root.public_key(), root, authority=True)
        self.authority.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        own = self._sign(subject, name, key.public_key(), root, authority=False)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._pair.write_bytes(own.public_bytes(serialization.Encoding.PEM) + secret)

    def _sign(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePublicKey,
        by: ec.EllipticCurvePrivateKey,
        *,
        authority: bool,
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if not authority:
            names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
            made = made.add_extension(names, critical=False)
        return made.sign(by, hashes.SHA256())

    def context(self) -> ssl.SSLContext:
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.load_cert_chain(self._pair)
        return made


@contextlib.asynccontextmanager
async def https_before(port: int, certificate: Certificate) -> AsyncIterator[int]:
    """HTTPS on a free port that hands everything to `port`: what a reverse proxy does before a receiver."""

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner, outer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(pump(reader, outer), pump(inner, writer))

    server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=certificate.context())
    async with server:
        yield server.sockets[0].getsockname()[1]
