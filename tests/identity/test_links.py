"""Linking a new device: only the browser that shows the code comes in, and only when its owner says so elsewhere."""

import asyncio

import pytest

from tests.builders import PASSWORD, VISITOR, Town
from veche.ground.clock import FixedClock
from veche.ground.commands import Asker, Visitor
from veche.ground.errors import NotFound, Refused, TooMany
from veche.identity.events import Noticed
from veche.identity.model import LINK_LIFE, LINK_MISSES, PROOF_LIFE, same_network
from veche.identity.wire import RevokeDeviceRequest
from veche.identity.wire.safety import (
    BeginLinkRequest,
    BegunLink,
    ConfirmLinkRequest,
    DismissNoticesRequest,
    LinkCodeRequest,
    PollLinkRequest,
    ProveRequest,
)

PHONE = Visitor(address="192.0.2.7", user_agent="Mozilla/5.0 (iPhone) Safari/604.1")


def at(asker: Asker, address: str = "192.0.2.7") -> Asker:
    """The same device, known to ask from here."""
    return type(asker)(person=asker.person, device=asker.device, address=address)


async def begun(town: Town, who: Visitor = PHONE) -> BegunLink:
    return await town.identity.links.begin(who, BeginLinkRequest())


async def state(town: Town, link: BegunLink, who: Visitor = PHONE) -> str:
    return (await town.identity.links.poll(who, PollLinkRequest(secret=link.secret)))[0].state


async def look(town: Town, asker: Asker, link: BegunLink) -> list[int]:
    return (await town.identity.links.look(asker, LinkCodeRequest(code=link.code))).numbers


async def confirm(town: Town, asker: Asker, link: BegunLink, *, number: int | None = None) -> None:
    wanted = link.number if number is None else number
    await town.identity.links.confirm(asker, ConfirmLinkRequest(code=link.code, number=wanted))


async def linked(town: Town, asker: Asker, who: Visitor = PHONE) -> Asker:
    link = await begun(town, who)
    await look(town, asker, link)
    await confirm(town, asker, link)
    progress, token = await town.identity.links.poll(who, PollLinkRequest(secret=link.secret))
    assert progress.state == "done"
    assert token
    return await town.asker(token)


async def test_a_new_device_comes_in(town: Town) -> None:
    anna = at(await town.person("Соколова Анна Петровна"))
    link = await begun(town)
    assert link.link == f"https://veche.example/link#{link.code}"
    assert await state(town, link) == "shown"
    seen = await town.identity.links.look(anna, LinkCodeRequest(code=link.code.lower().replace("-", " ")))
    assert (seen.device_name, seen.address, seen.same_network) == ("Safari · iPhone", "192.0.2.7", True)
    assert link.number in seen.numbers
    assert len(seen.numbers) == 3
    assert await state(town, link) == "seen"
    await confirm(town, anna, link)
    progress, token = await town.identity.links.poll(PHONE, PollLinkRequest(secret=link.secret))
    assert (progress.state, progress.me and progress.me.id, progress.token) == ("done", anna.person, None)
    assert token
    told = town.heard(Noticed)[-1]
    assert (told.person, told.notice.kind, told.notice.device_name, told.notice.address) == (
        anna.person,
        "new_device",
        "Safari · iPhone",
        "192.0.2.7",
    )
    assert await state(town, link) == "expired"  # once


async def test_the_code_alone_signs_nobody_in(town: Town) -> None:
    """What was forwarded is the code; the secret never leaves the browser that shows it."""
    anna = at(await town.person())
    link = await begun(town)
    await look(town, anna, link)
    await confirm(town, anna, link)
    for guess in (link.code, link.link, "x" * 43):
        progress, token = await town.identity.links.poll(PHONE, PollLinkRequest(secret=guess))
        assert (progress.state, token) == ("expired", None)


