"""Imports keep to the ranks, tables to their domain, foreign keys point down."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import DOMAINS, ROOT, domain_of, migrations, modules, tables

ABOVE_GROUND = DOMAINS[1:]


def test_import_contracts_hold(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(root)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def texts(tree: ast.Module) -> str:
    """Every text of a module that is no docstring, in one."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return "\n".join(node.value for node in constants if isinstance(node.value, str))


@pytest.mark.parametrize("domain", DOMAINS)
def test_sql_of_a_domain_names_its_own_tables_only(domain: str) -> None:
    foreign = {table for table in tables() if domain_of(table) != domain}
    for path, tree in modules().items():
        if path.startswith(f"veche/{domain}/"):
            named = set(re.findall(r"\b[a-z]+_[a-z_]+\b", texts(tree))) & foreign
            assert not named, f"{path} names tables of another domain: {sorted(named)}"


def test_every_table_has_the_prefix_of_the_domain_that_makes_it() -> None:
    assert tables()
    for table, migration in tables().items():
        assert domain_of(table), f"{table} has no domain's prefix"
        named = re.match(r"\d+_([a-z]+)", migration)
        assert named
        if named.group(1) in DOMAINS:
            assert domain_of(table) == named.group(1), f"{migration} makes {table}"


def test_foreign_keys_point_down() -> None:
    for name, sql in migrations().items():
        for block in re.finditer(r"(?is)create\s+table\s+(?:if\s+not\s+exists\s+)?(\w+)\s*\((.*?)\n\)", sql):
            table = block.group(1)
            for target in re.findall(r"(?i)references\s+(\w+)", block.group(2)):
                assert DOMAINS.index(domain_of(target)) <= DOMAINS.index(domain_of(table)), (
                    f"{name}: {table} → {target}"
                )


@pytest.mark.parametrize("domain", ABOVE_GROUND)
def test_a_domain_has_the_rooms_and_no_others(domain: str) -> None:
    rooms = {"model", "store", "actions", "events", "hears", "wire", "routes", "jobs"}
    folder = ROOT / "veche" / domain
    found = {path.stem if path.is_file() else path.name for path in folder.iterdir()} - {
        "__init__",
        "__pycache__",
        "README",
    }
    assert found <= rooms | ROOMS_OF_ITS_OWN.get(domain, set())
    assert len((folder / "README.md").read_text("utf-8").splitlines()) <= 25


# Between a commit and the socket: `delivery`; what messages are made of, for those above: `shapes`. Media is wired in
# one place (`hub`) out of parts that are small domains of their own, one of which is a separate program (`checking`).
# How a push looks as bytes is prescribed (`webpush`). Keeping data as a whole is done from the command line (`desk`),
# as an `archive`; one's own data are `pages`. What comes from other messengers is somebody's `folder` in a format
# (`telegram`), waits in a `spool`, and is brought by commands, too (`by_hand`). Tables of staff have to be read
# (`reading`) before anybody can plan with them; programs and servers tell it in protocols (`ldap`, `scim`).
# A rollout prints `sheets`.
ROOMS_OF_ITS_OWN = {
    "messages": {"delivery", "shapes"},
    "notices": {"webpush"},
    "keep": {"desk", "archive", "pages"},
    "staff": {"by_hand", "reading"},
    "sources": {"by_hand", "ldap", "scim"},
    "movein": {"by_hand", "folder", "formats", "resting", "slack", "spool", "telegram", "text", "whatsapp", "zones"},
    "channels": {"by_hand"},
    "rollout": {"by_hand", "pages", "sheets"},
    "media": {"delivery", "hub", "checking", "scanning", "links", "stickers", "avatars"},
}


@pytest.mark.parametrize("domain", ABOVE_GROUND)
def test_the_door_is_narrow(domain: str) -> None:
    tree = modules()[f"veche/{domain}/__init__.py"]
    names = next(
        [ast.literal_eval(one) for one in node.value.elts]
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "__all__"
        and isinstance(node.value, ast.List | ast.Tuple)
    )
    assert len(names) <= 24, f"{domain} offers {len(names)} names"
