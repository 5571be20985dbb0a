"""The built web client talks to its own server only: no file of it names a foreign address."""

import re
import sys
from pathlib import Path

ADDRESS = re.compile(r"(?:https?|wss?):(?:\\?/){2}([A-Za-z0-9.-]+)")
# Names that are never contacted: namespaces of XML, and the links that frameworks put into their messages.
NAMES = frozenset(
    {
        "www.w3.org",
        "react.dev",
        "reactjs.org",
        "fb.me",
        "simplewebauthn.dev",
        "localhost",
        "127.0.0.1",
        "example.org",
        "example.com",
    }
)
TEXT = frozenset({".js", ".mjs", ".css", ".html", ".json", ".svg", ".webmanifest", ".map", ".txt", ".xml"})


def foreign_addresses(folder: Path) -> list[str]:
    """Every foreign host named in the files of a folder."""
    said = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix not in TEXT:
            continue
        for match in ADDRESS.finditer(path.read_text(encoding="utf-8", errors="replace")):
            if match.group(1).lower().rstrip(".") not in NAMES:
                said.append(f"{path}: {match.group(0)}")
    return said


def main() -> int:
    folder = Path(sys.argv[1])
    if not (folder / "index.html").is_file():
        print(f"{folder} holds no built client")
        return 1
    said = foreign_addresses(folder)
    for line in said:
        print(line)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
