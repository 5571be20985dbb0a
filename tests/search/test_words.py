"""Words of texts and sounds of names, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.search.model import names
from veche.search.model.query import Place as QueryPlace
from veche.search.model.query import Wanted, query_words, tsquery, wanted_of
from veche.search.model.words import WORD_LIMIT, tokens, utf16, words_of

PLACE = QueryPlace(chats=frozenset({7}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ёлка и ЁЛКИ", {"елка", "и", "елки"}),
        ("за\u0301мок cafe\u0301 café", {"замок", "cafe"}),
        ("e-mail кто-то", {"e", "mail", "email", "кто", "то", "ктото"}),
        ("anna@city.example", {"anna", "city", "example"}),
        ("https://city.example/a_b?x=1", {"https", "city", "example", "a", "b", "x", "1"}),
        ("№ 45-п от 01.03.2026, 1 234,56", {"45", "п", "45п", "от", "01", "03", "2026", "1", "234", "56"}),
        ("й И\u0306", {"й"}),
        ("«…» — 😀 !!!", set()),
        ("ﬁle ＷＩＤＥ straße", {"file", "wide", "strasse"}),
    ],
)
def test_words_are_cut_and_folded(text: str, words: set[str]) -> None:
    assert words_of(text) == words


def test_a_long_word_counts_by_its_beginning() -> None:
    assert words_of("a" * 4000) == {"a" * WORD_LIMIT}


@given(st.text(max_size=200))
def test_any_text_has_words_that_lie_in_it(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert len(token.word) <= WORD_LIMIT
        assert token.word == "" or token.word.isalnum()
    assert utf16(text, len(text)) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(max_size=300))
def test_nothing_typed_is_an_operator(text: str) -> None:
    """Between the quotes of a query stand letters and digits; whatever else is in it was put there by us."""
    wanted = wanted_of(query_words(text), {}, finished=False)
    query = tsquery(wanted, PLACE, eras=[3])
    quotes = query.split("'")
    assert len(quotes) % 2 == 1
    assert all(part.isalnum() or part in {"#c7", "#e3"} for part in quotes[1::2])
    assert all(set(part) <= set("()&|:* ") for part in quotes[0::2])


def test_words_that_say_nothing_are_passed_over() -> None:
    stems = {"что": "", "делать": "дела", "и": "", "the": ""}
    assert [one.word for one in wanted_of(["что", "делать"], stems, finished=False)] == ["делать"]
    assert [one.word for one in wanted_of(["делать", "и"], stems, finished=False)] == ["делать"]
    assert wanted_of(["и"], stems, finished=False) == [Wanted("и", "", True)]
    assert wanted_of(["и"], stems, finished=True) == []
    assert wanted_of(["и", "the"], stems, finished=False) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Щербакова", "Shcherbakova"),
        ("Щербакова", "Scherbakova"),
        ("Иванов", "ivanov"),
        ("Юлия", "Yulia"),
        ("Юлия", "Julia"),
        ("Дмитрий", "Dmitry"),
        ("Пётр", "Pyotr"),
        ("Пётр", "Петр"),
        ("Алексей", "Alexey"),
        ("Хрущёв", "Khrushchev"),
        ("Ельцин", "Yeltsin"),
        ("Анна", "Anna"),
        ("Мэрия", "Мерия"),
    ],
)
def test_spellings_of_a_name_sound_alike(one: str, other: str) -> None:
    assert names.sounds(one) == names.sounds(other)


@pytest.mark.parametrize(
    ("typed", "meant"), [("ghbdtn", "привет"), ("рудд", "hell"), ("Bdfyjd", "Иванов"), ("k.,bvsq", "любимый")]
)
def test_the_other_layout(typed: str, meant: str) -> None:
    assert names.sounds(meant) in names.readings(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("сокалова", "Соколова Анна"),
        ("соколва", "Соколова Анна"),
        ("сокооллова", "Соколова Анна"),
        ("анна сколова", "Соколова Анна"),
        ("ивна", "Иван Петров"),
        ("благустр", "Отдел благоустройства"),
    ],
)
def test_slips_are_forgiven(typed: str, name: str) -> None:
    reading, sounds = names.readings(typed)[0], names.sounds(name)
    assert names.closeness(reading, sounds) > 0
    # The index finds everything that the comparison would accept.
    keys = names.keys([name])
    assert all(any(key.startswith(word) for key in keys) or set(names.misses(word)) & keys for word in reading)


def test_other_names_are_not_met() -> None:
    assert not names.closeness(names.sounds("петров"), names.sounds("Соколова Анна"))
    assert not names.closeness(names.sounds("анна анна"), names.sounds("Соколова Анна"))
    assert not names.closeness([], names.sounds("Соколова"))


@given(st.text(max_size=12), st.text(max_size=12), st.integers(0, 3))
def test_the_distance_is_symmetric_and_bounded(one: str, other: str, most: int) -> None:
    distance = names.slip_distance(one, other, most=most)
    assert distance == names.slip_distance(other, one, most=most)
    assert 0 <= distance <= most + 1
    assert (distance == 0) == (one == other)


@given(st.text(max_size=60))
def test_any_name_makes_keys_and_queries(text: str) -> None:
    for key in names.keys([text]):
        assert " " not in key
    for reading in names.readings(text):
        assert names.exact_query(reading).count("'") % 2 == 0
        assert names.slip_query(reading).count("'") % 2 == 0
