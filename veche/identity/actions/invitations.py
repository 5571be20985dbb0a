"""Invitations: how people come in. The first administrator comes by a link of the same kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from veche.ground import audit
from veche.ground.clock import to_ms
from veche.ground.commands import Asker, Visitor
from veche.ground.db import Connection, Queries
from veche.ground.errors import Conflict, NotFound, Refused, VecheError
from veche.ground.ids import ActorId, InvitationId, PersonId, PostId
from veche.ground.text import clean_name
from veche.identity.actions.base import Needs, add_device, me_of, must_be_administrator, whose_invitations
from veche.identity.model import (
    CODE_MISSES,
    FIRST_LINK_LIFE,
    address_key,
    check_new_password,
    device_name,
    may_choose_login,
    new_code,
    normal_login,
    normal_password,
    secret_hash,
)
from veche.identity.store import actors, invitations, people
from veche.identity.store.devices import NewDevice
from veche.identity.store.invitations import InvitationRow, NewInvitation
from veche.identity.wire import (
    AcceptInvitationRequest,
    CreateInvitationAnswer,
    CreateInvitationRequest,
    InvitationInfo,
    ListInvitationsAnswer,
    ListInvitationsRequest,
    RevokeInvitationRequest,
    SignInAnswer,
    ViewInvitationAnswer,
    ViewInvitationRequest,
)


class Newcomer(Struct, frozen=True, kw_only=True):
    """What is needed to make a person, checked and ready to store."""

    login: str
    name: str
    password_hash: str
    locale: str = "ru"
    administrator: bool = False


class Invitations:
    """Makes, shows, takes back and accepts invitations."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def first_administrator_link(self) -> str | None:
        """A fresh one-time link while there is no administrator, else nothing. Older ones stay good until they
        expire or somebody becomes the administrator, so that two processes starting together do not spoil them."""
        needs = self._needs
        if await people.count_administrators(needs.db):
            return None
        code, now = new_code(), needs.clock.now()
        await invitations.add(
            needs.db,
            NewInvitation(
                id=InvitationId(needs.ids.new()),
                code_hash=secret_hash(code),
                created_at=now,
                expires_at=now + FIRST_LINK_LIFE,
                first_administrator=True,
            ),
        )
        return self._link(code)

    async def create(self, asker: Asker, request: CreateInvitationRequest) -> CreateInvitationAnswer:
        """Raises: administrators_only, not_your_unit, post_not_found, post_held."""
        needs = self._needs
        name = clean_name(request.name) if request.name.strip() else ""
        code, now = new_code(), needs.clock.now()
        new = NewInvitation(
            id=InvitationId(needs.ids.new()),
            code_hash=secret_hash(code),
            created_at=now,
            expires_at=now + timedelta(days=request.days),
            name=name,
            post=None if request.post is None else PostId(request.post),
            created_by=asker.person,
        )
        async with needs.db.transaction() as conn:
            if new.post is None:
                await must_be_administrator(conn, asker)
            else:
                if (refusal := await needs.posts.may_fill(conn, asker.person, new.post)) is not None:
                    raise refusal
                brief = await needs.posts.brief(conn, new.post)
                if brief is None:
                    raise NotFound("post_not_found")
                if not brief.vacant:
                    raise Conflict("post_held")
            await invitations.add(conn, new)
            await audit.record(
                conn,
                actor=asker.person,
                act="identity.create_invitation",
                subject=f"invitation:{new.id}",
                details={"post": new.post, "expires_at": to_ms(new.expires_at)},
            )
        return CreateInvitationAnswer(id=new.id, code=code, link=self._link(code), expires_at=to_ms(new.expires_at))

    async def list(self, asker: Asker, request: ListInvitationsRequest) -> ListInvitationsAnswer:
        """Raises: administrators_only."""
        db, now = self._needs.db, self._needs.clock.now()
        whose = await whose_invitations(self._needs, db, asker)
        after = None if request.after is None else InvitationId(request.after)
        page = await invitations.page(db, after=after, limit=request.limit + 1, by=whose)
        more, page = len(page) > request.limit, page[: request.limit]
        posts = await actors.actor_cards(db, [ActorId(row.post) for row in page if row.post is not None])
        titles = {PostId(card.id): card.title for card in posts.values()}
        idle = await self._idle(db, page, now)
        return ListInvitationsAnswer(
            invitations=[
                InvitationInfo(
                    id=row.id,
                    state="revoked" if row.created_by in idle and row.state(now) == "open" else row.state(now),
                    created_at=to_ms(row.created_at),
                    expires_at=to_ms(row.expires_at),
                    name=row.name,
                    post=row.post,
                    post_title="" if row.post is None else titles.get(row.post, ""),
                    created_by=row.created_by,
                    accepted_by=row.accepted_by,
                    accepted_at=None if row.accepted_at is None else to_ms(row.accepted_at),
                )
                for row in page
            ],
            next=page[-1].id if more else None,
        )

    async def revoke(self, asker: Asker, request: RevokeInvitationRequest) -> None:
        """Raises: administrators_only, invitation_not_found, invitation_not_open."""
        needs, invitation = self._needs, InvitationId(request.invitation)
        async with needs.db.transaction() as conn:
            whose = await whose_invitations(needs, conn, asker)
            if not await invitations.revoke(conn, invitation, at=needs.clock.now(), by=whose):
                known = await invitations.exists(conn, invitation, by=whose)
                raise Conflict("invitation_not_open") if known else NotFound("invitation_not_found")
            await audit.record(
                conn,
                actor=asker.person,
                act="identity.revoke_invitation",
                subject=f"invitation:{invitation}",
                details={},
            )

    async def view(self, visitor: Visitor, request: ViewInvitationRequest) -> ViewInvitationAnswer:
        """What a code is for, before it is used. Raises as `accept`."""
        needs = self._needs
        found = await invitations.by_code(needs.db, secret_hash(request.code))
        row = await self._open(needs.db, found, visitor)
        brief = None if row.post is None else await needs.posts.brief(needs.db, row.post)
        return ViewInvitationAnswer(
            first_administrator=row.first_administrator,
            expires_at=to_ms(row.expires_at),
            name=row.name,
            post_title=brief.title if brief else "",
            organisation=brief.organisation if brief else "",
        )

    async def accept(self, visitor: Visitor, request: AcceptInvitationRequest) -> tuple[SignInAnswer, str]:
        """Become a person here, in one transaction: account, password, post, session; the code is used up.

        Raises: invitation_unknown, invitation_used, invitation_expired, invitation_revoked, administrator_exists,
        login_invalid, login_reserved, login_taken, password_too_short, password_too_common, too_many_requests.
        """
        needs = self._needs
        login, name, password = normal_login(request.login), clean_name(request.name), normal_password(request.password)
        check_new_password(password, login=login, name=name)
        name_here = device_name(request.device_name, visitor.user_agent)
        device = NewDevice(name=name_here, address=visitor.address, how="invitation")
        hashed_code = secret_hash(request.code)
        # Looked at before the costly hash is made; looked at again, locked, below.
        invitation = await self._open(needs.db, await invitations.by_code(needs.db, hashed_code), visitor)
        if not invitation.first_administrator and (refusal := may_choose_login(login)):
            raise refusal
        newcomer = Newcomer(
            login=login,
            name=name,
            password_hash=await needs.passwords.make(password, line=address_key(visitor.address)),
            locale=visitor.locale,
            administrator=invitation.first_administrator,
        )
        async with needs.db.transaction() as conn:
            if newcomer.administrator:
                await self._only_without_administrator(conn)
            invitation = await self._open(conn, await invitations.lock_by_code(conn, hashed_code), visitor)
            person = await add_person(needs, conn, newcomer)
            await invitations.set_accepted(conn, invitation.id, by=person, at=needs.clock.now())
            events: list[Struct] = []
            if invitation.post is not None:
                events = await needs.posts.take_up(conn, invitation.post, person=person, name=name)
            token, _ = await add_device(needs, conn, person, device)
            stored = await people.lock_person(conn, person)
            assert stored is not None  # made above
            me = await me_of(needs, conn, stored)
            await audit.record(
                conn,
                actor=person,
                act="identity.accept_invitation",
                subject=f"invitation:{invitation.id}",
                details={"post": invitation.post, "appointed": bool(events), "administrator": newcomer.administrator},
            )
        needs.tell(events)
        return SignInAnswer(me=me, token=token if request.want_token else None), token

    async def _open(self, db: Queries, row: InvitationRow | None, visitor: Visitor) -> InvitationRow:
        """The invitation if it can be used now, or the reason why not."""
        if row is None:
            await self._needs.limits.take(CODE_MISSES, address_key(visitor.address))
            raise NotFound("invitation_unknown")
        refusal = may_accept(row.state(self._needs.clock.now()))
        if refusal is None and not await self._still_stands(db, row):
            refusal = may_accept("revoked")
        if refusal is not None:
            raise refusal
        return row

    async def _still_stands(self, db: Queries, row: InvitationRow) -> bool:
        """An invitation is worth what its maker may do at this moment: who is no administrator any more invites
        nobody, however long ago he wrote it. What a body itself invited with has no single maker."""
        maker = row.created_by
        if maker is None:
            return True
        if row.post is None:
            return await people.is_administrator(db, maker)
        return not isinstance(await self._needs.posts.may_fill(db, maker, row.post), Refused)

    async def _idle(self, db: Queries, page: Sequence[InvitationRow], now: datetime) -> set[PersonId]:
        """Those who made open ones of these and administer nothing any more."""
        makers = {row.created_by for row in page if row.created_by is not None and row.state(now) == "open"}
        return {maker for maker in makers if not await self._needs.posts.fills_some(db, maker)}

    async def _only_without_administrator(self, conn: Connection) -> None:
        await people.lock_administrators(conn)
        if await people.count_administrators(conn):
            raise Conflict("administrator_exists")

    def _link(self, code: str) -> str:
        # Behind the # the code is not sent to servers, so it does not end up in logs of proxies.
        return f"{self._needs.public_address}/invite#{code}"


def may_accept(state: str) -> VecheError | None:
    """Whether an invitation in this state lets somebody in."""
    match state:
        case "accepted":
            return Conflict("invitation_used")
        case "revoked":
            return Conflict("invitation_revoked")
        case "expired":
            return Conflict("invitation_expired")
        case _:
            return None


async def add_person(needs: Needs, conn: Connection, newcomer: Newcomer) -> PersonId:
    """A new person with his password. Raises: login_taken."""
    person, now = PersonId(needs.ids.new()), needs.clock.now()
    await actors.add_actor(conn, ActorId(person), kind="person", name=newcomer.name, login=newcomer.login)
    added = await people.add_person(
        conn,
        person,
        login=newcomer.login,
        locale=newcomer.locale,
        administrator=newcomer.administrator,
        at=now,
    )
    if not added:
        raise Conflict("login_taken")
    await people.set_password(conn, person, stored=newcomer.password_hash, at=now)
    return person
