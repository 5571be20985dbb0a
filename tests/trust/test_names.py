"""Names that look alike: which are told apart, which are not, and who is warned."""

from __future__ import annotations

import pytest
from confusable_homoglyphs import confusables
from hypothesis import given
from hypothesis import strategies as st

from tests.support.live import Live
from veche.trust.model.names import is_like_support, is_mixed, skeleton, warnings_of


def looks_of(sign: str) -> list[str]:
    """Itself, and what Unicode calls alike."""
    return [sign, *(one["c"] for one in confusables.confusables_data[sign])]


LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Zs"], max_codepoint=0x04FF), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Соколова Анна", "Coкoлoва Аннa"),
        ("Соколова Анна", "Анна Соколова"),
        ("Соколова Анна", "СОКОЛОВА  АННА"),
        ("Королёв", "Королев"),
        ("Орлов", "0рлов"),
        ("Павел Ильин", "Пaвeл Ильин"),
        ("Ivan Popov", "Іvan Рoрov"),
        ("Ilya", "1lya"),
    ],
)
def test_names_that_a_reader_mixes_up(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)


@pytest.mark.parametrize(
    ("name", "other"), [("Соколова Анна", "Соколова Инна"), ("Петров", "Петрова"), ("Ivanov", "Иванов"), ("", "Анна")]
)
def test_names_that_are_different(name: str, other: str) -> None:
    assert skeleton(name) != skeleton(other)


@pytest.mark.parametrize("name", ["Coколова", "Аdmin Петров", "Пeтров", "Αnna"])
def test_two_alphabets_in_one_word(name: str) -> None:
    assert is_mixed(name)


@pytest.mark.parametrize(
    "name", ["Anna Соколова", "IT-отдел", "Анна (Annie)", "Иванов 2-й", "O'Neil", "Ёлкин", "Анна 🙂"]
)
def test_two_alphabets_side_by_side_are_fine(name: str) -> None:
    assert not is_mixed(name)


@pytest.mark.parametrize(
    "name",
    [
        "Поддержка Veche",
        "Служба безопасности",
        "Техподдержка",
        "Suррort",
        "Администратор",
        "АДMИH",
        "Help Desk",
        "Вeче",
    ],
)
def test_like_support(name: str) -> None:
    assert is_like_support(name)


@pytest.mark.parametrize("name", ["Вечеров Пётр", "Соколова Анна", "Supriya", "Модестов", "Бот Иван"])
def test_not_like_support(name: str) -> None:
    assert not is_like_support(name)


@given(LETTERS)
def test_a_skeleton_has_itself_as_its_skeleton(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)


@given(st.text(st.sampled_from("асеорхутмкнв"), min_size=2, max_size=20), st.data())
def test_no_sign_that_looks_like_a_letter_gets_through(name: str, data: st.DataObject) -> None:
    """Any letters of a name are changed for others that Unicode calls alike."""
    other = "".join(data.draw(st.sampled_from(looks_of(sign))) for sign in name)
    assert skeleton(other) == skeleton(name)
    if other != name:
        assert "like_official" in warnings_of(other, {skeleton(name)})


@given(st.text(max_size=60))
def test_any_name_is_answered(name: str) -> None:
    warnings_of(name, {"a"})


async def test_people_are_warned(live: Live) -> None:
    chief, anna = await live.person("Глава", administrator=True), await live.person("Соколова Анна Петровна")
    organisation = (await chief.ask("create_organisation", name="Мэрия"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=organisation, name="Приёмная"))["unit"]
    post = (await chief.ask("create_post", unit=unit, title="Мэр города"))["post"]
    await chief.ask("appoint", post=post, person=anna.id)
    boris = await live.person("Борис")
    names = {
        "Соколовa Анна Петровна": ["mixed_scripts", "like_official"],
        "Соколова Анна Петровна": ["like_official"],
        "Мэр города": ["like_official"],
        "Служба поддержки": ["like_support"],
        "Борис Захаров": [],
    }
    people = {(await live.person(name)).id: codes for name, codes in names.items()}
    answer = await boris.ask("get_name_warnings", actors=[*people, post, 1])
    told = {one["actor"]: one["codes"] for one in answer["warnings"]}
    assert told == {person: codes for person, codes in people.items() if codes}
    own = await boris.ask("get_name_warnings", actors=[anna.id])
    assert own["warnings"][0]["codes"] == ["like_official"], "not told apart from the others of that name"
