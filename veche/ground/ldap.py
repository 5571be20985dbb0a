"""Reading from LDAP servers (OpenLDAP, Active Directory and their relatives): the one place that knows the driver.

Which servers there are, and the passwords for them, stand in a file of the operator: nobody can point Veche at another
machine from a browser, and no password is in the database. Everything here blocks: call it in a thread.

- A result that is not complete is no result: a limit of the server, a referral to elsewhere, a connection that breaks
  off are errors, never a shorter list. Whoever is missing from a list may lose his post.
- Only what is asked for is fetched: no photographs, no password hashes.
"""

from __future__ import annotations

import os
import re
import ssl
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import ldap3
import msgspec
from ldap3.core import exceptions as failures
from msgspec import Struct

from veche.ground.errors import BadInput, NotFound, Unavailable, VecheError

CONNECT_SECONDS: Final = 10
ANSWER_SECONDS: Final = 60
MOST_ENTRIES: Final = 250_000
VALUE_BYTES: Final = 4_096
"""Of a single value; what is longer is no name and no number."""
PAGE: Final = 500
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


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


class Reader:
    """A connection that reads. Use it with `opened`."""

    def __init__(self, connection: Any, name: str) -> None:
        self._connection = connection
        self._name = name
        self._taken = 0

    def search(self, wanted: Search, *, on_page: Callable[[], None] = lambda: None) -> Iterator[Entry]:
        """All entries below the base, page by page. `on_page` is called after each page but the last.

        Raises: ldap_search (the base or the filter is wrong), ldap_incomplete, ldap_broke_off, ldap_too_many."""
        cookie: bytes | None = None
        while True:
            with _explained(self._name):
                self._connection.search(
                    wanted.base,
                    wanted.filter,
                    search_scope=ldap3.SUBTREE,
                    dereference_aliases=ldap3.DEREF_NEVER,
                    attributes=list(wanted.attributes),
                    time_limit=ANSWER_SECONDS,
                    paged_size=wanted.page,
                    paged_criticality=True,
                    paged_cookie=cookie,
                )
                result, response = self._connection.result, self._connection.response or []
            if result["result"] != 0:
                raise self._wrong(result)
            for one in response:
                if one["type"] != "searchResEntry":
                    continue  # a reference to another server: not followed
                self._taken += 1
                if self._taken > MOST_ENTRIES:
                    raise BadInput("ldap_too_many", limit=MOST_ENTRIES)
                yield _entry(one)
            controls = result.get("controls") or {}
            cookie = controls.get(PAGED, {}).get("value", {}).get("cookie")
            if not cookie:
                return
            on_page()

    def _wrong(self, result: dict[str, Any]) -> VecheError:
        code, what = int(result["result"]), str(result["description"])
        if code in (3, 4, 10, 11):  # limits of time and size, a referral, a limit of the administrator
            return Unavailable("ldap_incomplete", server=self._name, reason=what)
        if code in (32, 34, 18, 21):  # no such object, a wrong DN, a filter that fits no attribute
            return BadInput("ldap_search", server=self._name, reason=what)
        return Unavailable("ldap_refused", server=self._name, reason=what)


PAGED: Final = "1.2.840.113556.1.4.319"


