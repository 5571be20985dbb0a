"""/me: the bot about itself."""

from __future__ import annotations

from veche.bots.actions import Bots
from veche.bots.routes.api import Call, Route
from veche.bots.wire.me import BotPatch
from veche.bots.wire.people import BotInfo, Commands, NewCommands, bot_info


def routes(bots: Bots) -> list[Route]:
    life = bots.life

    async def get_me(call: Call) -> BotInfo:
        bot = await life.itself(call.bot)
        return bot_info(bot, at=bots.clock.ms(), avatar=bots.faces.of_bot(bot))

    async def patch_me(call: Call) -> BotInfo:
        patch = call.into(BotPatch)
        if patch.photo is not None:
            await bots.talk.icons.set_own(call.bot, patch.photo)
        bot = await life.change(
            call.asker,
            call.bot.id,
            name=patch.name or patch.first_name or None,
            about=None if patch.description is None else patch.description[:1_000],
            commands=patch.commands,
        )
        return bot_info(bot, at=bots.clock.ms(), avatar=bots.faces.of_bot(bot))

    async def patch_commands(call: Call) -> Commands:
        wanted = call.into(NewCommands).commands or []
        bot = await life.change(call.asker, call.bot.id, commands=wanted)
        return Commands(list(bot.commands))

    return [
        Route(method="GET", path="/me", run=get_me, summary="About the bot itself", answer=BotInfo),
        Route(
            method="PATCH",
            path="/me",
            run=patch_me,
            summary="Change name, description or commands",
            body=BotPatch,
            answer=BotInfo,
            legacy=True,
        ),
        Route(
            method="PATCH",
            path="/me/commands",
            run=patch_commands,
            summary="Replace the list of commands",
            body=NewCommands,
            answer=Commands,
        ),
    ]
