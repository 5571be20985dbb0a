"""Figures: no count of one to four people, and no two that give one away, whatever is put together how."""

import random
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from veche.ground.ids import PostId, UnitId
from veche.rollout.model import (
    Cell,
    Counts,
    Employee,
    Wave,
    ahead,
    assign,
    burn_down,
    cell,
    email_of,
    figure,
    may_remind,
    phone_of,
    share,
    together,
)

COUNT = st.integers(0, 400)
GROUP = st.builds(
    lambda people, parts: Counts(people, *(people * part // 100 for part in sorted(parts, reverse=True))),
    COUNT,
    st.lists(st.integers(0, 100), min_size=4, max_size=4),
)


def shown(some: Cell) -> list[int]:
    numbers = (some.people, some.invited, some.signed_in, some.protected, some.joined)
    return [number for number in numbers if number is not None]


def test_a_figure_is_a_multiple_of_five_and_nothing_below_five() -> None:
    assert [figure(count) for count in (0, 1, 4, 5, 9, 10, 214)] == [0, None, None, 5, 10, 10, 215]


@settings(max_examples=40)
@given(st.lists(GROUP, min_size=1, max_size=5))
def test_no_sum_and_no_difference_of_figures_tells_of_one_to_four(groups: list[Counts]) -> None:
    """The whole, each part, every union of parts: filters that somebody could compare with one another."""
    numbers: set[int] = set()
    for size in range(1, len(groups) + 1):
        for some in combinations(groups, size):
            numbers |= set(shown(cell(together(some))))
    for one in numbers:
        for other in numbers:
            assert not 0 < abs(one - other) < 5
            assert not 0 < (one + other) % 5 < 5


@given(GROUP)
def test_a_group_below_five_has_no_figures_at_all(group: Counts) -> None:
    seen = cell(group)
    if 0 < group.people < 5:
        assert seen == Cell()
    if seen.done:
        assert group.people >= 5


@given(COUNT, COUNT)
def test_a_percentage_tells_no_more_than_the_figures(some: int, more: int) -> None:
    whole, part = some + more, some
    told = share(part, whole)
    if told is None:
        return
    if told == 100:
        assert part == whole
    else:
        # Everybody with the same figures has the same percentage: there is nothing to compute back.
        assert told == share_of_figures(part, whole)


def share_of_figures(part: int, whole: int) -> int:
    some, all_ = figure(part), figure(whole)
    assert some is not None
    assert all_
    return min(99, 100 * some // all_)


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
        waves=[(first + timedelta(days=length // 3), people // 2), (due, people - people // 2)],
        came=came,
        people=people,
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
