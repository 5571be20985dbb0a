"""Sign-in, limits that survive restarts, and the change of a password."""

import asyncio

import pytest
from argon2 import PasswordHasher

from tests.builders import CHEAP, PASSWORD, VISITOR, Town, build_parts
from veche.ground.clock import FixedClock
from veche.ground.commands import Visitor
from veche.ground.errors import BadInput, Refused, SignedOut, TooMany
from veche.identity.actions.passwords import Passwords
from veche.identity.events import DeviceRevoked
from veche.identity.model import SIGN_IN_LOGIN, SIGN_IN_PAIR
from veche.identity.wire import ChangePasswordRequest, DeactivatePersonRequest, SignInRequest

WRONG = "не тот пароль"


def visitor(number: int) -> Visitor:
    return Visitor(address=f"198.51.100.{number}")


async def wrong(town: Town, login: str = "anna", *, who: Visitor = VISITOR) -> None:
    with pytest.raises(Refused, match="sign_in_failed"):
        await town.token(login, password=WRONG, visitor=who)


async def test_sign_in_answers_with_me_and_a_token(town: Town) -> None:
    anna = await town.person("Соколова Анна Петровна", login="anna")
    await town.post("Начальник отдела", holder=anna)
    request = SignInRequest(login=" Anna", password=PASSWORD, device_name="Ноутбук", want_token=True)
    answer, token = await town.identity.signing_in.sign_in(VISITOR, request)
    assert answer.token == token
    assert (answer.me.id, answer.me.name, answer.me.login) == (anna.person, "Соколова Анна Петровна", "anna")
    assert [(post.title, post.name, post.organisation) for post in answer.me.posts] == [
        ("Начальник отдела", "Соколова Анна Петровна", "Администрация города")
    ]
    asker = await town.asker(token)
    names = [device.name for device in (await town.identity.devices.list(asker)).devices]
    assert sorted(names) == ["Firefox · Linux", "Ноутбук"]


async def test_the_token_is_in_the_answer_only_if_wanted(town: Town) -> None:
    answer, token = await town.identity.signing_in.sign_in(VISITOR, SignInRequest(login="chief", password=PASSWORD))
    assert answer.token is None
    assert token


@pytest.mark.parametrize("login", ["nobody", "Аня", "", "x" * 64])
async def test_unknown_logins_fail_like_wrong_passwords(town: Town, login: str) -> None:
    await wrong(town, "chief")
    await wrong(town, login)


async def test_unknown_logins_cost_the_same_work(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    def check(stored: str, password: str) -> bool:
        checked.append(stored)
        return right(stored, password)

    hashing = Passwords(hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1), workers=1)
    right = hashing._check
    monkeypatch.setattr(hashing, "_check", check)
    assert not await hashing.matches(None, WRONG)
    assert not await hashing.matches(CHEAP.hash(PASSWORD), WRONG)
    assert len(checked) == 2


async def test_after_eight_wrong_passwords_one_waits(town: Town, clock: FixedClock) -> None:
    await town.person(login="anna")
    for _ in range(SIGN_IN_PAIR.burst):
        await wrong(town)
    with pytest.raises(TooMany, match="too_many_sign_ins") as refused:
        await town.token("anna")
    assert refused.value.retry_after == SIGN_IN_PAIR.seconds
    clock.step(SIGN_IN_PAIR.seconds - 1)
    with pytest.raises(TooMany) as again:
        await town.token("anna")
    assert again.value.retry_after == 1
    clock.step(1)
    assert await town.token("anna")


async def test_being_refused_does_not_make_the_wait_longer(town: Town, clock: FixedClock) -> None:
    await town.person(login="anna")
    for _ in range(SIGN_IN_PAIR.burst):
        await wrong(town)
    for _ in range(30):
        with pytest.raises(TooMany):
            await town.token("anna", password=WRONG)
    clock.step(SIGN_IN_PAIR.seconds)
    assert await town.token("anna")


async def test_a_stranger_does_not_lock_the_owner_out(town: Town) -> None:
    await town.person(login="anna")
    for _ in range(SIGN_IN_PAIR.burst):
        await wrong(town, who=visitor(1))
    with pytest.raises(TooMany):
        await town.token("anna", visitor=visitor(1))
    assert await town.token("anna", visitor=visitor(2))


