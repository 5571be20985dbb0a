"""Commands of messages: parse → one action → wire."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from veche.ground.commands import Asker, Command, Done
from veche.ground.errors import VecheError
from veche.ground.socket import Connection, Direct, Dispatcher, text_frame
from veche.messages import wire
from veche.messages.actions.changing import Changer
from veche.messages.actions.reading import Reader
from veche.messages.actions.speaking import Speaker
from veche.messages.model import Stored

Outcome = Stored | VecheError

_MESSAGE = wire.Message(
    chat=180388626433,
    seq=42,
    version=57,
    sender=180388626434,
    at=1795420800000,
    text="Принял, бригада выезжает к 11:15.",
    entities=[wire.Entity(type="bold", offset=0, length=6)],
    reply_to=40,
    reactions=[wire.Reaction("👍", 2, [180388626435])],
)
_SENT = wire.MessageSent(chat=180388626433, seq=42, version=57, at=1795420800000)
_TEXT_ERRORS = (
    "message_empty",
    "text_too_long",
    "text_control",
    "text_surrogate",
    "entity_outside",
    "entity_url",
    "entity_mention",
    "too_many_entities",
)
_ATTACHMENT_ERRORS = (
    "attachments_mixed",
    "attachment_twice",
    "attachment_file",
    "attachment_kind",
    "attachment_contact",
    "attachment_place",
    "attachment_link",
    "poll_question",
    "poll_options",
    "poll_right",
    "poll_end",
    "file_not_found",
    "file_not_ready",
    "actor_not_found",
)
_SEND_ERRORS = ("reply_not_found", "cid_reused", "topic_not_found", "topic_closed", "unavailable")
_PLACE_ERRORS = ("chat_not_found", "not_your_post", "no_right")


def commands(speaker: Speaker, changer: Changer, reader: Reader) -> list[Command[Any, Any]]:
    return [*_speaking(speaker), *_changing(changer), *_reading(reader)]


def direct_send(speaker: Speaker, dispatcher: Dispatcher, *, run: Callable[[Awaitable[None]], None]) -> Direct:
    """`send_message` on the socket without a task per message: the answer is written when the batch commits.
    What has attachments asks the database first: for it there is a task, started by `run`."""

    def send(connection: Connection, asker: Asker, number: int, request: wire.SendMessage) -> None:
        def done(outcome: Outcome) -> None:
            connection.end()
            if isinstance(outcome, VecheError):
                dispatcher.fail(connection, number, outcome)
            else:
                connection.send(answer_frame(number, outcome))

        if request.attachments:
            run(with_attachments(asker, request, done))
            return
        try:
            speaker.take(asker, request, done)
        except VecheError as error:
            done(error)

    async def with_attachments(asker: Asker, request: wire.SendMessage, done: Callable[[Outcome], None]) -> None:
        try:
            done(await speaker.stored(asker, request))
        except VecheError as error:
            done(error)
        except Exception as defect:  # noqa: BLE001  the edge: a defect must not end the connection
            done(dispatcher.defect("send_message", defect))

    return send


def answer_frame(number: int, stored: Stored) -> bytes:
    """The answer to `send_message`, written by hand: it goes out once per message."""
    body = b'{"re":%d,"ok":{"chat":%d,"seq":%d,"version":%d,"at":%d%b}}' % (
        number,
        stored.draft.chat,
        stored.seq,
        stored.version,
        int(stored.at.timestamp() * 1000),
        b',"duplicate":true' if stored.duplicate else b"",
    )
    return text_frame(body)


def _speaking(speaker: Speaker) -> list[Command[Any, Any]]:
    return [
        Command(
            name="send_message",
            summary="Say something in a chat; repeated with the same cid it happens once",
            tag="messages",
            request=wire.SendMessage,
            answer=wire.MessageSent,
            run=speaker.send,
            example=wire.SendMessage(chat=180388626433, cid="5b0c1f2e-1", text="Добрый день!"),
            answer_example=_SENT,
            errors=(*_PLACE_ERRORS, *_TEXT_ERRORS, *_ATTACHMENT_ERRORS, *_SEND_ERRORS),
        ),
        Command(
            name="forward_message",
            summary="Repeat a message in another chat, with its origin",
            tag="messages",
            request=wire.ForwardMessage,
            answer=wire.MessageSent,
            run=speaker.forward,
            example=wire.ForwardMessage(chat=180388626433, cid="5b0c1f2e-2", from_chat=180388626440, seq=7),
            answer_example=_SENT,
            errors=(*_PLACE_ERRORS, "message_not_found", "message_not_editable", "cid_reused"),
        ),
        Command(
            name="typing",
            summary="Tell the others in the chat that one is writing",
            tag="messages",
            request=wire.Typing,
            answer=Done,
            run=speaker.typing,
            example=wire.Typing(chat=180388626433),
            answer_example=Done(),
            errors=("chat_not_found", "no_right"),
        ),
    ]


def _changing(changer: Changer) -> list[Command[Any, Any]]:
    return [
        Command(
            name="edit_message",
            summary="Change the text of one's own message, within two days",
            tag="messages",
            request=wire.EditMessage,
            answer=wire.Message,
            run=changer.edit,
            example=wire.EditMessage(chat=180388626433, seq=42, text="Принял, бригада выезжает к 11:30."),
            answer_example=_MESSAGE,
            errors=(
                *_PLACE_ERRORS,
                *_TEXT_ERRORS,
                "message_not_found",
                "message_not_editable",
                "message_too_old",
                "not_your_message",
                "official_is_kept",
            ),
        ),
        Command(
            name="delete_messages",
            summary="Delete messages for oneself or for everyone",
            tag="messages",
            request=wire.DeleteMessages,
            answer=Done,
            run=changer.delete,
            example=wire.DeleteMessages(chat=180388626433, seqs=[42], for_everyone=True),
            answer_example=Done(),
            errors=(*_PLACE_ERRORS, "message_not_found", "official_is_kept"),
        ),
        Command(
            name="react",
            summary="Put an emoji under a message or take it back",
            tag="messages",
            request=wire.React,
            answer=wire.Message,
            run=changer.react,
            example=wire.React(chat=180388626433, seq=42, emoji="👍", on=True),
            answer_example=_MESSAGE,
            errors=(
                *_PLACE_ERRORS,
                "message_not_found",
                "message_not_editable",
                "not_an_emoji",
                "too_many_reactions",
            ),
        ),
        Command(
            name="pin_message",
            summary="Pin a message in the chat or let it go",
            tag="messages",
            request=wire.PinMessage,
            answer=wire.Message,
            run=changer.pin,
            example=wire.PinMessage(chat=180388626433, seq=42, on=True),
            answer_example=_MESSAGE,
            errors=(*_PLACE_ERRORS, "message_not_found", "message_not_editable"),
        ),
    ]


def _reading(reader: Reader) -> list[Command[Any, Any]]:
    page = wire.Page([_MESSAGE], {42: ["👍"]})
    return [
        Command(
            name="history",
            summary="A page of a chat: the newest, before, after or around a message",
            tag="messages",
            request=wire.History,
            answer=wire.Page,
            run=reader.history,
            example=wire.History(chat=180388626433, before=43, limit=50),
            answer_example=page,
            errors=("chat_not_found", "bad_page"),
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
            errors=("chat_not_found",),
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
            name="changes",
            summary="What changed in a chat after a version",
            tag="sync",
            request=wire.Changes,
            answer=wire.ChangedMessages,
            run=reader.changes,
            example=wire.Changes(chat=180388626433, since=50),
            answer_example=wire.ChangedMessages(57, [_MESSAGE]),
            errors=("chat_not_found",),
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
                [wire.ActorSync(180388626434, 12)], [wire.ChatSync(180388626433, 57, [_MESSAGE])]
            ),
        ),
    ]