@pytest.mark.parametrize(
    "elsewhere",
    [Visitor(address="203.0.113.9", user_agent=PHONE.user_agent), Visitor(address=PHONE.address, user_agent="Other")],
)
@pytest.mark.parametrize("confirmed", [False, True])
async def test_a_secret_carried_elsewhere_is_worth_nothing(town: Town, elsewhere: Visitor, confirmed: bool) -> None:
    anna = at(await town.person())
    link = await begun(town)
    await look(town, anna, link)
    if confirmed:
        await confirm(town, anna, link)
    assert await state(town, link, elsewhere) == "elsewhere"
    assert await state(town, link) == "elsewhere"
    assert await town.database.fetchval("SELECT count(*) FROM identity_devices WHERE person_id = $1", anna.person) == 1


async def test_a_forwarded_link_that_is_opened_is_spoiled(town: Town) -> None:
    """By a phone's camera or out of a message: whoever opens it, nobody comes in by it."""
    anna = at(await town.person())
    link = await begun(town)
    await town.identity.links.opened(Visitor(address="203.0.113.9"), LinkCodeRequest(code=link.code))
    assert await state(town, link) == "elsewhere"
    with pytest.raises(Refused, match="link_elsewhere"):
        await look(town, anna, link)
    with pytest.raises(NotFound, match="link_unknown"):
        await confirm(town, anna, link)


async def test_two_people_with_one_code_spoil_it(town: Town) -> None:
    anna, boris = at(await town.person()), at(await town.person())
    link = await begun(town)
    await look(town, anna, link)
    with pytest.raises(Refused, match="link_elsewhere"):
        await look(town, boris, link)
    with pytest.raises(NotFound, match="link_unknown"):
        await confirm(town, anna, link)
    assert await state(town, link) == "elsewhere"


async def test_nothing_is_confirmed_unseen_or_twice_or_by_others(town: Town) -> None:
    anna, boris = at(await town.person()), at(await town.person())
    link = await begun(town)
    with pytest.raises(NotFound, match="link_unknown"):
        await confirm(town, anna, link)
    await look(town, anna, link)
    with pytest.raises(NotFound, match="link_unknown"):
        await confirm(town, boris, link)
    await confirm(town, anna, link)
    with pytest.raises(NotFound, match="link_unknown"):
        await confirm(town, anna, link)


async def test_a_wrong_number_ends_it(town: Town) -> None:
    anna = at(await town.person())
    link = await begun(town)
    wrong = next(number for number in await look(town, anna, link) if number != link.number)
    with pytest.raises(Refused, match="link_number_wrong"):
        await confirm(town, anna, link, number=wrong)
    assert await state(town, link) == "refused"
    with pytest.raises(NotFound, match="link_unknown"):
        await confirm(town, anna, link)


async def test_no_is_no(town: Town) -> None:
    anna = at(await town.person())
    link = await begun(town)
    await look(town, anna, link)
    await town.identity.links.refuse(anna, LinkCodeRequest(code=link.code))
    assert await state(town, link) == "refused"


async def test_two_minutes(town: Town, clock: FixedClock) -> None:
    anna = at(await town.person())
    link = await begun(town)
    clock.step(LINK_LIFE.total_seconds())
    assert await state(town, link) == "expired"
    with pytest.raises(NotFound, match="link_unknown"):
        await look(town, anna, link)
    await town.identity.house.once([])
    assert await town.database.fetchval("SELECT count(*) FROM identity_device_links") == 0


async def test_two_polls_at_once_make_one_device(town: Town) -> None:
    anna = at(await town.person())
    link = await begun(town)
    await look(town, anna, link)
    await confirm(town, anna, link)
    request = PollLinkRequest(secret=link.secret)
    outcomes = await asyncio.gather(*(town.identity.links.poll(PHONE, request) for _ in range(4)))
    assert sorted(progress.state for progress, _ in outcomes) == ["done", "expired", "expired", "expired"]


async def test_guessing_codes_is_limited(town: Town) -> None:
    anna = at(await town.person())
    for number in range(LINK_MISSES.burst):
        with pytest.raises(NotFound, match="link_unknown"):
            await town.identity.links.look(anna, LinkCodeRequest(code=f"AAAA-{number:04}"))
    with pytest.raises(TooMany, match="too_many_codes"):
        await town.identity.links.look(anna, LinkCodeRequest(code="AAAA-AAAA"))


