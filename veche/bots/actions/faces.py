"""Cards of actors as the Bot API shows them, kept in memory for a while: every update names somebody."""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable

from msgspec import UNSET, UnsetType

from veche import identity
from veche.bots.actions.base import Needs
from veche.bots.actions.roster import Roster
from veche.bots.model.bots import Bot
from veche.bots.wire.people import UserWithPhoto, names_of
from veche.ground.db import Queries
from veche.ground.errors import NotFound
from veche.ground.ids import ActorId, PersonId
from veche.identity import ActorCard

KEPT = 20_000
KEPT_SECONDS = 60.0
"""Should a word of another process be lost, a name is old for so long at most."""


class Faces:
    """Who is who."""

    def __init__(self, needs: Needs, roster: Roster) -> None:
        self._needs = needs
        self._roster = roster
        self._cards: dict[ActorId, tuple[ActorCard, float]] = {}
        self._locales: dict[ActorId, tuple[str, float]] = {}

    async def cards(self, actors: Iterable[int], *, db: Queries | None = None) -> dict[ActorId, ActorCard]:
        """The cards of these; one statement for those that are not known, none if all are."""
        now = time.monotonic()
        found: dict[ActorId, ActorCard] = {}
        missing = []
        for actor in {ActorId(one) for one in actors}:
            card, until = self._cards.get(actor, (None, 0.0))
            if card is not None and until > now:
                found[actor] = card
            else:
                missing.append(actor)
        if missing:
            if len(self._cards) > KEPT:
                self._cards.clear()
            for actor, card in (await identity.actor_cards(db or self._needs.db, missing)).items():
                found[actor] = card
                self._cards[actor] = (card, now + KEPT_SECONDS)
        return found

    async def locale(self, actor: int, *, db: Queries | None = None) -> str | UnsetType:
        """In which language a person has his client; a post has none."""
        key, now = ActorId(actor), time.monotonic()
        locale, until = self._locales.get(key, ("", 0.0))
        if until <= now:
            if len(self._locales) > KEPT:
                self._locales.clear()
            person = await identity.asker_card(db or self._needs.db, PersonId(actor))
            locale = "" if person is None else person.locale
            self._locales[key] = (locale, now + KEPT_SECONDS)
        return locale or UNSET

    def forget(self, actor: int) -> None:
        """His card is another one now."""
        self._cards.pop(ActorId(actor), None)

    def names(self, card: ActorCard, *, at: int = 0) -> dict[str, object]:
        """The fields of a User."""
        bot = self._roster.bot(card.id) if card.kind == "bot" else None
        return names_of(card, username=bot.username if bot is not None else "", at=at)

    def with_photo(self, card: ActorCard, *, at: int = 0) -> UserWithPhoto:
        bot = self._roster.bot(card.id) if card.kind == "bot" else None
        photo = self.photo(card)
        return UserWithPhoto(
            **self.names(card, at=at),  # type: ignore[arg-type]
            description=(bot.about if bot is not None else "") or UNSET,
            avatar_url=photo,
            full_avatar_url=photo,
        )

    def photo(self, card: ActorCard) -> str:
        """The address of a picture; empty where there is none."""
        return "" if card.photo is None else self.file(card.photo)

    def of_bot(self, bot: Bot) -> str:
        return "" if bot.photo is None else self.file(bot.photo)

    def file(self, photo: int) -> str:
        """A picture that everybody may see who meets the actor or chat; the address itself carries the right."""
        sign = self._needs.seal.sign(str(photo), purpose="avatar")[:12].hex()
        return f"{self._needs.rules.base_url}/avatars/{photo}-{sign}"

    def checked_file(self, name: str) -> int:
        """The picture of such an address. Raises: file_not_found."""
        number, _, sign = name.partition("-")
        good = number.isdigit() and hmac.compare_digest(
            sign, self._needs.seal.sign(str(int(number)), purpose="avatar")[:12].hex()
        )
        if not good:
            raise NotFound("file_not_found")
        return int(number)
