"""docs/reference/bot-clients.md: which client does what, as the last run of the tests had it.

`WRITE_MATRIX=1 ./dev test tests/bots/clients` writes the rows of the clients that ran; without it the run compares."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.bots.clients.places import CLIENTS, Client
from tests.bots.clients.scenarios import LACKS, NOTES, SCENARIOS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "bot-clients.md"
COLUMNS = (*SCENARIOS, "webhook")
WORKS, LACKING = "yes", "–"
HEAD = """# Bot API: clients that were tried

*Made from a run of `tests/bots/clients`, and every run compares it. Written again by
`WRITE_MATRIX=1 ./dev test tests/bots/clients`.*

Client libraries that others wrote for MAX, from the package registries, unchanged, each in an environment of its own.
Only the base address and the token are ours. A bot written with each does the same things, and a person at a socket
looks at what arrives. Of `maxapi` its own tests against a live server (in its source package) run as well.
"–": the client itself cannot do it, against any server; the reason stands below.
"""


def row(client: Client, results: Mapping[str, str]) -> str:
    """One client's line of the table."""
    return f"| {name_of(client)} | " + " | ".join(results[column] for column in COLUMNS) + " |"


def name_of(client: Client) -> str:
    return f"`{client.name}` {client.version} ({client.language})"


def page(rows: Mapping[str, str]) -> str:
    """The page with these rows, by the client's name."""
    lines = [HEAD, "| client | " + " | ".join(COLUMNS) + " |", "| --- |" + " --- |" * len(COLUMNS)]
    lines += [rows[client.name] for client in CLIENTS if client.name in rows]
    lines += ["", "## What to know", ""]
    for client in CLIENTS:
        for said in (LACKS, NOTES):
            lines += [f"- `{name}`, {what}: {why}." for (name, what), why in said.items() if name == client.name]
        if not client.receivers:
            lines.append(f"- `{client.name}`, webhook: it ships no receiver.")
    return "\n".join(lines) + "\n"


def rows_of(text: str) -> dict[str, str]:
    """The lines of a page, by the client's name."""
    lines = text.splitlines()
    return {client.name: line for client in CLIENTS for line in lines if line.startswith(f"| {name_of(client)} |")}


def written() -> dict[str, str]:
    return rows_of(PAGE.read_text(encoding="utf-8")) if PAGE.is_file() else {}


def write(client: Client, line: str) -> None:
    """Put a row in its place."""
    PAGE.write_text(page({**written(), client.name: line}), encoding="utf-8")
