"""Writes docs/reference/socket.md from the commands and events in the code: `./dev reference`."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
from msgspec import Struct

# Also as a plain script: the folder above is where `veche` is found.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from veche.app import Messenger, Site
from veche.bots.wire.pressing import EVENTS as BOT_EVENTS
from veche.ground.bus import MemoryBus
from veche.ground.clock import Clock
from veche.ground.commands import Command, OpenCommand
from veche.ground.config import Settings
from veche.ground.ids import Ids
from veche.media.wire import EVENTS as MEDIA_EVENTS
from veche.messages.wire import EVENTS as MESSAGE_EVENTS
from veche.notices.wire import EVENTS as NOTICE_EVENTS
from veche.rollout.wire import EVENTS as ROLLOUT_EVENTS
from veche.trust.wire import EVENTS as TRUST_EVENTS

EVENTS = (*MESSAGE_EVENTS, *MEDIA_EVENTS, *NOTICE_EVENTS, *TRUST_EVENTS, *BOT_EVENTS, *ROLLOUT_EVENTS)
PAGE = Path(__file__).resolve().parent.parent / "docs/reference/socket.md"
Schema = dict[str, Any]
AnyCommand = Command[Any, Any] | OpenCommand[Any, Any]

HEAD = """# The socket

*Made from the code by `./dev reference`; a test compares it. The same commands exist over HTTP as `POST /api/NAME`,
described by OpenAPI at `/api/openapi.json`.*

`/socket` takes JSON text frames. Ids are integers below 2^53, times are milliseconds since 1970 UTC, offsets in text
count UTF-16 code units. A field that is absent has its default.

**Signing in.** A session cookie with an `Origin` of our own, or `Authorization: Bearer TOKEN`, or as the first frame
`{"id":1,"cmd":"hello","token":"TOKEN"}`. The server then says `welcome`. A browser may hold sessions of several people,
a cookie `veche_session_<person>` each: `/socket?account=<person>` says whose is meant (over HTTP the header
`Veche-Account`, or `?account=` too), and a session of anybody else is refused. With `?lang=ru` or `?lang=en` the texts
of this socket come in that language, else in the one that the person chose.

**Asking.** `{"id":7,"cmd":"NAME",…fields}` is answered by `{"re":7,"ok":{…}}` or
`{"re":7,"error":{"code":"…","text":"…","details":{…},"retry_after":2}}`. Programs go by `code`; `text` is for people,
in their language. Answers come in the order in which they are ready, so several commands may be under way at once.

**Hearing.** Frames with `ev` come by themselves. An event about a message carries its whole current state and the
chat's `version`: keep the row with the higher version, whichever way it came.

**Coming back.** Every chat and every actor is a space with a counter; each change takes the next number. A client
keeps the last version of each space that it knows. After a break it asks `sync` and gets the rows that changed, in
pages, never everything. A version that is more than one above the known one means that something was missed: ask
`changes`. `resync` says the same about everything: the connection was too slow and lost events.

**Once.** `cid` names a message before it has a number. Repeating `send_message` with the same `cid` sends nothing
twice and answers with the first result and `duplicate`; the same `cid` with another text is an error.

