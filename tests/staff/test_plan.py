"""What a plan decides, and what it can never decide."""

import itertools
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.staff.world import ANNA, BORIS, CITY, TODAY, nobody, planned, row
from veche.staff.model import (
    Facts,
    Known,
    KnownPost,
    KnownRecord,
    KnownUnit,
    Options,
    Place,
    Plan,
    UnitRow,
    domain_of,
    mail_address,
    mail_domain,
    make_plan,
)

DOMAINS = ("gorod.example", "xn--c1ad6a.example")


def unit(code: str, name: str = "", parent: str = "", *, line: int = 2, head: str = "") -> UnitRow:
    return UnitRow(line=line, code=code, name=name or f"Отдел {code}", parent=parent, head=head)


def codes(plan: Plan) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in plan.problems]


def after(known: Known, plan: Plan) -> Known:
    """The world when a plan is done, as the transaction makes it."""
    ids = itertools.count(1 + max([1_000, *known.units, *known.posts, *(one.id for one in known.records.values())]))
    new: dict[int, int] = {}

    def real(number: int) -> int:
        return new.setdefault(number, next(ids)) if number < 0 else number

    units, posts, told = dict(known.units), dict(known.posts), dict(known.records)
    tree = dict(known.codes)
    for step in plan.units:
        if step.act != "gone":
            parent = None if step.parent is None else real(step.parent)
            units[real(step.unit)] = KnownUnit(real(step.unit), step.organisation, parent, step.name)
            if step.code:
                tree[step.code] = real(step.unit)
    for one in plan.people:
        for place in one.places:
            if place.act == "drop" and place.post is not None:
                old = posts[place.post]
                posts[place.post] = KnownPost(old.id, old.unit, old.title)
    for one in plan.people:
        number = one.record or next(ids)
        places = []
        for place in one.places:
            if place.act == "drop":
                continue
            post = place.post or next(ids)
            assert post not in posts or posts[post].record in (None, number), "two records on one post"
            posts[post] = KnownPost(post, real(place.unit), place.title, record=number)
            places.append(Place(post, place.head, place.deputy))
        facts = one.after or one.before or Facts("")
        told[one.key] = KnownRecord(number, one.key, facts, tuple(places), left=one.act == "leave")
    return Known(known.root, known.organisations, units, posts, told, tree)


