"""Settings: who wins, what is refused and how it is said, what is masked."""

import re
from pathlib import Path

import pytest

from veche.ground.config import NAMES, Settings, load, shown
from veche.ground.failure import CannotStart


def write(folder: Path, text: str) -> dict[str, str]:
    (folder / "veche.toml").write_text(text, encoding="utf-8")
    return {"VECHE_DATA": str(folder)}


def test_without_anything_the_defaults_hold():
    loaded = load({}, environ={})
    assert loaded.settings.port == 8080
    assert loaded.settings.host == "127.0.0.1"
    assert loaded.settings.language == "ru"
    assert loaded.settings.data.is_absolute()
    assert set(loaded.origins.values()) == {"default"}
    assert set(loaded.origins) == set(NAMES)


def test_the_order_is_line_environment_file_default(tmp_path: Path):
    environ = write(tmp_path, 'port = 1\nhost = "0.0.0.0"\npublic_url = "https://вече.рф"\nsealed = true') | {
        "VECHE_PORT": "2",
        "VECHE_HOST": "::1",
    }
    loaded = load({"port": 3, "host": None}, environ=environ)
    assert (loaded.settings.port, loaded.settings.host, loaded.settings.public_url) == (3, "::1", "https://вече.рф")
    assert loaded.settings.sealed
    assert loaded.origins["port"] == "command line"
    assert loaded.origins["host"] == "environment: VECHE_HOST"
    assert loaded.origins["public_url"] == str(tmp_path / "veche.toml")
    assert loaded.origins["cell"] == "default"


def test_lists_and_switches_in_the_environment():
    environ = {"VECHE_OUTGOING_ALLOW": "a.example, b.example:8443", "VECHE_SEALED": "yes", "VECHE_TRUSTED_PROXIES": ""}
    settings = load({}, environ=environ).settings
    assert settings.outgoing_allow == ("a.example", "b.example:8443")
    assert settings.sealed is True
    assert settings.trusted_proxies == ()


def test_a_secret_may_stand_in_a_file(tmp_path: Path):
    secret = tmp_path / "dsn"
    secret.write_text("postgresql://veche:s3cret@db/veche\n")
    loaded = load({}, environ={"VECHE_DATABASE_DSN_FILE": str(secret)})
    assert loaded.settings.database_dsn == "postgresql://veche:s3cret@db/veche"
    assert shown(loaded.settings, "database_dsn") == "postgresql://veche:…@db/veche"


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        ("port = 'eighty'", "setting_wrong", "port"),
        ("port = 70000", "setting_wrong", "port"),
        ("cell = 1024", "setting_wrong", "cell"),
        ("language = 'fr'", "setting_wrong", "language"),
        ("public_url = 'veche.example'", "setting_wrong", "public_url"),
        ("prot = 1", "setting_unknown", "prot"),
        ("data = '/elsewhere'", "setting_unknown", "data"),
        ("port = = 1", "settings_file_broken", None),
    ],
)
def test_mistakes_in_the_file_are_named_with_their_place(tmp_path: Path, text: str, code: str, names: str | None):
    with pytest.raises(CannotStart) as caught:
        load({}, environ=write(tmp_path, text))
    assert caught.value.code == code
    assert str(tmp_path / "veche.toml") in caught.value.details.values()
    assert names is None or caught.value.details["name"] == names


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"VECHE_PROT": "1"}, "setting_unknown"),
        ({"VECHE_PORT": "x"}, "setting_wrong"),
        ({"VECHE_SEALED": "perhaps"}, "setting_wrong"),
        ({"VECHE_DATABASE_DSN_FILE": "/nonexistent/x"}, "setting_wrong"),
    ],
)
def test_mistakes_in_the_environment_are_named(environ: dict[str, str], code: str):
    with pytest.raises(CannotStart) as caught:
        load({}, environ=environ)
    assert caught.value.code == code


def test_the_addresses_of_databases_and_buses_hide_passwords():
    settings = load({}, environ={"VECHE_NATS_URL": "nats://user:pass@bus:4222"}).settings
    assert shown(settings, "nats_url") == "nats://user:…@bus:4222"
    assert shown(settings, "port") == "8080"


@pytest.mark.parametrize(("name", "empty"), [("settings.md", "empty"), ("settings.ru.md", "пусто")])
def test_the_page_of_settings_names_each_with_its_default(root: Path, name: str, empty: str):
    page = (root / "docs/operate" / name).read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, re.MULTILINE))
    assert list(rows) == list(NAMES)
    defaults = Settings()
    for setting, written in rows.items():
        value = getattr(defaults, setting)
        shown_default = str(value).lower() if isinstance(value, bool) else str(value) if value else empty
        if isinstance(value, int) and not isinstance(value, bool):
            shown_default = str(value)
        assert written.strip().strip("`").removeprefix("./") == shown_default, setting
