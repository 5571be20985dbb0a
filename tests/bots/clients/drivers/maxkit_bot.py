"""With maxkit, whose package is called aiomax."""

import aiomax
import common
from aiomax import buttons

bot = aiomax.Bot(common.TOKEN, api_url=common.API.rstrip("/") + "/")


@bot.on_ready()
async def ready():
    common.ready()


@bot.on_bot_start()
async def begun(event):
    await bot.send_message(f"started {event.payload}", chat_id=event.chat_id)


@bot.on_button_callback()
async def pressed(callback):
    try:
        await callback.answer(notification="noted", text=f"chose {callback.payload}", keyboard=[], attachments=[])
    except Exception as error:
        common.failed("callback", error)


@bot.on_message(detect_commands=True)
async def heard(message):
    text = message.content
    try:
        await answer(message, text)
    except Exception as error:
        common.failed(text, error)


async def answer(message, text):
    chat = message.recipient.chat_id
    if text == "keyboard":
        keyboard = buttons.KeyboardBuilder().row(buttons.CallbackButton("Да, согласен", "yes"))
        await message.reply("choose", keyboard=keyboard)
    elif text in common.NAMES:
        upload = {"image": bot.upload_image, "file": bot.upload_file, "video": bot.upload_video}[text]
        await message.send(text, attachments=await upload(str(common.path(text))))
    elif text == "edit":
        sent = await message.send("before")
        await bot.edit_message(sent.id, "after")
    elif text == "delete":
        sent = await message.send("gone soon")
        await bot.delete_message(sent.id)
        await message.send("deleted")
    elif text == "pin":
        sent = await message.send("pin me")
        await bot.pin(chat, sent.id)
    elif text == "members":
        found = [one.user_id async for one in bot.get_members(chat)]
        await message.send(f"members {common.ids(found)}")
    elif text == "admins":
        found = await bot.get_admins(chat)
        await message.send(f"admins {common.ids(one.user_id for one in found)}")
    else:
        await message.send(f"heard: {text}")


bot.run()