rows = st.lists(
    st.builds(
        row,
        key=st.sampled_from("123456"),
        name=st.just(ANNA),
        unit=st.sampled_from(["Архив", "Загс", "Канцелярия"]),
        title=st.sampled_from(["Юрист", "Архивариус", "Начальник"]),
        head=st.booleans(),
        active=st.booleans(),
        email=st.sampled_from(["", "a@gorod.example", "b@gorod.example"]),
    ),
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(first=rows, second=rows)
def test_a_plan_that_was_done_leaves_nothing_to_do(first, second) -> None:
    known = nobody()
    for told in (first, second):
        known = after(known, planned(known, *told))
        again = planned(known, *told)
        assert [step.act for step in again.people] == []
        assert [step.act for step in again.units if step.act != "gone"] == []
    owners = [place.post for one in known.records.values() for place in one.places]
    assert len(owners) == len(set(owners)), "a post is one record's job at a time"


def test_one_number_is_one_person() -> None:
    plan = planned(nobody(), row("7", line=2), row("7", name=BORIS, line=3), row("8", line=4))
    assert codes(plan) == [(2, "staff_key_twice"), (3, "staff_key_twice")]
    assert [step.key for step in plan.people] == ["8"]


def test_who_stands_on_a_wrong_line_has_not_left() -> None:
    known = after(nobody(), planned(nobody(), row("7"), row("8"), row("9")))
    plan = planned(known, row("7", title=""), row("8", name=" ", line=3))
    assert codes(plan) == [(2, "staff_no_title"), (3, "staff_text")]
    assert [(step.act, step.key) for step in plan.people] == [("leave", "9")]
    assert planned(known, row("7"), absent_leave=False).people == []


def test_two_heads_of_one_unit() -> None:
    plan = planned(nobody(), row("7", head=True, line=2), row("8", head=True, line=3))
    assert codes(plan) == [(3, "staff_two_heads")]


def test_circles_unknown_parents_and_what_hangs_below() -> None:
    told = [unit("A", parent="B", line=2), unit("B", parent="A", line=3), unit("C", parent="A", line=4)]
    told += [unit("D", parent="?", line=5), unit("E", line=6), unit("E", line=7), unit("F", parent="E", line=8)]
    staff = [row("1", line=9), row("2", line=10, unit_code="C"), row("3", line=11, unit_code="F")]
    plan = planned(nobody(), *staff, units=told)
    assert codes(plan) == [
        (2, "staff_unit_cycle"),
        (3, "staff_unit_cycle"),
        (4, "staff_unit_above_wrong"),
        (5, "staff_unit_parent_unknown"),
        (7, "staff_unit_twice"),
        (10, "staff_unit_unknown"),
    ]
    assert [(step.name, step.parent) for step in plan.units if step.code] == [("Отдел E", None), ("Отдел F", -1)]


@settings(max_examples=120, deadline=None)
@given(parents=st.dictionaries(st.sampled_from("ABCDEFGH"), st.sampled_from(["", *"ABCDEFGH"]), max_size=8))
def test_whatever_the_table_says_the_tree_is_a_tree(parents: dict[str, str]) -> None:
    told = [unit(code, parent=parent, line=place) for place, (code, parent) in enumerate(parents.items())]
    plan = planned(nobody(), units=told)
    above = {step.unit: step.parent for step in plan.units}
    for start in above:
        seen = set()
        step: int | None = start
        while step is not None:
            assert step not in seen
            seen.add(step)
            step = above[step]
    wrong = sum(one.code.startswith("staff_unit") for one in plan.problems)
    assert wrong + len(above) == len(parents), "each is placed or told"


def test_units_move_and_are_renamed_by_their_codes() -> None:
    known = after(nobody(), planned(nobody(), row("1", unit_code="B"), units=[unit("A"), unit("B", parent="A")]))
    told = [unit("A", "Управление"), unit("B", "Отдел B")]
    plan = planned(known, row("1", unit_code="B"), units=told)
    assert [(step.act, step.name, step.old_name) for step in plan.units] == [
        ("rename", "Управление", "Отдел A"),
        ("move", "Отдел B", "Отдел B"),
    ]
    assert plan.people == [], "whoever works there notices nothing"
    gone = planned(known, row("1", unit_code="A"), units=[unit("A")])
    assert [(step.act, step.code) for step in gone.units] == [("gone", "B")]


def test_a_promotion_takes_the_post_that_waits_and_a_new_title_keeps_the_old_post() -> None:
    known = after(nobody(), planned(nobody(), row("1", title="Начальник"), row("2", name=BORIS, title="Заместитель")))
    [promoted, left] = sorted(planned(known, row("2", name=BORIS, title="Начальник")).people, key=lambda s: s.act)[::-1]
    assert (promoted.act, left.act) == ("move", "leave")
    assert [(place.act, place.title) for place in promoted.places] == [("drop", "Заместитель"), ("take", "Начальник")]
    [renamed] = planned(known, row("1", title="Начальник"), row("2", name=BORIS, title="Первый заместитель")).people
    assert (renamed.act, [place.act for place in renamed.places]) == ("change", ["rename"])


def test_two_who_change_places() -> None:
    known = after(nobody(), planned(nobody(), row("1", unit="Архив"), row("2", name=BORIS, unit="Загс")))
    plan = planned(known, row("1", unit="Загс"), row("2", name=BORIS, unit="Архив"))
    assert [[place.act for place in step.places] for step in plan.people] == [["drop", "take"], ["drop", "take"]]
    after(known, plan)


def test_a_post_that_somebody_of_that_name_holds_already_is_his() -> None:
    units = {5: KnownUnit(5, CITY, None, "Отдел архива")}
    posts = {
        6: KnownPost(6, 5, "Архивариус", holder="Другой Человек"),
        7: KnownPost(7, 5, "Архивариус", holder=ANNA.replace("К", "к")),
    }
    known = Known(CITY, {"город": CITY}, units, posts, {})
    [step] = planned(known, row("1")).people
    assert [(place.act, place.post, place.held) for place in step.places] == [("take", 7, True)]
    [other] = planned(known, row("1", name=BORIS)).people
    assert [place.act for place in other.places] == ["add"], "nobody is pushed out, nobody is taken for somebody else"


def test_many_people_do_not_take_much_memory() -> None:
    """A bound, not a figure: the figure for 50,000 is in the bench."""
    import tracemalloc

    told = [row(str(number), name=f"{ANNA} {number}"[:80], unit=f"Отдел {number % 50}") for number in range(2_000)]
    tracemalloc.start()
    plan = make_plan(nobody(), told, options=Options(today=TODAY))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(plan.people) == 2_000
    assert peak < 2_000 * 2_500


# -- addresses: none of them ever makes an official


@dataclass
class Tricks:
    good: str = "kadry@gorod.example"
    bad: list[str] = field(
        default_factory=lambda: [
            "kadry@gorod.example@evil.example",
            "kadry@@gorod.example",
            '"kadry@gorod.example"@evil.example',
            '"kadry"@gorod.example',
            "kadry(comment)@gorod.example",
            "kadry@gorod.example(evil)",
            "kadry@(evil)gorod.example",
            "kadry <kadry@gorod.example>",
            "kadry@gorod.example, x@evil.example",
            "kadry@gorod.example.evil.example",
            "kadry@notgorod.example",
            "kadry@sub.gorod.example",
            "kadry@gorod.example.",
            "kadry@gоrod.example",
            "kadry@ｇorod.example",
            "kadry@gorod\u00ad.example",
            "kadry@gorod\u200b.example",
            "каdry@gorod.example",
            "kadry@gorod.example\nBcc: x@evil.example",
            "kadry@gorod.example\x00",
            "@gorod.example",
            "kadry@",
            "kadry@[127.0.0.1]",
            "kadry@127.0.0.1",
            ".kadry@gorod.example",
            "ka..dry@gorod.example",
            "kadry%evil.example@gorod.example ",
        ]
    )


def test_only_plain_addresses_in_the_very_domain() -> None:
    tricks = Tricks()
    assert domain_of(tricks.good, DOMAINS) == "gorod.example"
    assert domain_of("KADRY@Gorod.Example", DOMAINS) == "gorod.example"
    for bad in tricks.bad:
        assert domain_of(bad, DOMAINS) is None, bad
    assert mail_domain("город.example") == mail_domain("xn--c1ajbg1a.example") or mail_domain("город.example")


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(max_size=40),
    place=st.integers(0, 20),
    trick=st.sampled_from(["@", '"', "(", ")", " ", "<", ",", "\u0440", "\u200d", "\n", "\\", ";"]),
)
def test_whatever_is_put_into_an_address_it_is_plain_or_none(text: str, place: int, trick: str) -> None:
    base = "kadry@gorod.example"
    for candidate in (
        text,
        base[:place] + trick + base[place:],
        base[:place] + text + base[place:],
        f"{text}@gorod.example",
    ):
        clean = mail_address(candidate)
        if clean is not None:
            assert clean.isascii()
            assert clean.count("@") == 1
            assert clean == mail_address(clean)
            assert not set(clean) & set('"()<>,;:\\ \n\r\t')
        if domain_of(candidate, DOMAINS) is not None:
            assert clean is not None
            assert clean.endswith(("@gorod.example", "@xn--c1ad6a.example"))


@settings(max_examples=80, deadline=None)
@given(address=st.one_of(st.sampled_from(Tricks().bad), st.text(max_size=60), st.emails()))
def test_no_address_makes_an_official(address: str) -> None:
    """With any address the plan is the plan without one: a post that is vacant, and nobody appointed to it."""
    plain, with_address = planned(nobody(), row("7")), planned(nobody(), row("7", email=address))
    assert [step.places for step in with_address.people] == [step.places for step in plain.people]
    assert all(not place.held for step in with_address.people for place in step.places)
    assert not any(step.signed_in for step in with_address.people)
    [step] = with_address.people
    assert step.after is not None
    assert step.after.email in ("", mail_address(address))
