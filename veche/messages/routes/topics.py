"""Commands of topics, comments and views."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command, Done
from veche.messages import wire
from veche.messages.actions.topics import Comments, Topics
from veche.messages.actions.views import Views
from veche.messages.routes.common import PLACE_ERRORS

_CHAT = 180388626433
_TOPIC = wire.Topic(id=180388626600, title="Снег и лёд", emoji="❄️", seq=42, count=17, created_by=180388626434)
_NAME_ERRORS = ("name_empty", "name_bidi", "text_too_long", "text_control", "text_surrogate", "not_an_emoji")


def topic_commands(topics: Topics, comments: Comments, views: Views) -> list[Command[Any, Any]]:
    return [*_topics(topics), *_posts(comments, views)]


def _topics(topics: Topics) -> list[Command[Any, Any]]:
    return [
        Command(
            name="create_topic",
            summary="A new topic in a group that has topics",
            tag="messages",
            request=wire.CreateTopic,
            answer=wire.Topic,
            run=topics.create,
            example=wire.CreateTopic(chat=_CHAT, title="Снег и лёд", emoji="❄️"),
            answer_example=_TOPIC,
            errors=(*PLACE_ERRORS, *_NAME_ERRORS, "topics_are_off", "too_many_topics"),
        ),
        Command(
            name="edit_topic",
            summary="Rename a topic, close it or open it again",
            tag="messages",
            request=wire.EditTopic,
            answer=wire.Topic,
            run=topics.edit,
            example=wire.EditTopic(chat=_CHAT, topic=_TOPIC.id, closed=True),
            answer_example=_TOPIC,
            errors=(*PLACE_ERRORS, *_NAME_ERRORS, "topic_not_found"),
        ),
        Command(
            name="list_topics",
            summary="The topics of a group, those with the newest messages first",
            tag="messages",
            request=wire.ListTopics,
            answer=wire.Topics,
            run=topics.list_topics,
            example=wire.ListTopics(chat=_CHAT),
            answer_example=wire.Topics([_TOPIC]),
            errors=("chat_not_found",),
        ),
    ]


def _posts(comments: Comments, views: Views) -> list[Command[Any, Any]]:
    return [
        Command(
            name="open_comments",
            summary="The group and topic in which a post of a channel is discussed; one is a member of it from then on",
            tag="messages",
            request=wire.OpenComments,
            answer=wire.CommentsOpened,
            run=comments.open,
            example=wire.OpenComments(chat=_CHAT, seq=42),
            answer_example=wire.CommentsOpened(180388626700, 42),
            errors=("chat_not_found", "not_your_post", "message_not_found", "comments_are_off", "you_were_removed"),
        ),
        Command(
            name="view_messages",
            summary="Posts of a channel were on the screen; each person counts once",
            tag="messages",
            request=wire.ViewMessages,
            answer=Done,
            run=views.view,
            example=wire.ViewMessages(chat=_CHAT, seqs=[41, 42]),
            answer_example=Done(),
            errors=("chat_not_found",),
        ),
        Command(
            name="get_views",
            summary="How many people have seen posts of a channel",
            tag="messages",
            request=wire.GetViews,
            answer=wire.Views,
            run=views.get,
            example=wire.GetViews(chat=_CHAT, seqs=[41, 42]),
            answer_example=wire.Views({41: 1204, 42: 87}),
            errors=("chat_not_found",),
        ),
    ]
