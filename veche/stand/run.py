"""`veche bots dev`: the stand from its start to Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from veche.ground.config import Settings
from veche.ground.i18n import Texts
from veche.ground.up import Ground, address_of, listen_for_stop, open_ground, open_port, raise_open_files
from veche.server import Server
from veche.stand.entrance import PREFIX, Entrance
from veche.stand.furnish import Sample, Stand, furnish, session

LOOPBACK = ("127.0.0.0/8", "::1")
EXAMPLE = "echo_bot.py"


class Options(Struct, frozen=True, kw_only=True):
    """What the author asked for."""

    data: Path | None = None
    """None: a folder that vanishes at the end."""
    port: int = 8080
    bot_port: int = 8081
    name: str = ""
    browser: bool = True
    locale: str = "en"


async def run_stand(settings: Settings, options: Options, *, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C. Raises: port_taken, stand_not_empty and what a start may raise."""
    raise_open_files()
    told = listen_for_stop()
    # Other machines must not reach a server whose people are signed in by an address.
    listening, for_bots = open_port("127.0.0.1", options.port), open_port("127.0.0.1", options.bot_port)
    with folder_of(options.data) as folder:
        settings = msgspec.structs.replace(
            settings, data=folder, outgoing_allow=[*settings.outgoing_allow, *LOOPBACK], host="127.0.0.1"
        )
        async with open_ground(settings) as ground:
            name = options.name or Texts().say("stand_bot", locale=options.locale)
            stand = await furnish(ground, name=name, locale=options.locale)
            entrance = Entrance(stand.people, leads_to=f"/bot/{stand.username}")
            server = Server(ground, listening, bots_listening=for_bots, mounts={PREFIX: entrance.serve})
            entrance.begin = lambda sample, agent: session(server.messenger, sample, user_agent=agent)
            try:
                await server.start()
                port = listening.getsockname()[1]
                links = [(one, entrance.address(one, port=port)) for one in stand.people]
                api = address_of(Settings(), for_bots)
                say(f"ready {server.address}")
                for line in _told(ground, stand, links, api=api, address=server.address, locale=options.locale):
                    say(line)
                if options.browser:
                    await _open(links[0][1])
                await told.wait()
            finally:
                await server.stop()


@contextlib.contextmanager
def folder_of(data: Path | None) -> Iterator[Path]:
    """The folder that was named, or one for this run alone."""
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="veche-stand-") as made:
        yield Path(made)


def _told(
    ground: Ground, stand: Stand, links: list[tuple[Sample, str]], *, api: str, address: str, locale: str
) -> Iterator[str]:
    """What the author reads in his terminal."""
    example = ground.settings.data / EXAMPLE
    shutil.copyfile(Path(__file__).parent / EXAMPLE, example)

    def text(key: str, **details: object) -> str:
        return Texts().say(key, locale=locale, **details)

    yield ""
    yield text("stand_api", address=api, path=f"{address}/bot-api/")
    yield text("stand_token", token=stand.token)
    yield text("stand_name", name=stand.bot_name, username=stand.username)
    yield ""
    yield text("stand_people")
    width = max(len(sample.name) for sample, _ in links)
    for sample, link in links:
        yield f"  {sample.name:<{width}}  {link}"
    yield text("stand_group", title=stand.group_title)
    yield ""
    yield text("stand_example")
    yield f"  BOT_API={api} BOT_TOKEN={stand.token} python3 {example}"
    yield ""
    yield text("stand_end")


async def _open(link: str) -> None:
    """A browser window, where there is something to open it on. A browser for the terminal would take the terminal."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    with contextlib.suppress(webbrowser.Error, OSError):
        await asyncio.to_thread(webbrowser.open, link)
