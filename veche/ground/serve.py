"""One public port for HTTP and the socket: uvicorn with our application and our socket protocol."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
from collections.abc import Iterator
from typing import Any

import uvicorn

from veche.ground.http.protocol import BoundedHttp
from veche.ground.socket import socket_protocol
from veche.ground.socket.protocol import Accept
from veche.ground.waking import wait_within

BACKLOG = 4096


class _Server(uvicorn.Server):
    """Signals belong to whoever runs the process, not to the server. It is told when to end: uvicorn's own looks ten
    times a second, and waits a tenth more for requests even when there are none."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._end = asyncio.Event()

    def end(self) -> None:
        self.should_exit = True
        self._end.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        # Ten of uvicorn's ticks are a second: at each tenth it renews the header Date.
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 10
            await wait_within(self._end, 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()


class Serving:
    """Accepts from `start` until `stop`."""

    def __init__(self, app: Any, *, accept: Accept | None, proxies: str = "127.0.0.1") -> None:
        """`accept`: of the socket; None where there is none. `proxies`: addresses whose `X-Forwarded-For` and
        `-Proto` are believed."""
        config = uvicorn.Config(
            app,
            loop="none",
            http=BoundedHttp,
            ws="none" if accept is None else socket_protocol(accept),
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            forwarded_allow_ips=proxies,
            timeout_keep_alive=65,
            timeout_graceful_shutdown=5,
            backlog=BACKLOG,
        )
        self._server = _Server(config)
        self._task: asyncio.Task[None] | None = None

    async def start(self, listening: socket.socket) -> None:
        """Returns once connections are accepted on a socket made by `listen`."""
        _calm_collector()
        self._task = asyncio.get_running_loop().create_task(self._server.serve(sockets=[listening]))
        while not self._server.started:
            if self._task.done():
                await self._task
                raise RuntimeError("the server ended before it started")
            await asyncio.sleep(0.002)

    async def stop(self) -> None:
        """Finish the requests in hand (five seconds at most) and close the port."""
        if self._task is not None:
            self._server.end()
            await self._task


def _calm_collector() -> None:
    """A message on its way makes a dozen objects that live until the commit and form no cycles: at the default
    threshold of 700 the collector took 7 % of the time under load, looking at them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def listen(host: str, port: int) -> socket.socket:
    """A bound TCP socket. Raises OSError as the system says it: EADDRINUSE, EACCES, EADDRNOTAVAIL."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening
