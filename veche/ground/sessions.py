"""The sessions that one browser holds, a cookie each: whose a request means is said by the request, and checked against
what the token says. So a message that waits under one name can never go out under another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from veche.ground.commands import Asker
from veche.ground.errors import SignedOut
from veche.ground.i18n import LOCALES

OLD_COOKIE = "veche_session"
"""Named nobody, when a browser could hold one session only. Still taken, and renamed at the next sign-in."""
ACCOUNT_HEADER = b"veche-account"
ACCOUNT_FIELD = "account"
"""In the query, where a browser lets nobody set a header: the socket, pictures, downloads."""
LANGUAGE_FIELD = "lang"
WRONG = -1

Authenticate = Callable[[str, str], Awaitable[Asker]]
"""From a token and the network address of who shows it to the asker; raises SignedOut."""


def cookie_name(person: int) -> str:
    return f"{OLD_COOKIE}_{person}"


def account_in(said: str) -> int | None:
    """The person whom a request names; None: nobody. What is no number names somebody who is not here."""
    if not said:
        return None
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 16 else WRONG


def account_in_query(query: bytes) -> int | None:
    return account_in(parse_qs(query.decode("latin-1")).get(ACCOUNT_FIELD, [""])[0])


def language_in_query(query: bytes) -> str:
    """The language in which a page speaks; empty: the person's own."""
    wanted = parse_qs(query.decode("latin-1")).get(LANGUAGE_FIELD, [""])[0]
    return wanted if wanted in LOCALES else ""


def cookies_of(header: str) -> dict[str, str]:
    """The session cookies in a Cookie header, by name; of two with one name the first counts."""
    found: dict[str, str] = {}
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == OLD_COOKIE or name.startswith(f"{OLD_COOKIE}_"):
            found.setdefault(name, value)
    return found


def token_for(header: str, account: int | None) -> str:
    """The token in a Cookie header for this account, or nothing. A request that names nobody gets the old cookie,
    or else the first of the others: a page learns from the answer whose it is, and names him from then on."""
    cookies = cookies_of(header)
    if account is not None:
        return cookies.get(cookie_name(account)) or cookies.get(OLD_COOKIE, "")
    return cookies.get(OLD_COOKIE) or next((cookies[name] for name in sorted(cookies)), "")


async def authenticate_as(authenticate: Authenticate, token: str, address: str, *, account: int | None) -> Asker:
    """Who shows the token, if he is whom the request names. Raises SignedOut."""
    asker = await authenticate(token, address)
    if account is not None and asker.person != account:
        raise SignedOut("signed_out")
    return asker
