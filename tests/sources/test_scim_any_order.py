"""Whatever a client repeats, sends late or packs together: the same users, groups and staff come out."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from tests.sources.test_scim_staff import jobs_of
from tests.sources.town import GROUP, PATCH, Json, ScimTown, post, town, user
from tests.support.live import Live

USERS, GROUPS = 3, 2
RUN = count()


@pytest.fixture
async def there(live: Live) -> ScimTown:
    return await town(live)


class Put(Struct, frozen=True):
    """A user as he stands now. `late`: made from a version that is no more."""

    who: int
    title: str
    department: str
    active: bool
    late: bool = False


class Member(Struct, frozen=True):
    group: int
    who: int
    comes: bool


Step = Put | Member
STEPS = st.lists(
    st.tuples(
        st.builds(
            Put,
            st.integers(0, USERS - 1),
            st.sampled_from(["Юрист", "Инженер"]),
            st.sampled_from(["Отдел дорог", "Приёмная"]),
            st.booleans(),
            st.booleans(),
        )
        | st.builds(Member, st.integers(0, GROUPS - 1), st.integers(0, USERS - 1), st.booleans()),
        st.integers(1, 2),  # how often it is sent
        st.booleans(),  # in a Bulk
    ),
    min_size=3,
    max_size=7,
)


class Client:
    """A directory, and what it should find here afterwards."""

    def __init__(self, there: ScimTown) -> None:
        self.there = there
        self.mark = next(RUN)
        self.stands = [Put(who, "Юрист", "Приёмная", active=True) for who in range(USERS)]
        self.members: list[set[int]] = [set() for _ in range(GROUPS)]
        self.users: list[str] = []
        self.groups: list[str] = []

    def name(self, who: int) -> str:
        return f"Человек {self.mark}-{who}"

    def user(self, stands: Put) -> Json:
        return user(
            f"u{self.mark}-{stands.who}",
            displayName=self.name(stands.who),
            title=stands.title,
            active=stands.active,
            department=stands.department,
        )

    def group(self, number: int) -> Json:
        members = [{"value": self.users[who]} for who in sorted(self.members[number])]
        return {"schemas": [GROUP], "displayName": f"Список {self.mark}-{number}", "members": members}

    async def begin(self) -> None:
        """All at once, the groups before those who will be in them; and once more, which makes nobody twice."""
        groups = [post(f"g{number}", "/Groups", self.group(number)) for number in range(GROUPS)]
        people = [post(f"u{one.who}", "/Users", self.user(one)) for one in self.stands]
        made = (await self.there.bulk(*groups, *people)).json()["Operations"]
        numbers = [one["location"].rsplit("/", 1)[1] for one in made]
        self.groups, self.users = numbers[:GROUPS], numbers[GROUPS:]
        # Each round is a day of its own: many leavers of one day would wait for an administrator.
        await self.there.live.database.execute("DELETE FROM directory_leavers")
        again = (await self.there.bulk(*people)).json()["Operations"]
        assert {one["status"] for one in again} == {"409"}

    def request(self, step: Step) -> tuple[str, str, Json, str]:
        """Method, path, body, and the version that it was made from."""
        if isinstance(step, Put):
            return "PUT", f"/Users/{self.users[step.who]}", self.user(step), 'W/"0"' if step.late else ""
        who = self.users[step.who]
        operation: Json = (
            {"op": "add", "path": "members", "value": [{"value": who}]}
            if step.comes
            else {"op": "remove", "path": f'members[value eq "{who}"]'}
        )
        body: Json = {"schemas": [PATCH], "Operations": [operation]}
        return "PATCH", f"/Groups/{self.groups[step.group]}", body, ""

    async def send(self, step: Step, *, bulk: bool) -> None:
        method, path, body, version = self.request(step)
        if bulk:
            operation = {"method": method, "path": path, "data": body} | ({"version": version} if version else {})
            status = int((await self.there.bulk(operation)).json()["Operations"][0]["status"])
        else:
            headers = {"If-Match": version} if version else {}
            status = (await self.there.call(method, path, body, **headers)).status_code
        assert status in ((412,) if version else (200, 204)), (step, status)

    def learn(self, step: Step) -> None:
        if isinstance(step, Member):
            (self.members[step.group].add if step.comes else self.members[step.group].discard)(step.who)
        elif not step.late:
            self.stands[step.who] = step

    async def seen(self) -> dict[str, Any]:
        """What is here: versions, who is in which list, who works where."""
        rows = await self.there.live.database.fetch(
            "SELECT id, version, active FROM sources_resources WHERE id = ANY($1::bigint[]) ORDER BY id",
            [int(number) for number in (*self.users, *self.groups)],
        )
        lists = await self.there.live.database.fetch(
            "SELECT group_id, member_id FROM sources_members WHERE group_id = ANY($1::bigint[]) ORDER BY 1, 2",
            [int(number) for number in self.groups],
        )
        await self.there.settle()
        jobs = {
            name: job for name, job in (await jobs_of(self.there)).items() if name.startswith(f"Человек {self.mark}-")
        }
        return {
            "kept": [(row["id"], row["version"], row["active"]) for row in rows],
            "lists": [(row["group_id"], row["member_id"]) for row in lists],
            "jobs": jobs,
        }


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, order=st.permutations(range(USERS + GROUPS)))
async def test_the_same_comes_out(there: ScimTown, steps: list[tuple[Step, int, bool]], order: list[int]) -> None:
    client = Client(there)
    await client.begin()
    for step, times, bulk in steps:
        for _ in range(times):
            await client.send(step, bulk=bulk)
        client.learn(step)
    seen = await client.seen()
    lists = [
        (int(client.groups[number]), int(client.users[who]))
        for number in range(GROUPS)
        for who in client.members[number]
    ]
    assert seen["lists"] == sorted(lists)
    assert seen["jobs"] == {client.name(one.who): (one.department, one.title) for one in client.stands if one.active}

    # All of it told once more in another order, one by one and packed together: nothing is new.
    whole = [(f"/Users/{client.users[one.who]}", client.user(one)) for one in client.stands]
    whole += [(f"/Groups/{client.groups[number]}", client.group(number)) for number in range(GROUPS)]
    await there.bulk(*({"method": "PUT", "path": whole[at][0], "data": whole[at][1]} for at in order))
    for at in reversed(order):
        assert (await there.call("PUT", *whole[at])).status_code == 200
    assert await client.seen() == seen