async def test_another_network_asks_for_a_proof(town: Town, clock: FixedClock) -> None:
    anna = at(await town.person(), "203.0.113.9")
    clock.step(PROOF_LIFE.total_seconds() + 1)
    link = await begun(town)
    seen = await town.identity.links.look(anna, LinkCodeRequest(code=link.code))
    assert not seen.same_network
    with pytest.raises(Refused, match="proof_needed"):
        await confirm(town, anna, link)
    await town.identity.proofs.prove(anna, ProveRequest(password=PASSWORD))
    await confirm(town, anna, link)  # it was not spoiled by the question
    assert await state(town, link) == "done"


async def test_in_one_network_the_number_is_enough(town: Town, clock: FixedClock) -> None:
    anna = at(await town.person())
    clock.step(PROOF_LIFE.total_seconds() + 1)
    assert (await linked(town, anna)).person == anna.person


async def test_a_linked_device_changes_nothing_without_a_proof(town: Town) -> None:
    anna = at(await town.person())
    new = at(await linked(town, anna))
    for act in (
        town.identity.passkeys.begin(new),
        town.identity.second_factor.begin(new),
        town.identity.devices.revoke_others(new),
        town.identity.devices.revoke(new, RevokeDeviceRequest(device=anna.device)),
    ):
        with pytest.raises(Refused, match="proof_needed"):
            await act
    link = await begun(town)
    await look(town, new, link)
    with pytest.raises(Refused, match="proof_needed"):  # nor does it let further ones in
        await confirm(town, new, link)
    await town.identity.devices.revoke(anna, RevokeDeviceRequest(device=new.device))


async def test_no_session_comes_of_a_device_that_is_out_by_now(town: Town) -> None:
    anna = at(await town.person())
    for end in ("device", "person"):
        link = await begun(town)
        await look(town, anna, link)
        await confirm(town, anna, link)
        if end == "device":
            await town.identity.devices.revoke(anna, RevokeDeviceRequest(device=anna.device))
        else:
            await town.identity.people.deactivate(town.admin, anna.person)
        assert await state(town, link) == "refused"
        boris = await town.person()
        anna = at(boris)


async def test_every_other_device_is_told_also_later(town: Town) -> None:
    first = await town.person("Анна", login="anna")
    second = await town.asker(await town.token("anna"))
    third = await town.asker(await town.token("anna"))
    notices = town.identity.notices

    async def kinds(asker: Asker) -> list[int]:
        return [notice.device or 0 for notice in (await notices.list(asker)).notices]

    assert await kinds(first) == [third.device, second.device]
    assert await kinds(second) == [third.device]
    assert await kinds(third) == []
    newest = (await notices.list(first)).notices[0].id
    await notices.dismiss(third, DismissNoticesRequest(up_to=newest))  # the new one hides nothing from the others
    assert await kinds(first) == [third.device, second.device]
    await notices.dismiss(first, DismissNoticesRequest(up_to=newest))
    assert await kinds(first) == []
    assert await kinds(second) == [third.device]


async def test_addresses_are_forgotten_after_days(town: Town, clock: FixedClock) -> None:
    anna = await town.person("Анна", login="anna")
    await town.token("anna", visitor=VISITOR)
    assert {device.address for device in (await town.identity.devices.list(anna)).devices} == {"192.0.2.7"}
    clock.step(15 * 86_400)
    await town.identity.house.once([])
    assert {device.address for device in (await town.identity.devices.list(anna)).devices} == {""}
    assert {notice.address for notice in (await town.identity.notices.list(anna)).notices} == {""}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("10.1.2.3", "10.1.2.200", True),
        ("10.1.2.3", "10.1.3.3", False),
        ("2001:db8:1:2::1", "2001:db8:1:2::ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("", "", False),
        ("junk", "192.0.2.7", False),
    ],
)
def test_one_network_or_another(one: str, other: str, same: bool) -> None:
    assert same_network(one, other) is same_network(other, one) is same
