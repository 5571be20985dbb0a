"""The commands of our own client about bots at work: meeting them, what authors look at, bots in one's chats."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from veche.bots.actions import Bots
from veche.bots.routes.own import BOT, COMMANDS, EXAMPLE, TAG
from veche.bots.wire import own
from veche.chats import Chat
from veche.ground.commands import Asker, Command, Done
from veche.ground.ids import BotId, ChatId

CHAT = 180388626433
_CARD = own.BotCard(
    id=BOT,
    name="Запись на приём",
    username="zapis_na_priyom_bot",
    about="Записывает на приём к специалистам отдела.",
    commands=COMMANDS,
)
_DIALOG = Chat(
    id=CHAT,
    kind="dialog",
    mode="ordinary",
    title="",
    about="",
    members_count=2,
    member_rights=7,
    version=0,
    seq=0,
    changed=0,
    created_by=180388626434,
    last_at=1795000000000,
    peer=BOT,
)


def commands(bots: Bots) -> list[Command[Any, Any]]:
    """What people do with bots, and what authors look at."""
    return [*_meeting(bots), *_page(bots), *_deliveries(bots), *_in_chats(bots)]


def _meeting(bots: Bots) -> list[Command[Any, Any]]:
    async def start_bot(asker: Asker, request: own.StartBot) -> own.Started:
        return own.Started(await bots.starting.start(asker, BotId(request.bot), payload=request.payload))

    async def get_bot(_: Asker, request: own.GetBot) -> own.BotCardAnswer:
        bot = await bots.desk.card(
            bot=None if request.bot is UNSET else BotId(request.bot),
            username=None if request.username is UNSET else request.username,
        )
        return own.BotCardAnswer(own.bot_card(bot))

    return [
        Command(
            name="start_bot",
            summary="Begin to talk with a bot; it is told, with what a link carries along",
            tag=TAG,
            request=own.StartBot,
            answer=own.Started,
            run=start_bot,
            example=own.StartBot(bot=BOT, payload="from_poster"),
            answer_example=own.Started(_DIALOG),
            errors=(
                "bot_not_there",
                "bot_payload",
                "bot_not_for_you",
                "too_many_starts",
                "too_many_dialogs",
                "you_blocked",
                "cannot_write_to",
                "actor_not_found",
                "actor_deactivated",
            ),
        ),
        Command(
            name="get_bot",
            summary="A bot by its number or name",
            tag=TAG,
            request=own.GetBot,
            answer=own.BotCardAnswer,
            run=get_bot,
            example=own.GetBot(username="zapis_na_priyom_bot"),
            answer_example=own.BotCardAnswer(_CARD),
            errors=("bot_not_there",),
        ),
    ]


_HOOK = own.Webhook(url="https://bot.example/hook", made_at=1795000000000)
_DELIVERY = own.BotDelivery(
    number=41,
    round=0,
    chat=CHAT,
    state="done",
    attempts=1,
    made_at=1795000000000,
    kept=True,
    type="message_created",
    url=_HOOK.url,
    status=200,
    took_ms=35,
    last_at=1795000000100,
)


def _page(bots: Bots) -> list[Command[Any, Any]]:
    desk = bots.desk

    async def get_my_bot(asker: Asker, request: own.GetMyBot) -> own.MyBotPage:
        return await desk.page(asker, BotId(request.bot), hours=request.hours)

    hour = own.Hour(hour=1795000000000, requests=120, errors=1, limited=0, updates=40, took_ms=960, slowest=41)
    return [
        Command(
            name="get_my_bot",
            summary="A bot of one's own: team, figures by the hour, webhooks, what it has not fetched",
            tag=TAG,
            request=own.GetMyBot,
            answer=own.MyBotPage,
            run=get_my_bot,
            example=own.GetMyBot(bot=BOT),
            answer_example=own.MyBotPage(EXAMPLE, [], [hour], [_HOOK], 0, False),
            errors=("bot_not_found",),
        ),
    ]


def _deliveries(bots: Bots) -> list[Command[Any, Any]]:
    desk = bots.desk

    async def list_bot_deliveries(asker: Asker, request: own.ListDeliveries) -> own.Deliveries:
        before = None if request.before is UNSET else request.before
        return own.Deliveries(await desk.deliveries(asker, BotId(request.bot), before=before, limit=request.limit))

    async def replay_bot_deliveries(asker: Asker, request: own.Replay) -> own.Replayed:
        return own.Replayed(await desk.replay(asker, BotId(request.bot), request.numbers))

    async def remove_bot_webhook(asker: Asker, request: own.RemoveWebhook) -> Done:
        await desk.remove_webhook(asker, BotId(request.bot), request.url)
        return Done()

    return [
        Command(
            name="list_bot_deliveries",
            summary="What was sent to the webhooks of a bot, and what came of it",
            tag=TAG,
            request=own.ListDeliveries,
            answer=own.Deliveries,
            run=list_bot_deliveries,
            example=own.ListDeliveries(bot=BOT),
            answer_example=own.Deliveries([_DELIVERY]),
            errors=("bot_not_found",),
        ),
        Command(
            name="replay_bot_deliveries",
            summary="Send updates to the webhooks of a bot once more",
            tag=TAG,
            request=own.Replay,
            answer=own.Replayed,
            run=replay_bot_deliveries,
            example=own.Replay(bot=BOT, numbers=[41]),
            answer_example=own.Replayed(1),
            errors=("bot_not_found",),
        ),
        Command(
            name="remove_bot_webhook",
            summary="Send no more updates to an address",
            tag=TAG,
            request=own.RemoveWebhook,
            answer=Done,
            run=remove_bot_webhook,
            example=own.RemoveWebhook(bot=BOT, url=_HOOK.url),
            answer_example=Done(),
            errors=("bot_not_found",),
        ),
    ]


def _in_chats(bots: Bots) -> list[Command[Any, Any]]:
    async def list_chat_bots(asker: Asker, request: own.ListChatBots) -> own.ChatBots:
        return own.ChatBots(await bots.desk.in_chat(asker, ChatId(request.chat)))

    async def set_bot_reading(asker: Asker, request: own.SetReading) -> Done:
        await bots.desk.set_reading(asker, ChatId(request.chat), BotId(request.bot), on=request.on)
        return Done()

    return [
        Command(
            name="list_chat_bots",
            summary="Which bots are in a chat, and which of them read everything",
            tag=TAG,
            request=own.ListChatBots,
            answer=own.ChatBots,
            run=list_chat_bots,
            example=own.ListChatBots(chat=CHAT),
            answer_example=own.ChatBots([own.BotInChat(BOT, True, True)]),
            errors=("chat_not_found",),
        ),
        Command(
            name="set_bot_reading",
            summary="Let a bot that is an admin read everything in a chat, or no more",
            tag=TAG,
            request=own.SetReading,
            answer=Done,
            run=set_bot_reading,
            example=own.SetReading(chat=CHAT, bot=BOT, on=True),
            answer_example=Done(),
            errors=("chat_not_found", "no_right", "member_not_found", "bot_no_admin"),
        ),
    ]
