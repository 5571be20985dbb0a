"""The driver: loaded when the first directory is read, as it takes a second and most installations read none."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import ldap3
from ldap3.core import exceptions as failures

from veche.ground.errors import BadInput, Unavailable, VecheError
from veche.ground.ldap import Entry, Search, Server, Traffic, place_of

CONNECT_SECONDS: Final = 10
ANSWER_SECONDS: Final = 60
MOST_ENTRIES: Final = 250_000
VALUE_BYTES: Final = 4_096
"""Of a single value; what is longer is no name and no number."""
_RANGE = re.compile(r"range=\d{1,9}-(?P<last>\d{1,9}|\*)")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


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
        ranged: list[tuple[Entry, dict[str, int]]] = []
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
                entry, parted = _entry(one)
                if parted:
                    ranged.append((entry, parted))
                else:
                    yield entry
            controls = result.get("controls") or {}
            cookie = controls.get(PAGED, {}).get("value", {}).get("cookie")
            if not cookie:
                break
            on_page()
        # Only now: there are servers that keep one search of pages for each connection.
        for entry, parted in ranged:
            yield self._whole(entry, parted)

    def _whole(self, entry: Entry, parted: dict[str, int]) -> Entry:
        """The rest of values that came in ranges: `member;range=0-1499` is the first piece of a group of 5,000.

        Raises: ldap_incomplete, where a server goes round in circles; as `search`."""
        values = {name: [*found] for name, found in entry.values.items()}
        for name, last in parted.items():
            after: int | None = last
            while after is not None:
                attribute = f"{name};range={after + 1}-*"
                with _explained(self._name):
                    self._connection.search(
                        entry.dn,
                        "(objectClass=*)",
                        search_scope=ldap3.BASE,
                        dereference_aliases=ldap3.DEREF_NEVER,
                        attributes=[attribute],
                        time_limit=ANSWER_SECONDS,
                    )
                    result, response = self._connection.result, self._connection.response or []
                if result["result"] != 0:
                    raise self._wrong(result)
                found = next((one for one in response if one["type"] == "searchResEntry"), None)
                piece, further = _entry(found) if found else (Entry(entry.dn, {}), {})
                more, before = piece.values.get(name, []), after
                after = further.get(name)
                if not more or (after is not None and after <= before) or len(values[name]) > MOST_ENTRIES:
                    raise Unavailable("ldap_incomplete", server=self._name, reason=attribute)
                values[name] += more
        return Entry(entry.dn, values)

    def _wrong(self, result: dict[str, Any]) -> VecheError:
        code, what = int(result["result"]), str(result["description"])
        if code in (3, 4, 10, 11):  # limits of time and size, a referral, a limit of the administrator
            return Unavailable("ldap_incomplete", server=self._name, reason=what)
        if code in (32, 34, 18, 21):  # no such object, a wrong DN, a filter that fits no attribute
            return BadInput("ldap_search", server=self._name, reason=what)
        return Unavailable("ldap_refused", server=self._name, reason=what)


PAGED: Final = "1.2.840.113556.1.4.319"


@contextmanager
def opened(server: Server, name: str, traffic: Traffic) -> Iterator[Reader]:
    """A connection, bound and encrypted as the operator said; its bytes are counted when it ends.

    Raises: ldap_unreachable, ldap_tls, ldap_refused, ldap_password_empty, ldap_plain."""
    scheme, host, port = place_of(server)
    secure = scheme == "ldaps"
    password = _password(server, name)
    if password and not secure and not server.start_tls and not server.plain and host not in _LOOPBACK:
        raise BadInput("ldap_plain", server=name)
    with _explained(name):
        connection = ldap3.Connection(
            ldap3.Server(
                host,
                port=port,
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
            auto_range=False,  # its own way has no end where a server tells the same range again and again
            return_empty_attributes=False,
            check_names=False,
            raise_exceptions=False,
            receive_timeout=ANSWER_SECONDS,
            collect_usage=True,
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
        traffic.sent += connection.usage.bytes_transmitted
        traffic.received += connection.usage.bytes_received


def check_filter(text: str) -> str:
    """A filter that can be read. Raises BadInput: ldap_filter."""
    try:
        ldap3.operation.search.parse_filter(text, None, True, True, None, False)
    except (failures.LDAPException, RecursionError, IndexError) as error:
        raise BadInput("ldap_filter", filter=text[:200]) from error
    return text


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


def _entry(found: dict[str, Any]) -> tuple[Entry, dict[str, int]]:
    """And which attributes go on, after which value."""
    values: dict[str, list[bytes]] = {}
    parted: dict[str, int] = {}
    for name, raw in found["raw_attributes"].items():
        # `cn;lang-ru` is the same attribute in a language; its values stand behind those without one.
        plain, *options = name.lower().split(";")
        values.setdefault(plain, []).extend(one for one in raw or () if len(one) <= VALUE_BYTES)
        for option in options:
            if (told := _RANGE.fullmatch(option)) is not None and told["last"] != "*":
                parted[plain] = int(told["last"])
    return Entry(found["dn"], values), parted
