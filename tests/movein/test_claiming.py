"""Who is who: said by oneself, confirmed by others, taken back."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.movein.world import ANNA, BORIS, TWIN, bring, message, write_export
from tests.support.live import Json, Live, Refusal, Someone
from veche.keep.actions.erasing import Task
from veche.movein.model import alike, hint

SHARED_SAMPLE = Path(__file__).resolve().parents[1] / "data" / "slack"


@dataclass
class Yard:
    """A group that came along, its importer, somebody who wrote in it, and a neighbour."""

    chat: int
    chief: Someone
    anna: Someone
    other: Someone

    async def authors(self, who: Someone) -> dict[str, list[Json]]:
        found: dict[str, list[Json]] = {}
        for one in (await who.ask("list_placeholders", chat=self.chat))["placeholders"]:
            found.setdefault(one["name"], []).append(one)
        return found


@pytest.fixture
async def yard(live: Live, tmp_path: Path) -> Yard:
    chief = await live.person("Администратор", administrator=True)
    anna, other = await live.person("Анна Соколова"), await live.person("Кто-то Ещё")
    write_export(tmp_path, [message(1), message(2), message(3, BORIS), message(4, TWIN)])
    done = await bring(live, tmp_path)
    assert done.chat is not None
    await chief.ask("add_members", chat=done.chat, actors=[anna.id])
    return Yard(int(done.chat), chief, anna, other)


async def code(work) -> str:
    with pytest.raises(Refusal) as caught:
        await work
    return caught.value.code


async def test_said_confirmed_shown_and_taken_back(yard: Yard, live: Live) -> None:
    seen = await yard.authors(yard.anna)
    [mine] = seen[ANNA[0]]
    assert (mine["messages"], mine["suggested"]) == (2, True)
    assert [one.get("suggested", False) for one in seen[BORIS[0]]] == [False, False], "two of one name"
    asked = (await yard.anna.ask("claim_placeholder", placeholder=mine["actor"]))["placeholder"]
    assert asked["asked_by"] == yard.anna.id
    assert "person" not in asked, "nothing before the answer"
    [card] = (await yard.anna.ask("get_actors", ids=[mine["actor"]]))["actors"]
    assert "person" not in card

    [waiting] = (await yard.authors(yard.chief))[ANNA[0]]
    assert waiting["asked_by"] == yard.anna.id
    async with yard.anna.socket() as socket:
        await yard.chief.ask("answer_claim", placeholder=mine["actor"], accept=True)
        told = await socket.event("actor", lambda event: event["card"]["id"] == mine["actor"])
    assert told["card"]["person"] == yard.anna.id, "open sockets show the person at once"
    [card] = (await yard.anna.ask("get_actors", ids=[mine["actor"]]))["actors"]
    assert (card["kind"], card["person"]) == ("moved", yard.anna.id)
    assert await code(yard.anna.ask("claim_placeholder", placeholder=mine["actor"])) == "placeholder_claimed"

    await yard.chief.ask("answer_claim", placeholder=mine["actor"], accept=False)
    [card] = (await yard.anna.ask("get_actors", ids=[mine["actor"]]))["actors"]
    assert "person" not in card
    acts = await live.database.fetch("SELECT act FROM ground_audit WHERE act LIKE 'movein.claim%' ORDER BY id")
    assert [row["act"] for row in acts] == ["movein.claim_confirmed", "movein.claim_refused"]


async def test_who_has_the_same_number_or_address_is_asked(live: Live) -> None:
    """Her name is another one by now; the source of staff knows the address that Slack knew."""
    chief = await live.person("Администратор", administrator=True)
    anna, other = await live.person("Новая Фамилия"), await live.person("Кто-то Ещё")
    done = await bring(live, SHARED_SAMPLE)
    await live.database.execute(
        "INSERT INTO directory_organisations (id, name, created_at) VALUES (1, 'Администрация', now())"
    )
    await live.database.execute(
        "INSERT INTO staff_sources (id, organisation_id, kind, name, created_at) VALUES (1, 1, 'table', 'Кадры', now())"
    )
    for number, (person, email, phone) in enumerate(
        [(anna, "SOKOLOVA@city.example", ""), (other, "other@city.example", "+7 900 111-22-33")], 1
    ):
        await live.database.execute(
            "INSERT INTO staff_records (id, source_id, key, name, email, phone, person_id, changed_at)"
            " VALUES ($1, 1, $2, 'x', $3, $4, $5, now())",
            number,
            str(number),
            email,
            phone,
            person.id,
        )
    await chief.ask("add_members", chat=done.chat, actors=[anna.id, other.id])
    yard = Yard(int(done.chat or 0), chief, anna, other)
    [hers] = (await yard.authors(anna))[ANNA[0]]
    assert hers["suggested"]
    assert "likely" not in hers, "who else it may be is told to those who answer"
    [his] = (await yard.authors(other))[ANNA[0]]
    assert not his.get("suggested", False)
    [seen] = (await yard.authors(chief))[ANNA[0]]
    assert seen["likely"] == [anna.id]
    await chief.ask("answer_claim", placeholder=seen["actor"], accept=True, person=anna.id)
    assert await live.database.fetchval("SELECT hints FROM movein_placeholders WHERE key = 'U1'") == "", "known by now"


@pytest.mark.parametrize(
    ("value", "one_form"),
    [
        ("8 (912) 000-00-01", "79120000001"),
        ("+7 912 000‑00‑01", "79120000001"),
        (" Anna@City.Example ", "anna@city.example"),
        ("a@b@city.example", ""),
        ("Анна 2", ""),
        ("+7 912 Анна", ""),
        ("anna@local", ""),
        ("12345", ""),
        (None, ""),
    ],
)
def test_numbers_and_addresses_have_one_form(value: str | None, one_form: str) -> None:
    assert hint(value) == one_form


async def test_who_may_not(yard: Yard) -> None:
    [mine], [boris, _] = (await yard.authors(yard.anna))[ANNA[0]], (await yard.authors(yard.anna))[BORIS[0]]
    assert await code(yard.other.ask("list_placeholders", chat=yard.chat)) == "chat_not_found"
    assert await code(yard.other.ask("claim_placeholder", placeholder=mine["actor"])) == "placeholder_not_found"
    assert await code(yard.other.ask("answer_claim", placeholder=mine["actor"], accept=True)) == "placeholder_not_found"
    assert await code(yard.anna.ask("answer_claim", placeholder=mine["actor"], accept=True)) == "no_right"
    assert await code(yard.chief.ask("answer_claim", placeholder=boris["actor"], accept=True)) == "no_claim"
    assert await code(yard.anna.ask("claim_placeholder", placeholder=yard.anna.id)) == "placeholder_not_found"
    await yard.anna.ask("claim_placeholder", placeholder=boris["actor"])
    await yard.chief.ask("add_members", chat=yard.chat, actors=[yard.other.id])
    assert await code(yard.other.ask("claim_placeholder", placeholder=boris["actor"])) == "placeholder_asked"
    [shown, _] = (await yard.authors(yard.other))[BORIS[0]]
    assert "asked_by" not in shown, "who asks is told to who answers"


async def test_an_author_can_neither_be_found_nor_added_nor_written_to(yard: Yard) -> None:
    [mine] = (await yard.authors(yard.anna))[ANNA[0]]
    found = (await yard.chief.ask("find_people", query="Соколова"))["actors"]
    assert [one["id"] for one in found] == [yard.anna.id]
    assert await code(yard.chief.ask("add_members", chat=yard.chat, actors=[mine["actor"]])) == "actor_deactivated"
    assert await code(yard.chief.ask("open_dialog", **{"with": mine["actor"]})) == "actor_deactivated"


async def test_who_deletes_himself_takes_his_old_name_along(yard: Yard, live: Live) -> None:
    [mine] = (await yard.authors(yard.anna))[ANNA[0]]
    await yard.chief.ask("answer_claim", placeholder=mine["actor"], accept=True, person=yard.anna.id)
    await yard.anna.ask("delete_myself", login=yard.anna.login)
    await live.server.messenger.erasing.work(Task(yard.anna.id))
    [card] = (await yard.chief.ask("get_actors", ids=[mine["actor"]]))["actors"]
    assert card["name"] != ANNA[0]
    assert await live.database.fetchval("SELECT name FROM movein_placeholders WHERE actor_id = $1", mine["actor"]) == ""


@pytest.mark.parametrize(
    ("one", "other", "hint"),
    [
        ("Анна Соколова", "Соколова Анна Петровна", True),
        ("Семён Ковалёв", "Ковалев Семен", True),
        ("Аня Соколова", "Соколова Анна Петровна", False),
        ("удалённый аккаунт", "Соколова Анна", False),
        ("🌳", "Соколова Анна", False),
        ("", "", False),
    ],
)
def test_a_hint_is_made_of_whole_words(one: str, other: str, hint: bool) -> None:
    assert alike(one, other) is hint
