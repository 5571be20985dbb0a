"""`veche bot add`, beside a server and without one; a port for bots alone."""

import re

import httpx

from tests.support.cli import veche
from tests.support.process import VecheProcess


def test_a_bot_from_the_command_line_talks_to_a_running_server(tmp_path) -> None:
    server = VecheProcess(tmp_path / "data", settings={"VECHE_BOT_PORT": "0"})
    server.start()
    try:
        done = veche("bot", "add", "Эхо", "--data", str(tmp_path / "data"))
        assert done.code == 0, done.err
        token = done.out.strip()
        assert re.fullmatch(r"vbot_[\w-]{43}", token)
        port = next(line.split()[1] for line in server.output if line.startswith("bot-api "))
        for address in (f"{server.address}/bot-api", port):
            me = httpx.get(f"{address}/me", headers={"Authorization": token})
            assert me.json()["username"] == "ekho_bot"
        assert httpx.get(f"{port}/").json()["code"] == "method.not.found"
        again = veche("bot", "add", "Эхо", "--username", "ekho_bot", "--data", str(tmp_path / "data"))
        assert again.code == 1
        assert "short name is taken" in again.err
        wrong = veche("bot", "add", "Эхо", "--kind", "gold", "--data", str(tmp_path / "data"))
        assert wrong.code == 1
    finally:
        server.stop()
