"""Frames from clients: decode, find the command, run it, answer. Broad excepts are allowed here: this is the edge."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, Union

import msgspec
import structlog

from veche.ground.commands import Asker, Command
from veche.ground.errors import BadInput, Broken, NotFound, VecheError
from veche.ground.i18n import Texts
from veche.ground.socket.connection import Connection
from veche.ground.socket.frames import UNREADABLE, text_frame
from veche.ground.socket.gateway import Gateway

log = structlog.get_logger("veche.socket")

Direct = Callable[[Connection, Asker, int, Any], None]
"""A command that answers by itself later, without a task of its own: the hot path of sending."""

MAX_REQUEST_ID = (1 << 53) - 1


class Head(msgspec.Struct):
    """What every frame of a client starts with."""

    id: int
    cmd: str


class Failure(msgspec.Struct, omit_defaults=True):
    """The error object, the same over HTTP and the socket."""

    code: str
    text: str
    details: dict[str, Any] = {}
    retry_after: int | None = None


def command_schema(command: Command[Any, Any]) -> type[msgspec.Struct]:
    """The frame of a command: its request plus `id`, told apart by `cmd`."""
    return msgspec.defstruct(
        f"{command.request.__name__}Frame",
        [("id", int)],
        bases=(command.request,),
        kw_only=True,
        forbid_unknown_fields=True,
        tag_field="cmd",
        tag=command.name,
    )


def failure_of(error: VecheError, texts: Texts, *, locale: str) -> Failure:
    return Failure(
        code=error.code,
        text=texts.of_error(error, locale=locale),
        details=dict(error.details),
        retry_after=error.retry_after,
    )


class Dispatcher:
    """Turns frames into commands and their outcomes into answers."""

    def __init__(
        self,
        gateway: Gateway,
        *,
        commands: list[Command[Any, Any]],
        texts: Texts,
    ) -> None:
        self._gateway = gateway
        self._texts = texts
        self._direct: dict[str, Direct] = {}
        self._commands = {command.name: command for command in commands if command.socket}
        self._http_only = {command.name for command in commands if not command.socket}
        frames = tuple(command_schema(command) for command in self._commands.values())
        self._decode: Callable[[bytes], Any] = msgspec.json.Decoder(Union[frames]).decode  # noqa: UP007  made of a tuple
        self._head = msgspec.json.Decoder(Head)
        self._encode = msgspec.json.Encoder().encode

    def add_direct(self, name: str, direct: Direct) -> None:
        """Let `direct` answer the command `name` instead of a task of its own."""
        self._direct[name] = direct

    def handle(self, connection: Connection, payload: bytes) -> None:
        """One frame. Never raises: a bad frame is answered, the connection stays open."""
        asker = connection.asker
        assert asker is not None  # frames wait until the session is checked
        try:
            # One pass: the tag `cmd` chooses the shape. What is wrong with a bad frame is found out in a second look.
            request = self._decode(payload)
        except UNREADABLE:
            self._refuse(connection, payload)
            return
        number: int = request.id
        if not 0 <= number <= MAX_REQUEST_ID:
            self.fail(connection, 0, BadInput("bad_fields", problem="id must be within 0..2^53-1"))
            return
        connection.begin()
        name = request.__struct_config__.tag
        direct = self._direct.get(name)
        if direct is not None:
            direct(connection, asker, number, request)
        else:
            self._gateway.run(self._run(connection, asker, number, self._commands[name], request))

    def _refuse(self, connection: Connection, payload: bytes) -> None:
        """Answer a frame that could not be decoded with what is wrong with it."""
        number = 0
        try:
            head = self._head.decode(payload)
            number = head.id if 0 <= head.id <= MAX_REQUEST_ID else 0
            if head.cmd not in self._commands:
                known = "http_only" if head.cmd in self._http_only else "unknown_command"
                raise NotFound(known, name=head.cmd[:64])
            self._decode(payload)
        except VecheError as error:
            self.fail(connection, number, error)
        except msgspec.ValidationError as error:
            self.fail(connection, number, BadInput("bad_fields", problem=str(error)))
        except UNREADABLE:
            self.fail(connection, number, BadInput("bad_json"))

    async def _run(
        self, connection: Connection, asker: Asker, number: int, command: Command[Any, Any], request: msgspec.Struct
    ) -> None:
        try:
            answer = await command.run(asker, request)
            connection.send(text_frame(b'{"re":%d,"ok":%b}' % (number, self._encode(answer))))
            self._gateway.flush()
        except VecheError as error:
            self.fail(connection, number, error)
        except Exception as defect:  # noqa: BLE001  the edge: a defect must not end the connection
            self.fail(connection, number, self.defect(command.name, defect))
        finally:
            connection.end()

    def fail(self, connection: Connection, number: int, error: VecheError) -> None:
        """Answer with an error, in the language of the person."""
        locale = connection.asker.locale if connection.asker else "ru"
        body = self._encode(failure_of(error, self._texts, locale=locale))
        connection.send(text_frame(b'{"re":%d,"error":%b}' % (number, body)))
        self._gateway.flush()

    def defect(self, name: str, cause: BaseException) -> VecheError:
        """Log a defect under a number that the person can quote."""
        number = secrets.token_hex(4)
        log.error("command failed", command=name, number=number, exc_info=cause)
        return Broken("broken", number=number)
