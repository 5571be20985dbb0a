"""One family of errors. Each has an HTTP status, a stable code, and a text that is made at the edge.

The code is what programs rely on; the text comes from `ground/i18n` in the reader's language, with `{holes}` filled
from the details. Raise the class that fits: `raise NotFound("chat_not_found")`.
"""

from __future__ import annotations

from typing import ClassVar

Detail = str | int | list[str] | list[int]


class VecheError(Exception):
    """What went wrong, in a form that the asker may see."""

    status: ClassVar[int] = 500

    def __init__(self, code: str, /, *, retry_after: int | None = None, **details: Detail) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.details: dict[str, Detail] = details


class BadInput(VecheError):
    status = 422


class SignedOut(VecheError):
    status = 401


class Refused(VecheError):
    status = 403


class NotFound(VecheError):
    status = 404


class Conflict(VecheError):
    status = 409


class TooLarge(VecheError):
    status = 413


class Busy(VecheError):
    """Somebody else works on the same thing right now."""

    status = 423


class TooMany(VecheError):
    """Limits; `retry_after` tells after how many seconds to come back."""

    status = 429


class NotYet(VecheError):
    """Asked for something that Veche does not have yet and says so."""

    status = 501


class Unavailable(VecheError):
    """A part that is needed (the database) does not answer now; nothing was changed or it is not known: repeat."""

    status = 503


class NoRoom(VecheError):
    """The disk is full. What was acknowledged before is safe."""

    status = 507


class Broken(VecheError):
    """A defect of ours. The log has the details, the asker gets a number to quote."""

    status = 500
