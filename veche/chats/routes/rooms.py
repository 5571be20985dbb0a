"""Making, finding and changing chats."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, Raw

from veche.chats import wire
from veche.chats.actions import Chats
from veche.chats.actions.features import NewFeatures
from veche.chats.routes.common import (
    CHAT,
    DIALOG,
    GROUP,
    ME,
    OTHER,
    PLACE_ERRORS,
    RIGHT_ERRORS,
    TEXT_ERRORS,
    given,
    numbers_of,
)
from veche.chats.store.cards import ListPlace
from veche.chats.wire import Chat
from veche.ground.commands import Asker, Command
from veche.ground.ids import ActorId, ChatId

LastMessages = Callable[[ActorId, Sequence[ChatId]], Awaitable[Mapping[ChatId, Raw]]]
"""The newest message of each chat as an actor sees it, encoded; a chat without one is absent."""

_MAKING_ERRORS = (
    "not_your_post",
    *TEXT_ERRORS,
    "mode_not_available",
    "actor_not_found",
    "actor_deactivated",
    "cannot_add",
    "too_many_chats",
    "too_many_added",
)


class _Rooms:
    def __init__(self, chats: Chats, last_messages: LastMessages) -> None:
        self._chats = chats
        self._last_messages = last_messages

    async def open_dialog(self, asker: Asker, request: wire.OpenDialog) -> wire.ChatAnswer:
        chat = await self._chats.opening.open_dialog(asker, ActorId(request.with_), as_=given(request.as_))
        return wire.ChatAnswer(await self._with_last(chat))

    async def create_group(self, asker: Asker, request: wire.CreateChat) -> wire.ChatAnswer:
        return wire.ChatAnswer(
            await self._chats.opening.create_group(
                asker,
                title=request.title,
                about=request.about,
                members=[ActorId(actor) for actor in request.members],
                mode=request.mode,
                as_=given(request.as_),
            )
        )

    async def create_channel(self, asker: Asker, request: wire.CreateChat) -> wire.ChatAnswer:
        return wire.ChatAnswer(
            await self._chats.opening.create_channel(
                asker,
                title=request.title,
                about=request.about,
                members=[ActorId(actor) for actor in request.members],
                mode=request.mode,
                as_=given(request.as_),
            )
        )

    async def list_chats(self, asker: Asker, request: wire.ListChats) -> wire.ChatsAnswer:
        after = None if request.after is UNSET else ListPlace.of_cursor(numbers_of(request.after, parts=3))
        actor, chats, following = await self._chats.reading.list_chats(
            asker, actor=given(request.actor), archived=request.archived, after=after, limit=request.limit
        )
        last = await self._last_messages(actor, [ChatId(chat.id) for chat in chats if chat.seq]) if chats else {}
        return wire.ChatsAnswer(
            [with_last(chat, last) for chat in chats], UNSET if following is None else following.cursor()
        )

    async def get_chat(self, asker: Asker, request: wire.AboutChat) -> wire.GetChatAnswer:
        chat, peers_read_seq, public_code = await self._chats.reading.get_chat(
            asker, ChatId(request.chat), as_=given(request.as_)
        )
        return wire.GetChatAnswer(await self._with_last(chat), peers_read_seq, public_code or UNSET)

    async def update_chat(self, asker: Asker, request: wire.UpdateChat) -> wire.ChatAnswer:
        return wire.ChatAnswer(
            await self._chats.managing.update_chat(
                asker,
                ChatId(request.chat),
                title=None if request.title is UNSET else request.title,
                about=None if request.about is UNSET else request.about,
                member_rights=given(request.member_rights),
                features=NewFeatures(
                    topics=None if request.topics is UNSET else request.topics,
                    slow_mode=given(request.slow_mode),
                    comments=None if request.comments is UNSET else request.comments,
                ),
                as_=given(request.as_),
            )
        )

    async def list_admin_log(self, asker: Asker, request: wire.ListAdminLog) -> wire.AdminLog:
        return wire.AdminLog(
            await self._chats.discussing.admin_log(
                asker,
                ChatId(request.chat),
                before=given(request.before),
                limit=request.limit,
                as_=given(request.as_),
            )
        )

    async def _with_last(self, chat: Chat) -> Chat:
        if not chat.seq or chat.membership is UNSET:
            return chat
        return with_last(chat, await self._last_messages(ActorId(chat.membership.actor), [ChatId(chat.id)]))


def with_last(chat: Chat, last: Mapping[ChatId, Raw]) -> Chat:
    message = last.get(ChatId(chat.id))
    return chat if message is None else msgspec.structs.replace(chat, last=message)


def room_commands(chats: Chats, last_messages: LastMessages) -> list[Command[Any, Any]]:
    run = _Rooms(chats, last_messages)
    return [*_making(run), *_finding(run)]


def _making(run: _Rooms) -> list[Command[Any, Any]]:
    return [
        Command(
            name="open_dialog",
            summary="The dialog with somebody, made at need; with oneself: saved messages",
            tag="chats",
            request=wire.OpenDialog,
            answer=wire.ChatAnswer,
            run=run.open_dialog,
            example=wire.OpenDialog(with_=OTHER),
            answer_example=wire.ChatAnswer(DIALOG),
            errors=(
                "not_your_post",
                "actor_not_found",
                "actor_deactivated",
                "cannot_write_to",
                "you_blocked",
                "too_many_dialogs",
            ),
        ),
        Command(
            name="create_group",
            summary="A new group; its maker owns it. The mode stays for ever",
            tag="chats",
            request=wire.CreateChat,
            answer=wire.ChatAnswer,
            run=run.create_group,
            example=wire.CreateChat(title="Дороги и благоустройство", members=[OTHER], mode="official"),
            answer_example=wire.ChatAnswer(GROUP),
            errors=_MAKING_ERRORS,
        ),
        Command(
            name="create_channel",
            summary="A new channel: few write, many read",
            tag="chats",
            request=wire.CreateChat,
            answer=wire.ChatAnswer,
            run=run.create_channel,
            example=wire.CreateChat(title="Новости города", about="Коротко о важном", mode="public", as_=ME),
            answer_example=wire.ChatAnswer(msgspec.structs.replace(GROUP, kind="channel", title="Новости города")),
            errors=(*_MAKING_ERRORS, "public_by_approval", "public_by_posts", "too_many_public_channels"),
        ),
    ]


def _finding(run: _Rooms) -> list[Command[Any, Any]]:
    return [
        Command(
            name="list_chats",
            summary="The chat list of oneself or of a post one holds: pinned chats first, then by the newest message",
            tag="chats",
            request=wire.ListChats,
            answer=wire.ChatsAnswer,
            run=run.list_chats,
            example=wire.ListChats(limit=30),
            answer_example=wire.ChatsAnswer([GROUP, DIALOG], next="0.1795420800000000.180388626433"),
            errors=("not_your_post", "bad_cursor"),
        ),
        Command(
            name="get_chat",
            summary="One chat, and how far anybody else has read in it",
            tag="chats",
            request=wire.AboutChat,
            answer=wire.GetChatAnswer,
            run=run.get_chat,
            example=wire.AboutChat(chat=CHAT),
            answer_example=wire.GetChatAnswer(GROUP, peers_read_seq=41),
            errors=PLACE_ERRORS,
        ),
        Command(
            name="update_chat",
            summary="Change title, description, features, or what every member may do",
            tag="chats",
            request=wire.UpdateChat,
            answer=wire.ChatAnswer,
            run=run.update_chat,
            example=wire.UpdateChat(chat=CHAT, title="Дороги"),
            answer_example=wire.ChatAnswer(msgspec.structs.replace(GROUP, title="Дороги")),
            errors=(
                *RIGHT_ERRORS,
                *TEXT_ERRORS,
                "rights_beyond_role",
                "only_in_groups",
                "only_in_channels",
                "title_sealed",
            ),
        ),
        Command(
            name="list_admin_log",
            summary="What those who run the chat did in it, newest first; for them alone",
            tag="chats",
            request=wire.ListAdminLog,
            answer=wire.AdminLog,
            run=run.list_admin_log,
            example=wire.ListAdminLog(chat=CHAT),
            answer_example=wire.AdminLog(
                [wire.LogEntry(7, OTHER, "title", 1795420800000, {"old": "Дороги", "new": "Дороги и мосты"})]
            ),
            errors=RIGHT_ERRORS,
        ),
    ]
