"""Who is who: somebody says that an old author is he, the importer or an administrator confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from veche import chats, identity
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.ground.errors import Conflict, NotFound, Refused
from veche.ground.ids import ActorId, ChatId, PersonId
from veche.identity.events import ActorChanged
from veche.movein import wire
from veche.movein.actions.base import Needs
from veche.movein.model import alike, hint
from veche.movein.store import imports, placeholders
from veche.movein.store.imports import Import
from veche.movein.store.placeholders import Placeholder

LIKELY: Final = 3
LOOKED_AT: Final = 500
"""Members whose names are compared: a group of more people is too many to guess among."""


@dataclass(frozen=True)
class Known:
    """What somebody here is known by."""

    name: str
    hints: frozenset[str]

    def may_be(self, author: Placeholder) -> bool:
        """Only a hint: the same number or address, or a name alike."""
        return bool(self.hints & author.hints) or alike(author.name, self.name)


NOBODY: Final = Known("", frozenset())


class Claiming:
    """Placeholders of groups that came along."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def list_placeholders(self, asker: Asker, request: wire.ListPlaceholders) -> wire.Placeholders:
        """The authors of a group. Raises: chat_not_found, import_not_found."""
        needs = self._needs
        one = await imports.of_chat(needs.db, request.chat)
        answers = await self._answers(needs.db, asker, one)
        await self._must_be_there(needs.db, asker, ChatId(request.chat), answers=answers)
        if one is None:
            raise NotFound("import_not_found")
        found = await placeholders.of_import(needs.db, one.id, after=request.after, limit=request.limit + 1)
        me = (await self._known(needs.db, [int(asker.person)])).get(int(asker.person), NOBODY)
        inside = await chats.member_ids(needs.db, ChatId(request.chat), limit=LOOKED_AT) if answers else []
        names = answers and await needs.is_administrator(needs.db, asker.person)
        others = await self._known(needs.db, [int(actor) for actor in inside], reached=names)
        shown = [_card(each, asker, answers=answers, me=me, others=others) for each in found[: request.limit]]
        following = request.after + request.limit if len(found) > request.limit else None
        return wire.Placeholders(shown, may_answer=answers, may_name=names, next=following)

    async def claim_placeholder(self, asker: Asker, request: wire.ClaimPlaceholder) -> wire.PlaceholderCard:
        """«This is me.» Who may answer needs no answer. Raises: placeholder_not_found, placeholder_claimed,
        placeholder_asked."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            found, one = await self._locked(conn, request.placeholder)
            answers = await self._answers(conn, asker, one)
            if one.chat is None or not (answers or await _is_in(conn, asker, one.chat)):
                raise NotFound("placeholder_not_found")
            if found.claimed_by is not None:
                raise Conflict("placeholder_claimed")
            if found.asked_by not in (None, asker.person):
                raise Conflict("placeholder_asked")
            if not answers:
                await placeholders.set_asked(conn, found.actor, asker.person, at=needs.clock.now())
        if answers:
            return await self.answer_claim(
                asker, wire.AnswerClaim(placeholder=request.placeholder, accept=True, person=asker.person)
            )
        return await self._shown(asker, request.placeholder)

    async def answer_claim(self, asker: Asker, request: wire.AnswerClaim) -> wire.PlaceholderCard:
        """Confirm, decline, or take back. Only an administrator of the installation says who somebody is that has not
        asked: an importer could else put words into anybody's mouth.
        Raises: placeholder_not_found, no_right, placeholder_claimed, no_claim, person_not_found."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            found, one = await self._locked(conn, request.placeholder)
            if not await self._answers(conn, asker, one):
                in_chat = one.chat is not None and await _is_in(conn, asker, one.chat)
                raise Refused("no_right") if in_chat else NotFound("placeholder_not_found")
            person: PersonId | None = None
            if request.accept:
                person = await self._who(conn, asker, found, request.person)
            await placeholders.set_claimed(conn, found.actor, person, by=asker.person, at=needs.clock.now())
            card = await identity.moved.set_person(conn, found.actor, person)
            await audit.record(
                conn,
                actor=asker.person,
                act="movein.claim_confirmed" if request.accept else "movein.claim_refused",
                subject=f"actor:{found.actor}",
                details={"person": person or found.asked_by or found.claimed_by or 0},
            )
        needs.announce(ActorChanged(card, [] if one.chat is None else [int(one.chat)]))
        return await self._shown(asker, request.placeholder)

    async def _who(self, conn: Queries, asker: Asker, found: Placeholder, wanted: int | None) -> PersonId:
        if found.claimed_by is not None:
            raise Conflict("placeholder_claimed")
        person = wanted if wanted is not None else found.asked_by
        if person is None:
            raise Conflict("no_claim")
        said = person in (found.asked_by, asker.person)
        if not said and not await self._needs.is_administrator(conn, asker.person):
            raise Conflict("no_claim")
        card = await identity.asker_card(conn, PersonId(person))
        if card is None or not card.active:
            raise NotFound("person_not_found")
        return card.id

    async def _locked(self, conn: Queries, actor: int) -> tuple[Placeholder, Import]:
        found = await placeholders.lock(conn, actor)  # type: ignore[arg-type]  # a transaction's connection
        one = None if found is None else await imports.get(conn, found.move)
        if found is None or one is None or one.state != "done":
            raise NotFound("placeholder_not_found")
        return found, one

    async def _answers(self, db: Queries, asker: Asker, one: Import | None) -> bool:
        """The importer, as long as he is in the group, and administrators."""
        importer = one is not None and one.person == asker.person
        if one is not None and importer and one.chat is not None and await _is_in(db, asker, one.chat):
            return True
        return await self._needs.is_administrator(db, asker.person)

    async def _must_be_there(self, db: Queries, asker: Asker, chat: ChatId, *, answers: bool) -> None:
        if not answers and not await _is_in(db, asker, chat):
            raise NotFound("chat_not_found")

    async def _known(self, db: Queries, people: Sequence[int], *, reached: bool = True) -> dict[int, Known]:
        """What these people are known by: their names, and what the directory has to reach them. `reached` false:
        names only, so that an export with somebody's number in it does not tell whose number that is."""
        cards = [card for card in (await identity.actor_cards(db, people)).values() if card.kind == "person"]
        addresses = await self._needs.addresses(db, [int(card.id) for card in cards]) if reached else {}
        return {
            int(card.id): Known(card.name, frozenset(map(hint, addresses.get(int(card.id), ()))) - {""})
            for card in cards
        }

    async def _shown(self, asker: Asker, actor: int) -> wire.PlaceholderCard:
        async with self._needs.db.transaction() as conn:
            found, one = await self._locked(conn, actor)
            answers = await self._answers(conn, asker, one)
            known = await self._known(conn, [int(asker.person)])
        return _card(found, asker, answers=answers, me=known.get(int(asker.person), NOBODY), others={})


async def _is_in(db: Queries, asker: Asker, chat: ChatId) -> bool:
    actor = ActorId(asker.person)
    return (chat, actor) in await chats.rights_of(db, [(chat, actor)])


def _card(
    found: Placeholder, asker: Asker, *, answers: bool, me: Known, others: Mapping[int, Known]
) -> wire.PlaceholderCard:
    told = answers or found.asked_by == asker.person
    free = found.claimed_by is None
    return wire.PlaceholderCard(
        actor=found.actor,
        name=found.name,
        messages=found.messages,
        suggested=free and me.may_be(found),
        asked_by=found.asked_by if told else None,
        person=found.claimed_by,
        likely=[person for person, known in others.items() if free and known.may_be(found)][:LIKELY],
    )
