"""With max-bot-api-client, which sends its token in the query."""

import json

import common
import urllib3
from max_client import (
    ApiClient,
    BotsApi,
    BotStartedUpdate,
    CallbackAnswer,
    CallbackButton,
    ChatsApi,
    Configuration,
    FileAttachmentRequest,
    InlineKeyboardAttachmentRequest,
    InlineKeyboardAttachmentRequestPayload,
    MessageCallbackUpdate,
    MessageCreatedUpdate,
    MessagesApi,
    NewMessageBody,
    NewMessageLink,
    PhotoAttachmentRequest,
    PinMessageBody,
    SubscriptionsApi,
    UploadApi,
)
from max_client.models.video_attachment_request import VideoAttachmentRequest

settings = Configuration()
settings.host = common.API.rstrip("/")
settings.api_key["access_token"] = common.TOKEN
client = ApiClient(settings)
bots, chats, messages = BotsApi(client), ChatsApi(client), MessagesApi(client)
subscriptions, uploads = SubscriptionsApi(client), UploadApi(client)
http = urllib3.PoolManager()
SHAPES = {"image": PhotoAttachmentRequest, "file": FileAttachmentRequest, "video": VideoAttachmentRequest}


def send(chat, text, attachments=None, link=None):
    return messages.send_message(NewMessageBody(text, attachments=attachments or [], link=link), chat_id=chat)


def uploaded(kind):
    """The client gives the address; the bytes are left to the caller."""
    place = uploads.get_upload_url(kind)
    field = {"data": (common.path(kind).name, common.path(kind).read_bytes())}
    answer = http.request("POST", place.url, fields=field)
    assert answer.status == 200, answer.data
    token = place.token if kind == "video" else answer.json()["token"]
    return SHAPES[kind]({"token": token})


def found_by(ask, chat):
    """Its model of a member raises a NameError whatever comes: the answer is read without it."""
    answer = json.loads(ask(chat, _preload_content=False).data)
    return common.ids(one["user_id"] for one in answer["members"])


def answer(message, text):
    chat = message.recipient.chat_id
    if text == "keyboard":
        buttons = InlineKeyboardAttachmentRequestPayload([[CallbackButton("Да, согласен", "yes")]])
        link = NewMessageLink("reply", message.body.mid)
        send(chat, "choose", [InlineKeyboardAttachmentRequest(buttons)], link)
    elif text in common.NAMES:
        send(chat, text, [uploaded(text)])
    elif text == "edit":
        sent = send(chat, "before")
        messages.edit_message(sent.message.body.mid, NewMessageBody("after"))
    elif text == "delete":
        sent = send(chat, "gone soon")
        messages.delete_message(sent.message.body.mid)
        send(chat, "deleted")
    elif text == "pin":
        sent = send(chat, "pin me")
        chats.pin_message(chat, PinMessageBody(sent.message.body.mid))
    elif text == "members":
        send(chat, f"members {found_by(chats.get_members, chat)}")
    elif text == "admins":
        send(chat, f"admins {found_by(chats.get_admins, chat)}")
    else:
        send(chat, f"heard: {text}")


def take(update):
    if isinstance(update, BotStartedUpdate):
        send(update.chat_id, f"started {update.payload}")
    elif isinstance(update, MessageCallbackUpdate):
        body = NewMessageBody(f"chose {update.callback.payload}", attachments=[])
        messages.answer_on_callback(update.callback.callback_id, CallbackAnswer(body, "noted"))
    elif isinstance(update, MessageCreatedUpdate):
        answer(update.message, update.message.body.text)


bots.get_my_info()
common.ready()
marker = None
while True:
    page = subscriptions.get_updates(timeout=20, **({"marker": marker} if marker else {}))
    marker = page.marker
    for update in page.updates:
        try:
            take(update)
        except Exception as error:
            common.failed(update.update_type, error)
