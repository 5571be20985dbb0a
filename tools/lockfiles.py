"""Lock files name packages, versions and hashes, and no place to get them from: each site has its own registry."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = ROOT / "tests/bots/clients"
"""Client libraries of others, which only tests install."""
NODE = (ROOT / "web", CLIENTS / "npm", ROOT / "tests/services/max_ui")
"""Where a package-lock.json stands."""
OPTION = re.compile(r"^\s*--(?!hash=)")
ADDRESS = re.compile(r"(?:https?|file|git\+\w+|ssh)://|\s@\s")


def python_problems(name: str, text: str) -> list[str]:
    """What is wrong with one requirements file."""
    said = []
    entries: dict[str, int] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if OPTION.match(line):
            said.append(f"{name}:{number}: an option of pip: {line.strip()}")
        if ADDRESS.search(line):
            said.append(f"{name}:{number}: an address: {line.strip()}")
        if re.match(r"^[A-Za-z0-9]", line):
            current = line.split()[0]
            entries[current] = 0
            if "==" not in current:
                said.append(f"{name}:{number}: not an exact version: {current}")
        elif "--hash=sha256:" in line:
            entries[current] += 1
    return said + [f"{name}: no hash for {entry}" for entry, hashes in entries.items() if not hashes]


def node_problems(name: str, text: str, wanted: dict[str, object]) -> list[str]:
    """What is wrong with a package-lock.json."""
    said = []
    packages = json.loads(text)["packages"]
    for kind in ("dependencies", "devDependencies"):
        if packages[""].get(kind) != wanted.get(kind):
            said.append(f"{name}: its {kind} are not those of package.json")
    for path, entry in packages.items():
        if "resolved" in entry:
            said.append(f"{name}: {path} says where it was fetched from")
        if path and not entry.get("integrity") and not entry.get("link"):
            said.append(f"{name}: {path} has no integrity")
    return said


def main() -> int:
    said: list[str] = []
    for path in [*sorted(ROOT.glob("requirements*.txt")), *sorted((CLIENTS / "requirements").glob("*.txt"))]:
        said += python_problems(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    for folder in NODE:
        lock, wanted = folder / "package-lock.json", json.loads((folder / "package.json").read_text("utf-8"))
        said += node_problems(str(lock.relative_to(ROOT)), lock.read_text("utf-8"), wanted)
    for line in said:
        print(line)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
