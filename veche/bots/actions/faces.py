"""Cards of actors as the Bot API shows them, kept in memory for a while: every update names somebody."""

from __future__ import annotations

import time
from collections.abc import Iterable

from msgspec import UNSET, UnsetType

from veche import identity
from veche.bots.actions.base import Needs
from veche.bots.actions.roster import Roster
from veche.bots.actions.signs import Signs
from veche.bots.model.bots import Bot
from veche.bots.wire.people import UserWithPhoto, names_of
from veche.ground.db import Queries
from veche.ground.ids import ActorId, BotId, PersonId
from veche.identity import ActorCard

KEPT = 20_000
KEPT_SECONDS = 60.0
"""Should a word of another process be lost, a name is old for so long at most."""


class Faces:
    """Who is who."""

    def __init__(self, needs: Needs, roster: Roster) -> None:
        self._needs = needs
        self._roster = roster
        self._signs = Signs(needs.seal, needs.clock)
        self._cards: dict[ActorId, tuple[ActorCard, float]] = {}
        self._locales: dict[ActorId, tuple[str, float]] = {}
        self._changes = 0

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
            before = self._changes
            read = await identity.actor_cards(db or self._needs.db, missing)
            found |= read
            if self._changes == before:  # else somebody changed meanwhile, perhaps one of these
                if len(self._cards) > KEPT:
                    self._cards.clear()
                self._cards |= {actor: (card, now + KEPT_SECONDS) for actor, card in read.items()}
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
        self._changes += 1
        self._cards.pop(ActorId(actor), None)

    def names(self, card: ActorCard, *, at: int = 0) -> dict[str, object]:
        """The fields of a User."""
        bot = self._roster.bot(card.id) if card.kind == "bot" else None
        return names_of(card, username=bot.username if bot is not None else "", at=at)

    def with_photo(self, card: ActorCard, *, bot: BotId, at: int = 0) -> UserWithPhoto:
        """As `bot` is shown it: addresses of pictures are made for each bot."""
        known = self._roster.bot(card.id) if card.kind == "bot" else None
        photo = self.photo(card, bot=bot)
        return UserWithPhoto(
            **self.names(card, at=at),  # type: ignore[arg-type]
            description=(known.about if known is not None else "") or UNSET,
            avatar_url=photo,
            full_avatar_url=photo,
        )

    def photo(self, card: ActorCard, *, bot: BotId) -> str:
        """The address of a picture; empty where there is none."""
        return "" if card.photo is None else self.file(card.photo, bot=bot)

    def of_bot(self, bot: Bot) -> str:
        return "" if bot.photo is None else self.file(bot.photo, bot=bot.id)

    def file(self, photo: int, *, bot: BotId) -> str:
        """Where the bot gets a picture; its right is asked for anew when it does."""
        return f"{self._needs.rules.base_url}/files/{self._signs.download(bot, photo)}"
