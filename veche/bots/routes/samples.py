"""The commands with which the author of a bot tries it as one of three sample people."""

from __future__ import annotations

from typing import Any

from veche.bots.actions.samples import NAMES, Samples
from veche.bots.routes.own import BOT, TAG
from veche.bots.wire import samples as wire
from veche.ground.commands import Asker, Command, Done
from veche.ground.ids import BotId
from veche.messages import Message

_OWN = ("bot_not_found", "bot_not_active")
_SAID = Message(chat=180388626433, seq=1, version=1, sender=180388626434, at=1795000000000, text="Здравствуйте")


def commands(samples: Samples) -> list[Command[Any, Any]]:
    """Nobody but the author of a bot gets anything out of these."""

    async def start_as_sample(asker: Asker, request: wire.StartAsSample) -> Done:
        await samples.start(asker, BotId(request.bot), request.sample, payload=request.payload)
        return Done()

    async def say_as_sample(asker: Asker, request: wire.SayAsSample) -> Done:
        await samples.say(asker, BotId(request.bot), request.sample, text=request.text)
        return Done()

    async def press_as_sample(asker: Asker, request: wire.PressAsSample) -> Done:
        await samples.press(asker, BotId(request.bot), request.sample, seq=request.seq, payload=request.payload)
        return Done()

    return [
        Command(
            name="get_sample_talk",
            summary="What a sample person and one's bot have said to each other",
            tag=TAG,
            request=wire.AboutSample,
            answer=wire.SampleTalk,
            run=lambda asker, asked: samples.talk(asker, BotId(asked.bot), asked.sample),
            example=wire.AboutSample(bot=BOT, sample=1),
            answer_example=wire.SampleTalk(people=list(NAMES.values()), messages=[_SAID], chat=180388626433),
            errors=("bot_not_found",),
        ),
        Command(
            name="start_as_sample",
            summary="Begin to talk with one's bot as a sample person",
            tag=TAG,
            request=wire.StartAsSample,
            answer=Done,
            run=start_as_sample,
            example=wire.StartAsSample(bot=BOT, sample=1),
            answer_example=Done(),
            errors=(*_OWN, "bot_not_there", "bot_payload", "too_many_starts"),
        ),
        Command(
            name="say_as_sample",
            summary="Write to one's bot as a sample person",
            tag=TAG,
            request=wire.SayAsSample,
            answer=Done,
            run=say_as_sample,
            example=wire.SayAsSample(bot=BOT, sample=1, text="Здравствуйте"),
            answer_example=Done(),
            errors=(*_OWN, "message_empty", "text_too_long", "text_control", "text_surrogate"),
        ),
        Command(
            name="press_as_sample",
            summary="Press a button of one's bot as a sample person",
            tag=TAG,
            request=wire.PressAsSample,
            answer=Done,
            run=press_as_sample,
            example=wire.PressAsSample(bot=BOT, sample=1, seq=2, payload="yes"),
            answer_example=Done(),
            errors=(*_OWN, "message_not_found", "button_gone", "bot_is_away", "too_many_presses"),
        ),
    ]
