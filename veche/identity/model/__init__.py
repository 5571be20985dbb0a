"""Pure rules of identity: logins, passwords, names of devices, words to find people by, limits. No I/O."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
import unicodedata
from datetime import timedelta
from typing import Final

from msgspec import Struct

from veche.ground.errors import BadInput, VecheError
from veche.ground.ids import ActorId, DeviceId, PersonId, PostId, Version
from veche.ground.text import clean_name

LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){1,31}")
# Nobody who comes by invitation may look like support or like the installation itself.
_RESERVED = "admin administrator bot help info moderator official root security service staff support system veche"
RESERVED_LOGINS: Final = frozenset(_RESERVED.split())
PASSWORD_MIN: Final = 8
PASSWORD_MAX: Final = 256
_COMMON = (
    "password passw0rd password1 password123 qwertyui qwertyuiop qwerty123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx zaq12wsx "
    "asdfghjkl iloveyou letmein1 welcome1 administrator administration admin123 admin1234 changeme trustno1 sunshine1 "
    "football1 baseball1 superman1 11111111 00000000 12345678 123456789 1234567890 87654321 0987654321 11223344 "
    "12341234 12344321 1234qwer qwer1234 qazwsxedc abcd1234 a1b2c3d4 йцукенгш йцукенгшщз пароль12 пароль123 "
    "любовь12 привет12 фывапролдж ghbdtnghbdtn gfhjkmgfhjkm"
)
COMMON_PASSWORDS: Final = frozenset(_COMMON.split())
TOKEN_BYTES: Final = 32
CODE_BYTES: Final = 18
LOCALES: Final = ("ru", "en")

DEVICE_IDLE: Final = timedelta(days=180)
"""A session that nobody used for so long has ended."""
TOUCH_EVERY: Final = timedelta(minutes=5)
"""How fresh `last_used_at` is: no write per request."""
INVITATION_DAYS: Final = 7
ADDRESS_EVERY: Final = timedelta(days=1)
"""How often the moment is written at which an address was last seen."""
ADDRESS_LIFE: Final = timedelta(days=14)
"""Network addresses in the list of devices and in notices are forgotten after this time."""
NOTICE_LIFE: Final = timedelta(days=90)
PROOF_LIFE: Final = timedelta(minutes=15)
"""How long one may change what keeps the account safe after a sign-in or another proof."""
YOUNG: Final = timedelta(hours=24)
"""A device younger than this needs a proof to sign others out: whoever stole a session must not lock the owner out."""
CHALLENGE_LIFE: Final = timedelta(minutes=5)
LINK_LIFE: Final = timedelta(minutes=2)
RECOVERY_ASKED_LIFE: Final = timedelta(days=7)
RECOVERY_LINK_LIFE: Final = timedelta(hours=24)
PASSKEYS_MOST: Final = 20
RECOVERY_CODES: Final = 10
FIRST_LINK_LIFE: Final = timedelta(hours=24)


class Limit(Struct, frozen=True):
    """A leaky bucket: `burst` at once, then one in `seconds`. `code` is the error that is answered."""

    name: str
    burst: int
    seconds: float
    code: str = "too_many_requests"


# Wrong passwords. An account is limited per address first, so that a stranger cannot lock its owner out.
SIGN_IN_PAIR: Final = Limit(name="sign_in_pair", burst=8, seconds=300, code="too_many_sign_ins")
SIGN_IN_LOGIN: Final = Limit(name="sign_in_login", burst=50, seconds=180, code="too_many_sign_ins")
SIGN_IN_ADDRESS: Final = Limit(name="sign_in_address", burst=200, seconds=10, code="too_many_sign_ins")
PASSWORD_CHECK: Final = Limit(name="password_check", burst=8, seconds=300, code="too_many_sign_ins")
# Wrong invitation codes by address. The codes cannot be guessed anyway; this spares the database.
CODE_MISSES: Final = Limit(name="code_misses", burst=60, seconds=10)
CHALLENGES: Final = Limit(name="challenges", burst=120, seconds=5)
# Codes of the second factor: first per address, so that a stranger with the password does not lock the owner out.
FACTOR_PAIR: Final = Limit(name="factor_pair", burst=6, seconds=300, code="too_many_codes")
FACTOR_PERSON: Final = Limit(name="factor_person", burst=40, seconds=300, code="too_many_codes")
FACTOR_BEGIN: Final = Limit(name="factor_begin", burst=20, seconds=180)
RECOVER_PAIR: Final = Limit(name="recover_pair", burst=6, seconds=300, code="too_many_codes")
LINK_BEGIN: Final = Limit(name="link_begin", burst=60, seconds=10)
LINK_MISSES: Final = Limit(name="link_misses", burst=10, seconds=60, code="too_many_codes")
# Least reach: the directory is there to find a colleague, not to be copied.
FIND: Final = Limit(name="find", burst=60, seconds=5)
FIND_DAY: Final = Limit(name="find_day", burst=1000, seconds=86)
ACTOR_MISSES: Final = Limit(name="actor_misses", burst=300, seconds=30)
RENAME: Final = Limit(name="rename", burst=10, seconds=8640)


class Session(Struct, frozen=True):
    """What a valid session token stands for."""

    person: PersonId
    device: DeviceId
    locale: str
    administrator: bool


class ActorState(Struct, frozen=True):
    """A row of `identity_actors` as other domains may need it."""

    id: ActorId
    kind: str
    name: str
    title: str
    vacant: bool
    active: bool
    version: Version
    photo: int | None = None


class PostBrief(Struct, frozen=True):
    """A post in a few words, told by whoever owns posts."""

    id: PostId
    title: str
    unit: str
    organisation: str
    vacant: bool


def normal_login(text: str) -> str:
    """The login as we store it. ASCII only, so that no two logins look alike; upper case is forgiven."""
    login = text.strip().lower() if text.isascii() else text
    if not LOGIN.fullmatch(login):
        raise BadInput("login_invalid")
    return login


def may_choose_login(login: str) -> VecheError | None:
    """Whether a newcomer may take this login himself."""
    if login in RESERVED_LOGINS or any(part in RESERVED_LOGINS for part in re.split(r"[._-]", login)):
        return BadInput("login_reserved")
    return None


def normal_password(text: str) -> str:
    """NFC, so that one password typed on two keyboards is one password."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadInput("text_surrogate", field="password") from error
    return unicodedata.normalize("NFC", text)


