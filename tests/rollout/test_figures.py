"""Figures: no count of one to four people, and no two that give one away, whatever is put together how."""

import random
from datetime import date, timedelta
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from veche.ground.ids import PostId, UnitId
from veche.rollout.model import (
    Cells,
    Counts,
    Employee,
    Piece,
    Table,
    Wave,
    ahead,
    assign,
    burn_down,
    email_of,
    figure,
    may_remind,
    phone_of,
)
from veche.rollout.model.figures import fives

UNIT = [UnitId(number) for number in range(5)]
TREES: list[dict[UnitId, UnitId | None]] = [
    {UNIT[0]: None, UNIT[1]: UNIT[0], UNIT[2]: UNIT[0], UNIT[3]: UNIT[0]},
    {UNIT[0]: None, UNIT[1]: UNIT[0], UNIT[2]: UNIT[1], UNIT[3]: UNIT[2]},
    {UNIT[0]: None, UNIT[1]: None, UNIT[2]: UNIT[1], UNIT[3]: UNIT[1]},
]
WAVES = (100, 200)
Sizes = dict[Piece, int]
World = tuple[int, ...]
"""How many of each piece have signed in."""


@st.composite
def bodies(draw: st.DrawFn, *, pieces: int, most: int) -> tuple[Sizes, dict[UnitId, UnitId | None]]:
    """Some people in units of a tree and in two waves, which may cross it."""
    tree = draw(st.sampled_from(TREES))
    places = st.builds(Piece, st.sampled_from(sorted(tree)), st.sampled_from(WAVES))
    chosen = draw(st.lists(places, min_size=2, max_size=pieces, unique=True))
    return {piece: draw(st.integers(1, most)) for piece in sorted(chosen)}, tree


def reports(sizes: Sizes, tree: dict[UnitId, UnitId | None]) -> dict[str, list[World]]:
    """Every report that can be made of such a body, with all worlds of which it would be made."""
    table, found = Table(sizes, tree, WAVES), dict[str, list[World]]()
    for world in product(*(range(size + 1) for size in sizes.values())):
        counts = {piece: Counts(size, size, came) for (piece, size), came in zip(sizes.items(), world, strict=True)}
        cells = Cells(table, counts)
        units = [cells.unit(unit) for unit in tree]
        found.setdefault(repr([cells.total(), units, [cells.wave(wave) for wave in WAVES]]), []).append(world)
    return found


def groups(sizes: Sizes) -> list[list[int]]:
    """Whatever can be had by adding and subtracting what is told: every set of pieces."""
    numbers = range(len(sizes))
    return [list(some) for size in range(1, len(sizes) + 1) for some in combinations(numbers, size)]


def test_a_figure_is_a_multiple_of_five_or_a_word() -> None:
    assert [figure(count) for count in (0, 1, 4, 5, 9, 10, 214)] == [0, "few", "few", 5, 10, 10, 215]


@settings(max_examples=30, deadline=None, derandomize=True)
@given(bodies(pieces=3, most=7) | bodies(pieces=2, most=22))
def test_no_report_gives_one_to_four_people_away(body: tuple[Sizes, dict[UnitId, UnitId | None]]) -> None:
    """The attack: whoever knows the whole report, the size of every group and how figures are made looks for all worlds
    that would have been reported so. A sum or difference of groups that is the same in all of them is known to him."""
    sizes, tree = body
    whole = list(sizes.values())
    for worlds in reports(sizes, tree).values():
        for some in groups(sizes):
            size = sum(whole[number] for number in some)
            known = {sum(world[number] for number in some) for world in worlds}
            if len(known) == 1 and (count := known.pop()) not in (0, size):
                assert min(count, size - count) >= 5, (sizes, tree, some, count)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(bodies(pieces=2, most=11))
def test_no_two_reports_give_one_to_four_newcomers_away(body: tuple[Sizes, dict[UnitId, UnitId | None]]) -> None:
    """A report and a later one: people come, and nobody goes."""
    sizes, tree = body
    told = reports(sizes, tree).values()
    for before, after in product(told, told):
        for some in groups(sizes):
            came = {
                sum(new[number] - old[number] for number in some)
                for old, new in product(before, after)
                if all(one <= other for one, other in zip(old, new, strict=True))
            }
            assert len(came) != 1 or not 0 < came.pop() < 5, (sizes, tree, some)


