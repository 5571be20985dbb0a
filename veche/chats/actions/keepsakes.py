"""What an actor keeps for himself and all his devices follow: drafts, and the folders of his list."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import UNSET

from veche.chats.actions.change import Desk
from veche.chats.events import DraftChanged, FoldersChanged
from veche.chats.model import FOLDER_TITLE_LIMIT, FOLDERS_LIMIT
from veche.chats.store import keepsakes
from veche.chats.wire import Draft, Folder, SaveFolder, SetDraft
from veche.ground.clock import from_ms
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict, NotFound
from veche.ground.ids import ChatId
from veche.ground.text import clean_name, clean_text
from veche.identity import bump_actor_space

DRAFT_LIMIT = 8000


class Drafts:
    """One draft for each actor and chat; of two devices the later word counts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def set(self, asker: Asker, asked: SetDraft) -> Draft:
        """Keep what was begun; the draft that is in force. A device whose clock runs ahead does not win for ever.

        Raises: not_your_post, chat_not_found, text_…"""
        desk, chat = self._desk, ChatId(asked.chat)
        text = clean_text(asked.text, limit=DRAFT_LIMIT)
        now = desk.clock.now()
        at = now if asked.at is UNSET else min(now, from_ms(asked.at))
        given = Draft(chat, 0, text, list(asked.entities) if text else [], asked.reply_to)
        async with desk.db.transaction() as conn:
            actor = await desk.acting(conn, asker, None if asked.as_ is UNSET else asked.as_)
            versions = await bump_actor_space(conn, [actor])
            kept = await keepsakes.put_draft(conn, actor, given, at=at, version=versions[actor])
            if kept is None:
                await desk.access(conn, chat, actor)
                later = await keepsakes.draft(conn, actor, chat)
                if later is None:
                    raise NotFound("chat_not_found")
                kept = later
        desk.tell([DraftChanged(actor, versions[actor], kept)])
        return kept


class Folders:
    """All folders of an actor are changed under the lock of his space."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def all(self, asker: Asker, *, as_: int | None = None) -> list[Folder]:
        desk = self._desk
        return await keepsakes.folders(desk.db, await desk.acting(desk.db, asker, as_))

    async def save(self, asker: Asker, asked: SaveFolder) -> list[Folder]:
        """A new folder, or another content of one.

        Raises: not_your_post, folder_empty, folder_not_found, too_many_folders, name_…"""
        if not (asked.kinds or asked.chats):
            raise BadInput("folder_empty")
        folder = Folder(
            id=self._desk.ids.new() if asked.folder is UNSET else asked.folder,
            title=clean_name(asked.title, limit=FOLDER_TITLE_LIMIT, field="title"),
            emoji=clean_text(asked.emoji, limit=16, field="emoji").strip(),
            kinds=list(dict.fromkeys(asked.kinds)),
            chats=list(dict.fromkeys(asked.chats)),
            without=[chat for chat in dict.fromkeys(asked.without) if chat not in asked.chats],
            unread=asked.unread,
            without_muted=asked.without_muted,
        )
        new = asked.folder is UNSET

        def change(known: list[Folder]) -> list[Folder]:
            if new and len(known) >= FOLDERS_LIMIT:
                raise Conflict("too_many_folders", limit=FOLDERS_LIMIT)
            if new:
                return [*known, folder]
            if all(one.id != folder.id for one in known):
                raise NotFound("folder_not_found")
            return [folder if one.id == folder.id else one for one in known]

        return await self._change(asker, None if asked.as_ is UNSET else asked.as_, change)

    async def delete(self, asker: Asker, folder: int, *, as_: int | None = None) -> list[Folder]:
        """The chats in it stay where they are."""
        return await self._change(asker, as_, lambda known: [one for one in known if one.id != folder])

    async def order(self, asker: Asker, folders: list[int], *, as_: int | None = None) -> list[Folder]:
        """Those that are not named (another device has just made them) stay at the end."""
        places = {folder: place for place, folder in enumerate(folders)}
        return await self._change(
            asker, as_, lambda known: sorted(known, key=lambda one: places.get(one.id, len(places)))
        )

    async def _change(
        self, asker: Asker, as_: int | None, change: Callable[[list[Folder]], list[Folder]]
    ) -> list[Folder]:
        async with self._desk.db.transaction() as conn:
            actor = await self._desk.acting(conn, asker, as_)
            version = (await bump_actor_space(conn, [actor]))[actor]
            folders = change(await keepsakes.folders(conn, actor))
            await keepsakes.put_folders(conn, actor, folders, version=version)
        self._desk.tell([FoldersChanged(actor, version, folders)])
        return folders
