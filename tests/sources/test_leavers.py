"""Whoever leaves, in whatever source: within ten seconds the post is out of his open socket and its chats are with the
deputy, while he himself stays signed in. With the workers of a real server, as they run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sources.town import PATCH, user
from tests.staff.world import person, write
from tests.support.live import PASSWORD, Json, Live, Refusal, Someone
from veche.ground.clock import to_ms
from veche.sources.actions.directories import Turn
from veche.sources.ldap.rows import Rows
from veche.sources.store import ldap
from veche.staff import StaffRow, guessed

ANNA, BORIS = "Константинопольская Александра Владимировна", "Мельников-Преображенский Борис Иннокентьевич"
UNIT = "Отдел архива"
JOBS = {ANNA: "Начальник отдела", BORIS: "Заместитель начальника"}
WITHIN = 10
Leave = Callable[[], Awaitable[Any]]


class Hall:
    """A live server with an organisation; each way brings both people in and answers how Anna leaves."""

    def __init__(self, live: Live, chief: Someone, organisation: int, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.live, self.chief, self.organisation, self.folder, self.patch = live, chief, organisation, folder, patch

    @property
    def _staff(self) -> Any:
        return self.live.server.messenger.offices.staff

    async def _table(self, *names: str) -> None:
        file = write(self.folder, *(person(name, name, UNIT, JOBS[name]) for name in names))
        one = await self._staff.planning.look_here(
            [file], organisation=self.organisation, person=self.chief.id, locale="ru"
        )
        mapping = guessed(one.tables)
        one = await self._staff.planning.map(one.id, profile="Кадры", mapping=mapping, person=None)
        await self._staff.planning.plan(one)
        await self.chief.ask("apply_staff", **{"import": one.id})

    async def table(self) -> Leave:
        await self._table(ANNA, BORIS)
        return lambda: self._table(BORIS)

    async def hand(self) -> Leave:
        await self._table(ANNA, BORIS)
        return lambda: self._as_employee()

    async def _as_employee(self) -> None:
        holder = await self.live.database.fetchval(
            "SELECT h.person_id FROM directory_holdings h JOIN directory_posts p ON p.id = h.post_id"
            " WHERE p.title = $1 AND h.until IS NULL",
            JOBS[ANNA],
        )
        await self.chief.ask("dismiss_employee", organisation=self.organisation, person=holder)

    async def scim(self) -> Leave:
        made = await self.chief.ask("make_scim_token", organisation=self.organisation, label="Каталог")
        await self.live.database.execute("UPDATE sources_scim SET applies = true")  # the first plan is done
        headers = {"Authorization": f"Bearer {made['secret']}", "Content-Type": "application/scim+json"}

        async def call(method: str, path: str, body: Json) -> Json:
            answer = await self.live.http.request(method, f"/scim/v2{path}", json=body, headers=headers)
            assert answer.is_success, answer.text
            told: Json = answer.json() if answer.content else {}
            return told

        users = [
            await call("POST", "/Users", user(name, displayName=name, title=JOBS[name], department=UNIT))
            for name in (ANNA, BORIS)
        ]
        out = {"schemas": [PATCH], "Operations": [{"op": "replace", "path": "active", "value": False}]}
        return lambda: call("PATCH", f"/Users/{users[0]['id']}", out)

    async def ldap(self) -> Leave:
        (self.live.data / "ldap.toml").write_text('[hall]\nurl = "ldap://192.0.2.1"\n', "utf-8")
        names = [ANNA, BORIS]

        def read(*_: object) -> Rows:
            """What the server answers; the reading itself has tests of its own, with a server of its own."""
            rows = [StaffRow(line=0, key=name, name=name, unit=(UNIT,), title=JOBS[name]) for name in names]
            return Rows(staff=rows, people=len(rows))

        self.patch.setattr("veche.sources.actions.directories.ask", lambda *_, **__: None)
        self.patch.setattr("veche.sources.actions.directories.rows_of", read)
        fields = {"name": "Каталог", "connection": "hall", "profile": {"base": "dc=hall"}, "every_hours": 1}
        made = await self.chief.ask("save_directory", organisation=self.organisation, **fields)
        number = made["directory"]["id"]

        async def turn() -> None:
            one = await ldap.get(self.live.database, number)
            assert one is not None
            assert one.next_at is not None
            await self.live.server.messenger.offices.sources.directories.again(Turn(number, to_ms(one.next_at)))

        async def leave() -> None:
            names.remove(ANNA)
            await turn()

        await turn()
        return leave

    async def post_of(self, name: str) -> int:
        """Once the source has told of it."""
        find = (
            "SELECT j.post_id FROM staff_places j JOIN staff_records r ON r.id = j.record_id"
            " WHERE r.name = $1 AND r.left_at IS NULL"
        )
        async with asyncio.timeout(WITHIN):
            while (post := await self.live.database.fetchval(find, name)) is None:
                await self.live.server.messenger.jobs.once()  # beside its worker
        return int(post)

    async def comes_in(self, name: str) -> tuple[Someone, int]:
        post = await self.post_of(name)
        code = (await self.chief.ask("create_invitation", name=name, post=post))["code"]
        login = f"n{post % 100_000}"
        answer = await self.live.http.post(
            "/api/accept_invitation",
            json={"code": code, "login": login, "name": name, "password": PASSWORD, "want_token": True},
        )
        assert answer.status_code == 200, answer.text
        came = answer.json()
        return Someone(self.live, person=came["me"]["id"], name=name, login=login, token=came["token"]), post


@pytest.mark.parametrize("way", ["hand", "table", "scim", "ldap"])
async def test_within_ten_seconds_the_post_is_with_the_deputy(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    chief, guest = await live.person("Администратор", administrator=True), await live.person("Житель")
    organisation = (await chief.ask("create_organisation", name="Администрация города"))["organisation"]
    hall = Hall(live, chief, organisation, tmp_path, monkeypatch)
    leave = await getattr(hall, way)()
    (anna, post), (boris, deputy) = [await hall.comes_in(name) for name in (ANNA, BORIS)]
    await chief.ask("set_deputy", post=post, deputy=deputy)
    chat = (await guest.ask("open_dialog", **{"with": post}))["chat"]["id"]
    await guest.ask("send_message", chat=chat, cid="1", text="Где моя справка?")
    await anna.ask("history", chat=chat)
    before = await live.database.fetchval("SELECT max(id) FROM ground_audit")
    async with anna.socket() as hers, boris.socket() as his, asyncio.timeout(WITHIN):
        await leave()
        await hers.event("actors", lambda event: [one["id"] for one in event["actors"]] == [anna.id])
        await his.event("actors", lambda event: post in [one["id"] for one in event["actors"]])
        with pytest.raises(Refusal, match="chat_not_found"):
            await anna.ask("history", chat=chat)
        await guest.ask("send_message", chat=chat, cid="2", text="Кто теперь отвечает?")
        await his.event("message", lambda event: event["chat"] == chat)
        await boris.ask("send_message", chat=chat, cid="3", text="Я, до назначения", **{"as": post})
    assert (await anna.ask("me"))["id"] == anna.id, "her own account is as it was"
    acts = await live.database.fetch("SELECT act FROM ground_audit WHERE id > $1", before)
    assert {"directory.dismiss", "staff.applied", "staff.leave"} & {row["act"] for row in acts}
