"""One's own profile, and finding others without being able to copy the directory."""

import pytest

from tests.builders import Town
from veche.ground.clock import FixedClock
from veche.ground.errors import BadInput, TooMany
from veche.identity import own_actors
from veche.identity.events import ActorChanged, MeChanged
from veche.identity.model import ACTOR_MISSES, FIND, RENAME
from veche.identity.wire import FindPeopleRequest, GetActorsRequest, UpdateProfileRequest


async def find(town: Town, query: str, *, limit: int = 20) -> list[str]:
    answer = await town.identity.profile.find(town.admin, FindPeopleRequest(query=query, limit=limit))
    return [card.name or card.title for card in answer.actors]


async def test_what_is_absent_stays(town: Town) -> None:
    anna = await town.person("Анна", login="anna")
    update = town.identity.profile.update
    await update(anna, UpdateProfileRequest(about="Озеленение,\nпарки"))
    me = await update(anna, UpdateProfileRequest(locale="en"))
    assert (me.name, me.about, me.locale) == ("Анна", "Озеленение,\nпарки", "en")
    assert await town.identity.profile.me(anna) == me
    assert town.heard(MeChanged) == [MeChanged(anna.person)] * 2


async def test_a_new_name_goes_onto_the_cards_of_the_posts(town: Town) -> None:
    anna = await town.person("Соколова Анна Петровна")
    post = await town.post("Начальник отдела", holder=anna)
    other = await town.post("Заместитель", holder=await town.person("Другой"))
    await town.identity.profile.update(anna, UpdateProfileRequest(name="Орлова  Анна Петровна"))
    own, held, foreign = await town.cards(anna.person, post, other)
    assert own.name == held.name == "Орлова Анна Петровна"
    assert held.title == "Начальник отдела"
    assert foreign.name == "Другой"
    assert [event.card.id for event in town.heard(ActorChanged)][-2:] == [anna.person, post]
    assert await find(town, "орлова") == ["Орлова Анна Петровна"] * 2
    assert await find(town, "соколова") == []


async def test_a_card_change_moves_the_version(town: Town) -> None:
    anna = await town.person("Анна")
    before = (await own_actors(town.database, [anna.person]))[0].version
    await town.identity.profile.update(anna, UpdateProfileRequest(name="Анна Вторая"))
    assert (await own_actors(town.database, [anna.person]))[0].version == before + 1


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (UpdateProfileRequest(name="\u202eанна"), "name_bidi"),
        (UpdateProfileRequest(name="   "), "name_empty"),
        (UpdateProfileRequest(name="ы" * 81), "text_too_long"),
        (UpdateProfileRequest(about="ы" * 301), "text_too_long"),
        (UpdateProfileRequest(about="\x07"), "text_control"),
        (UpdateProfileRequest(name="\ud800"), "text_surrogate"),
    ],
)
async def test_bad_profiles(town: Town, request_: UpdateProfileRequest, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        await town.identity.profile.update(town.admin, request_)


async def test_names_do_not_change_all_day(town: Town) -> None:
    for number in range(RENAME.burst):
        await town.identity.profile.update(town.admin, UpdateProfileRequest(name=f"Имя {number}"))
    with pytest.raises(TooMany):
        await town.identity.profile.update(town.admin, UpdateProfileRequest(name="Ещё одно"))
    await town.identity.profile.update(town.admin, UpdateProfileRequest(about="а описание можно"))


async def test_finding_by_beginnings_of_words(town: Town) -> None:
    await town.person("Семёнов Пётр Ильич", login="p.semenov")
    await town.person("Петров-Водкин Кузьма", login="kuzma")
    gone = await town.person("Петрова Ушедшая")
    await town.identity.people.deactivate(town.admin, gone.person)
    assert await find(town, "петр") == ["Петров-Водкин Кузьма", "Семёнов Пётр Ильич"]
    assert await find(town, "СЕМЁНОВ пе") == ["Семёнов Пётр Ильич"]
    assert await find(town, "semenov") == ["Семёнов Пётр Ильич"]
    assert await find(town, "водкин") == ["Петров-Водкин Кузьма"]
    assert await find(town, "етр") == []
    assert await find(town, "петр", limit=1) == ["Петров-Водкин Кузьма"]


async def test_posts_are_found_by_title(town: Town) -> None:
    await town.post("Главный озеленитель")
    assert await find(town, "озел") == ["Главный озеленитель"]


@pytest.mark.parametrize("query", ["..", "а б", "' '", ":*", "\\'"])
async def test_queries_without_two_letters_are_refused(town: Town, query: str) -> None:
    with pytest.raises(BadInput, match="query_too_short"):
        await find(town, query)


@pytest.mark.parametrize("query", ["ан' | 'б", "анна\\", "анна:*", "анна & борис", "%анна", "\u0000анна"])
async def test_queries_are_words_not_syntax(town: Town, query: str) -> None:
    assert await find(town, query) in ([], ["Администратор Города"])


async def test_the_directory_cannot_be_copied_by_searching(town: Town, clock: FixedClock) -> None:
    for _ in range(FIND.burst):
        await find(town, "ад")
    with pytest.raises(TooMany) as refused:
        await find(town, "ад")
    assert refused.value.retry_after == FIND.seconds
    clock.step(FIND.seconds)
    assert await find(town, "ад")


async def test_cards_by_id(town: Town) -> None:
    anna = await town.person("Анна")
    post = await town.post("Начальник отдела")
    answer = await town.identity.profile.get(anna, GetActorsRequest(ids=[post, 7, anna.person, post]))
    assert [(card.id, card.kind, card.name, card.vacant) for card in answer.actors] == [
        (post, "post", "", True),
        (anna.person, "person", "Анна", False),
    ]


async def test_guessing_ids_is_slowed_down_asking_for_known_ones_is_not(town: Town) -> None:
    get = town.identity.profile.get
    for _ in range(ACTOR_MISSES.burst):
        await get(town.admin, GetActorsRequest(ids=[1, 2, 3]))
    with pytest.raises(TooMany):
        await get(town.admin, GetActorsRequest(ids=[1, 2, 3]))
    assert (await get(town.admin, GetActorsRequest(ids=[town.admin.person]))).actors