**As whom.** `as` is the actor in whose name something is done: oneself (the default) or a post that one holds at that
moment.
"""


def commands() -> list[AnyCommand]:
    """All commands, from a messenger that is put together and never started."""
    clock = Clock()
    ground = SimpleNamespace(db=None, bus=MemoryBus(), ids=Ids(clock), clock=clock, settings=Settings())
    messenger = Messenger(cast(Any, ground), site=Site())
    return cast(list[AnyCommand], list(messenger.commands))


def kind(schema: Schema) -> str:
    """A type in a few words."""
    if "$ref" in schema:
        name = shown(_name(schema))
        return f"[{name}](#{name.lower().replace('.', '')})"
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(kind(one) for one in schema[key]))
    if "enum" in schema:
        return " or ".join(f"`{one}`" for one in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "prefixItems" in schema:
        return "list of " + ", then ".join(kind(one) for one in schema["prefixItems"])
    if schema.get("type") == "array":
        most = f" (at most {schema['maxItems']})" if "maxItems" in schema else ""
        return f"list of {kind(schema.get('items', {}))}{most}"
    words = {"boolean": "yes or no", "string": "text", "null": "null", "object": "map", "integer": "integer"}
    return words.get(schema.get("type", ""), "anything") + _limits(schema)


def _limits(schema: Schema) -> str:
    if "maxLength" in schema:
        return f", at most {schema['maxLength']} characters"
    if schema.get("type") == "integer" and "maximum" in schema and schema["maximum"] < 1 << 52:
        return f" from {schema.get('minimum', 0)} to {schema['maximum']}"
    return ""


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[-1]


def shown(name: str) -> str:
    """The name of a shape; where two domains use the same one, with the domain."""
    parts = name.split(".")
    return f"{parts[1]}.{parts[-1]}" if len(parts) > 2 else name


def fields(schema: Schema) -> list[str]:
    """The fields of a shape as the rows of a table."""
    rows = []
    for name, one in schema.get("properties", {}).items():
        needed = "needed" if name in schema.get("required", []) else _default(one)
        rows.append(f"| `{name}` | {kind(one)} | {needed} |")
    return rows


def _default(schema: Schema) -> str:
    if schema.get("default") in (None, [], {}, ""):
        return "may be absent"
    return f"absent means `{msgspec.json.encode(schema['default']).decode()}`"


def table(rows: list[str]) -> list[str]:
    return ["| field | what | |", "| --- | --- | --- |", *rows, ""] if rows else ["No fields.", ""]


def frame(value: object) -> list[str]:
    """An example as a line of JSON."""
    return ["```json", msgspec.json.encode(value).decode(), "```"]


class Shapes:
    """Every shape by the type that it belongs to."""

    def __init__(self, types: list[type]) -> None:
        refs, self.schemas = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
        self._names = {kind: _name(ref) for kind, ref in zip(types, refs, strict=True)}

    def of(self, kind: type) -> Schema:
        schema: Schema = self.schemas[self._names[kind]]
        return schema

    def name(self, kind: type) -> str:
        return self._names[kind]


def command_section(command: AnyCommand, shapes: Shapes) -> list[str]:
    """What one command takes, answers and refuses."""
    over_http = isinstance(command, OpenCommand) or not command.socket
    lines = [f"### {command.name}", "", command.summary + (" *Over HTTP only.*" if over_http else ""), ""]
    lines += table(fields(shapes.of(command.request)))
    example = msgspec.to_builtins(command.example)
    lines += frame(example if over_http else {"id": 7, "cmd": command.name, **example})
    answer = msgspec.to_builtins(command.answer_example)
    lines += ["", f"Answer: {kind({'$ref': shapes.name(command.answer)})}", ""]
    lines += frame(answer if over_http else {"re": 7, "ok": answer})
    if command.errors:
        lines += ["", "Errors: " + ", ".join(f"`{code}`" for code in command.errors)]
    return [*lines, ""]


def event_section(event: type[Struct], shapes: Shapes) -> list[str]:
    """What one event says."""
    said = " ".join((event.__doc__ or "").split())
    rows = [row for row in fields(shapes.of(event)) if not row.startswith("| `ev`")]
    return [f"### {event.__struct_config__.tag}", "", said, "", *table(rows)]


def socket_page() -> str:
    """The whole page."""
    asked = commands()
    types: list[type] = [one for command in asked for one in (command.request, command.answer)]
    shapes = Shapes(list(dict.fromkeys([*types, *EVENTS])))
    lines = [HEAD]
    for tag in dict.fromkeys(command.tag for command in asked):
        lines += [f"## Commands: {tag}", ""]
        for command in asked:
            if command.tag == tag:
                lines += command_section(command, shapes)
    lines += ["## Events", ""]
    for event in EVENTS:
        lines += event_section(event, shapes)
    lines += ["### signed_out", "", "The session has ended (`reason`); the server closes the connection.", ""]
    lines += ["### resync", "", "Events were dropped because this connection read too slowly. Ask `sync`.", ""]
    lines += ["## Shapes", ""]
    told = {shapes.name(one) for one in [*(command.request for command in asked), *EVENTS]}
    for name, schema in sorted(shapes.schemas.items(), key=lambda one: shown(one[0])):
        if name not in told:
            said = " ".join(str(schema.get("description", "")).split())
            lines += [f"### {shown(name)}", "", *([said, ""] if said else []), *table(fields(schema))]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(socket_page(), "utf-8")


if __name__ == "__main__":
    main()
