"""The second factor and recovery codes: asked for, used once, on a clock that may be wrong."""

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import PASSWORD, VISITOR, Town, build_parts
from veche.ground.clock import FixedClock
from veche.ground.commands import Asker, Visitor
from veche.ground.errors import Conflict, Refused, TooMany, Unavailable
from veche.identity.events import DeviceRevoked, Noticed
from veche.identity.model import FACTOR_PAIR, PROOF_LIFE
from veche.identity.model.codes import STEP, new_readable, readable, try_code
from veche.identity.wire import ChangePasswordRequest, SignInRequest
from veche.identity.wire.safety import ConfirmSecondFactorRequest, ProveRequest, RecoverRequest

SECRET = "JBSWY3DPEHPK3PXP" * 2
NEW = "совсем другой колокол"


async def turn_on(town: Town, asker: Asker) -> tuple[pyotp.TOTP, list[str]]:
    begun = await town.identity.second_factor.begin(asker)
    app = pyotp.TOTP(begun.secret)
    assert begun.uri.startswith("otpauth://totp/Veche:")
    codes = await town.identity.second_factor.confirm(asker, ConfirmSecondFactorRequest(code=code_of(town, app)))
    return app, codes.codes


def code_of(town: Town, app: pyotp.TOTP, *, steps: int = 0) -> str:
    return app.at(int(town.clock.now().timestamp()) + steps * STEP)


async def enter(town: Town, code: str, *, who: Visitor = VISITOR, password: str = PASSWORD) -> Asker:
    request = SignInRequest(login="anna", password=password, code=code)
    _, token = await town.identity.signing_in.sign_in(who, request)
    return await town.asker(token)


async def test_it_is_asked_for_once_it_was_confirmed(town: Town, clock: FixedClock) -> None:
    anna = await town.person(login="anna")
    await town.identity.second_factor.begin(anna)
    await enter(town, "")  # begun is not on
    app, codes = await turn_on(town, anna)
    assert len(set(codes)) == 10
    with pytest.raises(Refused, match="second_factor_needed"):
        await enter(town, "")
    clock.step(STEP)
    assert (await enter(town, code_of(town, app))).person == anna.person
    with pytest.raises(Conflict, match="second_factor_on"):
        await town.identity.second_factor.begin(anna)


async def test_without_the_password_nobody_is_asked_for_a_code(town: Town) -> None:
    await turn_on(town, await town.person(login="anna"))
    with pytest.raises(Refused, match="sign_in_failed"):
        await enter(town, "123456", password="не тот пароль")


async def test_each_code_works_once_and_no_earlier_one_after_it(town: Town, clock: FixedClock) -> None:
    anna = await town.person(login="anna")
    app, _ = await turn_on(town, anna)
    with pytest.raises(Refused, match="code_wrong"):
        await enter(town, code_of(town, app))  # it confirmed the factor
    clock.step(STEP * 3)
    before, now = code_of(town, app, steps=-1), code_of(town, app)
    await enter(town, now)
    for used in (now, before):
        with pytest.raises(Refused, match="code_wrong"):
            await enter(town, used)


@pytest.mark.parametrize("steps", [-1, 1])
async def test_a_clock_may_be_a_step_off(town: Town, clock: FixedClock, steps: int) -> None:
    app, _ = await turn_on(town, await town.person(login="anna"))
    clock.step(STEP * 5)
    typed = code_of(town, app, steps=steps)
    await enter(town, f" {typed[:3]} {typed[3:]} ")


async def test_a_wrong_clock_is_named(town: Town, clock: FixedClock) -> None:
    anna = await town.person(login="anna")
    begun = await town.identity.second_factor.begin(anna)
    app = pyotp.TOTP(begun.secret)
    for steps, code in ((8, "code_ahead"), (-8, "code_behind")):
        typed = code_of(town, app, steps=steps)
        with pytest.raises(Refused, match=code) as refused:
            await town.identity.second_factor.confirm(anna, ConfirmSecondFactorRequest(code=typed))
        assert refused.value.details == {"minutes": 4}
    await turn_on(town, anna)


async def test_a_guess_is_not_told_that_it_will_be_right_later(town: Town, clock: FixedClock) -> None:
    app, _ = await turn_on(town, await town.person(login="anna"))
    clock.step(STEP * 50)
    with pytest.raises(Refused, match="code_wrong"):
        await enter(town, code_of(town, app, steps=10))
    with pytest.raises(Refused, match="code_behind"):
        await enter(town, code_of(town, app, steps=-10))


async def test_wrong_codes_are_limited_and_strangers_do_not_lock_the_owner_out(town: Town, clock: FixedClock) -> None:
    app, _ = await turn_on(town, await town.person(login="anna"))
    clock.step(STEP)
    stranger = Visitor(address="198.51.100.1")
    for _ in range(FACTOR_PAIR.burst):
        with pytest.raises(Refused, match="code_wrong"):
            await enter(town, "000000", who=stranger)
    with pytest.raises(TooMany, match="too_many_codes"):
        await enter(town, code_of(town, app), who=stranger)
    await enter(town, code_of(town, app))


