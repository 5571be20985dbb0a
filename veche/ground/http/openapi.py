"""The OpenAPI 3.1 document, made from the table of commands (JSON Schema 2020-12 by msgspec)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from veche.ground.commands import Command, OpenCommand
from veche.ground.i18n import Texts
from veche.ground.socket.dispatch import Failure

_REF = "#/components/schemas/{name}"
EDGE_ERRORS = {
    401: ("signed_out",),
    403: ("foreign_origin",),
    404: (),
    405: ("wrong_method",),
    409: (),
    413: ("body_too_large",),
    422: ("bad_json", "bad_fields", "wrong_content_type"),
    423: (),
    429: ("too_many_requests",),
    500: ("broken",),
    501: (),
    503: ("unavailable",),
    507: (),
}


class Failed(msgspec.Struct):
    """The body of every answer that is not 200."""

    error: Failure


AnyCommand = Command[Any, Any] | OpenCommand[Any, Any]
Schemas = Mapping[type[msgspec.Struct], dict[str, Any]]
"""The reference to the schema of each type."""


def openapi_document(commands: Sequence[AnyCommand], texts: Texts, *, version: str) -> dict[str, Any]:
    """The whole document as plain data."""
    types: list[type[msgspec.Struct]] = list(
        dict.fromkeys([Failed, *(kind for one in commands for kind in (one.request, one.answer))])
    )
    # Two domains may call a shape by the same name: the generator then tells them apart, so its references are used.
    references, components = msgspec.json.schema_components(types, ref_template=_REF)
    schemas = dict(zip(types, references, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Veche",
            "version": version,
            "description": "Every command of the socket exists here as POST /api/<name>. Ids are integers below 2^53, "
            "times are milliseconds since 1970 UTC, offsets in text are UTF-16 code units.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in dict.fromkeys(command.tag for command in commands)],
        "paths": {f"/api/{command.name}": {"post": _operation(command, texts, schemas)} for command in commands},
        "components": {
            "schemas": components,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "veche_session_<person>"},
            },
        },
    }


def _operation(command: AnyCommand, texts: Texts, schemas: Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": command.name,
        "summary": command.summary,
        "tags": [command.tag],
        "requestBody": {"required": True, "content": _json(schemas[command.request], command.example)},
        "responses": {
            "200": {"description": "Done.", "content": _json(schemas[command.answer], command.answer_example)},
            "default": {
                "description": _errors(command, texts),
                "content": _json(schemas[Failed], _failure(command, texts)),
            },
        },
        "x-error-codes": list(command.errors),
    }
    if isinstance(command, Command):
        operation["security"] = [{"bearer": []}, {"cookie": []}]
    return operation


def _json(schema: dict[str, Any], example: msgspec.Struct) -> dict[str, Any]:
    return {
        "application/json": {
            "schema": schema,
            "example": msgspec.json.decode(msgspec.json.encode(example)),
        }
    }


def _errors(command: AnyCommand, texts: Texts) -> str:
    edge = [code for codes in EDGE_ERRORS.values() for code in codes]
    lines = [f"- `{code}`: {texts.say(code, locale='en')}" for code in dict.fromkeys([*command.errors, *edge])]
    return "Refused; nothing was changed. Codes:\n" + "\n".join(lines)


def _failure(command: AnyCommand, texts: Texts) -> Failed:
    code = command.errors[0] if command.errors else "bad_fields"
    return Failed(Failure(code=code, text=texts.say(code, locale="ru")))
