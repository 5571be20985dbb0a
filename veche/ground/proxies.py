"""Whose word counts when a request says for whom it was forwarded. The same rule as uvicorn has for HTTP."""

from __future__ import annotations

import ipaddress

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Proxies:
    """Addresses and networks of trusted proxies, written with commas; `*` trusts everybody."""

    def __init__(self, trusted: str) -> None:
        words = [word.strip() for word in trusted.split(",") if word.strip()]
        self._all = "*" in words
        self._names = frozenset(words)
        self._networks = [network for word in words if (network := _network(word)) is not None]

    def trusts(self, address: str) -> bool:
        """Whether what comes from this address is believed."""
        if self._all or address in self._names:
            return True
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._networks)

    def client(self, peer: str, forwarded: str) -> str:
        """The address of who asks: the last in `X-Forwarded-For` that no trusted proxy stands for."""
        if not forwarded or not self.trusts(peer):
            return peer
        hosts = [host.strip() for host in forwarded.split(",") if host.strip()]
        if self._all:
            return hosts[0] if hosts else peer
        return next((host for host in reversed(hosts) if not self.trusts(host)), hosts[0] if hosts else peer)


def _network(word: str) -> Network | None:
    try:
        return ipaddress.ip_network(word, strict=False)
    except ValueError:
        return None
