"""The external tester of the scim2 project against a real server on a real port: nothing may fail."""

from __future__ import annotations

import asyncio

import httpx2
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

from tests.sources.town import town
from tests.support.live import Live


async def test_the_tester_of_the_scim2_project_finds_nothing(live: Live) -> None:
    there = await town(live)

    def check() -> list[tuple[str, str, str]]:
        with httpx2.Client(
            base_url=f"http://127.0.0.1:{live.port}/scim/v2", headers={"Authorization": f"Bearer {there.secret}"}
        ) as http:
            results = check_server(SyncSCIMClient(http))
        done = [one for one in results if one.status is Status.SUCCESS]
        assert len(done) > 50, f"only {len(done)} checks ran"
        return [
            (str(one.title), str(one.status), str(one.reason))
            for one in results
            if one.status not in (Status.SUCCESS, Status.SKIPPED)
        ]

    assert "\n".join(map(str, await asyncio.to_thread(check))) == ""
