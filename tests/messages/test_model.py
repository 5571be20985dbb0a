"""Text, entities and emoji before they reach the log: properties over whatever people and programs may send."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.ground.errors import BadInput
from veche.ground.text import clean_text, utf16_length
from veche.messages.model import ENTITY_LIMIT, TEXT_LIMIT, clean_message, client_key, is_emoji
from veche.messages.wire import Entity

# What NFC changes, what takes two UTF-16 units, what joins, what is written from right to left.
SIGNS = [
    *"aеё é й\n",
    "\u0301",
    "\u0306",
    "\u0308",
    "\u0323",
    "\u1100",
    "\u1161",
    "\u11a8",
    "\u0cc6",
    "\u0cc2",
    "\u0cd5",
]
SIGNS += ["\r\n", "👍", "🏽", "\u200d", "\ufe0f", "\u2066", "\u2069", "א", "ﬁ", "\u2126", "\u0344", "𝅗𝅥", "\ufb2c"]
EMOJI = """👍 ❤️ ❤ 🏳️‍🌈 🇷🇺 👨‍👩‍👧‍👦 👍🏽 1️⃣ ‼️ ℹ️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿
☎️ 🤷🏻‍♂️ ➕ ✅ 💯 〰️ 🫱🏻‍🫲🏿"""
texts = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=30).map("".join)
wild = st.text(st.characters(codec=None), max_size=60)


def clean_or_code(text: str) -> str:
    try:
        return clean_text(text, limit=TEXT_LIMIT)
    except BadInput as error:
        return error.code


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text, and ranges in it by characters."""
    text = draw(texts)
    place = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(place, place).map(sorted).filter(lambda p: p[0] < p[1]), min_size=1, max_size=5))
    return text, [(first, last) for first, last in pairs]


def entity(text: str, first: int, last: int) -> Entity:
    offset = utf16_length(text[:first])
    return Entity(type="bold", offset=offset, length=utf16_length(text[:last]) - offset)


def inside(text: str, one: Entity) -> str:
    """The words an entity covers; fails when it cuts a character in two or reaches beyond the text."""
    units = text.encode("utf-16-le")
    assert 0 < one.length <= len(units) // 2 - one.offset
    return units[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le")


@given(marked())
def test_offsets_follow_the_text_through_normalisation(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, ranges = case
    if not text.strip():
        return
    plain, entities = clean_message(text, [entity(text, *one) for one in ranges])
    assert plain == clean_text(text, limit=TEXT_LIMIT)
    kept = {inside(plain, one) for one in entities}
    for first, last in ranges:
        whole = text.replace("\r\n", "\n")
        parts = [part.replace("\r\n", "\n") for part in (text[:first], text[first:last], text[last:])]
        apart = [unicodedata.normalize("NFC", part) for part in parts]
        if "".join(parts) == whole and "".join(apart) == plain:  # no letter melts over the borders
            assert apart[1] in kept
    assert clean_message(plain, entities) == (plain, entities)


@given(wild)
def test_what_gets_through_is_clean(text: str) -> None:
    if clean_or_code(text) in {"text_surrogate", "text_control"} or not text.strip():
        with pytest.raises(BadInput):
            clean_message(text, [])
        return
    plain, _ = clean_message(text, [])
    assert unicodedata.is_normalized("NFC", plain)
    plain.encode()  # no lone surrogates
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in plain)


@given(wild, st.integers(0, 90), st.integers(1, 90))
def test_any_entity_on_any_text_is_placed_or_refused(text: str, offset: int, length: int) -> None:
    try:
        plain, entities = clean_message(text, [Entity(type="italic", offset=offset, length=length)])
    except BadInput:
        return
    for one in entities:
        inside(plain, one)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "message_empty"),
        (" \n\t ", "message_empty"),
        ("\u00a0\u2003", "message_empty"),
        ("а\x00", "text_control"),
        ("\x1b[31mкрасный", "text_control"),
        ("plain\x7f", "text_control"),
        ("\x85", "text_control"),
        ("половина \ud83d", "text_surrogate"),
        ("\udc4d наоборот", "text_surrogate"),
        ("я" * 4001, "text_too_long"),
    ],
)
def test_bad_text_is_refused_by_name(text: str, code: str) -> None:
    for entities in ([], [Entity(type="bold", offset=0, length=1)]):
        with pytest.raises(BadInput) as refusal:
            clean_message(text, entities)
        assert refusal.value.code == code


def test_4000_characters_fit_whatever_they_weigh() -> None:
    for sign in ("a", "я", "👍", "e\u0301"):
        plain, _ = clean_message(sign * TEXT_LIMIT, [])
        assert len(plain) == TEXT_LIMIT


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (Entity(type="bold", offset=0, length=6), "entity_outside"),
        (Entity(type="bold", offset=5, length=1), "entity_outside"),
        (Entity(type="bold", offset=4, length=1), "entity_outside"),  # half of the thumb
        (Entity(type="link", offset=0, length=1), "entity_url"),
        (Entity(type="link", offset=0, length=1, url="javascript:alert(1)"), "entity_url"),
        (Entity(type="link", offset=0, length=1, url=" https://veche.example"), "entity_url"),
        (Entity(type="link", offset=0, length=1, url="https://veche.example/\u202egpj.exe"), "entity_url"),
        (Entity(type="link", offset=0, length=1, url="https://veche.example/\x00"), "entity_url"),
        (Entity(type="bold", offset=0, length=1, url="javascript:alert(1)"), "entity_url"),
        (Entity(type="mention", offset=0, length=1), "entity_mention"),
    ],
)
def test_bad_entities_are_refused_by_name(one: Entity, code: str) -> None:
    with pytest.raises(BadInput) as refusal:
        clean_message("ура👍", [one])
    assert refusal.value.code == code


def test_too_many_entities_are_refused() -> None:
    some = [Entity(type="bold", offset=0, length=1)] * ENTITY_LIMIT
    assert len(clean_message("да", some)[1]) == ENTITY_LIMIT
    with pytest.raises(BadInput) as refusal:
        clean_message("да", [*some, some[0]])
    assert refusal.value.code == "too_many_entities"


@pytest.mark.parametrize("text", EMOJI.split())
def test_an_emoji_is_one(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a",
        "ё",
        "1",
        "§",
        "×",
        "¡¡",
        "👍👍",
        "👍 ",
        "👍a",
        "🇷",
        "\u200d",
        "\ufe0f",
        "👍\u200d",
        "<b>",
        "\u202e👍",
    ],
)
def test_other_things_are_no_emoji(text: str) -> None:
    assert not is_emoji(text)


@given(st.integers(1, 1 << 53), st.integers(1, 1 << 53), st.text(max_size=64), st.text(max_size=64))
def test_client_keys_fit_the_column_and_differ(one: int, other: int, cid: str, another: str) -> None:
    key = client_key(one, cid)
    assert -(1 << 63) <= key < 1 << 63
    assert (key == client_key(other, another)) == ((one, cid) == (other, another))
