"""The HTTP API against its own OpenAPI document: every operation fuzzed on a live server, and the document itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import hypothesis
import msgspec
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema_rs import validator_for
from schemathesis.checks import not_a_server_error
from schemathesis.core.errors import SchemathesisError
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.live import Live, Someone
from veche.ground.i18n import Texts

Json = dict[str, Any]
EXAMPLES = 15
"""Per operation: half are as the schema says, half break it somewhere."""
NOT_YET = ("private", "recorded")
NAMES = {
    "chat": "chat",
    "from_chat": "chat",
    "actor": "actor",
    "actors": "actor",
    "with": "actor",
    "members": "actor",
    "person": "person",
    "organisation": "organisation",
    "unit": "unit",
    "parent": "unit",
    "post": "post",
    "seq": "seq",
    "seqs": "seq",
    "reply_to": "seq",
}
"""Fields that name something → what it is: numbers made up by chance would never meet anything that exists."""


class World:
    """A town small enough for random numbers to meet each other."""

    def __init__(self, live: Live, chief: Someone) -> None:
        self.live, self.chief = live, chief
        self.pools: dict[str, list[int]] = {}

    async def build(self) -> None:
        chief, live = self.chief, self.live
        anna, boris = await live.person(), await live.person()
        organisation = (await chief.ask("create_organisation", name="Администрация"))["organisation"]
        unit = (await chief.ask("create_unit", organisation=organisation, name="Отдел"))["unit"]
        post = (await chief.ask("create_post", unit=unit, title="Начальник"))["post"]
        await chief.ask("appoint", post=post, person=chief.id)
        group = await live.group(chief, anna, boris)
        channel = (await chief.ask("create_channel", title="Новости", members=[anna.id]))["chat"]["id"]
        chats = [group, channel, await live.dialog(chief, anna), await live.dialog(chief, chief)]
        for chat in chats:
            for number in range(3):
                await chief.ask("send_message", chat=chat, cid=f"{number}", text="Слово")
        self.pools = {
            "chat": chats,
            "actor": [chief.id, anna.id, boris.id, post],
            "person": [anna.id, boris.id],
            "organisation": [organisation],
            "unit": [unit],
            "post": [post],
            "seq": [1, 2, 3, 4],
        }

    def places(self, body: Any) -> list[tuple[Any, Any, str]]:
        """Where in a body something that exists could be named."""
        if not isinstance(body, dict):
            return []
        found: list[tuple[Any, Any, str]] = []
        for name, value in body.items():
            kind = NAMES.get(name)
            if kind and isinstance(value, int):
                found.append((body, name, kind))
            elif kind and isinstance(value, list):
                found += [(value, place, kind) for place, one in enumerate(value) if isinstance(one, int)]
            elif name in ("actors", "chats") and isinstance(value, list):  # sync
                found += [(one, "id", name[:-1]) for one in value if isinstance(one, dict) and "id" in one]
        return found


async def test_every_operation_keeps_to_the_document(live: Live) -> None:
    chief = await live.person(administrator=True)
    world = World(live, chief)
    await world.build()
    address = f"http://127.0.0.1:{live.port}"
    schema = await asyncio.to_thread(schemathesis.openapi.from_url, f"{address}/api/openapi.json")
    operations: list[Any] = []
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operations.append(result.ok())
    assert len(operations) > 50
    answers: dict[int, int] = {}
    for operation in operations:
        # Some operations end the session that asks: each has one of its own.
        device = await chief.another_device()
        await asyncio.to_thread(fuzz, operation, world, device.token, answers)
    assert answers[200] > len(operations), answers
    assert live.database.queries  # it was this server


def fuzz(operation: Any, world: World, token: str, answers: dict[int, int]) -> None:
    """Random bodies to one operation; raises what a check found."""
    address = f"http://127.0.0.1:{world.live.port}"
    modes = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]
    cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))

    @hypothesis.seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases, st.data())
    def attempt(case: Any, data: st.DataObject) -> None:
        for place, key, kind in world.places(case.body):
            place[key] = data.draw(st.sampled_from(world.pools[kind]))
        response = case.call(base_url=address, headers={"Authorization": f"Bearer {token}"})
        answers[response.status_code] = answers.get(response.status_code, 0) + 1
        checks = [status_code_conformance, content_type_conformance, response_schema_conformance]
        if response.status_code == 501:
            assert case.body["mode"] in NOT_YET
        else:
            checks.append(not_a_server_error)
        if response.status_code != 405:  # it tries other methods too
            case.validate_response(response, checks=checks)

    attempt()


def nodes(document: Any) -> Iterator[Json]:
    """Every object of a document."""
    if isinstance(document, dict):
        yield document
        for value in document.values():
            yield from nodes(value)
    elif isinstance(document, list):
        for value in document:
            yield from nodes(value)


async def test_the_document_is_openapi_and_its_examples_are_true(live: Live) -> None:
    document: Json = (await live.http.get("/api/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    try:
        schemathesis.openapi.from_dict(document).validate()
    except SchemathesisError as error:
        raise AssertionError(str(error)) from error
    schemas = document["components"]["schemas"]
    for node in nodes(document):
        if isinstance(reference := node.get("$ref"), str):
            assert reference.removeprefix("#/components/schemas/") in schemas, reference
    commands = {f"/api/{command.name}": command for command in live.server.messenger.commands}
    assert document["paths"].keys() == commands.keys()
    english, russian = Texts(), Texts()
    for path, command in commands.items():
        operation = document["paths"][path]["post"]
        assert operation["operationId"] == command.name
        assert operation["summary"], path
        for content, kind in (
            (operation["requestBody"]["content"], command.request),
            (operation["responses"]["200"]["content"], command.answer),
        ):
            body = content["application/json"]
            msgspec.json.decode(msgspec.json.encode(body["example"]), type=kind)  # raises if it is not one
            checker = validator_for({**body["schema"], "components": document["components"]})
            errors = [error.message for error in checker.iter_errors(body["example"])]
            assert not errors, (path, errors)
        failure = operation["responses"]["default"]["content"]["application/json"]["example"]["error"]
        codes = operation["x-error-codes"]
        assert len(codes) == len(set(codes)), path
        for code in codes:
            assert english.say(code, locale="en") != russian.say(code, locale="ru"), code
            assert f"`{code}`" in operation["responses"]["default"]["description"]
        assert failure["text"]
