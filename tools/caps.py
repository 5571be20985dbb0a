"""Size caps of Python code: lines of a module and of a function, positional arguments.

The list `tools/caps.toml` names what is larger today. It may only shrink: an entry that is no longer needed,
or that is larger than what it stands for, is an error too.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MODULE_LINES = 400
FUNCTION_LINES = 60
POSITIONAL = 5
FOLDERS = ("veche", "tools", "tests", "bench")
ROOT = Path(__file__).resolve().parent.parent

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Excess:
    """One thing that is larger than its cap."""

    key: str
    size: int
    cap: int

    def __str__(self) -> str:
        return f"{self.key}: {self.size}, the cap is {self.cap}"


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Function, bool]]:
    """Every function with its dotted name; the flag says whether it is a method."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name, node, isinstance(tree, ast.ClassDef)
            yield from functions(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{prefix}{node.name}.")
        elif not isinstance(node, ast.expr):
            yield from functions(node, prefix)


def function_lines(node: Function) -> int:
    """Lines of a function without its decorators and its docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def positional(node: Function, is_method: bool) -> int:
    """Arguments that a caller can give by place, without self."""
    count = len(node.args.posonlyargs) + len(node.args.args)
    static = any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in node.decorator_list)
    return count - 1 if is_method and count and not static else count


def excesses(path: Path, name: str) -> Iterator[Excess]:
    """What in one file is larger than its cap."""
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    if lines > MODULE_LINES:
        yield Excess(name, lines, MODULE_LINES)
    for dotted, node, is_method in functions(ast.parse(text)):
        size = function_lines(node)
        if size > FUNCTION_LINES:
            yield Excess(f"{name}:{dotted}", size, FUNCTION_LINES)
        # pytest hands fixtures to tests by name, so a test's argument list is no interface.
        by_place = 0 if name.startswith("tests/") else positional(node, is_method)
        if by_place > POSITIONAL:
            yield Excess(f"{name}:{dotted}()", by_place, POSITIONAL)


def problems(root: Path, allowed: dict[str, int]) -> list[str]:
    """Everything to complain about, with the list of exceptions applied."""
    found: dict[str, Excess] = {}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            found.update({one.key: one for one in excesses(path, name)})
    said = [str(one) for one in found.values() if one.size > allowed.get(one.key, 0)]
    for key, size in allowed.items():
        if key not in found:
            said.append(f"{key} is within its cap now: take it off tools/caps.toml")
        elif found[key].size < size:
            said.append(f"{key} is {found[key].size} now: lower its number in tools/caps.toml")
    return said


def main() -> int:
    allowed: dict[str, int] = tomllib.loads((ROOT / "tools" / "caps.toml").read_text(encoding="utf-8"))["larger"]
    said = problems(ROOT, allowed)
    for line in said:
        print(line)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
