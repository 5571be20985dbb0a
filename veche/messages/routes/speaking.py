"""Send, forward, typing; and the quick way of sending on the socket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from veche.ground.commands import Asker, Command, Done
from veche.ground.errors import VecheError
from veche.ground.socket import Connection, Direct, Dispatcher, Gateway, text_frame
from veche.messages import wire
from veche.messages.actions.forwarding import Forwarder
from veche.messages.actions.speaking import Speaker
from veche.messages.model import Stored
from veche.messages.routes.common import ATTACHMENT_ERRORS, PLACE_ERRORS, SEND_ERRORS, SENT, TEXT_ERRORS

Outcome = Stored | VecheError


def direct_send(speaker: Speaker, dispatcher: Dispatcher, gateway: Gateway) -> Direct:
    """`send_message` on the socket without a task per message: the answer is written when the batch commits.
    What has attachments asks the database first: for it there is a task."""

    def send(connection: Connection, asker: Asker, number: int, request: wire.SendMessage) -> None:
        def done(outcome: Outcome) -> None:
            connection.end()
            if isinstance(outcome, VecheError):
                dispatcher.fail(connection, number, outcome)
            else:
                connection.send(answer_frame(number, outcome))

        if request.attachments:
            gateway.run(with_attachments(asker, request, done))
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
        gateway.flush()  # the commit told everybody before this answer was written

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


def speaking_commands(speaker: Speaker, forwarder: Forwarder) -> list[Command[Any, Any]]:
    return [
        Command(
            name="send_message",
            summary="Say something in a chat; repeated with the same cid it happens once",
            tag="messages",
            request=wire.SendMessage,
            answer=wire.MessageSent,
            run=speaker.send,
            example=wire.SendMessage(chat=180388626433, cid="5b0c1f2e-1", text="Добрый день!"),
            answer_example=SENT,
            errors=(*PLACE_ERRORS, *TEXT_ERRORS, *ATTACHMENT_ERRORS, *SEND_ERRORS),
        ),
        Command(
            name="forward_message",
            summary="Repeat a message in another chat, with its origin",
            tag="messages",
            request=wire.ForwardMessage,
            answer=wire.MessageSent,
            run=forwarder.forward,
            example=wire.ForwardMessage(chat=180388626433, cid="5b0c1f2e-2", from_chat=180388626440, seq=7),
            answer_example=SENT,
            errors=(*PLACE_ERRORS, "message_not_found", "message_not_editable", "cid_reused"),
        ),
        Command(
            name="forward_messages",
            summary="Repeat several messages in another chat, with their origin or without",
            tag="messages",
            request=wire.ForwardMessages,
            answer=wire.SentMessages,
            run=forwarder.forward_several,
            example=wire.ForwardMessages(chat=180388626433, cid="5b0c1f2e-3", from_chat=180388626440, seqs=[7, 8]),
            answer_example=wire.SentMessages([SENT]),
            errors=(*PLACE_ERRORS, "message_not_found", "message_not_editable", *SEND_ERRORS),
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
