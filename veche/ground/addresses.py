"""Where connections that we make may go: addresses that are public, and what the installation lists."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

NAT64 = IPv6Network("64:ff9b::/96")


class Policy:
    """Where connections may go."""

    def __init__(self, *, sealed: bool, allow: Iterable[str]) -> None:
        """`allow`: `host`, `host:port`, `*.domain`, an address, or a network such as `10.1.0.0/16`."""
        self._sealed = sealed
        self._names: set[str] = set()
        self._networks = []
        for entry in allow:
            try:
                self._networks.append(ip_network(entry.strip("[]")))
            except ValueError:
                self._names.add(entry.lower())

    def refuses_name(self, host: str, port: int) -> str | None:
        """Why this name may not even be looked up."""
        if not self._sealed or self._lists_name(host.lower().rstrip("."), port) or literal(host) is not None:
            return None
        return "sealed"

    def refuses_address(self, host: str, port: int, address: str) -> str | None:
        """Why this address may not be connected to."""
        number = ip_address(address.split("%", 1)[0])
        if any(number in network for network in self._networks):
            return None
        if not all(_is_public(one) for one in _meanings(number)):
            return "not a public address"
        listed = self._lists_name(host.lower().rstrip("."), port)
        return "sealed" if self._sealed and not listed else None

    def lists_name(self, host: str, port: int) -> bool:
        """Does the installation name this host?"""
        return self._lists_name(host.lower().rstrip("."), port)

    def lists_address(self, address: str) -> bool:
        """Does the installation name this address, or its network?"""
        number = ip_address(address.split("%", 1)[0])
        return any(number in network for network in self._networks)

    def _lists_name(self, host: str, port: int) -> bool:
        domains = {f"*.{host.split('.', depth)[-1]}" for depth in range(1, host.count(".") + 1)}
        forms = {host, *domains}
        return bool(self._names & (forms | {f"{form}:{port}" for form in forms}))


def literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]").split("%", 1)[0])
    except ValueError:
        return None


def _meanings(number: Address) -> list[Address]:
    """An IPv6 address may carry an IPv4 one that the packet ends at; all of them count."""
    if isinstance(number, IPv4Address):
        return [number]
    inner = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
    if number in NAT64:
        inner.append(IPv4Address(int(number) & 0xFFFFFFFF))
    carried = [one for one in inner if one is not None]
    return carried if number.ipv4_mapped else [number, *carried]


def _is_public(number: Address) -> bool:
    return number.is_global and not number.is_multicast and not number.is_reserved
