"""Client libraries that others wrote, unchanged, against a running server. See docs/reference/bot-clients.md."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bots.clients import matrix, places
from tests.bots.clients.files import write_files
from tests.bots.clients.people import Missed, Watcher
from tests.bots.clients.places import CLIENTS, MAXAPI, NPM, Client
from tests.bots.clients.running import driver, free_port, https_before
from tests.bots.clients.scenarios import LACKS, SCENARIOS, Scene, says
from tests.support.certificates import Authority
from tests.support.process import Town, VecheProcess

pytestmark = [pytest.mark.timeout(420)]
session = pytest.mark.asyncio(loop_scope="session")


PLUGIN = """
import os
from maxapi.connection.base import BaseConnection
BaseConnection.API_URL = os.environ["BOT_API"]
"""
"""All that the tests of its authors need to run against another server."""


@dataclass(frozen=True)
class Range:
    """A server for bots under test, with the files that they send."""

    town: Town
    api: str
    files: Path
    authority: Authority


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def grounds(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Range]:
    """The server lists loopback for webhooks, trusts the test's authority, and does not count what bots say."""
    await asyncio.to_thread(places.install)
    folder = tmp_path_factory.mktemp("clients")
    authority = Authority(folder)
    settings = {
        "VECHE_BOT_PORT": "0",
        "VECHE_BOT_SENDS": "1000",
        "VECHE_BOT_REQUESTS": "1000",
        "VECHE_OUTGOING_ALLOW": "127.0.0.1",
        "SSL_CERT_FILE": str(authority.path),
    }
    process = VecheProcess(folder / "data", settings=settings)
    await asyncio.to_thread(process.start)
    town = Town(process)
    await town.found()
    api = next(match[1] for line in process.output if (match := re.match(r"bot-api (\S+)", line)))
    yield Range(town, api, await asyncio.to_thread(write_files, folder / "files"), authority)
    assert await asyncio.to_thread(process.stop) == 0


@contextlib.asynccontextmanager
async def scene_for(client: Client, grounds: Range) -> AsyncIterator[tuple[Scene, dict[str, str]]]:
    """A new bot of a new person, in their dialog and as an admin of a group; and what its program is told."""
    owner = await grounds.town.person("Соколова Анна Петровна")
    async with Watcher(grounds.town.address, owner) as anna:
        made = await anna.ask("create_bot", name=f"Бот на {client.name}")
        bot = made["bot"]["id"]
        group = (await anna.ask("create_group", title="Двор", members=[bot]))["chat"]["id"]
        await anna.ask("set_role", chat=group, actor=bot, role="admin")
        await anna.ask("set_bot_reading", chat=group, bot=bot, on=True)
        dialog = (await anna.ask("open_dialog", **{"with": bot}))["chat"]["id"]
        told = {"BOT_API": grounds.api, "BOT_TOKEN": made["token"], "BOT_FILES": str(grounds.files)}
        yield Scene(client, anna, bot, dialog, group), told


@session
@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
async def test_client(client: Client, grounds: Range) -> None:
    """Everything that the client can do arrives as it should; the page says so."""
    results: dict[str, str] = {}
    wrong: dict[str, str] = {}
    async with scene_for(client, grounds) as (scene, told):
        async with driver(client, told, scene.anna.look_again) as running:
            scene.anna.complaint = running.complaint
            for name, scenario in SCENARIOS.items():
                if (client.name, name) in LACKS:
                    results[name] = matrix.LACKING
                    continue
                try:
                    await scenario(scene)
                    results[name] = matrix.WORKS
                except (Missed, AssertionError) as error:
                    results[name] = "no"
                    wrong[name] = str(error)
                    running.failures.clear()
        scene.anna.complaint = str
        for receiver in client.receivers:
            try:
                await webhook(scene, told, receiver, grounds.authority)
            except (Missed, AssertionError) as error:
                wrong[f"webhook by {receiver}"] = str(error)
        works = [one for one in client.receivers if f"webhook by {one}" not in wrong]
        results["webhook"] = ", ".join(works) or matrix.LACKING
    assert not wrong, "\n\n".join(f"{name}: {text}" for name, text in wrong.items())
    line = matrix.row(client, results)
    if os.environ.get("WRITE_MATRIX"):
        matrix.write(client, line)
    assert matrix.written().get(client.name) == line


