"""Names that a reader mixes up, as the one who decides is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.channels.actions.flagging import Other, alike
from veche.channels.model.likeness import is_near, within

NAMES = st.text("абвгде -", min_size=8, max_size=24)


def flags(title: str, *others: str) -> list[tuple[str, str]]:
    return [(flag.code, flag.like) for flag in alike(title, [Other("channel", name) for name in others])]


@pytest.mark.parametrize(
    ("title", "other", "code"),
    [
        ("Мэрия Верхнеозёрска", "Мэрия Верхне-Озёрска", "same_look"),
        ("Мэрия Верхнеозёрска", "Верхнеозёрска мэрия", "same_look"),
        ("Мэрия Верхнеозёрска", "Мэрия Вepхнеозёрска", "same_look"),  # Latin letters inside
        ("Мэрия Верхнеозёрска", "МЭРИЯ ВЕРХНЕОЗЕРСКА", "same_look"),
        ("Мэрия Верхнеозёрска", "Мэрия Верхнезёрска", "near"),
        ("Мэрия Верхнеозёрска", "Мэрия Верхнеозёрсак", "near"),
    ],
)
def test_taken_for_one_another(title: str, other: str, code: str) -> None:
    assert flags(title, other) == [(code, other)]


@pytest.mark.parametrize("other", ["Мэрия Нижнеозёрска", "Школа № 12", "Музей", "Правительство области"])
def test_not_taken_for_one_another(other: str) -> None:
    assert flags("Мэрия Верхнеозёрска", other) == []


def test_short_names_are_near_to_nothing() -> None:
    assert flags("Музей", "Музеу", "Музей") == [("same_look", "Музей")]


def plain_distance(one: str, other: str) -> int:
    """The same distance, computed wholly."""
    rows = [[max(row, column) if not (row and column) else 0 for column in range(len(other) + 1)]
            for row in range(len(one) + 1)]  # fmt: skip
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            cost = one[row - 1] != other[column - 1]
            rows[row][column] = min(
                rows[row - 1][column] + 1, rows[row][column - 1] + 1, rows[row - 1][column - 1] + cost
            )
            if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
                rows[row][column] = min(rows[row][column], rows[row - 2][column - 2] + 1)
    return rows[-1][-1]


@given(NAMES, NAMES, st.integers(0, 3))
def test_the_bounded_distance_is_the_distance(one: str, other: str, most: int) -> None:
    assert within(one, other, most) == (plain_distance(one, other) <= most)


@given(NAMES, st.integers(0, 23), st.sampled_from("абвгде"))
def test_one_sign_more_is_near_whichever(name: str, place: int, sign: str) -> None:
    longer = name[:place] + sign + name[place:]
    assert is_near(name, longer)
    assert is_near(longer, name)
