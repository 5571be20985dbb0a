"""The HTTP edge of SCIM, mounted at /scim: who asks, how often, how much; everything else is the library's.

It answers SCIM errors to everything, also to what is refused before SCIM begins.
"""

from __future__ import annotations

import json
import secrets
from typing import Any, Final
from urllib.parse import parse_qsl

from scim2_models import (
    Error,
    InvalidFilterException,
    InvalidSyntaxException,
    PayloadTooLargeException,
    SCIMException,
    UnauthorizedException,
)
from scim2_server.handler import AsyncScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import SCIM_MEDIA_TYPE, ScimResponse
from scim2_server.routing import Operation
from scim2_server.service import ScimService

from veche.ground.errors import SignedOut, TooLarge, TooMany, Unavailable, VecheError
from veche.ground.http.wire import Answer, Receive, Scope, Send, header, read_body
from veche.ground.logs import get_logger
from veche.sources import model
from veche.sources.actions.applying import Applying
from veche.sources.actions.base import Needs
from veche.sources.actions.tokens import Tokens
from veche.sources.scim.shapes import MAX_BODY, MAX_OPERATIONS, provider
from veche.sources.scim.storage import OrganisationStorage

log = get_logger("scim")

MAX_QUERY: Final = 8_192
MAX_DEPTH: Final = 12
"""Of brackets in a filter."""
READING: Final = frozenset({"GET", "HEAD"})
SEARCHES: Final = frozenset({Operation.search, Operation.search_with_body})


class ScimEdge:
    """One per process."""

    def __init__(self, needs: Needs, tokens: Tokens, applying: Applying, *, public_url: str) -> None:
        self._needs = needs
        self._tokens = tokens
        self._public_url = public_url.rstrip("/")
        self._applying = applying
        self._service = ScimService(provider())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = self._request(scope)
        try:
            response = await self._serve(request, scope, receive)
        except Exception as error:  # noqa: BLE001  the edge of SCIM
            response = self._failed(request, error)
        response.headers.setdefault("Cache-Control", "no-store")
        body = b"" if response.body is None else json.dumps(response.body, ensure_ascii=False).encode()
        kind = response.headers.pop("Content-Type", SCIM_MEDIA_TYPE)
        headers = [(name.lower().encode(), value.encode()) for name, value in response.headers.items()]
        answer = Answer(int(response.status), body, content_type=kind.encode(), headers=headers)
        await answer.send(send, head=scope["method"] == "HEAD")

    def _request(self, scope: Scope) -> ScimRequest:
        host = self._public_url or f"{scope.get('scheme', 'http')}://{header(scope, b'host') or 'localhost'}"
        path: str = scope["path"]
        return ScimRequest(
            method="GET" if scope["method"] == "HEAD" else scope["method"],
            base_url=f"{host}/scim/v2",
            path=path.removeprefix("/v2").removesuffix(".scim") or "/",
            headers=[(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]],
        )

    async def _serve(self, request: ScimRequest, scope: Scope, receive: Receive) -> ScimResponse:
        if scope["path"] != "/v2" and not scope["path"].startswith("/v2/"):
            raise SCIMException.from_error(Error(status=404, detail="SCIM is served at /scim/v2"))
        request.query = _query(scope)
        operation = self._service.match(request).operation
        if operation is Operation.service_provider_config:  # RFC 7643 §5: before anybody has a token
            return await AsyncScimHandler(self._service, _Nothing()).handle(request)
        client = scope.get("client")
        token = await self._tokens.shown(header(scope, b"authorization"), address=client[0] if client else "")
        writing = request.method not in READING and operation not in SEARCHES
        request.body = await read_body(receive, declared=header(scope, b"content-length"), limit=MAX_BODY)
        body = _checked_body(request.body, operation)
        if operation is Operation.bulk and (more := len(_operations(body)) - 1) > 0:
            # Packed together they cost what they cost one by one.
            await self._needs.limits.take(model.REQUESTS, token.id, times=more)
        storage = OrganisationStorage(self._needs, token=token, ask=self._applying.ask, writing=writing)
        return await AsyncScimHandler(self._service, storage).handle(request)

    def _failed(self, request: ScimRequest, error: Exception) -> ScimResponse:
        headers: dict[str, str] = {}
        known: Exception
        if isinstance(error, SignedOut):
            known = UnauthorizedException(detail="Show a token of this organisation: Authorization: Bearer …")
        elif isinstance(error, TooLarge):
            known = SCIMException.from_error(Error(status=413, detail=f"A body has at most {MAX_BODY} bytes"))
        elif isinstance(error, TooMany):
            known = SCIMException.from_error(Error(status=429, detail="Too many requests"))
            headers["Retry-After"] = str(error.retry_after or 1)
        elif isinstance(error, Unavailable):
            known = SCIMException.from_error(Error(status=503, detail="The database does not answer now"))
            headers["Retry-After"] = "5"
        elif isinstance(error, VecheError):
            known = SCIMException.from_error(Error(status=error.status, detail=error.code))
        elif isinstance(error, RecursionError):
            known = InvalidFilterException(detail="Nested too deeply")
        elif isinstance(error, SCIMException):
            known = error
        else:
            number = secrets.token_hex(4)
            log.error("scim_request_failed", path=request.path[:200], number=number, exc_info=error)
            known = SCIMException.from_error(Error(status=500, detail=f"Our defect, number {number}"))
        response = self._service.error_response(known)
        response.headers.update(headers)
        return response


