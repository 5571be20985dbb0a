"""With maxpyin, the synchronous client."""

import common
from maxpyin import CallbackButton, InlineKeyboard, MaxApiError, MaxBot


def uploaded(bot, kind):
    if kind != "video":
        return bot.upload_media(kind, common.path(kind)).as_attachment(kind)
    place = bot.get_upload_url(kind)
    try:
        bot.upload_file(place.url, common.path(kind))
    except MaxApiError:
        pass  # It expects JSON, and MAX answers a video with XML. The file is there; its token came with the address.
    return {"type": "video", "payload": {"token": place.token}}


def answer(bot, message, text):
    chat = message.recipient.chat_id
    if text == "keyboard":
        keyboard = InlineKeyboard().add(CallbackButton("Да, согласен", "yes"))
        link = {"type": "reply", "mid": message.body.mid}
        bot.send_message("choose", chat_id=chat, attachments=[keyboard], link=link)
    elif text in common.NAMES:
        bot.send_message(text, chat_id=chat, attachments=[uploaded(bot, text)])
    elif text == "edit":
        sent = bot.send_message("before", chat_id=chat)
        bot.edit_message(sent.body.mid, text="after")
    elif text == "delete":
        sent = bot.send_message("gone soon", chat_id=chat)
        bot.delete_message(sent.body.mid)
        bot.send_message("deleted", chat_id=chat)
    elif text == "pin":
        sent = bot.send_message("pin me", chat_id=chat)
        bot.pin_message(chat, sent.body.mid)
    elif text == "members":
        found = bot.get_members(chat)
        bot.send_message(f"members {common.ids(one.user_id for one in found.members)}", chat_id=chat)
    elif text == "admins":
        found = bot.get_admins(chat)
        bot.send_message(f"admins {common.ids(one.user_id for one in found.members)}", chat_id=chat)
    else:
        bot.send_message(f"heard: {text}", chat_id=chat)


def take(bot, update):
    if update.update_type == "bot_started":
        bot.send_message(f"started {update.payload}", chat_id=update.chat_id)
    elif update.update_type == "message_callback":
        text = f"chose {update.callback.payload}"
        bot.answer_callback(update.callback.callback_id, text=text, attachments=[], notification="noted")
    elif update.update_type == "message_created":
        answer(bot, update.message, update.message.body.text)


with MaxBot(common.TOKEN, base_url=common.API) as bot:
    bot.get_me()
    common.ready()
    for update in bot.poll(timeout=20):
        try:
            take(bot, update)
        except Exception as error:
            common.failed(update.update_type, error)