async def webhook(scene: Scene, told: dict[str, str], receiver: str, authority: Authority) -> None:
    """The client's own receiver behind HTTPS: it subscribes, an update arrives, and its answer comes back."""
    port = free_port()
    async with https_before(port, authority) as open_port:
        settings = {
            **told,
            "HOOK": receiver,
            "HOOK_PORT": str(port),
            "HOOK_URL": f"https://127.0.0.1:{open_port}/hook",
            "HOOK_SECRET": "a-secret-of-the-test",
        }
        async with driver(scene.client, settings, scene.anna.look_again) as running:
            scene.anna.complaint = running.complaint
            try:
                await scene.after(f"by {receiver}", says(f"heard: by {receiver}"))
                page = await scene.anna.ask("get_my_bot", bot=scene.bot)
                assert [hook["url"] for hook in page["webhooks"]] == [settings["HOOK_URL"]]
            finally:
                scene.anna.complaint = str
                for hook in (await scene.anna.ask("get_my_bot", bot=scene.bot))["webhooks"]:
                    await scene.anna.ask("remove_bot_webhook", bot=scene.bot, url=hook["url"])


@session
async def test_the_live_tests_of_maxapi(grounds: Range, tmp_path: Path) -> None:
    """Nine tests that its authors run against MAX itself."""
    async with scene_for(MAXAPI, grounds) as (scene, told):
        chat = await told_chat(told, scene)
        (tmp_path / "our_server.py").write_text(PLUGIN)
        process = await asyncio.create_subprocess_exec(
            str(MAXAPI.place / "bin" / "python"),
            *["-m", "pytest", "-q", "-p", "our_server", "-p", "no:cacheprovider", "tests/test_integration.py"],
            cwd=places.live_tests(),
            env={
                **os.environ,
                **told,
                "PYTHONPATH": str(tmp_path),
                "MAX_BOT_TOKEN": told["BOT_TOKEN"],
                "TEST_CHAT_ID": str(chat),
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
    assert "9 passed" in output.decode()


async def told_chat(told: dict[str, str], scene: Scene) -> int:
    """The number by which the bot knows the dialog: it learns it from the start."""
    import httpx

    await scene.anna.ask("start_bot", bot=scene.bot)
    async with httpx.AsyncClient(base_url=told["BOT_API"], headers={"Authorization": told["BOT_TOKEN"]}) as http:
        page = (await http.get("/updates", params={"timeout": 20, "types": "bot_started"})).json()
    number: int = page["updates"][-1]["chat_id"]
    return number


@session
@pytest.mark.parametrize(("client", "language"), [(MAXAPI, "python"), (NPM, "js")], ids=["python", "js"])
async def test_the_bots_of_the_first_page_run(
    client: Client, language: str, grounds: Range, root: Path, tmp_path: Path
) -> None:
    """What docs/start/bots.md promises, as it stands there."""
    page = (root / "docs/start/bots.md").read_text(encoding="utf-8")
    (code,) = re.findall(rf"```{language} tested\n(.*?)```", page, flags=re.DOTALL)
    example = tmp_path / ("bot.py" if language == "python" else "bot.cjs")
    ready = 'print("ready", flush=True)' if language == "python" else 'console.log("ready");'
    example.write_text(f"{ready}\n{code}", encoding="utf-8")
    runner = dataclasses.replace(client, driver=str(example))
    async with (
        scene_for(client, grounds) as (scene, told),
        driver(runner, told, scene.anna.look_again) as running,
    ):
        scene.anna.complaint = running.complaint
        await scene.anna.ask("start_bot", bot=scene.bot)
        await scene.anna.until(scene.dialog, 0, says("Здравствуйте. Напишите что-нибудь"))
        answer = await scene.after("Проверка", says("Вы написали: Проверка"))
        await scene.anna.ask("press_button", chat=scene.dialog, seq=answer["seq"], payload="thanks", press=1)
        assert (await scene.anna.answered())["text"] == "Пожалуйста"


def test_the_page_tells_of_every_client() -> None:
    assert matrix.PAGE.read_text(encoding="utf-8") == matrix.page(matrix.written())
    assert set(matrix.written()) == {client.name for client in CLIENTS}
