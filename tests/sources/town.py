"""A town that is written by a SCIM client: a live server, an organisation, a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.live import Live, Someone
from veche.ground.ids import OrganisationId

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
HALL = "Администрация Верхнеозёрска"
Json = dict[str, Any]


@dataclass
class ScimTown:
    live: Live
    head: Someone
    organisation: OrganisationId
    secret: str
    token: int

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/scim+json", **more}

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return await self.live.http.request(
            method, f"/scim/v2{path}", json=body, headers=self.headers(**headers), timeout=30
        )

    async def settle(self) -> None:
        """All that waits has reached staff."""
        while await self.live.server.messenger.jobs.once():
            pass

    async def user(self, login: str, **more: Any) -> Json:
        answer = await self.call("POST", "/Users", user(login, **more))
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    async def group(self, name: str, *members: Json, **more: Any) -> Json:
        body = {"schemas": [GROUP], "displayName": name, "members": [{"value": one["id"]} for one in members], **more}
        answer = await self.call("POST", "/Groups", body)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    async def patch(self, path: str, *operations: Json, **headers: str) -> httpx.Response:
        return await self.call("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers)

    async def bulk(self, *operations: Json, **more: Any) -> httpx.Response:
        return await self.call("POST", "/Bulk", {"schemas": [BULK], "Operations": list(operations), **more})


def post(bulk: str, path: str, data: Json) -> Json:
    return {"method": "POST", "bulkId": bulk, "path": path, "data": data}


def user(login: str, **more: Any) -> Json:
    """A user as a directory tells him; `login` is the userName."""
    place = {key: more.pop(key) for key in ("division", "department", "employeeNumber", "manager") if key in more}
    body: Json = {"schemas": [USER], "userName": login, **more}
    if place:
        body |= {"schemas": [USER, ENTERPRISE], ENTERPRISE: place}
    return body


async def town(live: Live, *, applies: bool = True) -> ScimTown:
    """Jobs are done when a test says so, not beside it. `applies`: as if the first plan had been applied already."""
    await live.server.messenger.jobs.stop()
    head = await live.person("Орлова Нина Павловна", administrator=True)
    organisation = OrganisationId((await head.ask("create_organisation", name=HALL))["organisation"])
    made = await head.ask("make_scim_token", organisation=organisation, label="Каталог города")
    if applies:
        await live.database.execute("UPDATE sources_scim SET applies = true")
    return ScimTown(live, head, organisation, made["secret"], made["token"])