def test_how_many_there_are_gives_no_small_group_away_either() -> None:
    """Eight people in two groups of four: rounding alone would say ten, which only two fours make."""
    tree, pieces = TREES[0], [Piece(unit, 100) for unit in UNIT[1:3]]
    found: dict[str, list[World]] = {}
    for sizes in product(range(8), repeat=2):
        cells = Cells(Table(dict(zip(pieces, sizes, strict=True)), tree, WAVES), {})
        told = [cells.total(), *(cells.unit(unit) for unit in tree)]
        found.setdefault(repr([cell.people for cell in told]), []).append(sizes)
    for worlds in found.values():
        for some in ([0], [1], [0, 1]):
            known = {sum(world[number] for number in some) for world in worlds}
            assert len(known) != 1 or not 0 < known.pop() < 5, worlds


def test_figures_are_words_where_a_number_would_mislead() -> None:
    def seen(came: int, of: int) -> tuple[object, int | None, bool]:
        piece = Piece(UNIT[0], 100)
        cell = Cells(Table({piece: of}, TREES[0], WAVES), {piece: Counts(of, of, came)}).total()
        return cell.signed_in, cell.share, cell.done

    assert [seen(came, 6)[0] for came in (0, 1, 5, 6)] == [0, "some", "some", 5]
    assert seen(6, 6) == (5, 100, True)
    assert [seen(came, 40)[0] for came in (0, 3, 22, 35, 36, 39, 40)] == [0, "few", 20, 35, "nearly", "nearly", 40]
    assert seen(39, 40) == ("nearly", None, False)
    assert seen(22, 40) == (20, 50, False)
    assert seen(3, 4) == (None, None, False)


@settings(max_examples=60)
@given(st.integers(0, 300), st.integers(0, 100), st.integers(5, 400), st.randoms(use_true_random=False))
def test_the_burn_down_is_made_of_figures(people: int, percent: int, length: int, chance: random.Random) -> None:
    first = date(2026, 9, 1)
    came = [first + timedelta(days=chance.randrange(length)) for _ in range(people * percent // 100)]
    today, due = first + timedelta(days=length // 2), first + timedelta(days=length)
    days = burn_down(
        starts_on=first,
        due_on=due,
        today=today,
        waves=[(first + timedelta(days=length // 3), figure(people // 2)), (due, figure(people - people // 2))],
        came=lambda day: min(fives(people), fives(sum(one <= day for one in came))),
        people=figure(people),
    )
    if people < 5:
        assert days == []
        return
    assert len(days) <= 64
    for point in days:
        for number in (point.left, point.planned, point.forecast):
            assert number is None or number % 5 == 0
        assert (point.left is not None) == (point.day <= today)
    assert ahead(days, today) % 5 == 0


def test_nobody_is_in_two_waves_and_lists_go_before_units() -> None:
    parents = {UnitId(1): None, UnitId(2): UnitId(1), UnitId(3): UnitId(2)}
    people = [Employee(post=PostId(10 + unit), unit=UnitId(unit), title="") for unit in (1, 2, 3)]
    due = date(2026, 11, 27)
    waves = [
        Wave(id=100, plan=1, number=1, title="", due_on=due, units=(UnitId(1),)),
        Wave(id=200, plan=1, number=2, title="", due_on=due, units=(UnitId(2),)),
        Wave(id=300, plan=1, number=3, title="", due_on=due, posts=(PostId(11),)),
    ]
    assert assign(people, waves, parents) == {PostId(11): 300, PostId(12): 200, PostId(13): 200}


def test_reminders_stop_by_themselves() -> None:
    due, today = date(2026, 11, 27), date(2026, 11, 20)

    def wanted(state: str = "running", *, day: date = today, signed_in: bool = False, sent: int = 0) -> bool:
        return may_remind(state, due_on=due, today=day, signed_in=signed_in, sent=sent, most=2)  # type: ignore[arg-type]

    assert wanted()
    assert not wanted("paused")
    assert not wanted("rolled_back")
    assert not wanted(signed_in=True)
    assert not wanted(day=date(2026, 11, 28))
    assert wanted(sent=1)
    assert not wanted(sent=2)


def test_only_plain_addresses_are_written_to() -> None:
    assert email_of(" a.sokolova@city.example ") == "a.sokolova@city.example"
    for bad in ("a@b@city.example", '"a b"@city.example', "a(c)@city.example", "a@city", "a@[10.0.0.1]", "", "@x.y"):
        assert email_of(bad) is None, bad
    for bad in ("a..b@city.example", "a@city..example", "a@city.example\nBcc: x@y.example", "а@city.example"):
        assert email_of(bad) is None, bad
    assert phone_of("8 (916) 123-45-67") == "+79161234567"
    assert phone_of("+7 916 123 45 67") == "+79161234567"
    for bad in ("123", "12-34-56", "позвонить", "+0123456789", ""):
        assert phone_of(bad) is None, bad
