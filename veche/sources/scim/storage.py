"""Where the SCIM server keeps what it is told: the resources of one organisation, for one request.

The library applies PUT and PATCH to the whole resource; here only what differs is written. Writes of an organisation
wait for each other, so requests that overtake one another cannot leave a mixture.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from scim2_models import (
    InvalidFilterException,
    InvalidValueException,
    NotFoundException,
    PreconditionFailedException,
    Reference,
    Resource,
    ResourceType,
    ResponseParameters,
    SearchRequest,
    TooManyException,
    UniquenessException,
)
from scim2_models.path.expressions import FilterNode
from scim2_server.storage import AsyncScimStorage, SearchPage

from veche.ground import audit
from veche.ground.db import Connection, UniqueViolation
from veche.ground.ids import OrganisationId
from veche.sources.actions.base import Needs
from veche.sources.model import GROUPS_DEEP
from veche.sources.scim import forms
from veche.sources.scim.shapes import Group, GroupMember, GroupOfUser, User
from veche.sources.store import resources, tokens
from veche.sources.store.resources import Kept, Kind
from veche.sources.store.tokens import Token

MOST_USERS: Final = 200_000
MOST_GROUPS: Final = 20_000
MOST_MEMBERS: Final = 20_000
"""In one group."""
MEMBERS_SHOWN: Final = 50_000
"""In all groups of one answer; the page is shorter then."""
SCANNED: Final = 20_000
"""Resources that a search without an index may look at. Beyond that the answer is `tooMany`, as RFC 7644 §3.12 says."""
BATCH: Final = 200


class OrganisationStorage(AsyncScimStorage):
    """The resources of the organisation whose token was shown."""

    def __init__(
        self,
        needs: Needs,
        *,
        token: Token,
        ask: Callable[[Connection, OrganisationId], Awaitable[None]],
        writing: bool,
    ) -> None:
        """`ask`: leaves the job that tells staff, in the transaction of the change."""
        self._db, self._ids, self._clock = needs.db, needs.ids, needs.clock
        self._ask = ask
        self._token = token
        self._organisation = token.organisation
        self._writing = writing
        self._transaction: Connection | None = None
        self._by_groups = False

    @asynccontextmanager
    async def operation(self) -> AsyncIterator[None]:
        """One transaction; those that write come one after the other."""
        async with self._db.transaction() as conn:
            if self._writing:
                self._by_groups = (await tokens.lock_rules(conn, self._organisation)).units_from == "groups"
            self._transaction = conn
            try:
                yield
            finally:
                self._transaction = None

    @property
    def _conn(self) -> Connection:
        assert self._transaction is not None, "only inside an operation"
        return self._transaction

    # -- reading

    async def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        kept = await self._kept(resource_type, resource_id)
        return (await self._shown([kept], wants=forms.wanted(response_parameters)))[0]

    async def search(
        self, resource_types: list[ResourceType], search_request: SearchRequest[Any], *, position: Any = None
    ) -> SearchPage:
        kinds = [forms.kind(one) for one in resource_types]
        start = (search_request.start_index or 1) - 1
        count = search_request.count or 0
        wants = forms.wanted(search_request)
        if search_request.filter is None and search_request.sort_by is None and len(kinds) == 1:
            total = await resources.count(self._conn, self._organisation, kinds[0])
            page = await resources.some(self._conn, self._organisation, kinds[0], offset=start, limit=count)
            return SearchPage(total, await self._shown(await self._bounded(page, wants), wants=wants))
        found = await self._found(kinds, search_request)
        page = [kept for _, kept in found[start : start + count]]
        return SearchPage(len(found), await self._shown(await self._bounded(page, wants), wants=wants))

    async def _found(
        self, kinds: Sequence[Kind], request: SearchRequest[Any]
    ) -> list[tuple[tuple[bool, Any, int], Kept]]:
        """All that match, in the order asked for."""
        text = str(request.filter or "").casefold()
        wants = frozenset(word for word in ("members", "groups") if word in text)
        candidates: list[Kept] = []
        looked = 0
        for kind in kinds:
            async for batch in self._candidates(kind, request.filter.ast if request.filter else None):
                looked += len(batch)
                if looked > SCANNED:
                    raise TooManyException(detail="Too many resources to search; filter by userName, externalId or id")
                candidates += await self._matching(batch, request, wants=wants)
                await asyncio.sleep(0)
        keyed = []
        for kept in candidates:
            value = request.sort_value(forms.bare(kept)) if request.sort_by is not None else None
            keyed.append(((value is None, "" if value is None else value, kept.id), kept))
        descending = request.sort_order == SearchRequest.SortOrder.descending
        try:
            keyed.sort(key=lambda pair: pair[0], reverse=request.sort_by is not None and descending)
        except TypeError as error:  # values of two types, in a search over users and groups at once
            raise InvalidValueException(detail="sortBy names attributes of different types") from error
        return keyed

    async def _matching(self, batch: list[Kept], request: SearchRequest[Any], *, wants: frozenset[str]) -> list[Kept]:
        if request.filter is None:
            return batch
        shown = await self._shown(batch, wants=wants) if wants else [forms.bare(kept) for kept in batch]
        if not request.filter.models:
            raise InvalidFilterException
        return [kept for kept, one in zip(batch, shown, strict=True) if request.filter.match(one)]

    async def _candidates(self, kind: Kind, node: FilterNode | None) -> AsyncIterator[list[Kept]]:
        """Those that may match: by an index where the filter has one, else all of them, a piece at a time."""
        by_index = forms.by_index(kind, node)
        if by_index is not None:
            column, value = by_index
            yield await resources.where(self._conn, self._organisation, kind, column, value, limit=SCANNED + 1)
            return
        last = 0
        while True:
            batch = await resources.after(self._conn, self._organisation, kind, number=last, limit=BATCH)
            if not batch:
                return
            last = batch[-1].id
            yield batch

    async def _bounded(self, page: list[Kept], wants: frozenset[str]) -> list[Kept]:
        """As many groups as may be shown with all who are in them, but one at least."""
        if "members" not in wants:
            return page
        counts = await resources.member_counts(self._conn, [kept.id for kept in page])
        total = 0
        for number, kept in enumerate(page):
            total += counts.get(kept.id, 0)
            if number and total > MEMBERS_SHOWN:
                return page[:number]
        return page

    async def _shown(self, page: list[Kept], *, wants: frozenset[str]) -> list[Resource[Any]]:
        users = [kept.id for kept in page if kept.kind == "User"]
        groups = [kept.id for kept in page if kept.kind == "Group"]
        around: dict[int, list[resources.Member]] = {}
        if users and "groups" in wants:
            around |= await resources.groups_of(self._conn, users)
        if groups and "members" in wants:
            around |= await resources.members_of(self._conn, groups)
        shown = []
        for kept in page:
            one = forms.bare(kept)
            others = around.get(kept.id, ())
            if others and isinstance(one, User):
                one.groups = [
                    GroupOfUser(
                        value=str(two.id), ref=Reference(f"Groups/{two.id}"), display=two.display, type="direct"
                    )
                    for two in others
                ]
            elif others and isinstance(one, Group):
                one.members = [
                    GroupMember(value=str(two.id), ref=Reference(f"{two.kind}s/{two.id}"), type=two.kind)
                    for two in others
                ]
            shown.append(one)
        return shown

    # -- writing

    async def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        kind, now, number = forms.kind(resource_type), self._clock.now(), self._ids.new()
        most = MOST_USERS if kind == "User" else MOST_GROUPS
        if await resources.count(self._conn, self._organisation, kind) >= most:
            raise TooManyException(detail=f"There are {most} of them already")
        doc = forms.doc(resource)
        # The same person who comes again after he had left is known by the same key.
        key = resource.external_id or forms.name(resource)
        if await resources.key_taken(self._conn, self._organisation, kind, key):
            key = f"{key}#{number}"
        kept = Kept(
            id=number,
            kind=kind,
            key=key,
            name=forms.name(resource),
            external_id=resource.external_id,
            doc=doc,
            version=1,
            active=forms.active(resource),
            made_at=now,
            changed_at=now,
        )
        try:
            await resources.add(self._conn, self._organisation, kept)
        except UniqueViolation as error:
            raise UniquenessException(detail="userName is taken") from error
        if isinstance(resource, Group):
            await self._set_members(kept, resource)
        await self._record("create", kept)
        return await self.get(resource_type, str(number))

    async def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        kept = await self._kept(resource_type, resource.id, lock=True, expected=expected_version)
        new = Kept(
            id=kept.id,
            kind=kept.kind,
            key=kept.key,
            name=forms.name(resource),
            external_id=resource.external_id,
            doc=forms.doc(resource),
            version=kept.version + 1,
            active=forms.active(resource),
            made_at=kept.made_at,
            changed_at=self._clock.now(),
        )
        moved = isinstance(resource, Group) and await self._set_members(new, resource)
        same = (new.name, new.external_id, new.doc) == (kept.name, kept.external_id, kept.doc)
        if same and not moved:
            # Told once more in other words, such as a member who is there already: no new version, no news.
            return await self.get(resource_type, str(kept.id))
        try:
            await resources.change(self._conn, new)
        except UniqueViolation as error:
            raise UniquenessException(detail="userName is taken") from error
        if kept.kind == "Group" and new.name != kept.name:
            await self._stand_elsewhere([new.id])
        await self._record("change", new)
        return await self.get(resource_type, str(kept.id))

    async def delete(
        self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None
    ) -> None:
        kept = await self._kept(resource_type, resource_id, lock=True, expected=expected_version)
        if kept.kind == "User":
            await resources.take_away(self._conn, kept.id, at=self._clock.now())
        else:
            await self._stand_elsewhere([kept.id])
            await resources.drop(self._conn, kept.id)
        await self._record("delete", kept)

    async def _set_members(self, kept: Kept, group: Group) -> bool:
        """Whether anybody came or went."""
        wanted = {forms.number(member.value or forms.last_of(member.ref)) for member in group.members or ()}
        if len(wanted) > MOST_MEMBERS:
            raise InvalidValueException(detail=f"A group has at most {MOST_MEMBERS} members")
        present = {member.id for member in (await resources.members_of(self._conn, [kept.id]))[kept.id]}
        more, fewer = wanted - present, present - wanted
        here = await resources.among(self._conn, self._organisation, sorted(more))
        missing = more - here.keys()
        if missing or kept.id in more:
            raise InvalidValueException(detail=f"No such member: {min(missing or {kept.id})}")
        # Before, for those who go; after, for those who come.
        await self._stand_elsewhere(fewer)
        await resources.take_out(self._conn, kept.id, fewer)
        await resources.put_in(self._conn, kept.id, more)
        await self._stand_elsewhere(more)
        return bool(more or fewer)

    async def _stand_elsewhere(self, numbers: Sequence[int] | set[int]) -> None:
        if numbers and self._by_groups:
            people = await resources.people_below(self._conn, list(numbers), depth=GROUPS_DEEP)
            await resources.touch(self._conn, people)

    async def _kept(
        self, resource_type: ResourceType, resource_id: str | None, *, lock: bool = False, expected: str | None = None
    ) -> Kept:
        kind = forms.kind(resource_type)
        number = int(resource_id) if resource_id and resource_id.isascii() and resource_id.isdecimal() else 0
        kept = None
        if 0 < number < 1 << 62:
            kept = await resources.get(self._conn, self._organisation, kind, number, lock=lock)
        if kept is None:
            raise NotFoundException(detail=f"{kind} {resource_id!r} not found")
        if expected is not None and expected != forms.etag(kept.version):
            raise PreconditionFailedException
        return kept

    async def _record(self, act: str, kept: Kept) -> None:
        await self._ask(self._conn, self._organisation)
        await audit.record(
            self._conn,
            actor=None,
            act=f"sources.scim_{act}",
            subject=f"scim_{kept.kind.lower()}:{kept.id}",
            details={"organisation": self._organisation, "token": self._token.id, "active": kept.active},
        )
