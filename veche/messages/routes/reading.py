"""History, single messages, differences."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command
from veche.messages import wire
from veche.messages.actions.reading import Reader
from veche.messages.routes.common import MESSAGE


def reading_commands(reader: Reader) -> list[Command[Any, Any]]:
    return [*_pages(reader), *_shared(reader), *_people(reader), *_differences(reader)]


def _pages(reader: Reader) -> list[Command[Any, Any]]:
    page = wire.Page([MESSAGE], {42: ["👍"]})
    return [
        Command(
            name="history",
            summary="A page of a chat or topic: the newest, before, after or around a message, or from a date on",
            tag="messages",
            request=wire.History,
            answer=wire.Page,
            run=reader.history,
            example=wire.History(chat=180388626433, before=43, limit=50),
            answer_example=page,
            errors=("chat_not_found", "bad_page", "too_much_reading"),
        ),
        Command(
            name="get_messages",
            summary="Single messages of a chat",
            tag="messages",
            request=wire.GetMessages,
            answer=wire.Page,
            run=reader.some,
            example=wire.GetMessages(chat=180388626433, seqs=[40, 42]),
            answer_example=page,
            errors=("chat_not_found", "too_much_reading"),
        ),
        Command(
            name="list_pinned",
            summary="The pinned messages of a chat, oldest pin first",
            tag="messages",
            request=wire.ListPinned,
            answer=wire.Page,
            run=reader.pinned,
            example=wire.ListPinned(chat=180388626433),
            answer_example=page,
            errors=("chat_not_found",),
        ),
    ]


def _shared(reader: Reader) -> list[Command[Any, Any]]:
    return [
        Command(
            name="list_shared",
            summary="What was shared in a chat: photos and videos, files, sounds or links, the newest first",
            tag="messages",
            request=wire.ListShared,
            answer=wire.Page,
            run=reader.shared,
            example=wire.ListShared(chat=180388626433, kind="files"),
            answer_example=wire.Page([MESSAGE]),
            errors=("chat_not_found", "bad_page", "too_much_reading"),
        ),
        Command(
            name="count_shared",
            summary="How much of each kind was shared in a chat",
            tag="messages",
            request=wire.CountShared,
            answer=wire.SharedCounts,
            run=reader.count_shared,
            example=wire.CountShared(chat=180388626433),
            answer_example=wire.SharedCounts(media=412, files=37, sounds=8, links=95, most=1000),
            errors=("chat_not_found",),
        ),
    ]


def _people(reader: Reader) -> list[Command[Any, Any]]:
    return [
        Command(
            name="list_reactions",
            summary="Who reacted to a message and how; in a channel only for those who manage its members",
            tag="messages",
            request=wire.ListReactions,
            answer=wire.Reactions,
            run=reader.reactions,
            example=wire.ListReactions(chat=180388626433, seq=42),
            answer_example=wire.Reactions([wire.ReactionOf(180388626435, "👍", 1795420860000)]),
            errors=("chat_not_found", "no_right"),
        ),
        Command(
            name="message_readers",
            summary="Who has read a message, in a dialog or a group of at most 200",
            tag="messages",
            request=wire.ListReaders,
            answer=wire.Readers,
            run=reader.readers,
            example=wire.ListReaders(chat=180388626433, seq=42),
            answer_example=wire.Readers([wire.ReaderOf(180388626435)]),
            errors=("chat_not_found", "message_not_found", "too_many_readers"),
        ),
    ]


def _differences(reader: Reader) -> list[Command[Any, Any]]:
    return [
        Command(
            name="ping",
            summary="Is the server there? With its clock",
            tag="sync",
            request=wire.Ping,
            answer=wire.Pong,
            run=reader.ping,
            example=wire.Ping(),
            answer_example=wire.Pong(1795420800000),
        ),
        Command(
            name="changes",
            summary="What changed in a chat after a version",
            tag="sync",
            request=wire.Changes,
            answer=wire.ChangedMessages,
            run=reader.changes,
            example=wire.Changes(chat=180388626433, since=50),
            answer_example=wire.ChangedMessages(57, [MESSAGE]),
            errors=("chat_not_found", "too_much_reading"),
        ),
        Command(
            name="sync",
            summary="What changed in all spaces that the device knows, in pages",
            tag="sync",
            request=wire.Sync,
            answer=wire.Synced,
            run=reader.sync,
            example=wire.Sync(actors=[wire.Known(180388626434, 12)], chats=[wire.Known(180388626433, 50)]),
            answer_example=wire.Synced(
                [wire.ActorSync(180388626434, 12)], [wire.ChatSync(180388626433, 57, [MESSAGE])]
            ),
        ),
    ]
