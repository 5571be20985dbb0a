"""Logs: one JSON line per event, nothing personal in it."""

import json
import subprocess
import sys
from pathlib import Path

from veche.ground.logs import PRIVATE, drop_private

PROGRAM = """
import logging
from veche.ground import logs
from veche.ground.errors import BadInput
logs.set_up("info")
log = logs.get_logger("test")
log.debug("hidden")
log.info("sent", chat=5, text="тайна", address="192.0.2.1")
try:
    raise LookupError("x")
except LookupError:
    log.exception("failed")
    logging.getLogger("library").exception("broke")
try:
    try:
        int("секрет")
    except ValueError as error:
        raise BadInput("text_control") from error
except BadInput as error:
    log.error("refused", exc_info=error)
"""


def test_lines_are_json_without_what_is_private(root: Path):
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert "тайна" not in done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["sent", "failed", "broke", "refused"]
    sent, failed, broke, refused = lines
    assert (sent["area"], sent["level"], sent["chat"]) == ("test", "info", 5)
    assert (sent["text"], sent["address"]) == ("-", "-")
    assert sent["at"].endswith("Z")
    assert "LookupError" in failed["exception"]
    assert broke["exception"] == "LookupError"
    assert "секрет" not in done.stderr
    causes = refused["exception"].split("\n")
    assert [line for line in causes if " " not in line or line.startswith("BadInput")] == [
        "ValueError",
        "BadInput text_control",
    ]


def test_private_fields_are_dropped_whatever_they_hold():
    event = {name: object() for name in PRIVATE} | {"event": "x", "count": 1}
    kept = drop_private(None, "info", event)
    assert {name for name, value in kept.items() if value != "-"} == {"event", "count"}
