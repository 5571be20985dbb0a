"""Every error has its sentence in both languages, with the same holes; no sentence is left over."""

import ast
import re

from tests.architecture.source import calls, catalogue, first_text, modules
from veche.ground import errors

CLASSES = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.VecheError)}
# Subclasses elsewhere, and helpers that take a code.
SPEAKERS = CLASSES | {"CannotStart", "failure"}


def used() -> dict[str, str]:
    """Code → where it is used."""
    found = {}
    for path, tree in modules().items():
        for name, call in calls(tree):
            code = first_text(call)
            says = name == "say" and "texts" in ast.unparse(call.func).lower()
            if (says or name in SPEAKERS) and code is not None:
                found[code] = f"{path}:{call.lineno}"
    return found


def declared() -> dict[str, str]:
    """Code → the command that says it may answer so."""
    found = {}
    for path, tree in modules().items():
        for name, call in calls(tree):
            for keyword in call.keywords:
                if keyword.arg == "errors" and isinstance(keyword.value, ast.Tuple):
                    for one in keyword.value.elts:
                        if isinstance(one, ast.Constant):
                            found[str(one.value)] = f"{path}:{name}:{one.lineno}"
    return found


def test_every_code_has_a_sentence_in_both_languages() -> None:
    russian, english = catalogue("ru"), catalogue("en")
    missing = {code: at for code, at in {**used(), **declared()}.items() if code not in russian or code not in english}
    assert not missing


def test_both_catalogues_say_the_same() -> None:
    russian, english = catalogue("ru"), catalogue("en")
    assert russian.keys() == english.keys()
    for code, text in russian.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", english[code])), code


def test_russian_is_russian_and_english_is_english() -> None:
    for text in catalogue("ru").values():
        assert re.search("[а-яё]", text, re.IGNORECASE), text
    for text in catalogue("en").values():
        assert not re.search("[а-яё]", text, re.IGNORECASE), text


def test_no_sentence_is_left_over() -> None:
    source = {node.value for tree in modules().values() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    left = {code for code in catalogue("ru") if code not in source}
    assert not left


def test_holes_are_filled_where_an_error_is_raised() -> None:
    sentences = catalogue("en")
    for path, tree in modules().items():
        for name, call in calls(tree):
            code = first_text(call)
            given = {keyword.arg for keyword in call.keywords}
            if name not in CLASSES or code not in sentences or None in given:
                continue
            if "retry_after" in given:
                given.add("wait")
            holes = set(re.findall(r"\{(\w+)\}", sentences[code]))
            assert holes <= given, f"{path}:{call.lineno}: {code} lacks {sorted(holes - given)}"
