"""Settings: the command line wins over the environment, the environment over `DATA/veche.toml`, that over the defaults.

Every setting `x` is `VECHE_X` in the environment; `VECHE_X_FILE` names a file that holds the value, for secrets.
`veche doctor` shows each setting with its origin.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from veche.ground.failure import CannotStart

FILE_NAME = "veche.toml"
PREFIX = "VECHE_"
# Variables that are not settings of the server but steer our own programs.
NOT_SETTINGS = frozenset({"VECHE_CONFIG"})
Url = Annotated[str, Meta(pattern=r"^(|https?://[^\s/?#]+/?)$")]


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that an installation can be told. The meaning of each stands in `docs/operate/settings.md`."""

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8080
    public_url: Url = ""
    language: Literal["ru", "en"] = "ru"
    cell: Annotated[int, Meta(ge=0, le=1023)] = 0
    database_dsn: str = ""
    database_connections: Annotated[int, Meta(ge=2, le=500)] = 12
    postgres_bindir: str = ""
    nats_url: str = ""
    sealed: bool = False
    outgoing_allow: tuple[str, ...] = ()
    push: bool = False
    push_contact: Annotated[str, Meta(pattern=r"^(|mailto:\S+@\S+|https://\S+)$")] = ""
    trusted_proxies: tuple[str, ...] = ()
    media_folder: str = ""
    s3_bucket: str = ""
    s3_endpoint: Url = ""
    s3_region: str = "us-east-1"
    s3_key_id: str = ""
    s3_secret: str = ""
    upload_limit: Annotated[int, Meta(ge=1, le=102_400)] = 4096
    quota_person: Annotated[int, Meta(ge=0)] = 20_480
    quota_organisation: Annotated[int, Meta(ge=0)] = 0
    download_hourly: Annotated[int, Meta(ge=0)] = 20_480
    sending_hourly: Annotated[int, Meta(ge=0)] = 3_600
    reading_hourly: Annotated[int, Meta(ge=0)] = 60_000
    clamd: Annotated[str, Meta(pattern=r"^(|unix:/.+|tcp:.+:[0-9]+)$")] = ""
    clamd_limit: Annotated[int, Meta(ge=1, le=4096)] = 25
    clamd_pass_larger: bool = False
    link_previews: bool = True
    bot_port: Annotated[int, Meta(ge=-1, le=65535)] = -1
    bot_host: Annotated[str, Meta(pattern=r"^(|[a-z0-9.-]+)$")] = ""
    dismissals_alone: Annotated[int, Meta(ge=1, le=100_000)] = 20
    dismissals_share: Annotated[int, Meta(ge=0, le=100)] = 10
    app_review: bool = True
    app_hosts: tuple[str, ...] = ()
    typed_phones: bool = False
    bots_by: Literal["everyone", "organisation", "approval"] = "everyone"
    bots_review: bool = False
    bots_per_person: Annotated[int, Meta(ge=0, le=10_000)] = 20
    bots_query_token: bool = True
    channel_public_by: Literal["everyone", "posts", "approval"] = "everyone"
    channel_public_most: Annotated[int, Meta(ge=0, le=10_000)] = 20
    channel_badge_above: Annotated[int, Meta(ge=0)] = 0
    channel_decide_days: Annotated[int, Meta(ge=1, le=365)] = 15
    channel_appeal_days: Annotated[int, Meta(ge=1, le=365)] = 30
    channel_appeal_answer_days: Annotated[int, Meta(ge=1, le=365)] = 10
    channel_papers: Literal["optional", "required"] = "optional"
    movein_by: Literal["administrators", "scoped", "everyone"] = "scoped"
    bot_requests: Annotated[int, Meta(ge=1, le=100_000)] = 30
    bot_sends: Annotated[int, Meta(ge=1, le=100_000)] = 2
    zone: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_+/-]{1,64}$")] = "UTC"
    ldap_file: str = ""
    smtp_host: Annotated[str, Meta(pattern=r"^(|[A-Za-z0-9.:-]+)$")] = ""
    smtp_port: Annotated[int, Meta(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_ca: str = ""
    mail_from: Annotated[str, Meta(pattern=r"^(|[^\r\n<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$")] = ""
    mail_per_minute: Annotated[int, Meta(ge=1, le=100_000)] = 60
    sms_gateway: Annotated[str, Meta(pattern=r"^(|https?://\S+)$")] = ""
    sms_token: str = ""
    sms_folder: str = ""
    sms_per_minute: Annotated[int, Meta(ge=1, le=100_000)] = 60
    log_level: Literal["debug", "info", "warning", "error"] = "info"


SECRET = frozenset({"database_dsn", "nats_url"})
HIDDEN = frozenset({"s3_secret", "smtp_password", "sms_token"})
NAMES = Settings.__struct_fields__


class Loaded(Struct, frozen=True):
    """Settings, and for each where its value came from."""

    settings: Settings
    origins: dict[str, str]


def load(given: Mapping[str, Any], *, environ: Mapping[str, str] | None = None) -> Loaded:
    """Put the settings together. `given`: from the command line; None means not given."""
    env = _from_environment(os.environ if environ is None else environ)
    line = {name: (value, "command line") for name, value in given.items() if value is not None}
    data = Path((line.get("data") or env.get("data") or (Settings().data, ""))[0])
    merged = _from_file(data / FILE_NAME) | env | line
    values = {name: value for name, (value, _) in merged.items()} | {"data": str(data.absolute())}
    origins = {name: merged[name][1] if name in merged else "default" for name in NAMES}
    for name, value in values.items():
        _check(name, value, origin=origins[name])
    # Not strict: a number in the environment is text.
    return Loaded(msgspec.convert(values, Settings, strict=False, dec_hook=_path), origins)


def _from_file(path: Path) -> dict[str, tuple[Any, str]]:
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):  # whether the folder is one is asked when it is opened
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CannotStart("settings_file_broken", file=str(path), problem=str(error)) from error
    for name in found:
        if name not in NAMES or name == "data":
            raise CannotStart("setting_unknown", name=name, origin=str(path))
    return {name: (value, str(path)) for name, value in found.items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    found: dict[str, tuple[Any, str]] = {}
    for variable, text in sorted(environ.items()):
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name.endswith("_file") and name.removesuffix("_file") in NAMES:
            name = name.removesuffix("_file")
            text = _secret_file(variable, text)
        if name not in NAMES:
            raise CannotStart("setting_unknown", name=variable, origin="environment")
        found[name] = (_parsed(name, text), f"environment: {variable}")
    return found


def _secret_file(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise CannotStart("setting_wrong", name=variable, origin="environment", problem=str(error)) from error


def _parsed(name: str, text: str) -> Any:
    """Lists are written with commas or spaces; yes and no in the usual words."""
    if isinstance(getattr(Settings(), name), tuple):
        return [part for part in re.split(r"[,\s]+", text) if part]
    words = {"1": True, "yes": True, "on": True, "true": True, "0": False, "no": False, "off": False, "false": False}
    return words.get(text.lower(), text) if isinstance(getattr(Settings(), name), bool) else text


def _path(_kind: type, value: Any) -> Path:
    """The one type of a setting that msgspec does not know."""
    return Path(value)


def _check(name: str, value: Any, *, origin: str) -> None:
    """Convert one alone, so that the message names the setting and where it was written."""
    try:
        msgspec.convert({name: value}, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise CannotStart("setting_wrong", name=name, origin=origin, problem=str(error)) from error


def shown(settings: Settings, name: str) -> str:
    """A setting for people's eyes: passwords inside addresses are masked."""
    value = getattr(settings, name)
    if name in HIDDEN and value:
        return "…"
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return re.sub(r"(://[^:/@\s]*:)[^@/\s]+@", r"\1…@", text) if name in SECRET else text
