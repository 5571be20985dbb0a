"""Our errors as the Bot API says them: `{"code", "message", "error"}`, where `error` is our own stable code."""

from __future__ import annotations

from typing import Final

from msgspec import UNSET, Struct, UnsetType

from veche.ground.errors import (
    BadInput,
    Busy,
    Conflict,
    NotFound,
    Refused,
    SignedOut,
    TooLarge,
    TooMany,
    Unavailable,
    VecheError,
)
from veche.ground.i18n import Texts


class Error(Struct, frozen=True):
    """Every answer that is not a success."""

    code: str
    message: str
    error: str | UnsetType = UNSET


# Our code → status and code of the Bot API, where the class of the error does not say it.
BY_CODE: Final[dict[str, tuple[int, str]]] = {
    "bot_query_token": (403, "deprecated.token"),
    "bot_path_unknown": (404, "method.not.found"),
    "bot_wrong_method": (405, "method.not.allowed"),
    "bot_has_webhook": (405, "method.not.allowed"),
    "chat_not_found": (404, "chat.not.found"),
    "cannot_write_to": (403, "chat.denied"),
    "file_not_ready": (400, "attachment.not.ready"),
    "bot_comment_too_old": (422, "comments.timeout_exceeded"),
}
# The first that fits.
BY_CLASS: Final[tuple[tuple[type[VecheError], int, str], ...]] = (
    (SignedOut, 401, "verify.token"),
    (Refused, 403, "access.denied"),
    (NotFound, 404, "not.found"),
    (TooMany, 429, "too.many.requests"),
    (TooLarge, 413, "proto.payload"),
    (BadInput, 400, "proto.payload"),
    (Conflict, 400, "proto.payload"),
    (Busy, 503, "service.unavailable"),
    (Unavailable, 503, "service.unavailable"),
)


def shown(error: VecheError, texts: Texts) -> tuple[int, Error]:
    """Status and body. The sentence is English: it is read by programmers and written into logs."""
    status, code = BY_CODE.get(error.code) or next(
        ((status, code) for kind, status, code in BY_CLASS if isinstance(error, kind)), (500, "internal.error")
    )
    return status, Error(code=code, message=texts.of_error(error, locale="en"), error=error.code)