@contextmanager
def opened(server: Server, name: str) -> Iterator[Reader]:
    """A connection, bound and encrypted as the operator said.

    Raises: ldap_unreachable, ldap_tls, ldap_refused, ldap_password_empty, ldap_plain."""
    parts = urlsplit(server.url)
    host = parts.hostname or ""
    secure = parts.scheme == "ldaps"
    password = _password(server, name)
    if password and not secure and not server.start_tls and not server.plain and host not in _LOOPBACK:
        raise BadInput("ldap_plain", server=name)
    with _explained(name):
        connection = ldap3.Connection(
            ldap3.Server(
                host,
                port=parts.port or (636 if secure else 389),
                use_ssl=secure,
                tls=_Tls(server.ca_file, host),
                get_info=ldap3.NONE,
                connect_timeout=CONNECT_SECONDS,
            ),
            user=server.bind_dn or None,
            password=password or None,
            authentication=ldap3.SIMPLE if server.bind_dn else ldap3.ANONYMOUS,
            read_only=True,
            auto_referrals=False,
            check_names=False,
            raise_exceptions=False,
            receive_timeout=ANSWER_SECONDS,
        )
        connection.open(read_server_info=False)
    try:
        with _explained(name):
            if server.start_tls and not secure:
                connection.start_tls(read_server_info=False)
            bound = connection.bind(read_server_info=False)
        if not bound:
            raise Unavailable("ldap_refused", server=name, reason=str(connection.result["description"]))
        yield Reader(connection, name)
    finally:
        with suppress(failures.LDAPException):
            connection.unbind()


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


def check_filter(text: str) -> str:
    """A filter that can be read. Raises BadInput: ldap_filter."""
    try:
        ldap3.operation.search.parse_filter(text, None, True, True, None, False)
    except (failures.LDAPException, RecursionError, IndexError) as error:
        raise BadInput("ldap_filter", filter=text[:200]) from error
    return text


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


class _Tls(ldap3.Tls):  # type: ignore[misc]  # the driver has no type information
    """TLS as Python does it: certificate and name are checked by the standard library, not by the driver."""

    def __init__(self, ca_file: str, host: str) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED)
        self._ca_file, self._host = ca_file, host

    def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:
        context = ssl.create_default_context(cafile=self._ca_file or None)
        # Many a town's own authority makes certificates that lack an extension which only the strict check misses.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        connection.socket = context.wrap_socket(
            connection.socket, do_handshake_on_connect=do_handshake, server_hostname=self._host
        )


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """What the driver raises, as our errors. Its texts are not passed on: they may hold what was sent."""
    try:
        yield
    except (failures.LDAPStartTLSError, failures.LDAPCertificateError, failures.LDAPSSLConfigurationError) as error:
        raise Unavailable("ldap_tls", server=name) from error
    except failures.LDAPSocketOpenError as error:
        text = str(error).lower()
        raise Unavailable(
            "ldap_tls" if "ssl" in text or "certificate" in text else "ldap_unreachable", server=name
        ) from error
    except (failures.LDAPInvalidFilterError, failures.LDAPInvalidDnError) as error:
        raise BadInput("ldap_search", server=name, reason=type(error).__name__) from error
    except failures.LDAPPasswordIsMandatoryError as error:
        raise BadInput("ldap_password_empty", server=name) from error
    except (failures.LDAPCommunicationError, failures.LDAPResponseTimeoutError, OSError) as error:
        raise Unavailable("ldap_broke_off", server=name) from error
    except failures.LDAPException as error:
        raise Unavailable("ldap_refused", server=name, reason=type(error).__name__) from error


def _password(server: Server, name: str) -> str:
    """Raises BadInput: ldap_password_empty. A server takes an empty password for nobody, and says it was right."""
    if not server.bind_dn:
        return ""
    password = ""
    try:
        if server.password_file:
            password = Path(server.password_file).read_text(encoding="utf-8").rstrip("\r\n")
        elif server.password_env:
            password = os.environ.get(server.password_env, "")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("ldap_password_empty", server=name) from error
    if not password.strip("\0 "):
        raise BadInput("ldap_password_empty", server=name)
    return password


def _entry(found: dict[str, Any]) -> Entry:
    values: dict[str, list[bytes]] = {}
    for name, raw in found["raw_attributes"].items():
        # `cn;lang-ru` is the same attribute in a language; its values stand behind those without one.
        values.setdefault(name.split(";")[0].lower(), []).extend(one for one in raw if len(one) <= VALUE_BYTES)
    return Entry(found["dn"], values)
