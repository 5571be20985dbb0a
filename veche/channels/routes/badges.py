"""Commands about badges."""

from __future__ import annotations

from typing import Any

from veche.channels import wire
from veche.channels.actions import Channels
from veche.channels.routes.examples import AT, BADGE, CHAT, TAG, TEXT_ERRORS
from veche.ground.commands import Asker, Command


def badge_commands(channels: Channels) -> list[Command[Any, Any]]:
    badging = channels.badging

    async def confirm(asker: Asker, request: wire.AboutChannel) -> wire.BadgeAnswer:
        return await badging.answer(asker, await badging.confirm(asker, request.chat))

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
            summary="Everything is still right, for another year: the institution says so, or the body that objected",
            tag=TAG,
            request=wire.AboutChannel,
            answer=wire.BadgeAnswer,
            run=confirm,
            example=wire.AboutChannel(chat=CHAT),
            answer_example=BADGE,
            errors=(
                "badge_not_found",
                "badge_gone",
                "badge_objected",
                "application_own",
                "confirm_too_early",
                "channel_not_yours",
                "chat_not_found",
            ),
        ),
        *_ending(channels),
    ]


def _ending(channels: Channels) -> list[Command[Any, Any]]:
    """For the body that gave a badge."""
    badging = channels.badging

    async def object_to(asker: Asker, request: wire.Object) -> wire.BadgeAnswer:
        return await badging.answer(asker, await badging.object(asker, request))

    async def revoke(asker: Asker, request: wire.Revoke) -> wire.BadgeAnswer:
        return await badging.answer(asker, await badging.revoke(asker, request))

    return [
        Command(
            name="object_to_channel_badge",
            summary="The body does not agree with a confirmation: the badge waits for it, and goes after a month",
            tag=TAG,
            request=wire.Object,
            answer=wire.BadgeAnswer,
            run=object_to,
            example=wire.Object(chat=CHAT, reason="Учреждение переименовано, подайте новую заявку."),
            answer_example=BADGE,
            errors=(
                "badge_not_found",
                "badge_gone",
                "application_own",
                "object_too_late",
                "reason_too_short",
                *TEXT_ERRORS,
            ),
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


def running_commands(channels: Channels) -> list[Command[Any, Any]]:
    """For those who open a channel, and those who run one."""

    async def policy(_asker: Asker, _: wire.Nothing) -> wire.ChannelPolicy:
        one = channels.policy
        return wire.ChannelPolicy(one.public_by, one.most, one.badge_above, one.decide_in.days, one.papers)

    return [
        Command(
            name="get_channel_policy",
            summary="Who may open a public channel here, and how large it grows without a badge",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.ChannelPolicy,
            run=policy,
            example=wire.Nothing(),
            answer_example=wire.ChannelPolicy("everyone", 20, 0, 15, papers=False),
        ),
        Command(
            name="get_channel_statistics",
            summary="Subscribers, reach, views of posts and growth of a channel, for those who run it; counts only",
            tag=TAG,
            request=wire.AboutStatistics,
            answer=wire.Statistics,
            run=channels.statistics.of,
            example=wire.AboutStatistics(chat=CHAT),
            answer_example=wire.Statistics(
                41_870, 12_310, 24_508, 18_204, [AT], [41_870], [wire.PostViews(42, AT, 18_204)]
            ),
            errors=("not_your_post", "chat_not_found", "no_right", "only_in_channels", "too_many_requests"),
        ),
    ]
