"""Where a mini app may come from."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from veche.ground.errors import BadInput

PORTS = {"https": 443, "http": 80}


class Rules(Struct, frozen=True):
    """What this installation lets into its frames. `hosts`: `host`, `host:port`, `*.domain`; those may also be asked
    without https. `own`: names under which the installation itself answers."""

    sealed: bool
    hosts: tuple[str, ...]
    own: frozenset[str]


def check_url(url: str, rules: Rules) -> str:
    """The origin of an app's address. Raises: app_url_invalid, app_url_own, app_url_insecure, app_url_not_listed."""
    parts = _split(url)
    host = (parts.hostname or "").lower().rstrip(".")
    if host in rules.own:
        # Cookies know no ports: a page on our own host would be sent the session, and could reach into the client.
        raise BadInput("app_url_own")
    port = parts.port or PORTS[parts.scheme]
    listed = _lists(rules.hosts, host, port)
    if parts.scheme != "https" and not listed:
        raise BadInput("app_url_insecure")
    if rules.sealed and not listed:
        raise BadInput("app_url_not_listed", host=host)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + ("" if port == PORTS[parts.scheme] else f":{port}")


def host_of(address: str) -> str:
    """The name in an address, or in a `Host` header, without a port."""
    return (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower().rstrip(".")


def _split(url: str) -> SplitResult:
    # What stands in the address goes into a header of ours: nothing that could end one there.
    if not url.isascii() or not url.isprintable() or any(sign in url for sign in " \"'<>\\;,`{}|^"):
        raise BadInput("app_url_invalid")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadInput("app_url_invalid") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password or port == 0:
        raise BadInput("app_url_invalid")
    if parts.fragment or "*" in parts.netloc:  # the launch data stand behind "#"
        raise BadInput("app_url_invalid")
    return parts


def _lists(hosts: Iterable[str], host: str, port: int) -> bool:
    domains = {f"*.{host.split('.', depth)[-1]}" for depth in range(1, host.count(".") + 1)}
    forms = {host, *domains}
    return bool({one.lower() for one in hosts} & (forms | {f"{form}:{port}" for form in forms}))
