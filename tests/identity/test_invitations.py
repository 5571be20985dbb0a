"""How people come in: single use, expiry, revocation, the first administrator, a post from the first moment."""

import asyncio
from datetime import timedelta

import pytest

from tests.builders import PASSWORD, VISITOR, Town, build_parts
from veche.directory import holders_of, posts_of
from veche.directory.events import PostHolderChanged
from veche.directory.wire.leaving import DismissRequest
from veche.directory.wire.scopes import GiveAdministrationRequest, TakeAdministrationRequest
from veche.ground.clock import FixedClock
from veche.ground.commands import Visitor
from veche.ground.db import Database
from veche.ground.errors import BadInput, Conflict, NotFound, Refused, TooMany, VecheError
from veche.identity.model import CODE_MISSES, FIRST_LINK_LIFE
from veche.identity.wire import (
    AcceptInvitationRequest,
    CreateInvitationAnswer,
    CreateInvitationRequest,
    InvitationInfo,
    ListInvitationsRequest,
    RevokeInvitationRequest,
    SignInAnswer,
    ViewInvitationRequest,
)


async def invite(town: Town, *, post: int | None = None, days: int = 7, name: str = "") -> CreateInvitationAnswer:
    request = CreateInvitationRequest(name=name, post=post, days=days)
    return await town.identity.invitations.create(town.admin, request)


async def accept(town: Town, code: str, *, login: str = "anna", name: str = "Соколова Анна Петровна") -> SignInAnswer:
    request = AcceptInvitationRequest(code=code, login=login, name=name, password=PASSWORD, want_token=True)
    answer, _ = await town.identity.invitations.accept(VISITOR, request)
    return answer


def code_of(link: str | None) -> str:
    assert link is not None
    return link.split("/invite#")[1]


async def test_an_invitation_lets_one_person_in(town: Town) -> None:
    made = await invite(town, name="Анна")
    assert made.link == f"https://veche.example/invite#{made.code}"
    shown = await town.identity.invitations.view(VISITOR, ViewInvitationRequest(code=made.code))
    assert (shown.name, shown.first_administrator, shown.expires_at) == ("Анна", False, made.expires_at)
    answer = await accept(town, made.code)
    assert not answer.me.administrator
    assert answer.token is not None
    assert (await town.asker(answer.token)).person == answer.me.id
    with pytest.raises(Conflict, match="invitation_used"):
        await accept(town, made.code, login="boris")


async def test_of_two_at_once_one_comes_in(town: Town) -> None:
    made = await invite(town)
    outcomes = await asyncio.gather(
        *(accept(town, made.code, login=f"anna{number}") for number in range(6)), return_exceptions=True
    )
    assert sum(isinstance(outcome, SignInAnswer) for outcome in outcomes) == 1
    refused = [outcome for outcome in outcomes if isinstance(outcome, VecheError)]
    assert [error.code for error in refused] == ["invitation_used"] * 5
    assert await town.database.fetchval("SELECT count(*) FROM identity_people") == 2


async def test_of_two_with_one_login_one_comes_in(town: Town) -> None:
    codes = [(await invite(town)).code for _ in range(4)]
    outcomes = await asyncio.gather(*(accept(town, code) for code in codes), return_exceptions=True)
    refused = [outcome.code for outcome in outcomes if isinstance(outcome, VecheError)]
    assert refused == ["login_taken"] * 3
    states = [row.state for row in (await _list(town))]
    assert sorted(states) == ["accepted", "open", "open", "open"], "a failed attempt uses nothing up"


async def test_the_code_is_not_stored(town: Town) -> None:
    made = await invite(town)
    rows = await town.database.fetch("SELECT i::text AS row FROM identity_invitations i")
    assert all(made.code not in row["row"] for row in rows)


async def test_it_expires(town: Town, clock: FixedClock) -> None:
    made = await invite(town, days=3)
    clock.step(timedelta(days=3).total_seconds())
    with pytest.raises(Conflict, match="invitation_expired"):
        await accept(town, made.code)
    assert [row.state for row in await _list(town)] == ["expired"]