class _Nothing(OrganisationStorage):
    """For what is answered without a token: there is nothing to read."""

    def __init__(self) -> None:
        pass


def _query(scope: Scope) -> dict[str, str]:
    raw: bytes = scope.get("query_string", b"")
    if len(raw) > MAX_QUERY:
        raise SCIMException.from_error(Error(status=414, detail=f"A query has at most {MAX_QUERY} bytes"))
    try:
        query = dict(parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=20, errors="strict"))
    except ValueError as error:
        raise InvalidSyntaxException(detail="The query cannot be read") from error
    _check_depth(query.get("filter", ""))
    return query


def _checked_body(body: bytes, operation: Operation) -> Any:
    """Bounds of what the library would take as it comes. What is no JSON it refuses by itself."""
    if operation not in (Operation.patch, Operation.search_with_body, Operation.bulk):
        return None
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if operation is Operation.bulk:
        _check_bulk(value)
    else:
        _check_one(value)
    return value


def _check_bulk(value: Any) -> None:
    """More operations than are allowed are refused before one of them is looked at; PATCHes inside are PATCHes."""
    operations = _operations(value)
    if len(operations) > MAX_OPERATIONS:
        raise PayloadTooLargeException(detail=f"A Bulk has at most maxOperations ({MAX_OPERATIONS})")
    for one in operations:
        if isinstance(one, dict) and str(_attribute(one, "method")).upper() == "PATCH":
            _check_one(_attribute(one, "data"))


def _check_one(value: Any) -> None:
    operations = _operations(value)
    if len(operations) > MAX_OPERATIONS:
        raise SCIMException.from_error(
            Error(status=400, scim_type="tooMany", detail=f"A PATCH has at most {MAX_OPERATIONS} operations")
        )
    for one in operations:
        _check_depth(str(_attribute(one, "path") or ""))
    _check_depth(str(_attribute(value, "filter") or ""))


def _operations(value: Any) -> list[Any]:
    found = _attribute(value, "operations")
    return found if isinstance(found, list) else []


def _attribute(value: Any, name: str) -> Any:
    """Names of attributes have no letter case in SCIM."""
    if not isinstance(value, dict):
        return None
    return next((one for key, one in value.items() if key.casefold() == name), None)


def _check_depth(text: str) -> None:
    """A filter is read by recursion: brackets in brackets in brackets are refused before that."""
    depth = 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if depth > MAX_DEPTH:
            raise InvalidFilterException(detail=f"A filter has at most {MAX_DEPTH} levels of brackets")
    if len(text) > MAX_QUERY:
        raise InvalidFilterException(detail=f"A filter has at most {MAX_QUERY} characters")
