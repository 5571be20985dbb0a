"""With python-max-bot."""

import asyncio

import common
import httpx
from max_bot_api import MaxClient
from max_bot_api.models.attachments import InlineKeyboardAttachment, VideoAttachment
from max_bot_api.models.keyboards import CallbackButton, InlineKeyboard
from max_bot_api.models.updates import UpdateType
from pydantic import ValidationError

# The models of this client know no callback, and one update that they do not know rejects the whole batch.
TYPES = [UpdateType.MESSAGE_CREATED, UpdateType.BOT_STARTED]


async def video(client):
    """Its own helper reads the answer of the upload as JSON, and MAX answers a video with XML: by hand."""
    place = await client.request_upload_url(type="video")
    async with httpx.AsyncClient() as http:
        answer = await http.post(place.url, files={"data": ("film.mp4", common.path("video").read_bytes())})
        answer.raise_for_status()
    return VideoAttachment.model_validate({"payload": {"token": place.token}})


async def answer(client, message, text):
    chat = message.recipient.chat_id
    if text == "keyboard":
        keyboard = InlineKeyboard(buttons=[[CallbackButton(text="Да, согласен", payload="yes")]])
        await client.send_message(chat_id=chat, text="choose", attachments=[InlineKeyboardAttachment(payload=keyboard)])
    elif text in common.NAMES:
        data = common.path(text).read_bytes()
        if text == "image":
            sent = await client.upload_image(data, filename="picture.png")
        elif text == "file":
            sent = await client.upload_file_attachment(data, filename="paper.pdf")
        else:
            sent = await video(client)
        await client.send_message(chat_id=chat, text=text, attachments=[sent])
    elif text == "edit":
        sent = await client.send_message(chat_id=chat, text="before")
        try:
            await client.edit_message(sent.body.mid, text="after")
        except ValidationError:
            pass  # It expects the message in the answer, and MAX answers `success`. The edit has been made.
    elif text == "delete":
        sent = await client.send_message(chat_id=chat, text="gone soon")
        await client.delete_message(sent.body.mid)
        await client.send_message(chat_id=chat, text="deleted")
    elif text == "members":
        found = await client.get_chat_members(chat)
        await client.send_message(chat_id=chat, text=f"members {common.ids(one.user_id for one in found.members)}")
    elif text == "admins":
        found = await client.get_chat_admins(chat)
        await client.send_message(chat_id=chat, text=f"admins {common.ids(one.user_id for one in found.members)}")
    else:
        await client.send_message(chat_id=chat, text=f"heard: {text}")


async def main():
    async with MaxClient(common.TOKEN, base_url=common.API) as client:
        await client.get_me()
        common.ready()
        marker = None
        while True:
            page = await client.get_updates(marker=marker, timeout=20, types=TYPES)
            marker = page.marker
            for update in page.updates:
                if update.update_type == "bot_started":
                    await client.send_message(chat_id=update.chat_id, text="started")
                    continue
                try:
                    await answer(client, update.message, update.message.body.text)
                except Exception as error:
                    common.failed(update.message.body.text, error)


asyncio.run(main())