async def test_it_can_be_revoked_while_open(town: Town) -> None:
    made = await invite(town)
    await town.identity.invitations.revoke(town.admin, RevokeInvitationRequest(invitation=made.id))
    with pytest.raises(Conflict, match="invitation_revoked"):
        await accept(town, made.code)
    with pytest.raises(Conflict, match="invitation_not_open"):
        await town.identity.invitations.revoke(town.admin, RevokeInvitationRequest(invitation=made.id))
    with pytest.raises(NotFound, match="invitation_not_found"):
        await town.identity.invitations.revoke(town.admin, RevokeInvitationRequest(invitation=1))


async def test_guessing_is_slowed_down_and_a_real_code_still_works(town: Town) -> None:
    made = await invite(town)
    for _ in range(CODE_MISSES.burst):
        with pytest.raises(NotFound, match="invitation_unknown"):
            await town.identity.invitations.view(VISITOR, ViewInvitationRequest(code="guess"))
    with pytest.raises(TooMany):
        await town.identity.invitations.view(VISITOR, ViewInvitationRequest(code="guess"))
    assert (await accept(town, made.code)).me.id


async def test_the_newcomer_holds_his_post_from_the_first_moment(town: Town) -> None:
    post = await town.post("Начальник отдела")
    made = await invite(town, post=post)
    shown = await town.identity.invitations.view(VISITOR, ViewInvitationRequest(code=made.code))
    assert (shown.post_title, shown.organisation) == ("Начальник отдела", "Администрация города")
    answer = await accept(town, made.code)
    assert [held.id for held in answer.me.posts] == [post]
    assert await posts_of(town.database, answer.me.id) == [post]
    assert PostHolderChanged(post=post, old=None, new=answer.me.id) in town.events


async def test_an_invitation_pushes_nobody_out_of_his_post(town: Town) -> None:
    post = await town.post()
    made = await invite(town, post=post)
    boris = await town.person()
    await town.appoint(post, boris)
    answer = await accept(town, made.code)
    assert answer.me.posts == []
    assert await holders_of(town.database, [post]) == {post: boris.person}


async def test_posts_in_invitations_must_be_there_and_vacant(town: Town) -> None:
    boris = await town.person()
    held = await town.post(holder=boris)
    with pytest.raises(Conflict, match="post_held"):
        await invite(town, post=held)
    with pytest.raises(NotFound, match="post_not_found"):
        await invite(town, post=boris.person)


async def test_only_administrators_invite(town: Town) -> None:
    anna = await town.person()
    actions = town.identity.invitations
    for attempt in (
        actions.create(anna, CreateInvitationRequest()),
        actions.list(anna, ListInvitationsRequest()),
        actions.revoke(anna, RevokeInvitationRequest(invitation=1)),
    ):
        with pytest.raises(Refused, match="administrators_only"):
            await attempt


async def test_the_list_has_pages(town: Town) -> None:
    made = [(await invite(town)).id for _ in range(5)]
    first = await town.identity.invitations.list(town.admin, ListInvitationsRequest(limit=3))
    assert [row.id for row in first.invitations] == made[:1:-1]
    second = await town.identity.invitations.list(town.admin, ListInvitationsRequest(limit=3, after=first.next))
    assert [row.id for row in second.invitations] == made[1::-1]
    assert second.next is None


async def test_bad_input_uses_nothing_up(town: Town) -> None:
    code = (await invite(town)).code
    with pytest.raises(BadInput, match="login_reserved"):
        await accept(town, code, login="support")
    with pytest.raises(BadInput, match="login_invalid"):
        await accept(town, code, login="Анна")
    with pytest.raises(BadInput, match="name_bidi"):
        await accept(town, code, name="Анна\u202eанна")
    with pytest.raises(BadInput, match="name_empty"):
        await accept(town, code, name=" \u3164 ".replace("\u3164", " "))
    assert (await accept(town, code)).me.id


async def test_first_administrator(database: Database, clock: FixedClock) -> None:
    empty = build_parts(database, clock=clock)
    link = await empty.identity.invitations.first_administrator_link()
    shown = await empty.identity.invitations.view(VISITOR, ViewInvitationRequest(code=code_of(link)))
    assert shown.first_administrator
    answer = await accept(empty, code_of(link), login="admin")
    assert answer.me.administrator
    assert await empty.identity.invitations.first_administrator_link() is None


