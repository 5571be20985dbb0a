"""The project's own source as data, for tests about its shape."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOMAINS = (
    *("ground", "identity", "directory", "trust", "media", "chats", "messages"),
    *("search", "notices", "bots", "channels", "keep", "services", "movein", "staff", "sources", "rollout"),
)
"""By rank, lowest first."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the server, parsed, by its path in the project."""
    paths = sorted((ROOT / "veche").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            yield name, node


def first_text(call: ast.Call) -> str | None:
    """The first argument, where it is written as a text."""
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
        return call.args[0].value
    return None


def catalogue(language: str) -> dict[str, str]:
    """Code → sentence."""
    sections = tomllib.loads((ROOT / "veche/ground/i18n" / f"{language}.toml").read_text("utf-8"))
    return {code: text for section in sections.values() for code, text in section.items()}


@cache
def migrations() -> dict[str, str]:
    """The SQL of each migration by file name, without comments."""
    folder = ROOT / "veche/ground/migrations/sql"
    return {path.name: re.sub(r"--[^\n]*", "", path.read_text("utf-8")) for path in sorted(folder.glob("*.sql"))}


@cache
def tables() -> dict[str, str]:
    """Table → the migration that makes it."""
    found = {}
    for name, sql in migrations().items():
        for match in re.finditer(r"(?i)\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(\w+)", sql):
            found[match.group(1)] = name
    return found


def domain_of(table: str) -> str:
    """The domain whose prefix a table has; "" for none."""
    return next((domain for domain in DOMAINS if table.startswith(f"{domain}_")), "")


def documents() -> list[Path]:
    """Every page that people read."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "veche").rglob("README.md")]
    pages += [*(ROOT / "tests").glob("*.md"), *(ROOT / "bench").glob("*.md"), *(ROOT / "changes").glob("*.md")]
    return sorted(page for page in pages if "node_modules" not in page.parts)
