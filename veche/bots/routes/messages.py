"""/messages, /answers, /videos and comments."""

from __future__ import annotations

from veche.bots.actions.talk import Talk
from veche.bots.routes.api import Call, Param, Route
from veche.bots.wire.attachments import VideoDetails
from veche.bots.wire.messages import Message, MessageList, NewAnswer, NewComment, NewMessage, OneMessage
from veche.bots.wire.people import Simple
from veche.ground.errors import BadInput

_CHAT = Param(name="chat_id", type="integer", summary="Of a chat; or user_id")
_USER = Param(name="user_id", type="integer", summary="Of a person with whom there is a dialog")
_PREVIEW = Param(name="disable_link_preview", type="boolean", summary="Nothing is shown of the page that is linked to")
_MESSAGE = Param(name="message_id", summary="The mid", required=True)
_COUNT = Param(name="count", type="integer", summary="1 to 100, 50")
_BOUNDS = (
    Param(name="before", type="integer"),
    Param(name="after", type="integer"),
    Param(name="from", type="integer"),
)


def needed(call: Call, name: str) -> str:
    """A parameter without which nothing can be done."""
    value = call.text(name)
    if value is None:
        raise BadInput("bot_parameter", name=name)
    return value


def bounds(call: Call) -> tuple[int | None, int | None]:
    """Two moments; the old names and the new ones."""
    low, high = call.number("after"), call.number("before")
    first, second = call.number("from"), call.number("to")
    if first is None and second is None:
        return low, high
    # `from` is the upper one in the words of the documentation; some clients swap them.
    if first is not None and second is not None:
        return min(first, second), max(first, second)
    return (second if low is None else low), (first if high is None else high)


def count_of(call: Call) -> int:
    return call.number("count", default=50, least=1, most=100) or 50


def routes(talk: Talk) -> list[Route]:
    talking = talk.talking

    async def send(call: Call) -> OneMessage:
        new = call.into(NewMessage)
        if call.text("notify") is not None:  # one client has it in the query
            new.notify = call.flag("notify", default=True)
        sent = await talking.send(
            call.bot,
            new,
            chat_id=call.number("chat_id"),
            user_id=call.number("user_id"),
            preview=not call.flag("disable_link_preview"),
        )
        return OneMessage(sent)

    async def edit(call: Call) -> Simple:
        await talking.edit(call.bot, needed(call, "message_id"), call.into(NewMessage))
        return Simple(success=True)

    async def delete(call: Call) -> Simple:
        await talking.delete(call.bot, needed(call, "message_id"))
        return Simple(success=True)

    return [
        Route(
            method="POST",
            path="/messages",
            run=send,
            summary="Say something in a chat or dialog",
            body=NewMessage,
            answer=OneMessage,
            query=(_CHAT, _USER, _PREVIEW),
        ),
        Route(
            method="PUT",
            path="/messages",
            run=edit,
            summary="Say something else instead of one's own message",
            body=NewMessage,
            answer=Simple,
            query=(_MESSAGE,),
        ),
        Route(
            method="DELETE",
            path="/messages",
            run=delete,
            summary="Take a message back",
            answer=Simple,
            query=(_MESSAGE,),
        ),
        *reading_routes(talk),
        *answer_routes(talk),
        *comment_routes(talk),
    ]


def reading_routes(talk: Talk) -> list[Route]:
    """What was said."""
    talking = talk.talking

    async def history(call: Call) -> MessageList:
        mids = call.words("message_ids")
        chat = call.number("chat_id")
        if (chat is None) == (not mids):
            raise BadInput("bot_target")
        if chat is None:
            return MessageList(await talking.some(call.bot, mids))
        return MessageList(await talking.history(call.bot, chat, bounds=bounds(call), count=count_of(call)))

    async def one(call: Call) -> Message:
        return await talking.one(call.bot, call.path["messageId"])

    return [
        Route(
            method="GET",
            path="/messages",
            run=history,
            summary="Messages of a chat, the newest first, or single ones",
            answer=MessageList,
            query=(_CHAT, Param(name="message_ids", summary="mids"), *_BOUNDS, _COUNT),
        ),
        Route(method="GET", path="/messages/{messageId}", run=one, summary="One message", answer=Message),
    ]


def answer_routes(talk: Talk) -> list[Route]:
    """Answers to buttons, and what is known of films."""

    async def answer(call: Call) -> Simple:
        await talk.answering.answer(call.bot, needed(call, "callback_id"), call.into(NewAnswer))
        return Simple(success=True)

    async def video(call: Call) -> VideoDetails:
        return await talk.uploading.video(call.bot, call.path["videoToken"])

    return [
        Route(
            method="POST",
            path="/answers",
            run=answer,
            summary="Answer a button that was pressed",
            body=NewAnswer,
            answer=Simple,
            query=(Param(name="callback_id", required=True), _PREVIEW),
        ),
        Route(
            method="GET", path="/videos/{videoToken}", run=video, summary="What is known of a film", answer=VideoDetails
        ),
    ]


def comment_routes(talk: Talk) -> list[Route]:
    """Comments under the posts of a channel."""
    commenting = talk.commenting
    path = "/messages/{messageId}/comments"
    which = Param(name="comment_id", required=True)

    async def found(call: Call) -> MessageList:
        ids = call.words("comment_ids")
        post = call.path["messageId"]
        told = await commenting.some(call.bot, post, bounds=bounds(call), ids=ids, count=count_of(call))
        return MessageList(told)

    async def one(call: Call) -> Message:
        return await commenting.one(call.bot, call.path["messageId"], call.path["commentId"])

    async def add(call: Call) -> OneMessage:
        return OneMessage(await commenting.add(call.bot, call.path["messageId"], call.into(NewComment)))

    async def edit(call: Call) -> Simple:
        comment, new = needed(call, "comment_id"), call.into(NewComment)
        await commenting.edit(call.bot, call.path["messageId"], comment, new)
        return Simple(success=True)

    async def delete(call: Call) -> Simple:
        await commenting.delete(call.bot, call.path["messageId"], needed(call, "comment_id"))
        return Simple(success=True)

    return [
        Route(
            method="GET",
            path=path,
            run=found,
            summary="Comments of a post, the newest first",
            answer=MessageList,
            query=(*_BOUNDS[:2], Param(name="comment_ids"), _COUNT),
        ),
        Route(method="GET", path=f"{path}/{{commentId}}", run=one, summary="One comment", answer=Message),
        Route(
            method="POST",
            path=path,
            run=add,
            summary="Comment on a post",
            body=NewComment,
            answer=OneMessage,
            query=(_PREVIEW,),
        ),
        Route(
            method="PUT",
            path=path,
            run=edit,
            summary="Change one's own comment within 26 hours",
            body=NewComment,
            answer=Simple,
            query=(which,),
        ),
        Route(method="DELETE", path=path, run=delete, summary="Delete a comment", answer=Simple, query=(which,)),
    ]
