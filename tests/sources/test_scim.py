"""SCIM as directories really speak it: repeats, wrong order, dialects, limits, and who may."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sources.town import BULK, ENTERPRISE, GROUP, PATCH, USER, ScimTown, post, town, user
from tests.support.live import Live, Refusal

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
# In a second work tree the folder stands one higher.
SHARED = SHARED if SHARED.is_dir() else SHARED.parents[1] / "shared"
EXAMPLES = SHARED / "data/directory/scim"
Json = dict[str, Any]
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


@pytest.fixture
async def there(live: Live) -> ScimTown:
    return await town(live)


async def versions(there: ScimTown) -> dict[int, int]:
    rows = await there.live.database.fetch("SELECT id, version FROM sources_resources WHERE NOT gone")
    return {row["id"]: row["version"] for row in rows}


async def test_a_client_that_repeats_itself_changes_nothing_twice(there: ScimTown) -> None:
    first = await there.user(
        "sokolova.ap", title="Начальник отдела", externalId="1001", department="Отдел благоустройства"
    )
    again = await there.call("POST", "/Users", user("Sokolova.AP", externalId="1001"))
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness"), "letter case makes no other person"
    place = f"/Users/{first['id']}"
    group = await there.group("Руководители", first)
    before = await versions(there)

    for _ in range(2):
        same = await there.call(
            "PUT",
            place,
            user("sokolova.ap", title="Начальник отдела", externalId="1001", department="Отдел благоустройства"),
        )
        assert (same.status_code, same.headers["etag"]) == (200, 'W/"1"')
        assert (
            await there.patch(place, {"op": "replace", "path": "title", "value": "Начальник отдела"})
        ).status_code == 204
        added = {"op": "add", "path": "members", "value": [{"value": first["id"]}]}
        assert (await there.patch(f"/Groups/{group['id']}", added)).status_code == 204
    assert await versions(there) == before

    for _ in range(2):
        assert (await there.patch(place, {"op": "replace", "value": {"active": False}})).status_code == 204
    assert (await versions(there))[int(first["id"])] == 2
    assert (await there.call("DELETE", place)).status_code == 204
    assert (await there.call("DELETE", place)).status_code == 404
    assert (await there.patch(place, {"op": "replace", "value": {"active": True}})).status_code == 404, (
        "what is gone stays gone"
    )
    assert (await there.call("GET", f"/Groups/{group['id']}")).json().get("members") is None
    acts = [
        row["act"]
        for row in await there.live.database.fetch(
            "SELECT act FROM ground_audit WHERE act LIKE 'sources.scim%' ORDER BY id"
        )
    ]
    assert acts == ["sources.scim_create"] * 2 + ["sources.scim_change", "sources.scim_delete"]


async def test_requests_in_the_wrong_order_leave_no_mixture(there: ScimTown) -> None:
    made = await there.user("belov.ii", title="Специалист")
    place, old = f"/Users/{made['id']}", made["meta"]["version"]
    newer = await there.call("PUT", place, user("belov.ii", title="Ведущий специалист"), **{"If-Match": old})
    assert newer.status_code == 200
    late = await there.call("PUT", place, user("belov.ii", title="Специалист"), **{"If-Match": old})
    assert (late.status_code, late.json()["schemas"]) == (412, [ERROR])
    assert (await there.call("GET", place)).json()["title"] == "Ведущий специалист"
    assert (await there.call("GET", place, **{"If-None-Match": newer.headers["etag"]})).status_code == 304

    early = await there.call(
        "POST",
        "/Groups",
        {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "displayName": "Совет",
            "members": [{"value": "99999"}],
        },
    )
    assert (early.status_code, early.json()["scimType"]) == (400, "invalidValue"), "a member who is not there yet"
    listed = await there.call("GET", "/Groups")
    assert listed.json()["totalResults"] == 0, "and no half of the group"


async def test_many_requests_in_one(there: ScimTown) -> None:
    """RFC 7644 §3.7: references between them in any order, a circle refused, and how many errors are too many."""
    config = (await there.call("GET", "/ServiceProviderConfig")).json()["bulk"]
    assert (config["supported"], config["maxOperations"], config["maxPayloadSize"]) == (True, 1_000, 2_000_000)
    team: Json = {"schemas": [GROUP], "displayName": "Дороги", "members": [{"value": "bulkId:anna"}]}
    done = (await there.bulk(post("team", "/Groups", team), post("anna", "/Users", user("anna")))).json()
    assert [one["status"] for one in done["Operations"]] == ["201", "201"], done
    first, second = (one["location"].rsplit("/", 1)[1] for one in done["Operations"])
    assert [one["value"] for one in (await there.call("GET", f"/Groups/{first}")).json()["members"]] == [second]

    circle = [
        post(name, "/Groups", {"schemas": [GROUP], "displayName": name, "members": [{"value": f"bulkId:{other}"}]})
        for name, other in (("a", "b"), ("b", "a"))
    ]
    refused = (await there.bulk(*circle)).json()["Operations"]
    assert {one["status"] for one in refused} == {"409"}, refused
    before = await versions(there)
    assert len(before) == 2, "no half of the circle"

    wrong = [{"method": "DELETE", "path": f"/Users/{number}"} for number in (1, 2)]
    change = {"method": "PATCH", "path": f"/Users/{second}", "data": {"schemas": [PATCH], "Operations": [
        {"op": "replace", "path": "title", "value": "Юрист"}]}}  # fmt: skip
    stopped = (await there.bulk(*wrong, change, failOnErrors=2)).json()["Operations"]
    assert [one["status"] for one in stopped] == ["404", "404"], "after the second one it stops"
    assert await versions(there) == before
    went_on = (await there.bulk(*wrong, change)).json()["Operations"]
    assert [one["status"] for one in went_on] == ["404", "404", "200"]


async def test_found_sorted_and_paged(there: ScimTown) -> None:
    names = ["Яковлева Анна", "Ёлкин Пётр", "белов иван", "Абрамова Ольга", "Белова Ирина"]
    for number, name in enumerate(names):
        await there.user(
            f"person{number}", displayName=name, title="Инженер" if number % 2 else "Мастер", externalId=f"Т-{number}"
        )

    async def found(**query: str) -> list[str]:
        answer = await there.live.http.get("/scim/v2/Users", params=query, headers=there.headers())
        assert answer.status_code == 200, answer.text
        return [one["userName"] for one in answer.json().get("Resources", ())]

    assert await found(filter='userName eq "PERSON3"') == ["person3"]
    assert await found(filter='externalId eq "Т-1"') == ["person1"]
    assert await found(filter='externalId eq "т-1"') == [], "an external id is exact"
    assert await found(filter='title eq "инженер" and not (userName eq "person1")') == ["person3"]
    assert await found(filter='displayName sw "Бел" or displayName co "ольга"') == ["person2", "person3", "person4"]
    assert await found(sortBy="displayName") == ["person3", "person2", "person4", "person0", "person1"]
    assert await found(sortBy="userName", sortOrder="descending", startIndex="2", count="2") == ["person3", "person2"]
    assert await found(startIndex="4", count="10") == ["person3", "person4"]
    assert await found(count="0") == []
    group = await there.group(
        "Совет", {"id": (await there.call("GET", '/Users?filter=userName eq "person1"')).json()["Resources"][0]["id"]}
    )
    member = group["members"][0]["value"]
    answer = await there.call("GET", f'/Groups?filter=members[value eq "{member}"]&excludedAttributes=members')
    assert [(one["displayName"], one.get("members")) for one in answer.json()["Resources"]] == [("Совет", None)]
    assert (await there.call("GET", f"/Users/{member}")).json()["groups"][0]["display"] == "Совет"
    searched = await there.call(
        "POST",
        "/.search",
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
            "filter": 'displayName co "о"',
            "count": 3,
        },
    )
    assert (searched.json()["totalResults"], len(searched.json()["Resources"])) == (5, 3)


async def test_the_dialect_of_entra(there: ScimTown) -> None:
    """What Microsoft's directory sends: capital letters in op, booleans as text, paths with filters that match nothing,
    attributes that we do not have, removal by value."""
    made = await there.user(
        "kozlov@hall.example",
        name={"familyName": "Козлов", "givenName": "Артём"},
        addresses=[{"locality": "Верхнеозёрск"}],
        password="тайна",
        **{"urn:example:unknown": {"x": 1}},
    )
    place = f"/Users/{made['id']}"
    done = await there.patch(
        place,
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "kozlov@hall.example"},
        {"op": "Replace", "path": f"{ENTERPRISE}:department", "value": "Отдел ИТ"},
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "Add", "path": 'addresses[type eq "work"].country', "value": "RU"},
    )
    assert done.status_code == 204, done.text
    now = (await there.call("GET", place)).json()
    assert (now["emails"][0]["value"], now[ENTERPRISE]["department"], now["active"]) == (
        "kozlov@hall.example",
        "Отдел ИТ",
        False,
    )
    kept = await there.live.database.fetchval("SELECT doc::text FROM sources_resources")
    assert not [word for word in ("тайна", "Верхнеозёрск", "unknown") if word in kept]
    group = await there.group("Отдел ИТ", made)
    gone = await there.patch(
        f"/Groups/{group['id']}", {"op": "Remove", "path": "members", "value": [{"value": made["id"]}]}
    )
    assert gone.status_code == 204
    assert (await there.call("GET", f"/Groups/{group['id']}")).json().get("members") is None


async def test_only_with_a_token_and_only_in_its_organisation(there: ScimTown) -> None:
    made = await there.user("anna")
    assert (await there.live.http.get("/scim/v2/ServiceProviderConfig")).status_code == 200, (
        "before anybody has a token"
    )
    for wrong in (
        "",
        "Bearer",
        "Bearer veche-scim-nobody",
        "Basic YTpi",
        f"Bearer {there.head.token}",
        f"Bearer {there.secret}x",
    ):
        answer = await there.live.http.get("/scim/v2/Users", headers={"Authorization": wrong})
        assert (answer.status_code, answer.json()["schemas"], answer.headers["www-authenticate"]) == (
            401,
            [ERROR],
            'Bearer realm="SCIM"',
        )

    other = await there.head.ask("create_organisation", name="Школа № 4")
    foreign = await there.head.ask("make_scim_token", organisation=other["organisation"], label="Школа")
    theirs = ScimTown(there.live, there.head, there.organisation, foreign["secret"], foreign["token"])
    for method in ("GET", "DELETE"):
        assert (await theirs.call(method, f"/Users/{made['id']}")).status_code == 404
    assert (await theirs.call("GET", "/Users")).json()["totalResults"] == 0
    into = await theirs.call(
        "POST",
        "/Groups",
        {
            "displayName": "Чужие",
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "members": [{"value": made["id"]}],
        },
    )
    assert into.status_code == 400

    anna = await there.live.person("Анна")
    for command, fields in (
        ("make_scim_token", {"organisation": there.organisation, "label": "x"}),
        ("revoke_scim_token", {"token": there.token}),
    ):
        with pytest.raises(Refusal, match="administrators_only"):
            await anna.ask(command, **fields)
    await there.head.ask("revoke_scim_token", token=there.token)
    assert (await there.call("GET", "/Users")).status_code == 401
    stored = await there.live.database.fetch("SELECT t::text AS row FROM sources_tokens t")
    assert all(
        there.secret not in row["row"] and there.secret.removeprefix("veche-scim-") not in row["row"] for row in stored
    )


HOSTILE: list[tuple[str, str, Any, int, str | None]] = [
    ("POST", "/Users", b"{", 400, "invalidSyntax"),
    ("POST", "/Users", b"[" * 200_000, 400, "invalidSyntax"),
    ("POST", "/Users", b'{"x": "' + b"y" * 2_000_000 + b'"}', 413, None),
    ("POST", "/Users", user("nul\x00"), 400, "invalidValue"),
    ("POST", "/Users", user("long", title="ы" * 1_001), 400, "invalidValue"),
    ("POST", "/Users", user("many", emails=[{"value": f"a{n}@example.org"} for n in range(900)]), 400, "invalidValue"),
    ("POST", "/Users", {"schemas": [USER]}, 400, "invalidValue"),
    ("GET", "/Users?filter=" + "(" * 3000 + "title pr" + ")" * 3000, None, 400, "invalidFilter"),
    ("GET", "/Users?filter=title%20foo%20bar", None, 400, "invalidFilter"),
    ("GET", "/Users?" + "x" * 9_000, None, 414, None),
    ("PATCH", "/Users/1", {"schemas": [PATCH], "Operations": [{"op": "remove"}] * 1_001}, 400, "tooMany"),
    ("GET", "/Users/184467440737095516160", None, 404, None),
    ("GET", "/Users/..%2F..%2Fetc", None, 404, None),
    ("GET", "/Nothing", None, 404, None),
    ("POST", "/Bulk", {"schemas": [BULK], "Operations": [{"method": "DELETE", "path": "/Users/1"}] * 1_001}, 413, None),
    ("POST", "/Bulk", {"schemas": [BULK], "Operations": [{"method": "PATCH", "path": "/Users/1", "data": {
        "schemas": [PATCH], "Operations": [{"op": "remove", "path": "(" * 20}]}}]}, 400, "invalidFilter"),
    ("GET", "/Me", None, 501, None),
    ("DELETE", "/Users", None, 405, None),
]  # fmt: skip


async def test_what_nobody_should_send(there: ScimTown) -> None:
    """One server hears all of them, so it is also told that none of them harms what comes after."""
    for method, path, body, status, kind in HOSTILE:
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        answer = await there.live.http.request(method, f"/scim/v2{path}", content=content, headers=there.headers())
        asked = f"{method} {path[:60]} {str(body)[:60]}"
        assert (answer.status_code, answer.json().get("scimType")) == (status, kind), f"{asked}: {answer.text}"
        assert answer.json()["schemas"] == [ERROR], asked
        assert await versions(there) == {}, asked


async def test_too_fast(there: ScimTown, monkeypatch: pytest.MonkeyPatch) -> None:
    from veche.identity import Limit
    from veche.sources import model

    monkeypatch.setattr(model, "REQUESTS", Limit(name="scim_few", burst=2, seconds=60))
    codes = [(await there.call("GET", "/Users?count=0")).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    last = await there.call("GET", "/Users?count=0")
    assert last.json()["schemas"] == [ERROR]
    assert int(last.headers["retry-after"]) > 0


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="shared/data is not beside the project")
async def test_the_examples_of_the_rfc(there: ScimTown) -> None:
    ids = {}
    for name in ("8.1-user-minimal", "8.2-user-full", "8.3-enterprise_user"):
        body = json.loads((EXAMPLES / f"rfc7643-{name}.json").read_text("utf-8"))
        body["userName"] = f"{name}@example.com"
        made = await there.call("POST", "/Users", body)
        assert made.status_code == 201, made.text
        ids[name] = made.json()["id"]
        assert made.json().get("title") == body.get("title")
    answer = await there.call(
        "POST", "/Users", json.loads((EXAMPLES / "rfc7644-3.3-user-post_request.json").read_text("utf-8"))
    )
    assert answer.status_code == 201, answer.text
    person = f"/Users/{answer.json()['id']}"
    emails = json.loads((EXAMPLES / "rfc7644-3.5.2.1-patch_op-add_emails.json").read_text("utf-8"))
    patched = await there.call("PATCH", person, emails)
    assert patched.status_code in (200, 204), patched.text
    group = await there.group("Tour Guides", {"id": ids["8.1-user-minimal"]})
    removal = json.loads((EXAMPLES / "rfc7644-3.5.2.2-patch_op-remove_all_members.json").read_text("utf-8"))
    assert (await there.call("PATCH", f"/Groups/{group['id']}", removal)).status_code == 204
    assert (await there.call("GET", f"/Groups/{group['id']}")).json().get("members") is None
