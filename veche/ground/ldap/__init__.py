"""Reading from LDAP servers (OpenLDAP, Active Directory and their relatives): the one place that knows the driver.

Which servers there are, and the passwords for them, stand in a file of the operator: nobody can point Veche at another
machine from a browser, and no password is in the database. Everything here blocks: call it in a thread.

- A result that is not complete is no result: a limit of the server, a referral to elsewhere, a connection that breaks
  off are errors, never a shorter list. Whoever is missing from a list may lose his post. Values that a server tells in
  ranges (the members of a large group of Active Directory) are asked for to the end.
- Only what is asked for is fetched: no photographs, no password hashes.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from veche.ground.errors import BadInput, NotFound

if TYPE_CHECKING:
    from veche.ground.ldap.driver import Reader

PAGE: Final = 500
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class Server(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One server of the operator's file. Without `bind_dn` it is asked anonymously. `plain`: a password may cross the
    network unencrypted."""

    url: str
    bind_dn: str = ""
    password_file: str = ""
    password_env: str = ""
    ca_file: str = ""
    start_tls: bool = False
    plain: bool = False


@dataclass
class Traffic:
    """What went over a connection, in bytes."""

    sent: int = 0
    received: int = 0


class Search(Struct, frozen=True, kw_only=True):
    """What is asked for. Attributes that a server does not have are simply not there."""

    base: str
    filter: str
    attributes: tuple[str, ...]
    page: int = PAGE


class Entry(Struct, frozen=True):
    """One entry; the names of its attributes are in small letters."""

    dn: str
    values: dict[str, list[bytes]]

    def raw(self, name: str) -> bytes:
        """The first value, or nothing."""
        return next(iter(self.values.get(name.lower(), ())), b"")

    def text(self, name: str) -> str:
        """The first value as text, or the empty string."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        """All values that are text."""
        found = []
        for value in self.values.get(name.lower(), ()):
            try:
                found.append(value.decode("utf-8"))
            except UnicodeDecodeError:
                continue
        return found


def servers(path: Path) -> dict[str, Server]:
    """The operator's file; no file, no servers. Raises BadInput: ldap_file_broken."""
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
        read = {name: msgspec.convert(fields, Server) for name, fields in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadInput("ldap_file_broken", file=path.name, problem=str(error)[:200]) from error
    for name, server in read.items():
        parts = urlsplit(server.url)
        if not _NAME.fullmatch(name) or parts.scheme not in ("ldap", "ldaps") or not parts.hostname:
            raise BadInput("ldap_file_broken", file=path.name, problem=f"[{name[:40]}] url")
        if server.password_file and server.password_env:
            raise BadInput("ldap_file_broken", file=path.name, problem=f"[{name}] password_file, password_env")
    return read


def server_called(path: Path, name: str) -> Server:
    """Raises NotFound: ldap_server_unknown; BadInput: ldap_file_broken."""
    found = servers(path).get(name)
    if found is None:
        raise NotFound("ldap_server_unknown", name=name[:40])
    return found


def dn_parts(dn: str) -> tuple[str, ...]:
    """A name as its parts from the bottom up, in one form: `ou=отдел` for `OU=Отдел`. Not a name: nothing."""
    parts: list[str] = []
    joined = False
    for piece in _PIECE.finditer(dn):
        kind, equal, value = piece["part"].partition("=")
        if not equal or not _KIND.fullmatch(kind.strip()):
            return ()
        part = f"{kind.strip()}={' '.join(_unescaped(value.strip()).split())}".casefold()
        if joined:
            parts[-1] += f"+{part}"
        else:
            parts.append(part)
        joined = piece["end"] == "+"
    return tuple(parts)


def first_value(dn: str) -> str:
    """The value of the lowest part, as it is written: `Отдел` of `OU=Отдел,DC=hall`."""
    found = _PIECE.match(dn)
    return _unescaped(found["part"].partition("=")[2].strip()) if found else ""


_PIECE = re.compile(r"(?P<part>(?:\\.|[^\\,;+])+)(?P<end>[,;+]|$)", re.DOTALL)
"""One part of a name, up to a separator that is not written with a backslash."""
_KIND = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def _unescaped(value: str) -> str:
    """`\\2C` and `\\,` of a written name. Two hex digits are a byte of UTF-8."""
    out = bytearray()
    at = 0
    while at < len(value):
        if value[at] == "\\" and re.fullmatch(r"[0-9a-fA-F]{2}", value[at + 1 : at + 3]):
            out.append(int(value[at + 1 : at + 3], 16))
            at += 3
        elif value[at] == "\\" and at + 1 < len(value):
            out += value[at + 1].encode()
            at += 2
        else:
            out += value[at].encode()
            at += 1
    return out.decode("utf-8", "replace")


def place_of(server: Server) -> tuple[str, str, int]:
    """Scheme, host and port that a connection goes to."""
    parts = urlsplit(server.url)
    return parts.scheme, parts.hostname or "", parts.port or (636 if parts.scheme == "ldaps" else 389)


def opened(server: Server, name: str, traffic: Traffic) -> AbstractContextManager[Reader]:
    """A connection, bound and encrypted as the operator said; its bytes are counted when it ends.

    Raises: ldap_unreachable, ldap_tls, ldap_refused, ldap_password_empty, ldap_plain."""
    from veche.ground.ldap import driver

    return driver.opened(server, name, traffic)


def check_filter(text: str) -> str:
    """A filter that can be read. Raises BadInput: ldap_filter."""
    from veche.ground.ldap import driver

    return driver.check_filter(text)
