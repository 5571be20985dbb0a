"""Linking a new device: it shows a code, a signed-in device of the same person reads the code and lets it in.

The session goes only to the browser that shows the code: it alone has the secret, and it has to ask from the same
address with the same browser as when it began. Whoever opens the link of the code anywhere else spoils it.
"""

from __future__ import annotations

from veche.ground.clock import to_ms
from veche.ground.commands import Asker, Visitor
from veche.ground.db import Connection
from veche.ground.errors import NotFound, Refused, TooMany
from veche.identity.actions.base import Needs, come_in, me_of, must_be_proved
from veche.identity.model import (
    CODE_MISSES,
    LINK_BEGIN,
    LINK_LIFE,
    LINK_MISSES,
    address_key,
    device_name,
    new_token,
    same_network,
    secret_hash,
)
from veche.identity.model.codes import LINK_LENGTH, agent_hash, link_hash, new_readable, number_and_choices
from veche.identity.store import devices, links, people
from veche.identity.store.devices import NewDevice
from veche.identity.store.links import LinkRow
from veche.identity.wire.safety import (
    BeginLinkRequest,
    BegunLink,
    ConfirmLinkRequest,
    LinkCodeRequest,
    LinkProgress,
    PollLinkRequest,
    SeenLink,
)

TRIES = 5


