"""`veche bots dev` as the author of a bot runs it: a process, its terminal, its end."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx

from tests.support.cli import ROOT, veche
from veche.stand import run

START = 90.0


class StandProcess:
    """The command in a process of its own, with what it printed."""

    def __init__(self, *arguments: str) -> None:
        self.output: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": ""}
        environment.pop("DISPLAY", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "veche.cli", "bots", "dev", "--port", "0", "--bot-port", "0", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def until(self, beginning: str) -> str:
        """The first line that begins so."""
        while True:
            line = self._lines.get(timeout=START)
            assert line is not None, "\n".join(self.output)
            self.output.append(line)
            if line.startswith(beginning):
                return line

    def ended(self) -> int:
        return self.process.wait(timeout=30)


def test_from_start_to_ctrl_c(tmp_path: Path) -> None:
    """What it prints is enough to run a bot and to be three people. A folder that is named is kept and found again."""
    data = tmp_path / "stand"
    stand = StandProcess("--no-browser", "--name", "Запись на приём", "--data", str(data))
    address = stand.until("ready ").split()[1]
    stand.until("Ctrl-C")
    printed = "\n".join(stand.output)
    command = next(line for line in stand.output if "BOT_TOKEN=" in line)
    api, token, example = re.match(r"\s+BOT_API=(\S+) BOT_TOKEN=(\S+) python3 (\S+)", command).groups()  # type: ignore[union-attr]
    assert "Запись на приём, @zapis_na_priyom_bot" in printed
    assert Path(example).is_file()
    assert (data / "stand.json").stat().st_mode & 0o077 == 0

    me = httpx.get(f"{api}/me", headers={"Authorization": token}, trust_env=False).json()
    assert (me["name"], me["is_bot"]) == ("Запись на приём", True)
    again = httpx.get(f"{address}/bot-api/me", headers={"Authorization": token}, trust_env=False).json()
    assert again["user_id"] == me["user_id"]
    look_through_their_eyes(address, printed)

    os.killpg(stand.process.pid, signal.SIGINT)
    assert stand.ended() == 0, "\n".join(stand.output)

    stand = StandProcess("--no-browser", "--data", str(data))
    assert stand.until("Token").split()[1] == token
    stand.until("Ctrl-C")
    stand.process.send_signal(signal.SIGTERM)
    assert stand.ended() == 0


def look_through_their_eyes(address: str, printed: str) -> None:
    """Each address is another person with a session of his own; nobody else comes in that way."""
    links = re.findall(r"http://(\w+)\.localhost:\d+(/stand/\S+)", printed)
    assert [name for name, _ in links] == ["anna", "boris", "vera"]
    cookies = set()
    for name, path in links:
        answer = httpx.get(address + path, trust_env=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/bot/zapis_na_priyom_bot")
        session = answer.cookies["veche_session"]
        mine = httpx.post(f"{address}/api/me", json={}, cookies={"veche_session": session}, trust_env=False).json()
        assert mine["login"] == name
        cookies.add(session)
    assert len(cookies) == 3
    for path in ("/stand/guessed-secret/anna", f"{links[0][1][:-4]}admin", "/stand/anna", "/stand"):
        assert httpx.get(address + path, trust_env=False).status_code == 404


def test_without_a_folder_nothing_is_left() -> None:
    with run.folder_of(None) as made:
        (made / "something").write_text("")
    assert not made.exists()


def test_it_does_not_move_into_a_real_installation(tmp_path: Path) -> None:
    data = tmp_path / "real"
    veche(
        "person", "add", "admin", "--name", "Администратор", "--data", str(data), "--administrator", "--password-stdin",
        typed="вечевой колокол 1136\n",
    )  # fmt: skip
    refused = veche("bots", "dev", "--no-browser", "--port", "0", "--bot-port", "0", "--data", str(data))
    assert refused.code == 1
    assert "somebody's data" in refused.err


def test_help_shows_examples() -> None:
    told = veche("bots", "dev", "--help")
    assert told.code == 0
    assert "veche bots dev --data ./stand" in told.out
