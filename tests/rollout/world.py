"""A body with units and posts on a live server, and what happens to its plan."""

from __future__ import annotations

import socket
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.live import PASSWORD, Json, Live, Someone
from veche.ground.commands import Asker
from veche.ground.config import Settings
from veche.ground.db import Database, Queries
from veche.ground.ids import OrganisationId, PostId
from veche.rollout import Contact, Rollout
from veche.rollout.events import OfWave, Waiting

TODAY = datetime.now(UTC).date()
DUE = TODAY + timedelta(days=14)


def day(number: int) -> str:
    return f"{TODAY + timedelta(days=number)}"


class Staff:
    """Records of staff of the bodies that keep some, as the port has them."""

    def __init__(self) -> None:
        self.known: defaultdict[int, dict[PostId, Contact]] = defaultdict(dict)

    async def of_organisation(self, db: Queries, organisation: OrganisationId) -> dict[PostId, Contact]:
        return self.known[organisation]


class Body:
    """An organisation with its administrator. Others may be beside it on the same server."""

    def __init__(self, live: Live, admin: Someone, organisation: int, *, since: int) -> None:
        """`since`: what the audit had before."""
        self.live, self.admin, self.organisation, self._since = live, admin, organisation, since
        self.units: dict[str, int] = {}
        self.posts: dict[str, list[int]] = {}
        self.plan = 0

    @property
    def rollout(self) -> Rollout:
        return self.live.server.messenger.rollout

    @property
    def known(self) -> dict[PostId, Contact]:
        """Its records of staff."""
        contacts = self.rollout.needs.contacts
        assert isinstance(contacts, Staff)
        return contacts.known[self.organisation]

    async def unit(self, name: str, posts: int = 0, *, under: str = "") -> int:
        fields: Json = {"organisation": self.organisation, "name": name}
        if under:
            fields["parent"] = self.units[under]
        self.units[name] = unit = (await self.admin.ask("create_unit", **fields))["unit"]
        self.posts[name] = [
            (await self.admin.ask("create_post", unit=unit, title=f"Специалист {number + 1}"))["post"]
            for number in range(posts)
        ]
        return int(unit)

    async def begin(self, **more: Any) -> Json:
        """A plan that began a week ago."""
        fields = {"title": "Переход на Вече", "starts_on": day(-7), "due_on": day(30)} | more
        report = await self.admin.ask("create_rollout", organisation=self.organisation, **fields)
        self.plan = report["plan"]["id"]
        return report

    async def wave(self, *units: str, title: str = "Волна", due: int = 14, **more: Any) -> int:
        fields = {"units": [self.units[unit] for unit in units]} | more
        report = await self.admin.ask("add_wave", plan=self.plan, title=title, due_on=day(due), **fields)
        return int(report["waves"][-1]["id"])

    async def start(self, wave: int) -> None:
        """Started, and its job done."""
        await self.admin.ask("start_wave", wave=wave)
        await self.rollout.running.invite(OfWave(wave))

    async def send(self) -> None:
        await self.rollout.writing.send(Waiting())

    async def report(self, who: Someone | None = None) -> Json:
        return await (who or self.admin).ask("get_rollout", plan=self.plan)

    async def link(self, wave: int, post: int) -> str:
        return str((await self.admin.ask("wave_invitation", wave=wave, post=post))["link"])

    async def come(self, wave: int, *posts: int) -> None:
        """These people open their links and sign in."""
        for post in posts:
            await self.accept(await self.link(wave, post), f"u{post}")

    async def accept(self, link: str, login: str) -> Json:
        fields = {"code": link.partition("#")[2], "login": login, "name": "Кузнецова Мария", "password": PASSWORD}
        answer = await self.live.http.post("/api/accept_invitation", json=fields)
        body: Json = answer.json()
        assert answer.status_code == 200, body
        return body

    async def asker(self) -> Asker:
        """The administrator, for actions that are no commands."""
        return await self.live.identity.authenticate(self.admin.token)

    async def audit(self) -> list[str]:
        rows = await self.live.database.fetch(
            "SELECT act FROM ground_audit WHERE act LIKE 'rollout.%' AND id > $1 ORDER BY id", self._since
        )
        return [row["act"] for row in rows]


async def make_body(live: Live, name: str = "Администрация Верхнеозёрска", *, under: int | None = None) -> Body:
    admin = await live.person("Администратор Города", administrator=True)
    organisation = (await admin.ask("create_organisation", name=name))["organisation"]
    if under is not None:
        await admin.ask("set_body_above", organisation=organisation, above=under)
    since = await live.database.fetchval("SELECT coalesce(max(id), 0) FROM ground_audit")
    return Body(live, admin, organisation, since=since)


def due_in(days: int) -> date:
    return TODAY + timedelta(days=days)


class Sink:
    """A real SMTP server that keeps what it gets, and answers as it is told."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        self.refuse: Mapping[str, str] = {}
        """Recipient → the answer to RCPT."""
        self.answer = "250 OK"
        self.hang_up = False

    async def handle_RCPT(  # noqa: N802  # the name that the server calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append(envelope)
        if self.hang_up and server.transport is not None:
            server.transport.close()
        return self.answer

    def recipients(self) -> list[str]:
        return sorted(address for letter in self.letters for address in letter.rcpt_tos)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def mail(**options: Any) -> AsyncIterator[tuple[Sink, int]]:
    """The sink and its port."""
    sink = Sink()
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


@asynccontextmanager
async def live_with_ways(database: Database, data: Path) -> AsyncIterator[tuple[Live, Sink]]:
    """A server that has ways to people, to a mail server and to a folder of text messages, and records of staff."""
    async with mail() as (sink, port):
        settings = Settings(
            data=data,
            mail_from="Вече <veche@city.example>",
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_security="none",
            sms_folder=str(data / "sms"),
        )
        live = Live(database, settings=settings)
        await live.start()
        await live.server.messenger.jobs.stop()  # a test does the jobs itself, and knows when they are done
        # The port is filled by the tests.
        object.__setattr__(live.server.messenger.rollout.needs, "contacts", Staff())
        try:
            yield live, sink
        finally:
            await live.stop()
