"""An author talks to his bot as one of three people who exist for that alone."""

import asyncio

import pytest

from tests.bots.stand import BotStand, Robot
from tests.support.live import PATIENCE, Json, Refusal, Someone


async def made(author: Someone, stand: BotStand) -> Robot:
    answer = await author.ask("create_bot", name="Запись на приём")
    return Robot(stand, bot=answer["bot"]["id"], username=answer["bot"]["username"], token=answer["token"])


async def talk(author: Someone, bot: Robot, sample: int = 1, *, count: int = 0) -> Json:
    """The conversation, as soon as it has so many messages."""
    async with asyncio.timeout(PATIENCE):
        while True:
            answer = await author.ask("get_sample_talk", bot=bot.id, sample=sample)
            if len(answer["messages"]) >= count:
                return answer
            await asyncio.sleep(0.02)


async def test_a_whole_conversation_with_a_bot_on_trial(stand: BotStand) -> None:
    author = await stand.live.person("Автор Ботов")
    bot = await made(author, stand)
    assert (await talk(author, bot))["messages"] == []
    assert len((await talk(author, bot))["people"]) == 3

    await author.ask("start_as_sample", bot=bot.id, sample=1, payload="from_poster")
    (started,) = await bot.updates(1)
    assert (started["update_type"], started["payload"]) == ("bot_started", "from_poster")
    button = {"type": "callback", "text": "Да", "payload": "yes"}
    keyboard = {"type": "inline_keyboard", "payload": {"buttons": [[button]]}}
    await bot.ok("POST", "/messages", chat_id=started["chat_id"], json={"text": "Записать?", "attachments": [keyboard]})
    (asked,) = (await talk(author, bot, count=1))["messages"]
    assert (asked["text"], asked["sender"]) == ("Записать?", bot.id)

    await author.ask("press_as_sample", bot=bot.id, sample=1, seq=asked["seq"], payload="yes")
    (pressed,) = await bot.updates(1, marker=bot.marker)
    assert pressed["callback"]["payload"] == "yes"
    await author.ask("say_as_sample", bot=bot.id, sample=1, text="На вторник")
    (said,) = await bot.updates(1, marker=bot.marker)
    assert said["message"]["body"]["text"] == "На вторник"
    assert said["message"]["sender"]["user_id"] == pressed["callback"]["user"]["user_id"]


async def test_each_sample_is_somebody_else_and_the_same_for_every_bot(stand: BotStand) -> None:
    author, other = await stand.live.person(), await stand.live.person()
    first, second = await made(author, stand), await made(other, stand)
    for sample in (1, 2, 3):
        await author.ask("say_as_sample", bot=first.id, sample=sample, text="Здравствуйте")
    await other.ask("say_as_sample", bot=second.id, sample=1, text="Здравствуйте")
    speakers = [one["message"]["sender"]["user_id"] for one in await first.updates(3, types="message_created")]
    assert len(set(speakers)) == 3
    (there,) = await second.updates(1, types="message_created")
    assert there["message"]["sender"]["user_id"] == speakers[0]
    assert len((await talk(other, second))["messages"]) == 1


async def test_they_are_found_by_nobody_and_cannot_be_met(stand: BotStand) -> None:
    author, stranger = await stand.live.person(), await stand.live.person()
    bot = await made(author, stand)
    await author.ask("say_as_sample", bot=bot.id, sample=1, text="Здравствуйте")
    (said,) = await bot.updates(1, types="message_created")
    sample = said["message"]["sender"]["user_id"]
    assert (await stranger.ask("find_people", query="Анна проба"))["actors"] == []
    with pytest.raises(Refusal, match="actor_deactivated"):
        await stranger.ask("open_dialog", **{"with": sample})


async def test_only_the_author_speaks_for_them(stand: BotStand) -> None:
    author, stranger = await stand.live.person(), await stand.live.person()
    bot = await made(author, stand)
    for command, more in (
        ("get_sample_talk", {}),
        ("start_as_sample", {}),
        ("say_as_sample", {"text": "Привет"}),
        ("press_as_sample", {"seq": 1, "payload": "yes"}),
    ):
        with pytest.raises(Refusal, match="bot_not_found"):
            await stranger.ask(command, bot=bot.id, sample=1, **more)
    with pytest.raises(Refusal, match="message_not_found"):
        await author.ask("press_as_sample", bot=bot.id, sample=1, seq=1, payload="yes")


async def test_the_authors_page_with_a_webhook(stand: BotStand) -> None:
    author = await stand.live.person()
    bot = await made(author, stand)
    await bot.ok("POST", "/subscriptions", json={"url": "https://127.0.0.1:9/hook", "secret": "a-secret"})
    page = await author.ask("get_my_bot", bot=bot.id)
    assert page["webhooks"][0]["url"] == "https://127.0.0.1:9/hook"
