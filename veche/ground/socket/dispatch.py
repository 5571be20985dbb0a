"""Frames from clients: decode, find the command, run it, answer. Broad excepts are allowed here: this is the edge."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

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
    """The frame of a command: its request plus `id` and `cmd`."""
    return msgspec.defstruct(
        f"{command.request.__name__}Frame",
        [("id", int), ("cmd", str)],
        bases=(command.request,),
        kw_only=True,
        forbid_unknown_fields=True,
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
        self._decoders = {
            name: msgspec.json.Decoder(command_schema(command)) for name, command in self._commands.items()
        }
        self._head = msgspec.json.Decoder(Head)
        self._encode = msgspec.json.Encoder().encode

    def add_direct(self, name: str, direct: Direct) -> None:
        """Let `direct` answer the command `name` instead of a task of its own."""
        self._direct[name] = direct

    def handle(self, connection: Connection, payload: bytes) -> None:
        """One frame. Never raises: a bad frame is answered, the connection stays open."""
        asker = connection.asker
        assert asker is not None  # frames wait until the session is checked
        number = 0
        try:
            head = self._head.decode(payload)
            number = head.id
            if not 0 <= number <= MAX_REQUEST_ID:
                number = 0
                raise BadInput("bad_fields", problem="id must be within 0..2^53-1")
            decoder = self._decoders.get(head.cmd)
            if decoder is None:
                known = "http_only" if head.cmd in self._http_only else "unknown_command"
                raise NotFound(known, name=head.cmd[:64])
            request = decoder.decode(payload)
        except VecheError as error:
            self.fail(connection, number, error)
        except msgspec.ValidationError as error:
            self.fail(connection, number, BadInput("bad_fields", problem=str(error)))
        except UNREADABLE:
            self.fail(connection, number, BadInput("bad_json"))
        else:
            connection.begin()
            direct = self._direct.get(head.cmd)
            if direct is not None:
                direct(connection, asker, number, request)
            else:
                self._gateway.run(self._run(connection, asker, number, self._commands[head.cmd], request))

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
