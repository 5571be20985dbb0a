"""One definition of a command serves both transports.

A command is a named request struct, an answer struct and the coroutine that turns one into the other. Over HTTP it is
`POST /api/<name>` with the request as JSON body; on the socket it is the frame `{"id": 7, "cmd": "<name>", ...fields}`,
answered by `{"re": 7, "ok": {...}}` or `{"re": 7, "error": {...}}`. OpenAPI and the socket reference are made from it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec import Struct

from veche.ground.ids import DeviceId, PersonId

Request = TypeVar("Request", bound=Struct)
Answer = TypeVar("Answer", bound=Struct)


class Asker(Struct, frozen=True):
    """Who asks: the signed-in person on one device. The right to act for a post is checked in the action."""

    person: PersonId
    device: DeviceId
    locale: str = "ru"
    administrator: bool = False
    address: str = ""


class Visitor(Struct, frozen=True):
    """Who asks an open command: nobody signed in, only an address and a language."""

    address: str = ""
    locale: str = "ru"
    user_agent: str = ""


class Done(Struct, frozen=True):
    """The answer of a command that has nothing to tell."""


@dataclass(frozen=True, kw_only=True)
class Command(Generic[Request, Answer]):
    """A command for people who are signed in."""

    name: str
    summary: str
    tag: str
    request: type[Request]
    answer: type[Answer]
    run: Callable[[Asker, Request], Awaitable[Answer]]
    example: Request
    answer_example: Answer
    errors: tuple[str, ...] = ()
    socket: bool = True


@dataclass(frozen=True, kw_only=True)
class OpenCommand(Generic[Request, Answer]):
    """A command for anybody (sign-in, invitation). HTTP only. If `session` returns a token for the answer,
    the edge sets it as the session cookie (`sign_out` is a Command: the edge clears the cookie by its name)."""

    name: str
    summary: str
    tag: str
    request: type[Request]
    answer: type[Answer]
    run: Callable[[Visitor, Request], Awaitable[tuple[Answer, str | None]]]
    example: Request
    answer_example: Answer
    errors: tuple[str, ...] = ()


AnyCommand = Command[Struct, Struct] | OpenCommand[Struct, Struct]
