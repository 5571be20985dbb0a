"""/updates and /subscriptions: how bots are told."""

from __future__ import annotations

from msgspec import UNSET

from veche.bots.actions.polling import Left, Polling
from veche.bots.actions.webhooks import Webhooks
from veche.bots.model.updates import DEFAULT_LIMIT, DEFAULT_TIMEOUT, LONGEST, MOST
from veche.bots.routes.api import Call, Param, Route
from veche.bots.wire.chats import NewSubscription, Subscription, Subscriptions
from veche.bots.wire.people import Simple
from veche.bots.wire.updates import Updates
from veche.ground.clock import to_ms
from veche.ground.errors import BadInput, Conflict
from veche.ground.http.streams import Gone


def routes(polling: Polling, webhooks: Webhooks) -> list[Route]:
    return [*_polling(polling, webhooks), *_subscriptions(webhooks)]


def _polling(polling: Polling, webhooks: Webhooks) -> list[Route]:
    async def get_updates(call: Call) -> Updates:
        if await webhooks.any_of(call.bot.id):
            raise Conflict("bot_has_webhook")
        limit = call.number("limit", default=DEFAULT_LIMIT, least=1, most=MOST)
        timeout = call.number("timeout", default=DEFAULT_TIMEOUT, least=0, most=LONGEST)
        try:
            polled = await polling.poll(
                call.bot,
                marker=call.number("marker"),
                limit=DEFAULT_LIMIT if limit is None else limit,
                timeout=DEFAULT_TIMEOUT if timeout is None else timeout,
                types=frozenset(call.words("types")),
                gone=call.exchange.left(),
            )
        except Left:
            raise Gone from None
        return Updates(polled.updates, polled.marker)

    return [
        Route(
            method="GET",
            path="/updates",
            run=get_updates,
            summary="What is new; waits for it. Not while there is a webhook",
            answer=Updates,
            waits=True,
            query=(
                Param(name="limit", type="integer", summary="1 to 1000, 100 without"),
                Param(name="timeout", type="integer", summary="Seconds to wait, 0 to 90, 30 without"),
                Param(name="marker", type="integer", summary="The next update; what is before it is confirmed"),
                Param(name="types", summary="Only these types, with commas; others are passed over"),
            ),
        )
    ]


def _subscriptions(webhooks: Webhooks) -> list[Route]:
    async def get_subscriptions(call: Call) -> Subscriptions:
        return Subscriptions(
            [
                Subscription(one.url, to_ms(one.made_at), UNSET if one.types is None else list(one.types))
                for one in await webhooks.subscriptions(call.bot.id)
            ]
        )

    async def subscribe(call: Call) -> Simple:
        new = call.into(NewSubscription)
        await webhooks.subscribe(call.bot, url=new.url, types=new.update_types, secret=new.secret or None)
        return Simple(success=True)

    async def unsubscribe(call: Call) -> Simple:
        url = call.text("url")
        if url is None:
            raise BadInput("bot_parameter", name="url")
        if not await webhooks.unsubscribe(call.bot.id, url=url):
            return Simple(success=False, message="There is no such subscription.")
        return Simple(success=True)

    path = "/subscriptions"
    return [
        Route(method="GET", path=path, run=get_subscriptions, summary="Where updates are sent", answer=Subscriptions),
        Route(
            method="POST",
            path=path,
            run=subscribe,
            summary="Send updates to an address; the same one again changes it",
            body=NewSubscription,
            answer=Simple,
        ),
        Route(
            method="DELETE",
            path=path,
            run=unsubscribe,
            summary="Send no more there",
            answer=Simple,
            query=(Param(name="url", required=True),),
        ),
    ]
