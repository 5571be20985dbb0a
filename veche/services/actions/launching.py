"""Starting an app: signed launch data, the page around its frame, and a phone number that is handed over."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from msgspec import UNSET

from veche import chats
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, NotFound, Refused
from veche.ground.ids import ActorId, ChatId
from veche.ground.names import split_name
from veche.identity import asker_card
from veche.services import wire
from veche.services.actions.base import Needs
from veche.services.model import CONTACTS, LAUNCHES, App, Consent, covers
from veche.services.model.addresses import host_of
from veche.services.model.launch import (
    LaunchChat,
    LaunchUser,
    contact_hash,
    launch_fields,
    launch_fragment,
    sign_launch,
)
from veche.services.store import consents

FRAME = "/app-frame/"
_KINDS = {"dialog": "DIALOG", "group": "CHAT", "channel": "CHANNEL"}

Allowed = Callable[[Asker, int], Awaitable[tuple[App, str, Consent]]]


class Launching:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def open(self, asker: Asker, asked: wire.OpenApp) -> wire.Launch:
        """Raises: no_such_bot, app_not_found, app_not_approved, app_url_…, consent_needed, chat_not_found,
        too_many_requests."""
        needs = self._needs
        app, origin, consent = await self.allowed(asker, asked.bot)
        await needs.limits.take(LAUNCHES, asker.person)
        chat = None if asked.chat is UNSET else await self._chat(asker, ChatId(asked.chat), app.bot)
        fields = launch_fields(
            user=await self._user(asker, app.bot, consent),
            auth_date=int(needs.clock.now().timestamp()),
            query_id=secrets.token_urlsafe(18),
            chat=chat,
            start_param=asked.start_param,
        )
        init_data = sign_launch(fields, await needs.bots.token_of(app.bot))
        return wire.Launch(
            bot=app.bot,
            title=app.title,
            frame=f"{FRAME}{app.bot}",
            origin=origin,
            url=app.url + launch_fragment(init_data),
            fields=list(consent.fields),
        )

    async def allowed(self, asker: Asker, bot: int) -> tuple[App, str, Consent]:
        """An app that the asker may open and consented to, and its origin. Raises as `open`."""
        app, _brief, origin = await self._needs.openable(asker, bot)
        consent = await consents.current(self._needs.db, asker.person, bot)
        if consent is None or not covers(consent, app):
            raise Refused("consent_needed")
        return app, origin, consent

    async def frame(self, asker: Asker, bot: int, *, host: str) -> tuple[str, Consent]:
        """For the page around the frame: the one origin that it lets in. `host`: under which name we were asked.
        Raises as `open`."""
        _app, origin, consent = await self.allowed(asker, bot)
        if host_of(origin) == host_of(host):
            raise BadInput("app_url_own")
        return origin, consent

    async def share_contact(self, asker: Asker, asked: wire.ShareContact) -> wire.SharedContact:
        """A phone number that the person typed, signed as a bot's program expects it.

        Raises as `open`, and: phone_unknown, phone_not_wanted."""
        needs = self._needs
        app, _origin, _consent = await self.allowed(asker, asked.bot)
        if not needs.typed_phones:
            # A signature says that we know the number to be his. We know no numbers.
            raise Refused("phone_unknown")
        if "phone" not in {one.field for one in app.wanted}:
            raise Refused("phone_not_wanted")
        await needs.limits.take(CONTACTS, asker.person)
        phone, at = asked.phone.removeprefix("+"), to_ms(needs.clock.now()) // 1000
        token = await needs.bots.token_of(app.bot)
        return wire.SharedContact(phone, at, contact_hash(token, phone=phone, user=asker.person, auth_date=at))

    async def _user(self, asker: Asker, bot: ActorId, consent: Consent) -> LaunchUser:
        card = await asker_card(self._needs.db, asker.person)
        if card is None or "name" not in consent.fields:
            return LaunchUser(id=asker.person, first_name="", language_code=asker.locale)
        first, last = split_name(card.name)
        return LaunchUser(
            id=asker.person,
            first_name=first,
            last_name=last or UNSET,
            language_code=asker.locale,
            photo_url=await self._needs.bots.photo_url(bot, asker.person) or UNSET,
        )

    async def _chat(self, asker: Asker, chat: ChatId, bot: ActorId) -> LaunchChat | None:
        """The chat, if both are in it: nobody learns of a chat from a launch."""
        person = ActorId(asker.person)
        access = await chats.rights_of(self._needs.db, [(chat, person), (chat, bot)])
        mine = access.get((chat, person))
        if mine is None:
            raise NotFound("chat_not_found")
        if (chat, bot) not in access:
            return None
        return LaunchChat(id=chat if mine.kind == "dialog" else -chat, type=_KINDS[mine.kind])
