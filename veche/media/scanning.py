"""The port to a scanner for viruses, and clamd behind it. An installation without one has `None` in its place."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

from veche.ground.clamd import Clamd, ClamdAway, ClamdTooLarge
from veche.ground.config import Settings
from veche.ground.errors import Refused, TooLarge, Unavailable
from veche.ground.logs import get_logger

log = get_logger("media.scanning")

MEGABYTE = 1024 * 1024


class Scanner(Protocol):
    """Looks for viruses in a file before anybody else may see it."""

    async def scan(self, path: Path) -> None:
        """Returns for a clean file. Raises Refused("file_infected"), TooLarge("file_too_large_to_scan"), and
        Unavailable("scanner_away") while nothing can be known: the file waits and is scanned later."""


class ClamdScanner:
    """clamd. What is larger than it may read is refused, or passes unread where the operator wants that."""

    def __init__(self, clamd: Clamd, *, limit: int, pass_larger: bool = False) -> None:
        """`limit`: bytes, not above clamd's own StreamMaxLength."""
        self._clamd = clamd
        self._limit = limit
        self._pass_larger = pass_larger

    async def scan(self, path: Path) -> None:
        if (await asyncio.to_thread(path.stat)).st_size > self._limit:
            self._too_large()
            return
        try:
            found = await self._clamd.scan(path)
        except ClamdTooLarge:
            # The operator's number is above that of clamd; the smaller one counts.
            self._too_large()
            return
        except ClamdAway as error:
            log.warning("scanner_away", error=str(error))
            raise Unavailable("scanner_away") from error
        if found is not None:
            log.warning("file_infected", signature=found)
            raise Refused("file_infected", found=found)

    def _too_large(self) -> None:
        if not self._pass_larger:
            raise TooLarge("file_too_large_to_scan", limit=self._limit // MEGABYTE)


def make_scanner(settings: Settings) -> Scanner | None:
    """The scanner of the settings."""
    if not settings.clamd:
        return None
    return ClamdScanner(
        Clamd(settings.clamd), limit=settings.clamd_limit * MEGABYTE, pass_larger=settings.clamd_pass_larger
    )