class Links:
    """The two sides of a link, and the third one who has no business with it."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    # -- the new device

    async def begin(self, visitor: Visitor, request: BeginLinkRequest) -> BegunLink:
        """A code to show, for two minutes. Raises: too_many_requests."""
        needs = self._needs
        name = device_name(request.device_name, visitor.user_agent)
        await needs.limits.take(LINK_BEGIN, address_key(visitor.address))
        secret, now = new_token(), needs.clock.now()
        number, choices = number_and_choices()
        for _ in range(TRIES):  # forty bits that live for two minutes hardly ever meet
            code = new_readable(LINK_LENGTH)
            new = LinkRow(
                code_hash=link_hash(code),
                secret_hash=secret_hash(secret),
                device_name=name,
                address=visitor.address,
                agent_hash=agent_hash(visitor.user_agent),
                number=number,
                choices=choices,
                created_at=now,
                expires_at=now + LINK_LIFE,
            )
            if await links.add(needs.db, new):
                # Behind the # the code is sent to no server: neither a proxy nor a preview of the link spoils it.
                link = f"{needs.public_address}/link#{code}"
                return BegunLink(secret=secret, code=code, link=link, number=number, expires_at=to_ms(new.expires_at))
        raise TooMany("too_many_requests", retry_after=1)

    async def poll(self, visitor: Visitor, request: PollLinkRequest) -> tuple[LinkProgress, str | None]:
        """How far it is; with the session, once, when it was confirmed. Raises: too_many_requests."""
        needs = self._needs
        hashed = secret_hash(request.secret)
        row = await links.by_secret(needs.db, hashed)
        if row is None:
            await needs.limits.take(CODE_MISSES, address_key(visitor.address))
            return LinkProgress(state="expired"), None
        if not _same_place(visitor, row):
            await links.set_state(needs.db, row.code_hash, "elsewhere")
            return LinkProgress(state="elsewhere"), None
        if row.expires_at <= needs.clock.now():
            return LinkProgress(state="expired"), None
        if row.state != "confirmed":
            return LinkProgress(state=row.state), None
        return await self._enter(hashed, visitor, want_token=request.want_token)

    async def _enter(self, hashed: bytes, visitor: Visitor, *, want_token: bool) -> tuple[LinkProgress, str | None]:
        needs = self._needs
        async with needs.db.transaction() as conn:
            row = await links.lock_by_secret(conn, hashed)
            if row is None or row.state != "confirmed" or row.person is None or row.device is None:
                return LinkProgress(state="expired"), None
            await links.remove(conn, row.code_hash)
            person = await people.lock_person(conn, row.person)
            still_there = await devices.proofs(conn, row.person, row.device)
            if person is None or not person.active or still_there is None:
                return LinkProgress(state="refused"), None
            # Nothing was proved on the new device: it may not change what keeps the account safe without a proof.
            new = NewDevice(name=row.device_name, address=visitor.address, how="link", proved=False)
            token, told = await come_in(needs, conn, person.id, new)
            me = await me_of(needs, conn, person)
        needs.tell([told])
        return LinkProgress(state="done", me=me, token=token if want_token else None), token

    # -- whoever opens the link of a code, by a phone's camera or because it was sent to him

    async def opened(self, visitor: Visitor, request: LinkCodeRequest) -> None:
        """The code was opened elsewhere than it is shown: nobody comes in by it any more. Raises: too_many_requests."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            row = await links.lock_by_code(conn, link_hash(request.code), now=needs.clock.now())
            if row is not None:
                await links.set_state(conn, row.code_hash, "elsewhere")
        if row is None:
            await needs.limits.take(CODE_MISSES, address_key(visitor.address))

    # -- the old device

    async def look(self, asker: Asker, request: LinkCodeRequest) -> SeenLink:
        """Who wants to come in. Raises: link_unknown, link_elsewhere, too_many_codes."""
        needs = self._needs
        hashed = link_hash(request.code)
        async with needs.db.transaction() as conn:
            row = await links.lock_by_code(conn, hashed, now=needs.clock.now())
            fits = row is not None and self._is_for(row, asker, states=("shown", "seen"))
            if fits:
                await links.set_state(conn, hashed, "seen", person=asker.person, device=asker.device)
            elif row is not None:
                await links.set_state(conn, hashed, "elsewhere")
        if row is None:
            await self._miss(asker)
        if row is None or not fits:
            raise Refused("link_elsewhere")
        return SeenLink(
            device_name=row.device_name,
            address=row.address,
            same_network=same_network(row.address, asker.address),
            at=to_ms(row.created_at),
            expires_at=to_ms(row.expires_at),
            numbers=row.choices,
        )

    async def confirm(self, asker: Asker, request: ConfirmLinkRequest) -> None:
        """Let the new device in. From another network, or on a device that was itself only linked, one proves oneself.

        Raises: link_unknown, link_elsewhere, link_number_wrong, proof_needed, too_many_codes.
        """
        needs = self._needs
        async with needs.db.transaction() as conn:
            row = await self._seen(conn, asker, request.code)
            if row is not None and row.number == request.number:
                await self._proved_enough(conn, asker, row)
            if row is not None:
                right = row.number == request.number
                await links.set_state(conn, row.code_hash, "confirmed" if right else "refused")
        if row is None:
            await self._miss(asker)
        elif not right:
            raise Refused("link_number_wrong")

    async def refuse(self, asker: Asker, request: LinkCodeRequest) -> None:
        """ "That is not me": the new device is told so, and its code is worth nothing. Raises: link_unknown."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            row = await self._seen(conn, asker, request.code)
            if row is not None:
                await links.set_state(conn, row.code_hash, "refused")
        if row is None:
            await self._miss(asker)

    async def _seen(self, conn: Connection, asker: Asker, code: str) -> LinkRow | None:
        """The link that this device has looked at."""
        row = await links.lock_by_code(conn, link_hash(code), now=self._needs.clock.now())
        return row if row is not None and row.state == "seen" and self._is_for(row, asker, states=("seen",)) else None

    def _is_for(self, row: LinkRow, asker: Asker, *, states: tuple[str, ...]) -> bool:
        mine = (row.person, row.device) in ((None, None), (asker.person, asker.device))
        return row.state in states and mine

    async def _proved_enough(self, conn: Connection, asker: Asker, row: LinkRow) -> None:
        found = await devices.proofs(conn, asker.person, asker.device)
        if found is None or found[1] is None or not same_network(row.address, asker.address):
            await must_be_proved(self._needs, conn, asker)

    async def _miss(self, asker: Asker) -> None:
        await self._needs.limits.take(LINK_MISSES, asker.person)
        raise NotFound("link_unknown")


def _same_place(visitor: Visitor, row: LinkRow) -> bool:
    return address_key(visitor.address) == address_key(row.address) and agent_hash(visitor.user_agent) == row.agent_hash
