"""The commands of notices."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from veche.ground.commands import Asker, Command, Done
from veche.notices import wire
from veche.notices.actions import Notices
from veche.notices.model import Quiet, Settings

TAG = "notices"
CHAT = 180388626433
_KEY = "BLc4xRzKlKORKWlbdgFaBrrPK3ydWAHo4M0gs0i1oEKgPpWC5cW8OCzVrOQRv-1npXRWk8udnW3oYhIO4475rds"
_SETTINGS = wire.NoticesAnswer(Settings(quiet=Quiet(on=True, zone="Europe/Moscow")))


def commands(notices: Notices) -> list[Command[Any, Any]]:
    """Everything that clients can ask of notices."""
    return [*_settings(notices), *_push(notices)]


def _settings(notices: Notices) -> list[Command[Any, Any]]:
    deciding = notices.deciding

    async def get_notices(asker: Asker, _: wire.Nothing) -> wire.NoticesAnswer:
        return wire.NoticesAnswer(await deciding.get(asker))

    async def set_notices(asker: Asker, request: wire.SetNotices) -> wire.NoticesAnswer:
        fields = {name: getattr(request, name) for name in wire.SetNotices.__struct_fields__}
        changes = {name: value for name, value in fields.items() if value is not UNSET}
        return wire.NoticesAnswer(await deciding.set(asker, **changes))

    async def list_mentions(asker: Asker, request: wire.ListMentions) -> wire.MentionsAnswer:
        found = await deciding.mentions(asker, as_=None if request.as_ is UNSET else request.as_)
        return wire.MentionsAnswer([wire.MentionsOf(chat, seqs) for chat, seqs in found.items()])

    return [
        Command(
            name="get_notices",
            summary="What makes a sound, and the quiet hours",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.NoticesAnswer,
            run=get_notices,
            example=wire.Nothing(),
            answer_example=_SETTINGS,
        ),
        Command(
            name="set_notices",
            summary="Change it for all one's devices; what is absent stays",
            tag=TAG,
            request=wire.SetNotices,
            answer=wire.NoticesAnswer,
            run=set_notices,
            example=wire.SetNotices(quiet=Quiet(on=True, zone="Europe/Moscow")),
            answer_example=_SETTINGS,
            errors=("zone_unknown", "quiet_empty"),
        ),
        Command(
            name="list_mentions",
            summary="Unread messages of groups and channels that call one by name or answer one",
            tag=TAG,
            request=wire.ListMentions,
            answer=wire.MentionsAnswer,
            run=list_mentions,
            example=wire.ListMentions(),
            answer_example=wire.MentionsAnswer([wire.MentionsOf(CHAT, [41, 42])]),
            errors=("not_your_post",),
        ),
    ]


def _push(notices: Notices) -> list[Command[Any, Any]]:
    pushing = notices.pushing

    async def get_push_key(asker: Asker, _: wire.Nothing) -> wire.PushKeyAnswer:
        return wire.PushKeyAnswer(pushing.on, notices.sealed, await pushing.is_subscribed(asker), pushing.key())

    async def subscribe_push(asker: Asker, request: wire.SubscribePush) -> Done:
        await pushing.subscribe(asker, endpoint=request.endpoint, p256dh=request.p256dh, auth=request.auth)
        return Done()

    async def unsubscribe_push(asker: Asker, _: wire.Nothing) -> Done:
        await pushing.unsubscribe(asker)
        return Done()

    return [
        Command(
            name="get_push_key",
            summary="Whether browsers without an open page can be woken here, and with which key they subscribe",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.PushKeyAnswer,
            run=get_push_key,
            example=wire.Nothing(),
            answer_example=wire.PushKeyAnswer(on=True, sealed=False, subscribed=False, key=_KEY),
        ),
        Command(
            name="subscribe_push",
            summary="Wake this device when something is new: the push service learns when, and not what",
            tag=TAG,
            request=wire.SubscribePush,
            answer=Done,
            run=subscribe_push,
            example=wire.SubscribePush(
                endpoint="https://push.example/s/4f1c", p256dh=_KEY, auth="BTBZMqHH6r4Tts7J_aSIgg"
            ),
            answer_example=Done(),
            errors=("push_off", "push_subscription_bad"),
        ),
        Command(
            name="unsubscribe_push",
            summary="Wake this device no more",
            tag=TAG,
            request=wire.Nothing,
            answer=Done,
            run=unsubscribe_push,
            example=wire.Nothing(),
            answer_example=Done(),
        ),
    ]
