"""The name that passkeys are bound to, made from the address of the installation. No I/O."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from msgspec import Struct

LOCAL = "localhost"


class Site(Struct, frozen=True):
    """`name`: the relying party of WebAuthn; empty where browsers would refuse passkeys. `origin`: the one page origin
    that may use them."""

    name: str
    origin: str


def site_of(public_address: str) -> Site:
    """Browsers want a name over https, or this very machine by the name `localhost`."""
    parts = urlsplit(public_address)
    host = parts.hostname or ""
    if _loopback(host):
        port = f":{parts.port}" if parts.port else ""
        return Site(LOCAL, f"{parts.scheme}://{LOCAL}{port}")
    if parts.scheme != "https" or not host or _number(host):
        return Site("", "")
    port = f":{parts.port}" if parts.port and parts.port != 443 else ""
    return Site(host, f"https://{host}{port}")


def _number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _loopback(host: str) -> bool:
    return host == LOCAL or (_number(host) and ipaddress.ip_address(host).is_loopback)
