"""What a browser has to fetch before the first screen stays small."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

FIRST_LOAD = 130_000
"""Bytes of gzipped JavaScript: sign-in, chat list and a chat in one language."""
FIRST_STYLES = 20_000

CLIENT = "veche/client"
ENTRY = "index.html"
# What the entry asks for by itself on every start, though as a chunk of its own: one language.
LANGUAGES = ("src/i18n/locales/ru.po", "src/i18n/locales/en.po")

Manifest = dict[str, dict[str, Any]]  # as the build writes it


@pytest.fixture(scope="module")
def client(root: Path) -> Path:
    folder = root / CLIENT
    if not (folder / ".vite/manifest.json").is_file():
        pytest.fail("the web client is not built: ./dev setup")
    return folder


@pytest.fixture(scope="module")
def manifest(client: Path) -> Manifest:
    read: Manifest = json.loads((client / ".vite/manifest.json").read_text("utf-8"))
    return read


def needed(manifest: Manifest, *names: str) -> set[str]:
    """The chunks of these entries with everything that they import at once."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += manifest[name].get("imports", [])
    return found


def weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_load_is_small(client: Path, manifest: Manifest, language: str) -> None:
    sizes = {
        manifest[name]["file"]: weight(client / manifest[name]["file"]) for name in needed(manifest, ENTRY, language)
    }
    total = sum(sizes.values())
    largest = sorted(sizes.items(), key=lambda size: -size[1])[:8]
    assert total <= FIRST_LOAD, f"{total} bytes; the largest: {largest}"


def test_the_sign_in_screen_adds_little(client: Path, manifest: Manifest) -> None:
    words = "src/features/identity/words/ru.po"
    names = needed(manifest, ENTRY, LANGUAGES[0], "src/features/identity/SignIn.tsx", words)
    assert sum(weight(client / manifest[name]["file"]) for name in names) <= FIRST_LOAD + 4_000


def test_the_styles_are_small(client: Path, manifest: Manifest) -> None:
    styles = {file for name in needed(manifest, ENTRY) for file in manifest[name].get("css", [])}
    assert styles
    assert sum(weight(client / file) for file in styles) <= FIRST_STYLES


def test_administration_is_not_part_of_the_first_load(manifest: Manifest) -> None:
    first = needed(manifest, ENTRY)
    later = {"src/screens/DirectoryScreen.tsx", "src/screens/SettingsScreen.tsx", "src/features/chats/ChatInfo.tsx"}
    assert later <= manifest.keys()
    assert not later & first
