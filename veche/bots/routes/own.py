"""The commands of our own client about the life of bots: made, changed, keys, decided about by administrators."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from veche.bots.actions import Bots
from veche.bots.model.bots import BotCommand
from veche.bots.wire import own
from veche.ground.commands import Asker, Command, Done
from veche.ground.ids import BotId, PersonId

TAG = "bots"
BOT = 180388626499
_TEXTS = ("name_empty", "name_bidi", "text_too_long", "text_control", "text_surrogate")
COMMANDS = [BotCommand("start", "Начать")]
EXAMPLE = own.MyBot(
    id=BOT,
    name="Запись на приём",
    username="zapis_na_priyom_bot",
    about="Записывает на приём к специалистам отдела.",
    commands=COMMANDS,
    state="active",
    kind="trial",
    live="no",
    created_at=1795000000000,
    key_at=1795000000000,
)
TOKEN = "vbot_BLc4xRzKlKORKWlbdgFaBrrPK3ydWAHo4M0gs0i1oEK"


def commands(bots: Bots) -> list[Command[Any, Any]]:
    """What authors and administrators do with bots."""
    return [*_making(bots), *_changing(bots), *_picture(bots), *_keys(bots), *_deciding(bots)]


def _making(bots: Bots) -> list[Command[Any, Any]]:
    life, desk = bots.life, bots.desk

    async def create_bot(asker: Asker, request: own.CreateBot) -> own.BotKey:
        bot, token = await life.create(
            asker, name=request.name, username=request.username, about=request.about, purpose=request.purpose
        )
        return own.BotKey(await desk.one(bot), UNSET if token is None else token)

    async def list_my_bots(asker: Asker, _: own.Nothing) -> own.MyBots:
        return own.MyBots(
            await desk.mine(asker), await life.may_create(asker), by=bots.rules.by, review=bots.rules.review
        )

    return [
        Command(
            name="create_bot",
            summary="Make a bot; the answer has its token, this once",
            tag=TAG,
            request=own.CreateBot,
            answer=own.BotKey,
            run=create_bot,
            example=own.CreateBot(name="Запись на приём"),
            answer_example=own.BotKey(EXAMPLE, TOKEN),
            errors=(
                "bots_not_for_you",
                "too_many_bots",
                "too_many_new_bots",
                "bot_username",
                "bot_username_taken",
                *_TEXTS,
            ),
        ),
        Command(
            name="list_my_bots",
            summary="One's bots, and whether one may make more",
            tag=TAG,
            request=own.Nothing,
            answer=own.MyBots,
            run=list_my_bots,
            example=own.Nothing(),
            answer_example=own.MyBots([EXAMPLE], True, "everyone", False),
        ),
    ]


def _changing(bots: Bots) -> list[Command[Any, Any]]:
    life, desk = bots.life, bots.desk

    async def change_bot(asker: Asker, request: own.ChangeBot) -> own.BotAnswer:
        bot = await life.change(
            asker,
            BotId(request.bot),
            name=None if request.name is UNSET else request.name,
            about=None if request.about is UNSET else request.about,
            commands=None if request.commands is UNSET else request.commands,
        )
        return own.BotAnswer(await desk.one(bot))

    async def set_bot_team(asker: Asker, request: own.SetTeam) -> own.Team:
        people = await life.set_team(asker, BotId(request.bot), [PersonId(one) for one in request.people])
        return own.Team([int(one) for one in people])

    async def delete_bot(asker: Asker, request: own.AboutBot) -> Done:
        await life.delete(asker, BotId(request.bot))
        return Done()

    return [
        Command(
            name="change_bot",
            summary="Another name, description or list of commands",
            tag=TAG,
            request=own.ChangeBot,
            answer=own.BotAnswer,
            run=change_bot,
            example=own.ChangeBot(bot=BOT, commands=COMMANDS),
            answer_example=own.BotAnswer(EXAMPLE),
            errors=("bot_not_found", "bot_commands", *_TEXTS),
        ),
        Command(
            name="set_bot_team",
            summary="Whom a bot with a trial key talks to, besides its author",
            tag=TAG,
            request=own.SetTeam,
            answer=own.Team,
            run=set_bot_team,
            example=own.SetTeam(bot=BOT, people=[180388626434]),
            answer_example=own.Team([180388626434]),
            errors=("bot_not_found", "actor_not_found", "bot_team"),
        ),
        Command(
            name="delete_bot",
            summary="End a bot; what it wrote stays",
            tag=TAG,
            request=own.AboutBot,
            answer=Done,
            run=delete_bot,
            example=own.AboutBot(bot=BOT),
            answer_example=Done(),
            errors=("bot_not_found",),
        ),
    ]


def _picture(bots: Bots) -> list[Command[Any, Any]]:
    async def set_bot_photo(asker: Asker, request: own.SetBotPhoto) -> own.BotAnswer:
        bot = await bots.life.set_photo(asker, BotId(request.bot), request.file)
        return own.BotAnswer(await bots.desk.one(bot))

    return [
        Command(
            name="set_bot_photo",
            summary="Set or remove the picture of a bot that one runs",
            tag=TAG,
            request=own.SetBotPhoto,
            answer=own.BotAnswer,
            run=set_bot_photo,
            example=own.SetBotPhoto(bot=BOT, file=180388626450),
            answer_example=own.BotAnswer(EXAMPLE),
            errors=("bot_not_found", "bot_not_active", "file_not_found", "file_not_ready", "not_a_picture"),
        ),
    ]


def _keys(bots: Bots) -> list[Command[Any, Any]]:
    life, desk = bots.life, bots.desk

    async def rotate_bot_key(asker: Asker, request: own.RotateKey) -> own.BotKey:
        bot, token = await life.rotate(asker, BotId(request.bot), kind=request.kind)
        return own.BotKey(await desk.one(bot), token)

    async def revoke_bot_key(asker: Asker, request: own.AboutBot) -> own.BotAnswer:
        return own.BotAnswer(await desk.one(await life.revoke(asker, BotId(request.bot))))

    async def ask_live_key(asker: Asker, request: own.AskLive) -> own.BotAnswer:
        return own.BotAnswer(
            await desk.one(await life.ask_for_live(asker, BotId(request.bot), purpose=request.purpose))
        )

    return [
        Command(
            name="rotate_bot_key",
            summary="Another key, of this kind; the old one is worth nothing at once",
            tag=TAG,
            request=own.RotateKey,
            answer=own.BotKey,
            run=rotate_bot_key,
            example=own.RotateKey(bot=BOT, kind="live"),
            answer_example=own.BotKey(EXAMPLE, TOKEN),
            errors=("bot_not_found", "bot_not_active", "bot_needs_review"),
        ),
        Command(
            name="revoke_bot_key",
            summary="Take the key of a bot away",
            tag=TAG,
            request=own.AboutBot,
            answer=own.BotAnswer,
            run=revoke_bot_key,
            example=own.AboutBot(bot=BOT),
            answer_example=own.BotAnswer(EXAMPLE),
            errors=("bot_not_found",),
        ),
        Command(
            name="ask_live_key",
            summary="Ask an administrator to look at a bot, so that it may have a live key",
            tag=TAG,
            request=own.AskLive,
            answer=own.BotAnswer,
            run=ask_live_key,
            example=own.AskLive(bot=BOT, purpose="Запись граждан на приём в отдел социальной защиты"),
            answer_example=own.BotAnswer(EXAMPLE),
            errors=("bot_not_found", "bot_not_active", "bot_purpose", "text_too_long", "text_control"),
        ),
    ]


def _deciding(bots: Bots) -> list[Command[Any, Any]]:
    life, desk = bots.life, bots.desk

    async def list_bots(asker: Asker, request: own.ListBots) -> own.ListedBots:
        return own.ListedBots(
            await desk.listed(asker, waiting=request.waiting, after=request.after, limit=request.limit)
        )

    async def review_bot(asker: Asker, request: own.ReviewBot) -> own.BotAnswer:
        bot = await life.review(asker, BotId(request.bot), approve=request.approve, note=request.note)
        return own.BotAnswer(await desk.one(bot))

    async def suspend_bot(asker: Asker, request: own.SuspendBot) -> own.BotAnswer:
        bot = await life.suspend(asker, BotId(request.bot), on=request.on, note=request.note)
        return own.BotAnswer(await desk.one(bot))

    return [
        Command(
            name="list_bots",
            summary="Bots of the installation, for administrators",
            tag=TAG,
            request=own.ListBots,
            answer=own.ListedBots,
            run=list_bots,
            example=own.ListBots(),
            answer_example=own.ListedBots([own.ListedBot(EXAMPLE, "Запись граждан на приём")]),
            errors=("administrators_only",),
        ),
        Command(
            name="review_bot",
            summary="Decide about a bot that waits, as an administrator",
            tag=TAG,
            request=own.ReviewBot,
            answer=own.BotAnswer,
            run=review_bot,
            example=own.ReviewBot(bot=BOT, approve=True),
            answer_example=own.BotAnswer(EXAMPLE),
            errors=("administrators_only", "bot_not_found", "bot_not_waiting", "text_too_long", "text_control"),
        ),
        Command(
            name="suspend_bot",
            summary="Stop a bot, or let it go on, as an administrator",
            tag=TAG,
            request=own.SuspendBot,
            answer=own.BotAnswer,
            run=suspend_bot,
            example=own.SuspendBot(bot=BOT, on=True, note="Рассылает рекламу"),
            answer_example=own.BotAnswer(EXAMPLE),
            errors=("administrators_only", "bot_not_found", "bot_not_active", "text_too_long", "text_control"),
        ),
    ]