async def test_many_addresses_are_limited_together(town: Town) -> None:
    await town.person(login="anna")
    for number in range(SIGN_IN_LOGIN.burst):
        await wrong(town, who=visitor(number // 5))
    with pytest.raises(TooMany):
        await town.token("anna", visitor=visitor(200))


async def test_limits_hold_after_a_restart_and_for_all_processes(town: Town) -> None:
    await town.person(login="anna")
    for _ in range(SIGN_IN_PAIR.burst):
        await wrong(town)
    other = build_parts(town.database, clock=town.clock, cell=1)
    with pytest.raises(TooMany):
        await other.token("anna")


async def test_a_hundred_guesses_at_once_are_a_hundred_guesses(town: Town) -> None:
    await town.person(login="anna")
    outcomes = await asyncio.gather(*(town.token("anna", password=WRONG) for _ in range(100)), return_exceptions=True)
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == SIGN_IN_PAIR.burst
    assert sum(isinstance(outcome, TooMany) for outcome in outcomes) == 100 - SIGN_IN_PAIR.burst


async def test_the_right_password_starts_the_count_anew(town: Town) -> None:
    await town.person(login="anna")
    for _ in range(3):
        for _ in range(SIGN_IN_PAIR.burst - 1):
            await wrong(town)
        await town.token("anna")


async def test_no_address_and_no_login_stands_in_the_table_and_rows_run_out(town: Town, clock: FixedClock) -> None:
    await wrong(town, "somebody")
    rows = await town.database.fetch("SELECT key FROM identity_attempts")
    assert rows
    assert all(len(row["key"]) == 16 for row in rows)
    clock.step(86_400 * 3)
    await town.identity.limits.tidy()
    assert await town.database.fetchval("SELECT count(*) FROM identity_attempts") == 0


async def test_a_busy_house_asks_to_come_back_and_counts_no_failure(town: Town) -> None:
    crowd = build_parts(town.database, clock=town.clock, cell=1)
    crowd.identity.passwords._free = crowd.identity.passwords._places = 0
    for _ in range(SIGN_IN_PAIR.burst + 1):
        with pytest.raises(TooMany, match="sign_in_busy"):
            await crowd.token("chief")
    assert await town.token("chief")


async def test_hashes_of_yesterday_are_made_anew(town: Town) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
    await town.database.execute("UPDATE identity_passwords SET hash = $1", old)
    await town.token("chief")
    assert await town.database.fetchval("SELECT hash FROM identity_passwords") != old
    await town.token("chief")


async def test_a_password_is_stored_as_argon2id(town: Town) -> None:
    stored = await town.database.fetchval("SELECT hash FROM identity_passwords")
    assert stored.startswith("$argon2id$")


async def test_change_of_password_ends_the_other_sessions(town: Town) -> None:
    await town.person(login="anna")
    here, there = await town.token("anna"), await town.token("anna")
    asker, other = await town.asker(here), await town.asker(there)
    request = ChangePasswordRequest(old=PASSWORD, new="другой колокол 1478")
    await town.identity.signing_in.change_password(asker, request)
    with pytest.raises(SignedOut):
        await town.asker(there)
    assert await town.asker(here) == asker
    event = town.heard(DeviceRevoked)[-1]
    assert event.reason == "password_changed"
    assert other.device in event.devices
    assert asker.device not in event.devices
    await wrong(town)
    with pytest.raises(Refused):
        await town.token("anna")
    assert await town.token("anna", password="другой колокол 1478")


async def test_change_of_password_asks_for_the_old_one(town: Town) -> None:
    anna = await town.person(login="anna")
    for _ in range(8):
        with pytest.raises(Refused, match="old_password_wrong"):
            await town.identity.signing_in.change_password(anna, ChangePasswordRequest(old=WRONG, new="колокол 1478"))
    with pytest.raises(TooMany):
        await town.identity.signing_in.change_password(anna, ChangePasswordRequest(old=PASSWORD, new="колокол 1478"))


async def test_a_bad_new_password_is_refused(town: Town) -> None:
    anna = await town.person(login="anna")
    with pytest.raises(BadInput, match="password_too_short"):
        await town.identity.signing_in.change_password(anna, ChangePasswordRequest(old=PASSWORD, new="мало"))


async def test_two_changes_at_once_do_not_both_happen(town: Town) -> None:
    anna = await town.person(login="anna")
    change = town.identity.signing_in.change_password
    outcomes = await asyncio.gather(
        change(anna, ChangePasswordRequest(old=PASSWORD, new="первый колокол")),
        change(anna, ChangePasswordRequest(old=PASSWORD, new="второй колокол")),
        return_exceptions=True,
    )
    assert sum(outcome is None for outcome in outcomes) == 1


async def test_deactivated_people_learn_why_only_with_the_right_password(town: Town) -> None:
    anna = await town.person(login="anna")
    await town.identity.people.deactivate(town.admin, anna.person)
    await wrong(town)
    with pytest.raises(Refused, match="person_deactivated"):
        await town.token("anna")


async def test_sign_out_ends_this_session_only(town: Town) -> None:
    await town.person(login="anna")
    here, there = await town.token("anna"), await town.token("anna")
    await town.identity.signing_in.sign_out(await town.asker(here))
    with pytest.raises(SignedOut):
        await town.asker(here)
    assert (await town.asker(there)).person


def test_requests_name_nobody_else() -> None:
    """Who is acted upon is always in the request, who acts never."""
    assert DeactivatePersonRequest.__struct_fields__ == ("person",)
