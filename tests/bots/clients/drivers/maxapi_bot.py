"""With maxapi."""

import asyncio
import os

import common
from maxapi import Bot, Dispatcher
from maxapi.connection.base import BaseConnection
from maxapi.enums.upload_type import UploadType
from maxapi.types.attachments.buttons.callback_button import CallbackButton
from maxapi.types.input_media import InputMedia
from maxapi.utils.inline_keyboard import InlineKeyboardBuilder

BaseConnection.API_URL = common.API
bot = Bot(common.TOKEN)
dp = Dispatcher()
KINDS = {"image": UploadType.IMAGE, "file": UploadType.FILE, "video": UploadType.VIDEO}


@dp.on_started()
async def started():
    if common.HOOK:
        await bot.subscribe_webhook(url=common.HOOK_URL, secret=common.HOOK_SECRET)
    common.ready()


@dp.bot_started()
async def begun(event):
    await bot.send_message(chat_id=event.chat_id, text=f"started {event.payload}")


@dp.message_callback()
async def pressed(event):
    try:
        await event.answer(notification="noted", new_text=f"chose {event.callback.payload}", attachments=[])
    except Exception as error:
        common.failed("callback", error)


@dp.message_created()
async def heard(event):
    text = event.message.body.text
    try:
        await answer(event.message, text)
    except Exception as error:
        common.failed(text, error)


async def answer(message, text):
    chat = message.recipient.chat_id
    if text == "keyboard":
        keyboard = InlineKeyboardBuilder().row(CallbackButton(text="Да, согласен", payload="yes"))
        await message.reply("choose", attachments=[keyboard.as_markup()])
    elif text in KINDS:
        media = InputMedia(str(common.path(text)), type=KINDS[text])
        await message.answer(text, attachments=[media], sleep_after_input_media=False)
    elif text == "edit":
        sent = await message.answer("before")
        await bot.edit_message(sent.message.body.mid, text="after")
    elif text == "delete":
        sent = await message.answer("gone soon")
        await bot.delete_message(sent.message.body.mid)
        await message.answer("deleted")
    elif text == "pin":
        sent = await message.answer("pin me")
        await bot.pin_message(chat, sent.message.body.mid)
    elif text == "members":
        found = await bot.get_chat_members(chat)
        await message.answer(f"members {common.ids(one.user_id for one in found.members)}")
    elif text == "admins":
        found = await bot.get_list_admin_chat(chat)
        await message.answer(f"admins {common.ids(one.user_id for one in found.members)}")
    else:
        await message.answer(f"heard: {text}")


def receiver():
    if common.HOOK == "fastapi":
        from maxapi.webhook.fastapi import FastAPIMaxWebhook

        return FastAPIMaxWebhook
    if common.HOOK == "litestar":
        from maxapi.webhook.litestar import LitestarMaxWebhook

        return LitestarMaxWebhook
    from maxapi.webhook.aiohttp import AiohttpMaxWebhook

    return AiohttpMaxWebhook


async def main():
    if not common.HOOK:
        await dp.start_polling(bot)
        return
    await dp.handle_webhook(
        bot,
        host="127.0.0.1",
        port=common.HOOK_PORT,
        path="/" + common.HOOK_URL.rsplit("/", 1)[1],
        secret=common.HOOK_SECRET,
        webhook_type=receiver(),
    )


os.environ.setdefault("MAX_BOT_TOKEN", common.TOKEN)
asyncio.run(main())
