"""picows' protocol behind uvicorn's port: uvicorn parses the upgrade request and hands the transport over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, cast

from picows import WSListener, WSUpgradeRequest, WSUpgradeResponseWithListener
from picows.picows import WSAutoPingStrategy, WSProtocol  # type: ignore[attr-defined]

MAX_FRAME = 256 * 1024
"""Largest frame that we read, in bytes; the largest command (a message of 4,000 characters) is far smaller."""

Accept = Callable[[WSUpgradeRequest], "WSListener | WSUpgradeResponseWithListener | None"]


class _QuietLogger(logging.LoggerAdapter[logging.Logger]):
    """An adapter, not a Logger: picows makes a child logger (1 KiB) per connection from a real one,
    and would write addresses of people into the log."""

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802
        return level >= logging.ERROR

    def log(self, level: int, msg: object, *args: object, **kwargs: Any) -> None:
        if level >= logging.ERROR:
            self.logger.log(level, "socket protocol error", exc_info=kwargs.get("exc_info"))


def socket_protocol(accept: Accept) -> type[asyncio.Protocol]:
    """The class for `uvicorn.Config(ws=…)`. `accept` sees the request head and returns the listener or a refusal."""
    logger = _QuietLogger(logging.getLogger("veche.socket"))

    class UvicornSocket(WSProtocol):  # type: ignore[misc]
        def __init__(self, config: object, server_state: object, app_state: object, _loop: object = None) -> None:
            super().__init__(
                None,
                "/",
                False,
                accept,
                logger,
                True,
                10.0,
                False,
                30.0,
                30.0,
                WSAutoPingStrategy.PING_WHEN_IDLE,
                True,
                MAX_FRAME,
                None,
                2048,
            )

        def data_received(self, data: bytes) -> None:
            """The upgrade request, which uvicorn has read already; later bytes come through the buffered interface."""
            view = memoryview(data)
            while view:
                room = self.get_buffer(-1)
                size = min(len(room), len(view))
                room[:size] = view[:size]
                self.buffer_updated(size)
                view = view[size:]

    return cast(type[asyncio.Protocol], UvicornSocket)
