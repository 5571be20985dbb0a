"""Pages agree with the project: the tree of the READMEs, links, the data inventory, the socket reference, commands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.schema import columns
from tests.architecture.source import ROOT, documents, tables
from veche.ground.db import Database

FENCE = re.compile(r"^```(\S*)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)[^)]*\)|src=\"([^\"]+)\"")


def tree_of(page: Path) -> list[tuple[str, bool]]:
    """Paths of the fenced block `tree`: indentation of two spaces is one level, a comment follows two blanks."""
    block = next(body for kind, _, body in FENCE.findall(page.read_text("utf-8")) if kind == "tree")
    parents: list[str] = []
    paths = []
    for line in block.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        for name in re.split(r"\s{2,}", line.strip())[0].split():
            paths.append(("/".join([*parents[:depth], name.rstrip("/")]), name.endswith("/")))
        parents[depth:] = [paths[-1][0].rsplit("/", 1)[-1]]
    return paths


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_tree_in_the_readme_is_the_tree_on_the_disk(name: str) -> None:
    paths = tree_of(ROOT / name)
    for path, is_folder in paths:
        assert (ROOT / path).is_dir() if is_folder else (ROOT / path).is_file(), path
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in tracked.splitlines() if "/" in line and not line.startswith(".")}
    named = {path for path, is_folder in paths if is_folder and "/" not in path}
    assert top == named, "folders of the top level"
    server = {line.split("/")[1] for line in tracked.splitlines() if re.match(r"veche/[^/]+/", line)}
    assert server <= {path.split("/")[1] for path, is_folder in paths if is_folder and path.startswith("veche/")}


@pytest.mark.parametrize("page", documents(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link, picture in LINK.findall(page.read_text("utf-8")):
        target = link or picture
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{target} in {page.relative_to(ROOT)}"


def test_both_readmes_give_the_same_commands() -> None:
    def blocks(name: str) -> list[str]:
        return [body for kind, _, body in FENCE.findall((ROOT / name).read_text("utf-8")) if kind == "sh"]

    def commands(name: str) -> list[str]:
        return [line.split("#")[0].strip() for block in blocks(name) for line in block.splitlines()]

    assert commands("README.md") == commands("README.ru.md")


def marked() -> list[tuple[str, str]]:
    """Blocks that a page promises to work: ```sh tested."""
    found = []
    for page in documents():
        for number, (kind, mark, body) in enumerate(FENCE.findall(page.read_text("utf-8"))):
            if kind == "sh" and "tested" in mark:
                found.append((f"{page.relative_to(ROOT).as_posix()}:{number}", body))
    return found


@pytest.mark.parametrize(("place", "body"), marked(), ids=[place for place, _ in marked()])
def test_commands_of_the_pages_work(place: str, body: str, tmp_path: Path) -> None:
    """In the project's folder; $DIR is a folder for what they make. Programs of the environment are on the path."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    environment = {
        "PATH": path,
        "HOME": str(tmp_path),
        "DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        ["sh", "-euc", body], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{place}\n{body}\n{done.stdout}\n{done.stderr}"


INVENTORIES = ("data-inventory.md", "data-inventory.ru.md")


def inventory(name: str = INVENTORIES[0]) -> dict[str, set[str]]:
    """Table → the columns that the page explains, from its tables of three cells."""
    page = (ROOT / "docs/operate" / name).read_text("utf-8")
    found: dict[str, set[str]] = {}
    table = ""
    for line in page.splitlines():
        head = re.match(r"#+ .*`(\w+)`", line)
        if head:
            table = head.group(1)
            found[table] = set()
        elif line.startswith("| `"):
            found[table] |= set(re.findall(r"`(\w+)`", line.split("|")[1]))
    return found


@pytest.mark.parametrize("name", INVENTORIES)
async def test_the_data_inventory_is_the_schema(name: str, database: Database) -> None:
    written, real = inventory(name), await columns(database)
    assert written.keys() == real.keys()
    for table, names in real.items():
        assert written[table] == names, table


def test_the_inventory_names_every_table_of_the_migrations() -> None:
    assert set(tables()) <= set(inventory())


def test_the_socket_reference_is_what_the_code_says() -> None:
    from tools import make_reference

    written = (ROOT / "docs/reference/socket.md").read_text("utf-8")
    assert written == make_reference.socket_page(), "write it again with ./dev reference"
