"""Pictures of people and posts: chosen by the person himself, by who holds the post, or by an administrator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from veche.directory import may_act_as
from veche.ground.commands import Asker, Command
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import BadInput, NotFound
from veche.ground.ids import ActorId
from veche.identity import ActorCard, Identity, photos_in_use, set_photo
from veche.identity.events import ActorChanged, MeChanged
from veche.media.actions.files import Files
from veche.media.wire import Id


class SetPhoto(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`file`: one's own upload with the purpose `avatar`; absent: no picture. `actor`: a post; absent: oneself."""

    file: Id | None = None
    actor: Id | None = None


class PhotoAnswer(Struct, frozen=True):
    actor: ActorCard


class Avatars:
    """Sets pictures and answers who may see them."""

    def __init__(self, db: Database, *, files: Files, identity: Identity, announce: Callable[[Struct], None]) -> None:
        self._db, self._files, self._identity, self._announce = db, files, identity, announce

    async def set(self, asker: Asker, request: SetPhoto) -> PhotoAnswer:
        """Raises: file_not_found, file_not_ready, not_a_picture, administrators_only, actor_not_found."""
        actor = ActorId(request.actor or asker.person)
        async with self._db.transaction() as conn:
            if await may_act_as(conn, asker.person, actor) is not None:
                await self._identity.people.must_be_administrator(conn, asker)
            card = await self.put(conn, asker, actor, request.file)
        self._announce(ActorChanged(card))
        if int(actor) == asker.person:
            self._announce(MeChanged(asker.person))
        return PhotoAnswer(card)

    async def put(self, conn: Connection, asker: Asker, actor: ActorId, file: int | None) -> ActorCard:
        """For callers that have asked whether the asker may, and announce the card after their commit.

        Raises: file_not_found, file_not_ready, not_a_picture, actor_not_found."""
        await must_be_avatar(conn, self._files, asker, file)
        changed = await set_photo(conn, actor, file)
        if changed is None:
            raise NotFound("actor_not_found", actors=[int(actor)])
        card, before = changed
        await self._files.let_go(conn, [before] if before is not None else [])
        return card

    async def set_own(self, asker: Asker, file: int | None) -> ActorCard:
        """`set` for callers that have no request. Raises: as `set`."""
        return (await self.set(asker, SetPhoto(file=file))).actor


async def must_be_avatar(conn: Connection, files: Files, asker: Asker, file: int | None) -> None:
    """A square that was made from a picture which the asker uploaded for this. None is fine: no picture."""
    if file is None:
        return
    card = (await files.take(conn, asker.person, [file]))[file]
    if card.kind != "avatar":
        raise BadInput("not_a_picture")


async def files_in_use(db: Queries, files: Sequence[int]) -> set[int]:
    """Which of these files are somebody's picture."""
    return await photos_in_use(db, files)


async def may_see(db: Queries, _asker: Asker, file: int) -> bool:
    """The picture of an actor is as public as his name: everybody who is signed in sees it."""
    return bool(await photos_in_use(db, [file]))


def commands(avatars: Avatars) -> list[Command[Any, Any]]:
    return [
        Command(
            name="set_photo",
            summary="Set or remove the picture of oneself, or of a post (its holder, or an administrator)",
            tag="people",
            request=SetPhoto,
            answer=PhotoAnswer,
            run=avatars.set,
            example=SetPhoto(file=180388626450),
            answer_example=PhotoAnswer(
                ActorCard(id=ActorId(180388626432), kind="person", name="Соколова Анна Петровна", photo=180388626450)
            ),
            errors=("file_not_found", "file_not_ready", "not_a_picture", "administrators_only", "actor_not_found"),
        )
    ]
