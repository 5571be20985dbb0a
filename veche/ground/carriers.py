"""Ways to people who are not here yet: e-mail and text messages. Each is a port with one contract (`Carrier`).

A carrier says truthfully what became of a message, because whoever asks must neither lose one nor send it twice:
`sent`, `refused` (it never will be), `later` (it certainly did not go), `unsure` (handed over, and no answer came).
"""

from __future__ import annotations

import asyncio
import os
import secrets
import ssl
from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final, Literal, Protocol

import aiosmtplib
import msgspec
from msgspec import Struct

from veche.ground.addresses import Policy
from veche.ground.clock import Clock
from veche.ground.config import Settings
from veche.ground.connecting import Ledger
from veche.ground.db import Database
from veche.ground.errors import VecheError
from veche.ground.outgoing import Limits, Outgoing, resolve_by_system

State = Literal["sent", "refused", "later", "unsure"]

SECONDS: Final = 20.0


class Message(Struct, frozen=True, kw_only=True):
    """`id`: of this message and no other; a far end that knows it drops a repetition."""

    id: int
    to: str
    text: str
    subject: str = ""


class Result(Struct, frozen=True):
    state: State
    reason: str = ""
    """A word or a code for the record, never what somebody wrote."""


class Carrier(Protocol):
    """One way. Never raises for what the far end does."""

    async def carry(self, message: Message) -> Result: ...
    async def close(self) -> None: ...


class SmtpCarrier:
    """E-mail over the installation's own mail server."""

    def __init__(self, db: Database, settings: Settings, *, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._ledger = Ledger(db)
        self._policy = Policy(sealed=settings.sealed, allow=settings.outgoing_allow)

    async def carry(self, message: Message) -> Result:
        host, port = self._settings.smtp_host, self._settings.smtp_port
        try:
            letter = letter_of(message, sender=self._settings.mail_from, at=self._clock)
        except ValueError:  # an address that no header can hold
            return Result("refused", "address")
        refusal = await self._refusal(host, port)
        row = await self._ledger.opened(
            purpose="mail", scheme="smtp", host=host, port=port, address=None, reason=refusal or ""
        )
        if refusal:
            return Result("later", refusal)
        sent = len(letter)
        result = await self._hand_over(message.to, letter)
        done = sent if result.state == "sent" else 0
        await asyncio.shield(self._ledger.closed(row, status=None, sent=done, received=0))
        return result

    async def close(self) -> None:
        """Nothing stays open between messages."""

    async def _refusal(self, host: str, port: int) -> str | None:
        """The operator named this server, so it may stand in his own network; sealed, he has to list it as well."""
        if not self._settings.sealed or self._policy.lists_name(host, port):
            return None
        try:
            addresses = await resolve_by_system(host, port)
        except OSError:
            return "unknown host"
        listed = bool(addresses) and all(self._policy.lists_address(address) for address in addresses)
        return None if listed else "sealed"

    async def _hand_over(self, to: str, letter: bytes) -> Result:
        settings = self._settings
        client = aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            timeout=SECONDS,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            tls_context=ssl.create_default_context(cafile=settings.smtp_ca or None),
        )
        stage = "connecting"
        try:
            await client.connect()
            if settings.smtp_user:
                await client.login(settings.smtp_user, settings.smtp_password)
            await client.mail(Address(addr_spec=_bare(settings.mail_from)).addr_spec)
            stage = "addressing"
            await client.rcpt(to)
            stage = "handing over"
            await client.data(letter)
        except aiosmtplib.SMTPResponseException as error:
            # A refusal before the recipient was named is about us, and ours to put right.
            final = error.code >= 500 and stage != "connecting"
            return Result("refused" if final else "later", str(error.code))
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            return Result("unsure" if stage == "handing over" else "later", type(error).__name__)
        finally:
            client.close()
        return Result("sent")


def letter_of(message: Message, *, sender: str, at: Clock) -> bytes:
    """The letter as it travels. Raises ValueError where an address cannot stand in a head."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = sender
    letter["To"] = Address(addr_spec=message.to)
    letter["Subject"] = message.subject
    letter["Date"] = format_datetime(at.now())
    # The same letter has the same number whenever it is made: a mail server that got it twice can tell.
    letter["Message-ID"] = f"<veche-{message.id}@{_bare(sender).rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text)
    return letter.as_bytes()


def _bare(sender: str) -> str:
    """`Вече <veche@city.example>` → `veche@city.example`."""
    return sender.rpartition("<")[2].rstrip("> ") if "<" in sender else sender.strip()


class HttpSms:
    """Text messages through a gateway: `POST` with `{"id", "to", "text"}` and the token as a bearer. 2xx: taken; 4xx:
    it never will be (408, 425, 429: later); everything else: later, and silence: unsure."""

    def __init__(self, outgoing: Outgoing, *, address: str, token: str) -> None:
        self._outgoing = outgoing
        self._address = address
        self._token = token

    async def carry(self, message: Message) -> Result:
        headers = {"content-type": "application/json", "idempotency-key": f"veche-{message.id}"}
        if self._token:
            headers["authorization"] = f"Bearer {self._token}"
        body = msgspec.json.encode({"id": f"veche-{message.id}", "to": message.to, "text": message.text})
        try:
            reply = await self._outgoing.request(
                "POST",
                self._address,
                purpose="sms",
                headers=headers,
                content=body,
                limits=Limits(seconds=SECONDS, body=64 * 1024, cut=True, redirects=0),
            )
        except VecheError as error:
            reason = str(error.details.get("reason", error.code))
            # Refused by our own policy or never connected: it did not go. Anything after that: nobody knows.
            certain = error.code == "outgoing_refused" or reason == "ConnectError"
            return Result("later" if certain else "unsure", reason[:40])
        if 200 <= reply.status < 300:
            return Result("sent")
        if 400 <= reply.status < 500 and reply.status not in (408, 425, 429):
            return Result("refused", str(reply.status))
        return Result("later", str(reply.status))

    async def close(self) -> None:
        await self._outgoing.close()


class FolderSms:
    """Text messages as files in a folder, `ID.json` each, for a program of the installation that picks them up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def carry(self, message: Message) -> Result:
        if not message.to:
            return Result("refused", "address")
        body = msgspec.json.encode({"id": f"veche-{message.id}", "to": message.to, "text": message.text})
        try:
            await asyncio.to_thread(self._write, self._folder / f"veche-{message.id}.json", body)
        except OSError as error:
            return Result("later", type(error).__name__)
        return Result("sent")

    async def close(self) -> None:
        """Nothing is open."""

    def _write(self, path: Path, body: bytes) -> None:
        """Whole or not at all: whoever picks up never sees half a file."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with draft.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)


def carriers(db: Database, settings: Settings, *, clock: Clock) -> dict[str, Callable[[], Carrier]]:
    """The ways that are set up, by their name: `email`, `sms`."""
    found: dict[str, Callable[[], Carrier]] = {}
    if settings.smtp_host and settings.mail_from:
        found["email"] = lambda: SmtpCarrier(db, settings, clock=clock)
    if settings.sms_gateway:
        found["sms"] = lambda: HttpSms(
            Outgoing(db, sealed=settings.sealed, allow=settings.outgoing_allow),
            address=settings.sms_gateway,
            token=settings.sms_token,
        )
    elif settings.sms_folder:
        found["sms"] = lambda: FolderSms(Path(settings.sms_folder))
    return found
