"""Names of people, posts and units: any script, no tricks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.ground.errors import BadInput
from veche.ground.text import clean_name

HIDING = (
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\u2063\ufeff\u00ad\u034f\u115f\u3164\uffa0\u2800"
)


@given(st.text(max_size=400))
def test_a_name_is_refused_or_clean(text: str) -> None:
    try:
        name = clean_name(text)
    except BadInput as error:
        assert error.code in {  # noqa: PT017  either outcome is right
            "name_empty",
            "name_bidi",
            "text_too_long",
            "text_control",
            "text_surrogate",
        }
        return
    assert 1 <= len(name) <= 80
    assert clean_name(name) == name == name.strip() == unicodedata.normalize("NFC", name)
    assert not set(name) & set(HIDING)
    assert all(unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp") for sign in name)
    assert any(unicodedata.category(sign)[0] in "LNPS" for sign in name)


@given(st.text(min_size=1, max_size=20), st.sampled_from(HIDING), st.integers(0, 20))
def test_what_hides_is_refused_wherever_it_stands(text: str, sign: str, place: int) -> None:
    with pytest.raises(BadInput):
        clean_name(f"а{text[:place]}{sign}{text[place:]}б")


@pytest.mark.parametrize(
    "name",
    [
        "Константинопольская Александра Владиславовна",
        "Д’Артаньян-Петров Ё. Й.",
        "Мухаметзянов Ильдар Камил улы",
        "Nguyễn Thị Minh Khai",
        "李小龙",
        "محمد علي",
        "राजेश कुमार",
        "Anna 🌲",
    ],
)
def test_names_of_real_people_pass(name: str) -> None:
    assert clean_name(f"  {name} ") == unicodedata.normalize("NFC", name)
