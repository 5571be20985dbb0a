"""Signatures as programs check them, addresses that are let in, names. The vector was made with another tool."""

import hashlib
import hmac
import json
from contextlib import suppress
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.ground.errors import BadInput
from veche.services.model.addresses import Rules, check_url, host_of
from veche.services.model.launch import (
    LaunchChat,
    LaunchUser,
    contact_hash,
    launch_fields,
    launch_fragment,
    sign_launch,
)

TOKEN = "trial-7f3a.91d0"
OPEN = Rules(sealed=False, hosts=(), own=frozenset({"veche.city.example"}))


def believed(init_data: str, token: str) -> bool:
    """The check as the documentation of MAX words it, written apart from the code that signs."""
    pairs = dict(parse_qsl(init_data, keep_blank_values=True, strict_parsing=True))
    given_hash = pairs.pop("hash")
    lines = "\n".join(f"{key}={value}" for key, value in sorted(pairs.items()))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return hmac.compare_digest(hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest(), given_hash)


def example(name: str = "Анна Петровна", start_param: str = "dept-3") -> str:
    user = LaunchUser(id=180388626434, first_name=name, last_name="Соколова", language_code="ru")
    chat = LaunchChat(id=-180388626433, type="CHAT")
    fields = launch_fields(
        user=user, auth_date=1_795_424_400, query_id="abcDEF123_-", chat=chat, start_param=start_param
    )
    return sign_launch(fields, TOKEN)


def test_a_known_launch_has_a_known_signature() -> None:
    assert example().endswith("&hash=" + VECTOR)


VECTOR = "088d1c1c94742f36fdf625d616ee3839fbffb1b971671fadde1126a62650f6a1"


def test_the_check_of_the_documentation_believes_it_and_no_other() -> None:
    signed = example()
    assert believed(signed, TOKEN)
    assert not believed(signed, TOKEN + "x")
    for at in range(0, len(signed), 7):
        changed = signed[:at] + ("b" if signed[at].lower() != "b" else "c") + signed[at + 1 :]
        with suppress(KeyError, ValueError):  # not even a query string any more
            assert not believed(changed, TOKEN), at


@given(st.text(min_size=1, max_size=80), st.from_regex(r"\A[A-Za-z0-9_-]{0,64}\Z"))
def test_any_name_survives_the_way_through_the_address(name: str, start_param: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        return
    signed = example(name, start_param)
    fragment = launch_fragment(signed)
    assert fragment.startswith("#WebAppData=")
    arrived = unquote(fragment.removeprefix("#WebAppData=").split("&")[0])
    assert arrived == signed
    assert believed(arrived, TOKEN)
    assert json.loads(dict(parse_qsl(arrived))["user"])["first_name"] == name


def test_what_is_not_shared_is_not_there() -> None:
    fields = launch_fields(user=LaunchUser(id=7, first_name=""), auth_date=1, query_id="q")
    assert json.loads(fields["user"]) == {"id": 7, "first_name": "", "language_code": "ru"}
    assert fields.keys() == {"auth_date", "query_id", "user"}


def test_a_contact_is_signed_with_the_token_itself() -> None:
    lines = "authDate=1795424400\nphone=79001234567\nuserId=180388626434"
    expected = hmac.new(TOKEN.encode(), lines.encode(), hashlib.sha256).hexdigest()
    assert contact_hash(TOKEN, phone="79001234567", user=180388626434, auth_date=1_795_424_400) == expected
    assert contact_hash(TOKEN, phone="79001234568", user=180388626434, auth_date=1_795_424_400) != expected


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://priem.city.example/", "https://priem.city.example"),
        ("https://PRIEM.city.example:443/app?x=1", "https://priem.city.example"),
        ("https://priem.city.example:8443/app", "https://priem.city.example:8443"),
        ("https://[2001:db8::7]/", "https://[2001:db8::7]"),
    ],
)
def test_the_origin_of_an_address(url: str, origin: str) -> None:
    assert check_url(url, OPEN) == origin


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://veche.city.example:9000/app", "app_url_own"),
        ("https://VECHE.city.example./app", "app_url_own"),
        ("http://priem.city.example/", "app_url_insecure"),
        ("javascript:alert(1)", "app_url_invalid"),
        ("data:text/html,hello", "app_url_invalid"),
        ("https://user:word@priem.city.example/", "app_url_invalid"),
        ("https://priem.city.example/#WebAppData=x", "app_url_invalid"),
        ("https://priem.city.example; script-src *", "app_url_invalid"),
        ("https://*.city.example/", "app_url_invalid"),
        ("https://priem.city.example,evil.example/", "app_url_invalid"),
        ("https://", "app_url_invalid"),
        ("https://priem.city.example:0/", "app_url_invalid"),
        ("https://priem.city.example:port/", "app_url_invalid"),
        ("https://[oops/", "app_url_invalid"),
        ("https://приём.example/", "app_url_invalid"),
        ("//priem.city.example/", "app_url_invalid"),
    ],
)
def test_addresses_that_are_not_let_in(url: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_url(url, OPEN)
    assert caught.value.code == code


def test_a_sealed_installation_lets_in_what_it_lists() -> None:
    sealed = Rules(sealed=True, hosts=("*.city.example", "10.1.0.7:8000"), own=OPEN.own)
    assert check_url("https://priem.city.example/", sealed) == "https://priem.city.example"
    assert check_url("http://10.1.0.7:8000/", sealed) == "http://10.1.0.7:8000"
    for url in ("https://elsewhere.example/", "https://city.example.evil.example/"):
        with pytest.raises(BadInput) as caught:
            check_url(url, sealed)
        assert caught.value.code == "app_url_not_listed"
    with pytest.raises(BadInput):
        check_url("http://10.1.0.7:8001/", sealed)


@pytest.mark.parametrize("address", ["https://Veche.example:8080/x", "veche.example:8080", "veche.example."])
def test_the_name_in_an_address(address: str) -> None:
    assert host_of(address) == "veche.example"
