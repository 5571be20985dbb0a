"""Commands about badges."""

from __future__ import annotations

from typing import Any

from veche.channels import wire
from veche.channels.actions import Channels
from veche.channels.routes.examples import BADGE, CHAT, TAG, TEXT_ERRORS
from veche.ground.commands import Asker, Command


def badge_commands(channels: Channels) -> list[Command[Any, Any]]:
    badging = channels.badging

    async def confirm(asker: Asker, request: wire.AboutChannel) -> wire.BadgeAnswer:
        return await badging.answer(asker, await badging.confirm(asker, request.chat))

    async def revoke(asker: Asker, request: wire.Revoke) -> wire.BadgeAnswer:
        return await badging.answer(asker, await badging.revoke(asker, request))

    return [
        Command(
            name="get_channel_badge",
            summary="Who vouches for a channel: the chain, and the signed record to check without us",
            tag=TAG,
            request=wire.AboutBadge,
            answer=wire.BadgeAnswer,
            run=badging.of,
            example=wire.AboutBadge(chat=CHAT),
            answer_example=BADGE,
            errors=("badge_not_found",),
        ),
        Command(
            name="confirm_channel_badge",
            summary="The institution says that everything is still right, for another year",
            tag=TAG,
            request=wire.AboutChannel,
            answer=wire.BadgeAnswer,
            run=confirm,
            example=wire.AboutChannel(chat=CHAT),
            answer_example=BADGE,
            errors=("badge_not_found", "badge_gone", "confirm_too_early"),
        ),
        Command(
            name="revoke_channel_badge",
            summary="Take a badge away with a written reason; the channel stays, without one",
            tag=TAG,
            request=wire.Revoke,
            answer=wire.BadgeAnswer,
            run=revoke,
            example=wire.Revoke(chat=CHAT, reason="Учреждение ликвидировано 1 ноября."),
            answer_example=BADGE,
            errors=("badge_not_found", "badge_gone", "application_own", "reason_too_short", *TEXT_ERRORS),
        ),
    ]
