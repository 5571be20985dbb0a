"""Who sits at the other end: a person at a socket, who keeps what he sees and waits for what must come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from tools.veche_client import Account, Json, Socket

PATIENCE = 30.0
"""Seconds until something that must come has not come: the machine also runs the bots, the server and its database."""


class Missed(AssertionError):
    """What must come has not come; says what came instead."""


class Watcher:
    """A person who is looking. Every message is kept in its newest state, as a client keeps it."""

    def __init__(self, address: str, account: Account) -> None:
        self.me = account
        self._socket = Socket(address, account.token, hear=self._hear)
        self.messages: dict[tuple[int, int], Json] = {}
        self.answers: list[Json] = []
        self.complaint: Callable[[], str] = lambda: ""
        """What the bot under test complains of: ends the waiting."""
        self._came = asyncio.Event()

    def _hear(self, event: Json) -> None:
        if event["ev"] == "message":
            key = (event["chat"], event["seq"])
            if event["version"] > self.messages.get(key, {"version": 0})["version"]:
                self.messages[key] = event
        elif event["ev"] == "button_answered":
            self.answers.append(event)
        self._came.set()

    async def ask(self, command: str, **fields: Any) -> Json:
        """A command over the socket."""
        return await self._socket.ask_surely(command, **fields)

    async def say(self, chat: int, text: str) -> int:
        """Send a message; its number."""
        cid = f"{text[:20]}-{len(self.messages)}-{asyncio.get_running_loop().time()}"
        sent: int = (await self.ask("send_message", chat=chat, cid=cid, text=text))["seq"]
        return sent

    async def until(self, chat: int, after: int, where: Callable[[Json], object]) -> Json:
        """The first message of a chat behind number `after` that is so; waits for it. Raises Missed."""
        return await self._wait(lambda: self._found(chat, after, where), lambda: self._seen(chat, after))

    async def answered(self) -> Json:
        """The next answer to a button that was pressed. Raises Missed."""
        return await self._wait(lambda: self.answers.pop(0) if self.answers else None, lambda: "no answer")

    async def _wait(self, look: Callable[[], Json | None], seen: Callable[[], str]) -> Json:
        try:
            async with asyncio.timeout(PATIENCE):
                while (found := look()) is None:
                    if complaint := self.complaint():
                        raise Missed(complaint)
                    self._came.clear()
                    await self._came.wait()
                return found
        except TimeoutError:
            raise Missed(f"it did not come; there was {seen()}") from None

    def look_again(self) -> None:
        """The bot said something on its own output."""
        self._came.set()

    def _found(self, chat: int, after: int, where: Callable[[Json], object]) -> Json | None:
        for (place, seq), message in sorted(self.messages.items()):
            if place == chat and seq > after and message["sender"] != self.me.id and where(message):
                return message
        return None

    def _seen(self, chat: int, after: int) -> str:
        return str([message for (place, seq), message in self.messages.items() if place == chat and seq > after])

    async def __aenter__(self) -> Self:
        await self._socket.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._socket.close()
