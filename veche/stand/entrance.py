"""The way in for sample people: an address that signs in whoever opens it. Only the stand has it, on loopback alone,
and the addresses carry a secret of this run."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable

from veche.ground.http.wire import Answer, Receive, Scope, Send, header
from veche.stand.furnish import Sample

PREFIX = "/stand"
DAYS = 7


class Entrance:
    """`GET /stand/SECRET/LOGIN` gives the session's cookie and leads on to the bot."""

    def __init__(self, people: list[Sample], *, leads_to: str) -> None:
        self._people = {one.login: one for one in people}
        self._leads_to = leads_to
        self._secret = secrets.token_urlsafe(12)
        self.begin: Callable[[Sample, str], Awaitable[str]] | None = None
        """Starts a session; set when the server is there."""

    def address(self, sample: Sample, *, port: int) -> str:
        """Each person has a host name of his own, and with it a cookie of his own. Browsers lead *.localhost to this
        machine by themselves."""
        return f"http://{sample.login}.localhost:{port}{PREFIX}/{self._secret}/{sample.login}"

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The mount."""
        parts = scope["path"].split("/")
        sample = self._people.get(parts[-1]) if len(parts) == 3 else None
        right = sample is not None and hmac.compare_digest(parts[1].encode(), self._secret.encode())
        if sample is None or not right or self.begin is None or scope["method"] != "GET":
            await Answer(status=404, body=b"", content_type=b"text/plain").send(send)
            return
        token = await self.begin(sample, header(scope, b"user-agent")[:400])
        cookie = f"veche_session={token}; Path=/; Max-Age={DAYS * 86_400}; HttpOnly; SameSite=Strict"
        headers = [(b"set-cookie", cookie.encode()), (b"location", self._leads_to.encode())]
        await Answer(status=303, body=b"", content_type=b"text/plain", headers=headers).send(send)
