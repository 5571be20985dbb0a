"""What is to hang on a message: the person may use these files, these people are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from veche import identity, media
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import NotFound
from veche.ground.ids import ActorId, PersonId
from veche.messages import wire
from veche.messages.model.attaching import WITH_FILE, bare_kept, check_attachments, file_kept, sticker_kept
from veche.messages.wire import Attachment, NewAttachment

LINE = 300
"""So much of what a page says about itself is kept."""


class Files(Protocol):
    """What messages need of the files that people upload; media has it."""

    async def take(self, connection: Queries, person: PersonId, ids: Sequence[int]) -> dict[int, media.FileCard]:
        """The cards of a person's own files, which stay from now on. Raises: file_not_found, file_not_ready."""

    async def offer(self, connection: Queries, ids: Sequence[int]) -> dict[int, media.Offered]:
        """Whosever files, about to be named by somebody who is shown them; whether he is, the caller asks."""

    async def let_go(self, connection: Queries, ids: Sequence[int]) -> None:
        """A message that named these files is gone."""


class Stickers(Protocol):
    """What messages need of the packs that people have; media has it."""

    async def take(self, conn: Connection, person: PersonId, pack: int, file: int) -> tuple[media.FileCard, str]:
        """A sticker that the person may send, and the emoji it stands for. Raises: sticker_not_found."""


class Links(Protocol):
    """What messages need of pages that are linked to; media has it, and asks nobody for a message that is sent."""

    @property
    def asks(self) -> bool:
        """Whether this installation asks foreign servers at all."""

    async def preview(self, _person: PersonId, url: str) -> media.LinkCard:
        """What is known of the page already."""

    async def fetch(self, person: PersonId, url: str) -> media.LinkCard:
        """What the page says, asked if need be. Raises: too_many_requests."""


def link_kept(url: str, card: media.LinkCard) -> Attachment:
    """What a page says about itself, as it hangs on a message."""
    return Attachment(
        type="link",
        url=url,
        title=card.title[:LINE],
        description=card.description[:LINE],
        site=card.site[:LINE],
        file=card.file,
    )


class Attacher:
    """Turns what a request names into what a message keeps."""

    def __init__(self, db: Database, clock: Clock, *, files: Files, stickers: Stickers, links: Links) -> None:
        self._db = db
        self._clock = clock
        self._files = files
        self._stickers = stickers
        self._links = links

    async def extra_of(self, asker: Asker, request: wire.SendMessage) -> tuple[wire.Extra, tuple[int, ...]]:
        """What the message keeps, and the files that it names: they are the person's own and stay from now on.

        Raises: file_not_found, file_not_ready, sticker_not_found, actor_not_found, and as check_attachments."""
        attached = request.attachments
        check_attachments(attached, now_ms=self._clock.ms())
        own = [one.file for one in attached if one.file is not None and one.type != "sticker"]
        cards = await self._files.take(self._db, asker.person, own) if own else {}
        names = await self._names(attached)
        kept: list[Attachment] = []
        for one in attached:
            if one.type == "sticker" and one.file is not None and one.pack is not None:
                kept.append(await self._sticker(asker, one.pack, one.file))
            elif one.type == "link":
                kept.append(await self._link(asker, one.url))
            elif one.type in WITH_FILE and one.file is not None:
                kept.append(file_kept(cards[one.file], kind=one.type, spoiler=one.spoiler))
            else:
                kept.append(bare_kept(one, names=names))
        right = next((one.poll.quiz for one in attached if one.poll is not None), None)
        extra = wire.Extra(attachments=kept, silent=request.silent, urgent=request.urgent, right=right)
        return extra, tuple(one.file for one in kept if one.file is not None)

    async def _link(self, asker: Asker, url: str) -> Attachment:
        return link_kept(url, await self._links.preview(asker.person, url))

    async def _sticker(self, asker: Asker, pack: int, file: int) -> Attachment:
        async with self._db.transaction() as connection:
            card, emoji = await self._stickers.take(connection, asker.person, pack, file)
        return sticker_kept(card, pack=pack, emoji=emoji)

    async def _names(self, attached: Sequence[NewAttachment]) -> dict[int, str]:
        wanted = [ActorId(one.actor) for one in attached if one.actor is not None]
        if not wanted:
            return {}
        cards = await identity.actor_cards(self._db, wanted)
        if len(cards) < len(set(wanted)):
            raise NotFound("actor_not_found", actors=[int(actor) for actor in wanted if actor not in cards])
        return {int(card.id): card.name or card.title for card in cards.values()}


def packed(extra: wire.Extra) -> str | None:
    """As the column keeps it; nothing for a message that is only words."""
    return msgspec.json.encode(extra).decode() if extra != wire.Extra() else None


def flags_of(request: wire.SendMessage) -> str | None:
    """The same for a message without attachments: most have no flag either."""
    if not (request.silent or request.urgent):
        return None
    return packed(wire.Extra(silent=request.silent, urgent=request.urgent))
