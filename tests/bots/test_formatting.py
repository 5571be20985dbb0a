"""Markdown and HTML of bots: text with ranges, and nothing is refused for a mark too many."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from veche.bots.model.formatting import Format, markup_of, read
from veche.ground.text import utf16_length
from veche.messages.shapes import Entity


def ranges(text: str, form: Format) -> tuple[str, list[tuple[str, str]]]:
    """The plain text, and (type, the words under it) of each range."""
    plain, entities = read(text, form)
    units = plain.encode("utf-16-le")
    found: list[tuple[str, str]] = []
    for one in entities:
        words = units[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le")
        found.append((one.type, words))
    return plain, found


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("*раз* _два_", "раз два", [("italic", "раз"), ("italic", "два")]),
        ("**раз** __два__", "раз два", [("bold", "раз"), ("bold", "два")]),
        ("~~раз~~ ++два++ ^^три^^", "раз два три", [("strike", "раз"), ("underline", "два"), ("highlight", "три")]),
        ("`код *не* метка`", "код *не* метка", [("code", "код *не* метка")]),
        ("```python\nx = 1\n```", "x = 1", [("pre", "x = 1")]),
        ("# Повестка\nпервое", "Повестка\nпервое", [("heading", "Повестка")]),
        ("> раз\n> *два*\nтри", "раз\nдва\nтри", [("quote", "раз\nдва"), ("italic", "два")]),
        ("***всё***", "всё", [("bold", "всё"), ("italic", "всё")]),
        ("**жирный и *ещё* тут**", "жирный и ещё тут", [("bold", "жирный и ещё тут"), ("italic", "ещё")]),
        ("😀 **два** 😀", "😀 два 😀", [("bold", "два")]),
        ("2 * 3 * 4, snake_case_name, C++ и C++, 5^^ 6", "2 * 3 * 4, snake_case_name, C++ и C++, 5^^ 6", []),
        ("**незакрыто", "**незакрыто", []),
        (r"\*не курсив\*", "*не курсив*", []),
        ("[слова](ftp://server/file)", "слова", []),
        ("[нет ссылки] (просто)", "[нет ссылки] (просто)", []),
        ("первая *строка\nвторая* строка", "первая строка\nвторая строка", [("italic", "строка\nвторая")]),
        ("*абзац\n\nдругой*", "*абзац\n\nдругой*", []),
        ("```\nбез конца", "```\nбез конца", []),
    ],
)
def test_markdown(source: str, text: str, found: list[tuple[str, str]]):
    assert ranges(source, "markdown") == (text, found)


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("<i>раз</i> <em>два</em>", "раз два", [("italic", "раз"), ("italic", "два")]),
        ("<b>раз</b> <strong>два</strong>", "раз два", [("bold", "раз"), ("bold", "два")]),
        (
            "<s>1</s><del>2</del><u>3</u><ins>4</ins>",
            "1234",
            [("strike", "1"), ("strike", "2"), ("underline", "3"), ("underline", "4")],
        ),
        ("<code>x</code> <mark>y</mark>", "x y", [("code", "x"), ("highlight", "y")]),
        ('<pre><code class="language-go">x := 1</code></pre>', "x := 1", [("pre", "x := 1")]),
        ("<h1>Дом</h1><h4>и сад</h4>", "Доми сад", [("heading", "Дом"), ("heading", "и сад")]),
        ("<blockquote>раз <b>два</b></blockquote>", "раз два", [("quote", "раз два"), ("bold", "два")]),
        ("<div class='x'>раз</div><br>два", "раз\nдва", []),
        ("a < b &amp;&amp; c &gt; d", "a < b && c > d", []),
        ("<b>не закрыто", "не закрыто", [("bold", "не закрыто")]),
        ("</b>лишнее", "лишнее", []),
        ("<b><i>крест</b>-накрест</i>", "крест-накрест", [("italic", "крест-накрест"), ("bold", "крест")]),
        ("<a>без адреса</a>", "без адреса", []),
        ('<a href="javascript:alert(1)">слова</a>', "слова", []),
    ],
)
def test_html(source: str, text: str, found: list[tuple[str, str]]):
    assert ranges(source, "html") == (text, found)


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("[сайт](HTTPS://city.example/a_b(c)?x=1)", "markdown"),
        ('<a href="HTTPS://city.example/a_b(c)?x=1">сайт</a>', "html"),
    ],
)
def test_links_keep_their_address(source: str, form: Format):
    assert read(source, form) == (
        "сайт",
        [Entity(type="link", offset=0, length=4, url="https://city.example/a_b(c)?x=1")],
    )


@pytest.mark.parametrize("address", ["max://user/180388626434", "max://max.ru/180388626434"])
def test_mentions_in_both_forms(address: str):
    entity = Entity(type="mention", offset=0, length=9, actor=180388626434)
    assert read(f"[Анна Орел]({address})", "markdown") == ("Анна Орел", [entity])
    assert read(f'<a href="{address}">Анна Орел</a>', "html") == ("Анна Орел", [entity])
    (told,) = markup_of([entity])
    assert (told.type, told.from_, told.length, told.user_id) == ("user_mention", 0, 9, 180388626434)


def test_without_a_format_the_text_is_literal():
    assert read("**не** <b>метка</b>", None) == ("**не** <b>метка</b>", [])


# -- the same markup back

MARKS = {"bold": "**", "italic": "*", "strike": "~~", "underline": "++", "highlight": "^^"}
TAGS = {"bold": "b", "italic": "i", "strike": "s", "underline": "u", "highlight": "mark", "code": "code"}
words = st.text(st.sampled_from("абвГДёйabcXYZ019😀🇷"), min_size=1, max_size=8)
trees = st.recursive(
    words,
    lambda inner: st.tuples(st.sampled_from(sorted(MARKS)), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=8,
)
Tree = str | tuple[str, list["Tree"]]


def planted(tree: Tree, form: Format, place: int = 0) -> tuple[str, str, list[tuple[str, int, int]]]:
    """Source, plain text and ranges of a tree; parts are set apart by blanks, so that every mark can stand."""
    if isinstance(tree, str):
        return tree, tree, []
    kind, parts = tree
    sources: list[str] = []
    plain = ""
    found: list[tuple[str, int, int]] = []
    for part in parts:
        blank = " " if plain else ""
        source, words, within = planted(part, form, place + utf16_length(plain + blank))
        sources.append(source)
        plain, found = plain + blank + words, found + within
    left, right = (MARKS[kind],) * 2 if form == "markdown" else (f"<{TAGS[kind]}>", f"</{TAGS[kind]}>")
    return left + " ".join(sources) + right, plain, [(kind, place, utf16_length(plain)), *found]


def without_doubles(tree: Tree, above: frozenset[str] = frozenset()) -> Tree:
    """Nobody marks bold within bold."""
    if isinstance(tree, str):
        return tree
    kind, parts = tree
    inner = [without_doubles(part, above | {kind}) for part in parts]
    if kind not in above:
        return (kind, inner)
    return inner[0]


@given(trees, st.sampled_from(["markdown", "html"]))
@example(("italic", [("bold", ["а"]), "б"]), "markdown")
@example(("bold", ["а", ("italic", ["б"])]), "markdown")
def test_what_was_marked_comes_back(tree: Tree, form: Format):
    source, plain, found = planted(without_doubles(tree), form)
    text, entities = read(source, form)
    assert text == plain
    assert sorted((one.type, one.offset, one.length) for one in entities) == sorted(found)


@given(st.text(st.sampled_from("*_~+^`[]()<>/abi &;#\\\n😀я"), max_size=200), st.sampled_from(["markdown", "html"]))
def test_any_text_is_understood_somehow(source: str, form: Format):
    text, entities = read(source, form)
    length = utf16_length(text)
    assert all(one.offset >= 0 and one.length > 0 and one.offset + one.length <= length for one in entities)
    told = markup_of(entities)
    assert [(one.from_, one.length) for one in told] == [(one.offset, one.length) for one in entities]


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=100))
def test_escaped_html_is_what_it_was(words: str):
    assert read(html.escape(words), "html").text == words


@pytest.mark.parametrize(
    "source", ["[" * 4000, "*a" * 2000, "**a _b " * 600, "`" * 4000, "```\n" * 1000, "[a](" * 1000]
)
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_hostile_text_takes_no_time(source: str, form: Format):
    began = time.process_time()
    read(source, form)
    assert time.process_time() - began < 0.5
