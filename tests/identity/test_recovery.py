"""An account that the organisation gives back: two administrators, one link, and the person knows."""

import pytest

from tests.builders import VISITOR, Town
from veche.ground.clock import FixedClock
from veche.ground.commands import Asker
from veche.ground.errors import Conflict, NotFound, Refused
from veche.identity.events import DeviceRevoked, Noticed
from veche.identity.model import RECOVERY_LINK_LIFE
from veche.identity.wire import SignInRequest
from veche.identity.wire.safety import (
    AskRecoveryRequest,
    LinkCodeRequest,
    RecoveryRequest,
    UseRecoveryRequest,
)

NEW = "совсем другой колокол"


async def asked(town: Town, person: Asker) -> int:
    return (await town.identity.recovery.ask(town.admin, AskRecoveryRequest(person=person.person))).id


async def code(town: Town, person: Asker, second: Asker) -> str:
    recovery = await asked(town, person)
    link = await town.identity.recovery.confirm(second, RecoveryRequest(recovery=recovery))
    return link.link.split("#")[1]


async def test_two_administrators_give_an_account_back(town: Town) -> None:
    second = await town.person("Второй Администратор", administrator=True)
    anna = await town.person("Анна", login="anna")
    recovery = await asked(town, anna)
    waiting = (await town.identity.recovery.pending(second)).recoveries
    assert [(row.id, row.name, row.asked_by_name, row.confirmed) for row in waiting] == [
        (recovery, "Анна", "Администратор Города", False)
    ]
    link = await town.identity.recovery.confirm(second, RecoveryRequest(recovery=recovery))
    kinds = [notice.kind for notice in (await town.identity.notices.list(anna)).notices]
    assert kinds == ["recovery_confirmed", "recovery_asked"]
    secret = link.link.split("/recover#")[1]
    assert (await town.identity.recovery.view(VISITOR, LinkCodeRequest(code=secret))).login == "anna"
    request = UseRecoveryRequest(code=secret, password=NEW)
    answer, token = await town.identity.recovery.use(VISITOR, request)
    assert (answer.me.id, (await town.asker(token)).person) == (anna.person, anna.person)
    assert town.heard(DeviceRevoked)[-1].reason == "recovered"
    assert town.heard(Noticed)[-1].notice.kind == "recovered"
    with pytest.raises(NotFound, match="recovery_link_unknown"):
        await town.identity.recovery.use(VISITOR, request)
    assert await town.identity.signing_in.sign_in(VISITOR, SignInRequest(login="anna", password=NEW))
    acts = await town.database.fetch("SELECT actor, act FROM ground_audit WHERE act LIKE '%_recovery' ORDER BY id")
    assert [(row["act"], row["actor"]) for row in acts] == [
        ("identity.ask_recovery", town.admin.person),
        ("identity.confirm_recovery", second.person),
        ("identity.use_recovery", anna.person),
    ]


async def test_one_administrator_alone_cannot(town: Town) -> None:
    second = await town.person(administrator=True)
    anna = await town.person()
    recovery = await asked(town, anna)
    confirm = town.identity.recovery.confirm
    with pytest.raises(Refused, match="second_administrator_needed"):
        await confirm(town.admin, RecoveryRequest(recovery=recovery))
    with pytest.raises(Refused, match="administrators_only"):
        await confirm(anna, RecoveryRequest(recovery=recovery))
    await town.identity.people.set_administrator(second, town.admin.person, on=False)
    with pytest.raises(Refused, match="second_administrator_needed"):  # who asked is none any more
        await confirm(second, RecoveryRequest(recovery=recovery))


async def test_nobody_recovers_himself(town: Town) -> None:
    second = await town.person(administrator=True)
    with pytest.raises(Refused, match="recovery_of_oneself"):
        await asked(town, town.admin)
    recovery = await asked(town, second)
    with pytest.raises(Refused, match="recovery_of_oneself"):
        await town.identity.recovery.confirm(second, RecoveryRequest(recovery=recovery))


async def test_the_person_can_say_no(town: Town) -> None:
    second, anna = await town.person(administrator=True), await town.person()
    secret = await code(town, anna, second)
    await town.identity.recovery.refuse(anna)
    with pytest.raises(NotFound, match="recovery_link_unknown"):
        await town.identity.recovery.view(VISITOR, LinkCodeRequest(code=secret))
    with pytest.raises(NotFound, match="recovery_not_found"):
        await town.identity.recovery.refuse(anna)


async def test_it_is_taken_back_and_asked_for_once_at_a_time(town: Town) -> None:
    second, anna = await town.person(administrator=True), await town.person()
    recovery = await asked(town, anna)
    with pytest.raises(Conflict, match="recovery_open"):
        await asked(town, anna)
    await town.identity.recovery.cancel(second, RecoveryRequest(recovery=recovery))
    with pytest.raises(NotFound, match="recovery_not_found"):
        await town.identity.recovery.confirm(second, RecoveryRequest(recovery=recovery))
    again = await asked(town, anna)
    await town.identity.recovery.confirm(second, RecoveryRequest(recovery=again))
    with pytest.raises(Conflict, match="recovery_confirmed"):
        await town.identity.recovery.confirm(second, RecoveryRequest(recovery=again))


async def test_the_link_lives_a_day(town: Town, clock: FixedClock) -> None:
    second, anna = await town.person(administrator=True), await town.person()
    secret = await code(town, anna, second)
    clock.step(RECOVERY_LINK_LIFE.total_seconds())
    with pytest.raises(NotFound, match="recovery_link_unknown"):
        await town.identity.recovery.use(VISITOR, UseRecoveryRequest(code=secret, password=NEW))
    assert await asked(town, anna)


async def test_leavers_do_not_come_back_this_way(town: Town) -> None:
    second, anna = await town.person(administrator=True), await town.person()
    secret = await code(town, anna, second)
    await town.identity.people.deactivate(town.admin, anna.person)
    with pytest.raises(Refused, match="person_deactivated"):
        await town.identity.recovery.use(VISITOR, UseRecoveryRequest(code=secret, password=NEW))
    with pytest.raises(NotFound, match="person_not_found"):
        await asked(town, anna)
