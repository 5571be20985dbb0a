"""What the drivers are told, and how they complain. Standard library only: it runs in every environment."""

import os
import traceback
from pathlib import Path

API = os.environ["BOT_API"]
TOKEN = os.environ["BOT_TOKEN"]
FILES = Path(os.environ["BOT_FILES"])
HOOK = os.environ.get("HOOK", "")
HOOK_URL = os.environ.get("HOOK_URL", "")
HOOK_PORT = int(os.environ.get("HOOK_PORT", "0"))
HOOK_SECRET = os.environ.get("HOOK_SECRET", "")
NAMES = {"image": "picture.png", "file": "paper.pdf", "video": "film.mp4"}


def ready() -> None:
    print("ready", flush=True)


def failed(what: str, error: BaseException) -> None:
    traceback.print_exception(error)
    print(f"failed {what} {type(error).__name__}: {error}".replace("\n", " ")[:600], flush=True)


def path(kind: str) -> Path:
    return FILES / NAMES[kind]


def ids(members) -> str:
    return " ".join(str(one) for one in sorted(members))