async def test_the_first_link_expires_and_a_new_one_can_be_made(database: Database, clock: FixedClock) -> None:
    empty = build_parts(database, clock=clock)
    old = code_of(await empty.identity.invitations.first_administrator_link())
    clock.step(FIRST_LINK_LIFE.total_seconds())
    with pytest.raises(Conflict, match="invitation_expired"):
        await accept(empty, old)
    new = code_of(await empty.identity.invitations.first_administrator_link())
    assert (await accept(empty, new)).me.administrator


async def test_of_two_first_links_one_makes_an_administrator(database: Database, clock: FixedClock) -> None:
    parts = [build_parts(database, clock=clock, cell=cell) for cell in (0, 1)]
    codes = [code_of(await part.identity.invitations.first_administrator_link()) for part in parts]
    outcomes = await asyncio.gather(
        *(
            accept(part, code, login=f"chief{number}")
            for number, (part, code) in enumerate(zip(parts, codes, strict=True))
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, SignInAnswer) for outcome in outcomes) == 1
    assert [error.code for error in outcomes if isinstance(error, VecheError)] == ["administrator_exists"]


async def test_accepting_keeps_the_language_of_the_newcomer(town: Town) -> None:
    code = (await invite(town)).code
    request = AcceptInvitationRequest(code=code, login="ann", name="Ann", password=PASSWORD)
    answer, _ = await town.identity.invitations.accept(Visitor(locale="en"), request)
    assert answer.me.locale == "en"


async def test_acts_are_on_record(town: Town) -> None:
    made = await invite(town)
    await town.identity.invitations.revoke(town.admin, RevokeInvitationRequest(invitation=made.id))
    acts = await town.database.fetch("SELECT actor, act FROM ground_audit WHERE subject = $1", f"invitation:{made.id}")
    assert {(row["actor"], row["act"]) for row in acts} == {
        (town.admin.person, "identity.create_invitation"),
        (town.admin.person, "identity.revoke_invitation"),
    }


async def _list(town: Town) -> list[InvitationInfo]:
    return (await town.identity.invitations.list(town.admin, ListInvitationsRequest())).invitations


async def test_what_a_dismissed_administrator_wrote_lets_nobody_in(town: Town) -> None:
    """Whichever way he lost his right: by leaving the post that carries it, by losing it, with his account."""
    organisation = await town.organisation()
    unit = await town.unit(organisation=organisation)
    chief, vacant = await town.post("Начальник кадров", unit=unit), await town.post("Архивариус", unit=unit)
    give, invitations = town.directory.scopes.give, town.identity.invitations
    anna, boris, vera = [await town.person(name) for name in ("Анна", "Борис", "Вера")]
    second = await town.person("Второй", administrator=True)
    await town.appoint(chief, anna)
    await give(town.admin, GiveAdministrationRequest(organisation=organisation, post=chief))
    right = await give(town.admin, GiveAdministrationRequest(organisation=organisation, unit=unit, person=boris.person))
    await give(town.admin, GiveAdministrationRequest(organisation=organisation, person=vera.person))
    made = [
        await invitations.create(maker, CreateInvitationRequest(post=vacant, days=7)) for maker in (anna, boris, vera)
    ]
    made.append(await invitations.create(second, CreateInvitationRequest(days=7)))
    for one in made:
        await invitations.view(VISITOR, ViewInvitationRequest(code=one.code))

    await town.directory.leaving.dismiss(town.admin, DismissRequest(post=chief))
    await town.directory.scopes.take(town.admin, TakeAdministrationRequest(administration=right.id))
    await town.identity.people.deactivate(town.admin, vera.person)
    await town.identity.people.set_administrator(town.admin, second.person, on=False)
    for number, one in enumerate(made):
        with pytest.raises(Conflict, match="invitation_revoked"):
            await invitations.view(VISITOR, ViewInvitationRequest(code=one.code))
        with pytest.raises(Conflict, match="invitation_revoked"):
            await accept(town, one.code, login=f"guest{number}")
    listed = (await invitations.list(town.admin, ListInvitationsRequest())).invitations
    assert {one.id: one.state for one in listed} == {one.id: "revoked" for one in made}
    assert await holders_of(town.database, [vacant]) == {}
    # Whoever has the post now writes his own.
    await town.appoint(chief, boris)
    await accept(town, (await invitations.create(boris, CreateInvitationRequest(post=vacant, days=7))).code)
    assert len(await holders_of(town.database, [vacant])) == 1
