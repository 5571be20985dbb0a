"""Writes web/src/core/api.gen.ts, the types of all commands, from the code: `python tools/make_api_types.py`.

The web client's own types (commands.ts) are compared with these by the compiler. What a client never sees is left out
first: examples, errors, and the null of answers (a field without a value is not sent at all).
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

# Also as a plain script: the folder above is where `veche` is found.
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.make_reference import commands  # noqa: E402
from veche.ground.http.openapi import openapi_document  # noqa: E402
from veche.ground.i18n import Texts  # noqa: E402

WEB = ROOT / "web"
TYPES = WEB / "src/core/api.gen.ts"
HEAD = "// Made from the server's code by tools/make_api_types.py; a test compares it. Do not edit.\n"
PROGRAM = "node_modules/openapi-typescript/bin/cli.js"
Json = dict[str, Any]  # a schema: what is in it is checked by the program that reads it


def lean(value: Any) -> Any:
    """A schema without examples, bounds and the null of fields that may be absent."""
    if isinstance(value, list):
        return [lean(one) for one in value]
    if not isinstance(value, dict):
        return value
    kinds = value.get("anyOf")
    if kinds and value.get("default", "") is None:
        kinds = [kind for kind in kinds if kind.get("type") != "null"]
        return lean(kinds[0]) if len(kinds) == 1 else {"anyOf": lean(kinds)}
    dropped = ("example", "examples", "description", "summary", "title", "default")
    return {key: lean(one) for key, one in value.items() if key not in dropped or not isinstance(one, (str, list, int))}


def content(part: Json) -> Json:
    """The JSON body of a request or an answer."""
    return {"application/json": {"schema": lean(part["content"]["application/json"]["schema"])}}


def document() -> Json:
    """The part of the OpenAPI document that is about types."""
    whole = openapi_document(commands(), Texts(), version="0")
    paths: Json = {}
    for path, methods in whole["paths"].items():
        operation = methods["post"]
        paths[path] = {
            "post": {
                "operationId": operation["operationId"],
                "requestBody": {"required": True, "content": content(operation["requestBody"])},
                "responses": {"200": {"description": "", "content": content(operation["responses"]["200"])}},
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Veche", "version": "0"},
        "paths": paths,
        "components": {"schemas": lean(whole["components"]["schemas"])},
    }


def types() -> str:
    """The file as it should be. Needs the web client's packages."""
    made = subprocess.run(
        ["node", PROGRAM, "--default-non-nullable", "false", "--alphabetize"],
        cwd=WEB,
        input=json.dumps(document()),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    text = made.stdout
    schemas = text[text.index("export interface components") : text.index("export type $defs")]
    operations = text[text.index("export interface operations") :]
    return f"{HEAD}{schemas.rstrip()}\n{operations.rstrip()}\n"


if __name__ == "__main__":
    TYPES.write_text(types(), "utf-8")
