"""A real slapd (OpenLDAP) on ports of its own, with the schemas of the internet and of Active Directory."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT_DN = "cn=reader"
PASSWORD = "читатель 1136"
START_SECONDS = 30
SCHEMAS = ("core", "cosine", "inetorgperson")
DATA = Path(__file__).resolve().parents[1] / "data/ldap"


def program() -> str | None:
    """slapd of this machine, or the one that `./dev test` unpacked into .venv."""
    unpacked = Path(sys.prefix) / "slapd/usr/sbin/slapd"
    found = shutil.which("slapd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return found or (str(unpacked) if unpacked.exists() else None)


class TestSlapd:
    """One directory below `suffix`, filled before it starts."""

    __test__ = False

    def __init__(
        self, folder: Path, *, suffix: str, schema: str = "", size_limit: int | str = "unlimited", room: int = 1 << 26
    ) -> None:
        """`schema`: definitions beyond the usual ones. `size_limit`: as an administrator may set it. `room`:
        most bytes of its database."""
        found = program()
        assert found is not None
        self._slapd = found
        self._folder, self.suffix = folder, suffix
        self.port, self.secure_port = _free_port(), _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "db").mkdir(parents=True)
        self.ca_file = _certificates(folder)
        prefix = Path(found).parents[2] if "/slapd/usr/" in found else Path("/")
        modules = prefix / "usr/lib/ldap"
        schemas = "\n".join(f"include {prefix}/etc/ldap/schema/{name}.schema" for name in SCHEMAS)
        schemas += f"\ninclude {DATA}/ad.schema"
        (folder / "own.schema").write_text(schema, "utf-8")
        (folder / "slapd.conf").write_text(
            f"{schemas}\ninclude {folder}/own.schema\n"
            f"modulepath {modules}\nmoduleload back_mdb\npidfile {folder}/slapd.pid\n"
            f"TLSCACertificateFile {self.ca_file}\nTLSCertificateFile {folder}/server.crt\n"
            f"TLSCertificateKeyFile {folder}/server.key\n"
            f"sizelimit {size_limit}\n"
            f'database mdb\nsuffix "{suffix}"\nrootdn "cn=admin,{suffix}"\ndirectory {folder}/db\nmaxsize {room}\n'
            # Not the root of the database: limits do not hold for that one.
            "access to * by * read\n"
            f'limits dn.exact="{ROOT_DN},{suffix}" size={size_limit}\n',
            "utf-8",
        )
        self._environment = dict(os.environ)
        if "/slapd/usr/" in found:
            libraries = [str(path) for path in (prefix / "usr/lib").glob("*-linux-gnu")] + [
                str(path) for path in (prefix / "lib").glob("*-linux-gnu")
            ]
            self._environment["LD_LIBRARY_PATH"] = ":".join(libraries)

    @property
    def url(self) -> str:
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def secure_url(self) -> str:
        return f"ldaps://localhost:{self.secure_port}"

    @property
    def bind_dn(self) -> str:
        return f"{ROOT_DN},{self.suffix}"

    def add(self, ldif: str, *, quick: bool = False) -> None:
        """Entries, before it starts. `quick`: for many of them; nothing is kept of a run that breaks off."""
        self._run("-T", "add", *(["-q"] if quick else []), "-f", f"{self._folder}/slapd.conf", stdin=ldif)

    def add_reader(self) -> None:
        self.add(
            f"dn: {self.bind_dn}\nobjectClass: person\ncn: reader\nsn: reader\nuserPassword: {PASSWORD}\n",
        )

    def start(self) -> None:
        log = (self._folder / "slapd.log").open("wb")
        self._process = subprocess.Popen(
            [self._slapd, "-f", f"{self._folder}/slapd.conf", "-d", "0",
             "-h", f"{self.url} ldaps://127.0.0.1:{self.secure_port}"],
            stdout=log, stderr=log, env=self._environment,
        )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        for port in (self.port, self.secure_port):
            while not _listens(port):
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self._folder / "slapd.log").read_text("utf-8", "replace")[-2000:])
                time.sleep(0.02)

    def kill(self) -> None:
        """It dies as it stands."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _run(self, *arguments: str, stdin: str) -> None:
        done = subprocess.run(
            [self._slapd, *arguments], input=stdin.encode(), capture_output=True, env=self._environment, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode("utf-8", "replace")[-2000:])


def schema_for(ldif: str, *, attributes: Iterable[str] = (), arc: str = "1.3.6.1.4.1.55555") -> str:
    """Definitions for the attributes and classes of a foreign file that no schema here knows, whose names begin with
    one of the given beginnings."""
    beginnings = tuple(attributes)
    names = sorted({name for name in re.findall(r"(?m)^([A-Za-z0-9]+):", ldif) if name.startswith(beginnings)})
    classes = sorted(
        {name for name in re.findall(r"(?mi)^objectClass: ([A-Za-z0-9]+)", ldif) if name.startswith(beginnings)}
    )
    lines = [
        f"attributetype ( {arc}.1.{number} NAME '{name}' EQUALITY caseIgnoreMatch"
        " SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )"
        for number, name in enumerate(names)
    ]
    there = sorted(set(re.findall(r"(?m)^([A-Za-z0-9]+):", ldif)) - {"dn", "objectClass"})
    may = f" MAY ( {' $ '.join(there)} )"
    lines += [
        f"objectclass ( {arc}.2.{number} NAME '{name}' SUP top AUXILIARY{may} )" for number, name in enumerate(classes)
    ]
    return "\n".join(lines) + "\n"


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _certificates(folder: Path) -> Path:
    """An authority, and a certificate for localhost."""
    now = datetime.now(UTC)
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])

    def builder(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(ca_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
        )

    authority = (
        builder(ca_name, ca_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    server = (
        builder(name, key.public_key())
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    (folder / "ca.crt").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    (folder / "server.crt").write_bytes(server.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "ca.crt"
