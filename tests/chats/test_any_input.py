"""Whatever the schema lets in is answered or refused by a known code; nothing breaks."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import inspect

from tests.chats.test_routes import COMMANDS, table
from tests.chats.world import World, me
from veche.ground.errors import VecheError
from veche.ground.ids import MAX_ID

TEXT = st.text(st.characters(exclude_categories=[]), max_size=30)
KNOWN = st.sampled_from(["chat", "link", "anna", "boris", "vera"])
"""Names of what is there; put in for a number when the request is sent."""


def values(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """Values of a field's type, within the limits that the schema names."""
    match kind:
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType(ge=low, le=high):
            return KNOWN | st.integers(low or 0, MAX_ID if high is None else high)
        case inspect.StrType(min_length=least):
            return (TEXT | st.sampled_from(["code", "1.2.3", "0.0.0"])).filter(lambda text: len(text) >= (least or 0))
        case inspect.LiteralType(values=choices):
            return st.sampled_from(choices)
        case inspect.ListType(item_type=item):
            return st.lists(values(item), min_size=1, max_size=4)
        case inspect.UnionType(types=kinds):
            return st.one_of([values(one) for one in kinds])
        case inspect.NoneType():
            return st.none()
        case inspect.Metadata(type=inner):
            return values(inner)
        case inspect.StructType(cls=inner):
            return requests(inner)
    raise TypeError(kind)


def requests(request: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    described = inspect.type_info(request)
    assert isinstance(described, inspect.StructType)
    needed = {field.encode_name: values(field.type) for field in described.fields if field.required}
    further = {field.encode_name: values(field.type) for field in described.fields if not field.required}
    return st.fixed_dictionaries(needed, optional=further)


def filled(value: Any, names: dict[str, int | str]) -> Any:
    """The value with names of what is there put in."""
    if isinstance(value, list):
        return [filled(one, names) for one in value]
    if isinstance(value, dict):
        return {key: filled(one, names) for key, one in value.items()}
    return names.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", COMMANDS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_nothing_breaks(world: World, name: str, data: st.DataObject) -> None:
    anna, boris, vera = await world.people(3)
    chat = await world.group(anna, boris)
    link, code = await world.chats.inviting.create_link(anna, chat, approval=True)
    await world.chats.inviting.join(vera, code)
    names: dict[str, int | str] = {
        "chat": int(chat),
        "link": int(link.id),
        "anna": me(anna),
        "boris": me(boris),
        "vera": me(vera),
        "code": code,
    }
    command = table(world)[name]
    fields = data.draw(requests(command.request))
    asker = data.draw(st.sampled_from([anna, boris, vera]))
    try:
        request = msgspec.convert({key: filled(value, names) for key, value in fields.items()}, command.request)
    except msgspec.ValidationError:
        return  # a name stood for a number of a smaller range
    refused = ""
    try:
        answer = await command.run(asker, request)
        assert msgspec.json.decode(msgspec.json.encode(answer), type=command.answer) == answer
    except VecheError as error:
        refused = error.code
    assert not refused or refused in command.errors, "a code that is not declared"
