"""The OpenAPI document of the Bot API, made from the table of routes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from veche.bots.routes.api import Param, Route
from veche.bots.routes.errors import Error
from veche.bots.wire.updates import SHAPES

FROZEN: Final = "2026-11-30"
"""The date of the interface: what stood in the document then keeps its shape."""
_REF: Final = "#/components/schemas/{name}"
_IDS: Final = frozenset({"chatId", "userId"})
_STATUSES: Final = ("400", "401", "403", "404", "405", "413", "429", "500", "503")

Json = dict[str, Any]


def openapi_document(routes: Sequence[Route]) -> Json:
    """The whole document as plain data."""
    named = [kind for route in routes for kind in (route.body, route.answer) if kind is not None]
    kinds: list[type] = list(dict.fromkeys([Error, *SHAPES, *named]))
    references, components = msgspec.json.schema_components(kinds, ref_template=_REF)
    schemas = dict(zip(kinds, references, strict=True))
    paths: dict[str, Json] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Veche Bot API",
            "version": FROZEN,
            "description": "The Bot API of MAX as it was documented in October 2026, with the methods it removed. "
            "Absent keys are left out, never null. Times are milliseconds since 1970 UTC, offsets in text are "
            "UTF-16 code units.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/bot-api"}, {"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": {"Error": {"description": "Not done.", "content": _json(schemas[Error])}},
            "securitySchemes": {
                "header": {"type": "apiKey", "in": "header", "name": "Authorization"},
                "query": {"type": "apiKey", "in": "query", "name": "access_token"},
            },
        },
    }


def _operation(route: Route, schemas: dict[type, Json]) -> Json:
    answer = {} if route.answer is None else {"content": _json(schemas[route.answer])}
    operation: Json = {
        "operationId": _name(route),
        "summary": route.summary,
        "parameters": [*(_hole(name) for name in re.findall(r"\{(\w+)\}", route.path)), *map(_param, route.query)],
        "responses": {
            "200": {"description": "Done.", **answer},
            **{status: {"$ref": "#/components/responses/Error"} for status in _STATUSES},
        },
        "security": [] if route.open else [{"header": []}, {"query": []}],
    }
    if route.legacy:
        operation["deprecated"] = True
    if route.body is not None:
        operation["requestBody"] = {"content": _json(schemas[route.body])}
    elif route.streamed and route.method == "POST":
        operation["requestBody"] = {"content": {"multipart/form-data": {}, "application/octet-stream": {}}}
    return operation


def _name(route: Route) -> str:
    """`GET /chats/{chatId}/pin` → get_chats_chatId_pin."""
    return "_".join([route.method.lower(), *re.findall(r"\w+", route.path)])


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _hole(name: str) -> Json:
    kind = {"type": "integer"} if name in _IDS else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": kind}


def _param(param: Param) -> Json:
    shown: Json = {"name": param.name, "in": "query", "required": param.required, "schema": {"type": param.type}}
    return shown | ({"description": param.summary} if param.summary else {})