def check_new_password(password: str, *, login: str, name: str) -> None:
    """Length and the worst habits; no rules about kinds of signs, which only make passwords worse."""
    if len(password) < PASSWORD_MIN:
        raise BadInput("password_too_short", limit=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise BadInput("text_too_long", field="password", limit=PASSWORD_MAX)
    plain = password.lower()
    words = {login, login[::-1], name.lower(), login + login}
    if plain in COMMON_PASSWORDS or plain in words or len(set(plain)) < 4:
        raise BadInput("password_too_common")


def new_token() -> str:
    """A session token: 256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    """The code of an invitation: 144 random bits, short enough to be read out in need."""
    return secrets.token_urlsafe(CODE_BYTES)


def secret_hash(secret: str) -> bytes:
    """How tokens and codes are stored. They are random, so a plain fast hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def limit_key(limit: Limit, key: str) -> bytes:
    """The primary key of a bucket: neither logins nor addresses stand in the table in clear."""
    return hashlib.sha256(f"{limit.name}\0{key}".encode("utf-8", "surrogatepass")).digest()[:16]


def address_key(address: str) -> str:
    """The part of a network address that one subscriber has: IPv4 whole, IPv6 by /64."""
    try:
        parsed = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


_INSIDE = tuple(ipaddress.ip_network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))


def same_network(one: str, other: str) -> bool:
    """Whether two devices stand behind one subscriber's address, or in one private network of an office or a home."""
    if one and address_key(one) == address_key(other):
        return True
    try:
        here, there = ipaddress.ip_address(one), ipaddress.ip_address(other)
    except ValueError:
        return False
    return any(here in inside for inside in _INSIDE) and there in ipaddress.ip_network((here, 24), strict=False)


_WORD = re.compile(r"[^\W_]+")


def search_words(*texts: str) -> list[str]:
    """The words to find somebody by: folded case, ё as е, accents of names kept simple."""
    words: set[str] = set()
    for text in texts:
        words.update(_WORD.findall(fold(text)))
    return sorted(word[:64] for word in words)[:40]


def fold(text: str) -> str:
    """Case, «ё» and compatibility forms (wide letters, ligatures) do not matter when one looks for a person."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold()).replace("ё", "е")


def search_query(text: str) -> str:
    """A `tsquery` that every word of `text` begins a word of the name; empty when there is nothing to look for."""
    words = _WORD.findall(fold(text))[:6]
    return " & ".join(f"'{word[:64]}':*" for word in words)


_BROWSERS = (
    ("YaBrowser/", "Yandex Browser"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_name(given: str | None, user_agent: str) -> str:
    """What to call a device in the list: the given name, or browser and system, without versions or models; empty if
    nothing is known, and the client says so in words."""
    if given is not None and given.strip():
        return clean_name(given, limit=60, field="device_name")
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)
