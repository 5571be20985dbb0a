"""Drafts and folders."""

from __future__ import annotations

from typing import Any

from veche.chats import wire
from veche.chats.actions import Chats
from veche.chats.routes.common import CHAT, PLACE_ERRORS, given
from veche.ground.commands import Asker, Command

AT = 1795424400000
_TEXT_ERRORS = ("text_too_long", "text_control", "text_surrogate")
_FOLDER = wire.Folder(id=180388626477, title="Работа", emoji="💼", kinds=["groups"], chats=[CHAT], without_muted=True)
_FOLDERS = wire.FoldersAnswer([_FOLDER])


def keepsake_commands(chats: Chats) -> list[Command[Any, Any]]:
    return [_draft(chats), *_folders(chats)]


def _draft(chats: Chats) -> Command[Any, Any]:
    async def set_draft(asker: Asker, request: wire.SetDraft) -> wire.DraftAnswer:
        return wire.DraftAnswer(await chats.drafts.set(asker, request))

    return Command(
        name="set_draft",
        summary="Keep a message that was begun for one's other devices; of two the later one stays",
        tag="chats",
        request=wire.SetDraft,
        answer=wire.DraftAnswer,
        run=set_draft,
        example=wire.SetDraft(chat=CHAT, text="Завтра в девять"),
        answer_example=wire.DraftAnswer(wire.Draft(chat=CHAT, at=AT, text="Завтра в девять")),
        errors=(*PLACE_ERRORS, *_TEXT_ERRORS),
    )


class _Folders:
    def __init__(self, chats: Chats) -> None:
        self._folders = chats.folders

    async def list_folders(self, asker: Asker, request: wire.ListFolders) -> wire.FoldersAnswer:
        return wire.FoldersAnswer(await self._folders.all(asker, as_=given(request.as_)))

    async def save_folder(self, asker: Asker, request: wire.SaveFolder) -> wire.FoldersAnswer:
        return wire.FoldersAnswer(await self._folders.save(asker, request))

    async def delete_folder(self, asker: Asker, request: wire.AboutFolder) -> wire.FoldersAnswer:
        return wire.FoldersAnswer(await self._folders.delete(asker, request.folder, as_=given(request.as_)))

    async def order_folders(self, asker: Asker, request: wire.OrderFolders) -> wire.FoldersAnswer:
        return wire.FoldersAnswer(await self._folders.order(asker, request.folders, as_=given(request.as_)))


def _folders(chats: Chats) -> list[Command[Any, Any]]:
    run = _Folders(chats)
    return [
        Command(
            name="list_folders",
            summary="The folders of one's chat list; `sync` brings them as well",
            tag="chats",
            request=wire.ListFolders,
            answer=wire.FoldersAnswer,
            run=run.list_folders,
            example=wire.ListFolders(),
            answer_example=_FOLDERS,
            errors=("not_your_post",),
        ),
        Command(
            name="save_folder",
            summary="Make a folder, or change one",
            tag="chats",
            request=wire.SaveFolder,
            answer=wire.FoldersAnswer,
            run=run.save_folder,
            example=wire.SaveFolder(title="Работа", emoji="💼", kinds=["groups"], chats=[CHAT], without_muted=True),
            answer_example=_FOLDERS,
            errors=(
                "not_your_post",
                "folder_empty",
                "folder_not_found",
                "too_many_folders",
                "name_empty",
                "name_bidi",
                *_TEXT_ERRORS,
            ),
        ),
        Command(
            name="delete_folder",
            summary="Delete a folder; the chats stay",
            tag="chats",
            request=wire.AboutFolder,
            answer=wire.FoldersAnswer,
            run=run.delete_folder,
            example=wire.AboutFolder(folder=_FOLDER.id),
            answer_example=wire.FoldersAnswer([]),
            errors=("not_your_post",),
        ),
        Command(
            name="order_folders",
            summary="Put the folders into another order",
            tag="chats",
            request=wire.OrderFolders,
            answer=wire.FoldersAnswer,
            run=run.order_folders,
            example=wire.OrderFolders(folders=[_FOLDER.id]),
            answer_example=_FOLDERS,
            errors=("not_your_post",),
        ),
    ]
