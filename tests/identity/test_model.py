"""The pure rules: logins, passwords, words, devices, addresses."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.ground.errors import BadInput
from veche.identity.model import (
    FIND,
    FIND_DAY,
    address_key,
    check_new_password,
    device_name,
    limit_key,
    may_choose_login,
    new_code,
    new_token,
    normal_login,
    normal_password,
    search_query,
    search_words,
    secret_hash,
)

LOGIN_SIGNS = string.ascii_lowercase + string.digits + "._-"


@given(st.text(max_size=40))
def test_a_login_is_refused_or_plain(text: str) -> None:
    try:
        login = normal_login(text)
    except BadInput:
        return
    assert 2 <= len(login) <= 32
    assert set(login) <= set(LOGIN_SIGNS)
    assert login[0].isalnum()
    assert login[-1].isalnum()
    assert normal_login(login) == login


@given(st.text(alphabet=LOGIN_SIGNS, min_size=1, max_size=34))
def test_separators_stand_alone_between_signs(text: str) -> None:
    good = 2 <= len(text) <= 32 and all(part.isalnum() for part in text.replace("-", ".").replace("_", ".").split("."))
    try:
        normal_login(text)
        assert good
    except BadInput:
        assert not good


@pytest.mark.parametrize(
    "text", ["аdmin", "ivаn", "ivan\u200b", "ivan ivanov", "ı1", "İvan", "ＩＶＡＮ", "x", ".ab", "a..b"]
)
def test_no_look_alikes(text: str) -> None:
    with pytest.raises(BadInput, match="login_invalid"):
        normal_login(text)


def test_upper_case_and_spaces_around_are_forgiven() -> None:
    assert normal_login("  A.Sokolova ") == "a.sokolova"


@pytest.mark.parametrize("login", ["support", "veche-support", "admin", "it.security"])
def test_a_newcomer_cannot_look_like_support(login: str) -> None:
    refusal = may_choose_login(login)
    assert refusal is not None
    assert refusal.code == "login_reserved"


def test_ordinary_logins_may_be_chosen() -> None:
    assert may_choose_login("supportova") is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("короток", "password_too_short"),
        ("12345678", "password_too_common"),
        ("Qwertyuiop", "password_too_common"),
        ("aaaaaaaaaaaa", "password_too_common"),
        ("a.sokolova", "password_too_common"),
        ("соколова анна", "password_too_common"),
        ("д" * 100 + "лина" * 50, "text_too_long"),
    ],
)
def test_bad_passwords(password: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        check_new_password(password, login="a.sokolova", name="Соколова Анна")


def test_a_few_words_are_a_good_password() -> None:
    check_new_password("вечевой колокол", login="a.sokolova", name="Соколова Анна")


@given(st.text(max_size=60))
def test_a_password_is_one_password_on_every_keyboard(text: str) -> None:
    try:
        normal = normal_password(text)
    except BadInput:
        return
    assert normal_password(unicodedata.normalize("NFD", normal)) == normal


def test_a_lone_surrogate_in_a_password_is_refused() -> None:
    with pytest.raises(BadInput, match="text_surrogate"):
        normal_password("пароль\ud800")


@given(st.text(max_size=80))
def test_search_words_and_queries_are_safe_lexemes(text: str) -> None:
    assert all("'" not in word and "\\" not in word and word and len(word) <= 64 for word in search_words(text))
    for part in filter(None, search_query(text).split(" & ")):
        assert part.startswith("'")
        assert part.endswith("':*")
        assert "'" not in part[1:-3]


def test_case_and_yo_do_not_matter() -> None:
    assert search_words("Семёнов-Тян-Шанский Пётр") == ["петр", "семенов", "тян", "шанский"]
    assert search_query("ПЁТ сем") == "'пет':* & 'сем':*"


@pytest.mark.parametrize(
    ("given_name", "agent", "name"),
    [
        (None, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        (None, "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari · iPhone"),
        (None, "Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 YaBrowser/26.1 Safari/537.36", "Yandex Browser · Windows"),
        (None, "Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        (None, "curl/8.5", ""),
        ("  Рабочий   ноутбук ", "curl/8.5", "Рабочий ноутбук"),
    ],
)
def test_names_of_devices(given_name: str | None, agent: str, name: str) -> None:
    assert device_name(given_name, agent) == name


@given(st.text(max_size=300))
def test_no_user_agent_gives_a_name_that_is_too_long(agent: str) -> None:
    assert len(device_name(None, agent)) <= 60


def test_an_address_counts_as_one_subscriber() -> None:
    assert address_key("192.0.2.7") == "192.0.2.7"
    assert address_key("::ffff:192.0.2.7") == "192.0.2.7"
    assert address_key("2001:db8:1:2:3:4:5:6") == address_key("2001:db8:1:2::1") == "2001:db8:1:2::"
    assert address_key("fe80::1%eth0") == "fe80::"
    assert address_key("") == ""


def test_keys_of_limits_differ_and_hide_what_is_limited() -> None:
    assert limit_key(FIND, "192.0.2.7") != limit_key(FIND_DAY, "192.0.2.7")
    assert b"192" not in limit_key(FIND, "192.0.2.7")


def test_tokens_and_codes_have_enough_chance() -> None:
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token()) == 43
    assert len(new_code()) == 24
    assert len(secret_hash(new_token())) == 32