async def test_a_recovery_code_stands_in_once(town: Town) -> None:
    anna = await town.person(login="anna")
    _, codes = await turn_on(town, anna)
    await enter(town, codes[0].lower().replace("-", " "))
    with pytest.raises(Refused, match="code_wrong"):
        await enter(town, codes[0])
    assert (await town.identity.second_factor.security(anna)).recovery_codes_left == 9
    assert "recovery_code_used" in [event.notice.kind for event in town.heard(Noticed)]
    again = (await town.identity.second_factor.make_codes(anna)).codes
    with pytest.raises(Refused, match="code_wrong"):
        await enter(town, codes[1])
    await enter(town, again[1])


async def test_off_needs_a_proof_with_the_factor_itself(town: Town, clock: FixedClock) -> None:
    anna = await town.person(login="anna")
    app, _ = await turn_on(town, anna)
    clock.step(PROOF_LIFE.total_seconds() + 1)
    with pytest.raises(Refused, match="proof_needed"):
        await town.identity.second_factor.remove(anna)
    with pytest.raises(Refused, match="second_factor_needed"):
        await town.identity.proofs.prove(anna, ProveRequest(password=PASSWORD))
    await town.identity.proofs.prove(anna, ProveRequest(password=PASSWORD, code=code_of(town, app)))
    await town.identity.second_factor.remove(anna)
    await enter(town, "")


async def test_the_secret_lies_sealed(town: Town) -> None:
    anna = await town.person(login="anna")
    begun = await town.identity.second_factor.begin(anna)
    row = await town.database.fetchrow("SELECT * FROM identity_second_factors")
    assert row is not None
    assert begun.secret.encode() not in row["secret"]
    other = build_parts(town.database, clock=town.clock, cell=1, key=b"o" * 32)
    with pytest.raises(Unavailable, match="seal_broken"):
        await other.identity.second_factor.confirm(anna, ConfirmSecondFactorRequest(code="123456"))
    codes = (await town.identity.second_factor.make_codes(anna)).codes
    stored = await town.database.fetch("SELECT code_hash FROM identity_recovery_codes")
    assert all(code.encode() not in line["code_hash"] for code in codes for line in stored)


async def test_a_lost_account_comes_back_by_a_recovery_code(town: Town) -> None:
    anna = await town.person(login="anna")
    _, codes = await turn_on(town, anna)
    request = RecoverRequest(login="Anna", code=codes[3], password=NEW)
    answer, token = await town.identity.recovery.recover(VISITOR, request)
    assert answer.me.id == anna.person
    assert town.heard(DeviceRevoked)[-1].devices == (anna.device,)
    asker = await town.asker(token)
    assert [notice.kind for notice in (await town.identity.notices.list(asker)).notices] == ["recovered"]
    safe = await town.identity.second_factor.security(asker)
    assert (safe.second_factor, safe.recovery_codes_left, safe.passkeys) == (False, 0, [])
    await enter(town, "", password=NEW)
    for number, code in enumerate(codes):
        with pytest.raises(Refused, match="recovery_code_wrong"):
            await town.identity.recovery.recover(
                Visitor(address=f"198.51.100.{number}"),
                RecoverRequest(login="anna", code=code, password=NEW),
            )


@pytest.mark.parametrize("login", ["nobody", "Аня", "anna"])
async def test_a_wrong_recovery_code_tells_nothing(town: Town, login: str) -> None:
    await turn_on(town, await town.person(login="anna"))
    with pytest.raises(Refused, match="recovery_code_wrong"):
        await town.identity.recovery.recover(VISITOR, RecoverRequest(login=login, code="0" * 16, password=NEW))


async def test_a_leaver_comes_back_by_no_code(town: Town) -> None:
    anna = await town.person(login="anna")
    _, codes = await turn_on(town, anna)
    await town.identity.people.deactivate(town.admin, anna.person)
    with pytest.raises(Refused, match="person_deactivated"):
        await town.identity.recovery.recover(VISITOR, RecoverRequest(login="anna", code=codes[0], password=NEW))


async def test_a_new_password_is_told_to_the_owner(town: Town) -> None:
    anna = await town.person(login="anna")
    await town.identity.signing_in.change_password(anna, ChangePasswordRequest(old=PASSWORD, new=NEW))
    assert town.heard(Noticed)[-1].notice.kind == "password_changed"


@given(st.text(max_size=20))
def test_whatever_is_typed_is_no_defect(typed: str) -> None:
    assert try_code(SECRET, typed, at=1e9, after=0, ahead_too=True).step is None or len(typed) >= 6


@given(st.sampled_from([8, 16]))
def test_a_code_read_aloud_is_the_code(length: int) -> None:
    code = new_readable(length)
    assert readable(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code.replace("-", "")
