"""The messenger on its ports: what `veche up` runs."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import AsyncExitStack

from veche import __version__
from veche.app import Messenger, Site
from veche.ground.http import Mount
from veche.ground.metrics import DatabaseMetrics, Metrics
from veche.ground.serve import Serving
from veche.ground.up import Ground, address_of
from veche.identity.actions import Passwords
from veche.messages import Log


class Server:
    """The messenger on a port. `start` accepts, `stop` ends in order."""

    def __init__(
        self,
        ground: Ground,
        listening: socket.socket,
        *,
        message_log: Log | None = None,
        passwords: Passwords | None = None,
        bots_listening: socket.socket | None = None,
        mounts: Mapping[str, Mount] | None = None,
    ) -> None:
        """`bots_listening`: a port for the Bot API alone. `mounts`: more interfaces, by the start of the path."""
        self.address = address_of(ground.settings, listening)
        self.metrics = Metrics(version=__version__)
        proxies = ",".join(ground.settings.trusted_proxies) or "127.0.0.1"
        site = Site(
            public_url=self.address,
            language=ground.settings.language,
            proxies=proxies,
            metrics=self.metrics.render,
            mounts=mounts or {},
        )
        self.messenger = Messenger(ground, site=site, message_log=message_log, passwords=passwords)
        indexer = self.messenger.search.indexer
        self.metrics.gauge("veche_search_waiting", "Chats to be indexed for search.", read=lambda: indexer.waiting)
        self.metrics.gauge("veche_search_lag_seconds", "How long the oldest of them waits.", read=lambda: indexer.lag)
        self._figures = DatabaseMetrics(self.metrics, ground.db)
        self._listening = listening
        self._serving = Serving(
            self.messenger.http,
            accept=self.messenger.gateway.accept,
            proxies=proxies,
        )
        self._bots_listening = bots_listening
        self._bots_serving = Serving(self.messenger.bot_api, accept=None, proxies=proxies)
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        """The port last: who gets through finds everything in place."""
        self._stack.push_async_callback(self.messenger.stop)
        await self.messenger.start()
        self._figures.start()
        self._stack.push_async_callback(self._figures.stop)
        if self._bots_listening is not None:
            await self._bots_serving.start(self._bots_listening)
            self._stack.push_async_callback(self._bots_serving.stop)
        await self._serving.start(self._listening)
        self._stack.push_async_callback(self._serving.stop)

    async def stop(self) -> None:
        """Sockets are told first, or the port would wait for them to close by themselves."""
        await self.messenger.gateway.stop()
        await self._stack.aclose()

    async def first_link(self) -> str | None:
        """The one-time link for the first administrator, while there is none."""
        return await self.messenger.identity.invitations.first_administrator_link()
