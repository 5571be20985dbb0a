"""Size caps: the rule holds in the tree, and the checker sees what it should."""

from pathlib import Path

import pytest

from tools import caps


def test_nothing_is_larger_than_its_cap(root: Path) -> None:
    assert caps.main() == 0


def write(folder: Path, text: str) -> Path:
    (folder / "veche").mkdir()
    (folder / "veche" / "it.py").write_text(text)
    return folder


def test_a_long_module_is_seen(tmp_path: Path) -> None:
    assert caps.problems(write(tmp_path, "x = 1\n" * 401), {}) == ["veche/it.py: 401, the cap is 400"]


def test_a_long_function_is_seen_and_its_docstring_is_not_counted(tmp_path: Path) -> None:
    body = '    """' + "words\n" * 20 + '    """\n' + "    x = 1\n" * 59
    tree = write(tmp_path, f"def short():\n{body}\nclass It:\n    def long(self):\n" + "        x = 1\n" * 60)
    assert caps.problems(tree, {}) == ["veche/it.py:It.long: 61, the cap is 60"]


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("def f(a, b, c, d, e): ...", True),
        ("def f(a, b, c, d, e, g): ...", False),
        ("def f(a, b, *, c, d, e, g): ...", True),
        ("class C:\n    def f(self, a, b, c, d, e): ...", True),
        ("class C:\n    @staticmethod\n    def f(a, b, c, d, e, g): ...", False),
    ],
)
def test_arguments_by_place(tmp_path: Path, line: str, fine: bool) -> None:
    assert (caps.problems(write(tmp_path, line + "\n"), {}) == []) is fine


def test_the_list_of_exceptions_only_shrinks(tmp_path: Path) -> None:
    tree = write(tmp_path, "x = 1\n" * 450)
    assert caps.problems(tree, {"veche/it.py": 450}) == []
    assert "lower its number" in caps.problems(tree, {"veche/it.py": 500})[0]
    assert "take it off" in caps.problems(tree, {"veche/it.py": 450, "veche/gone.py": 500})[0]
