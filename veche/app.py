"""The composition root: the only file that knows every domain. Plain calls, no registry, no service locator."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from veche import (
    __version__,
    bots,
    channels,
    directory,
    identity,
    keep,
    messages,
    movein,
    notices,
    offices,
    rollout,
    search,
    services,
    settling,
    trust,
)
from veche.chats import events as chat_events
from veche.chats import routes as chat_routes
from veche.chats.actions import Chats, Closing, Photos
from veche.directory import events as directory_events
from veche.filing import FORGET, links_of, media_of
from veche.ground import jobs, keys, outbox
from veche.ground.commands import Command, OpenCommand
from veche.ground.errors import VecheError
from veche.ground.http import ClientFiles, HttpApp, HttpParts, Mount
from veche.ground.i18n import Texts
from veche.ground.ids import DeviceId
from veche.ground.outgoing import Outgoing
from veche.ground.socket import Dispatcher, Gateway
from veche.ground.up import Ground
from veche.herald import Herald, OwnEvent, PeopleEvent
from veche.identity.actions import Passwords
from veche.media import avatars, links, stickers
from veche.messages import Log, PostgresLog
from veche.messages import events as message_events

CLIENT_FOLDER = Path(__file__).parent / "client"
READY_SECONDS = 2.0
AnyCommand = Command[Any, Any] | OpenCommand[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Site:
    """What one installation is, as far as the messenger has to know it."""

    public_url: str = ""
    language: str = "ru"
    proxies: str = "127.0.0.1"
    client_folder: Path = CLIENT_FOLDER
    metrics: Callable[[], bytes] = lambda: b""
    mounts: Mapping[str, Mount] = field(default_factory=dict)


class Messenger:
    """All domains, wired. Needs a migrated database and a bus; `http` and `gateway.accept` are what a server serves."""

    def __init__(
        self, ground: Ground, *, site: Site, message_log: Log | None = None, passwords: Passwords | None = None
    ) -> None:
        """`message_log`: another keeper of messages, for measurements of everything else.
        `passwords`: another strength of hashing, for tests that make many people."""
        self.db, self.bus, self.ids, self.clock = ground.db, ground.bus, ground.ids, ground.clock
        self.texts = Texts()
        self.gateway = Gateway()
        self._site = site
        self._herald = Herald(ground.bus)
        self._gather_people(ground, passwords)
        self._gather_files(ground)
        self._gather_talk(ground, message_log)
        self._gather_own(ground)
        self._gather_bots(ground)
        self.services = services.Services(ground, bots=self.bots, limits=self.identity.limits, address=site.public_url)
        near = (self.identity, self.media, self.chats, self.trust)
        self.channels = offices.channel_desk(ground, *near, announce=self._herald.announce, address=site.public_url)
        self._gather_keep(ground)
        self._gather_moving(ground)
        busy = (self.chats, self.messages, self.exporting, self.erasing, self.movein, self.rollout, self.offices)
        self.jobs = jobs.Worker(self.db, works=[work for one in busy for work in one.works()])
        self.chats.filler.wake_jobs = self.jobs.wake
        self.commands = self._commands()
        self._questions = keep.by_commands(self.commands)
        asked = [command for command in self.commands if isinstance(command, Command)]
        self._dispatcher = Dispatcher(self.gateway, commands=asked, texts=self.texts)
        self._dispatcher.add_direct("send_message", messages.direct_send(self.speaker, self._dispatcher, self.gateway))
        self.http = self._serving(ground)

    def _serving(self, ground: Ground) -> HttpApp:
        """What is answered over HTTP."""
        pages = rollout.public_pages(self.rollout)
        return HttpApp(
            HttpParts(
                commands=self.commands,
                authenticate=self.identity.authenticate,
                texts=self.texts,
                client=ClientFiles(self._site.client_folder),
                ready=self._ready,
                metrics=self._site.metrics,
                version=__version__,
                public_url=self._site.public_url,
                language=self._site.language,
                streams={
                    **self.media.streams(),
                    keep.PREFIX: keep.ExportDownload(self.exporting),
                    services.FRAME: services.AppFrame(self.services),
                    rollout.PREFIX: rollout.Files(self.rollout),
                },
                mounts={"/bot-api": self.bot_api, **self.offices.mounts(), **pages, **self._site.mounts},
                hosts={ground.settings.bot_host: self.bot_api} if ground.settings.bot_host else {},
            )
        )

    def _gather_people(self, ground: Ground, passwords: Passwords | None) -> None:
        """People, posts, chats: who is who, and who is where."""
        db, ids, clock, data = ground.db, ground.ids, ground.clock, ground.settings.data
        self._keeper = keeper = directory.keeper_on(ground)
        announce = self._herald.announce
        self.identity = identity.Identity(
            db=db,
            ids=ids,
            clock=clock,
            announce=announce,
            posts=keeper,
            seal_key=lambda: keys.key(data, "second-factor", make=partial(secrets.token_bytes, 32)),
            public_address=self._site.public_url,
            passwords=passwords,
        )
        self.directory = directory.directory_on(ground, announce=announce, identity=self.identity, keeper=keeper)
        self._gate = gate = trust.Gate(db, contacts=messages.contacts_among)
        self.chats = Chats(
            db=db,
            ids=ids,
            clock=clock,
            announce=announce,
            limits=self.identity.limits,
            gate=bots.BotGate(gate),
            public=offices.public_rules(ground.settings),
            beside=lambda conn, events: self.bots.keep(conn, events),
        )

    def _gather_files(self, ground: Ground) -> None:
        self.media = media_of(ground, gateway=self.gateway, spend=self.identity.limits.take)
        self.avatars = avatars.Avatars(
            ground.db, files=self.media.files, identity=self.identity, announce=self._herald.announce
        )
        self.stickers = stickers.Stickers(ground.db, ids=ground.ids, clock=ground.clock, files=self.media.files)
        self.links = links_of(
            ground, spend=self.identity.limits.take, take_in=self.media.take_in, own_url=self._site.public_url
        )

    def _gather_talk(self, ground: Ground, message_log: Log | None) -> None:
        """Messages, who hears them, and how they are found."""
        db, bus, clock, settings = ground.db, ground.bus, ground.clock, ground.settings
        self.presence = messages.Presence(self.gateway, db, clock)
        self._delivery = messages.Delivery(self.gateway, bus, db, run=self.gateway.run)
        self.search = search.Search(db, clock)
        kept, stands_in = message_log or PostgresLog(db, clock), self.directory.stand_ins.name_of
        self.sender = messages.Sender(kept, announce=self._stored, stands_in=stands_in)
        self.messages = messages.Messages(
            db=db,
            ids=ground.ids,
            clock=clock,
            gateway=self.gateway,
            sender=self.sender,
            files=self.media.files,
            stickers=self.stickers,
            links=self.links,
            hourly=messages.Hourly(settings.sending_hourly, settings.reading_hourly),
            companions=self.chats.discussing,
            announce=self._said,
        )
        self.reader, self.speaker, self.changer = self.messages.reader, self.messages.speaker, self.messages.changer
        historian = messages.Historian(self.sender)
        self._outbox = outbox.Worker(
            db,
            handlers={
                chat_events.SERVICE_TOPIC: historian.hear_service,
                directory.many.STRUCTURE_TOPIC: self.chats.filler.hear_structure,
                bots.OUTBOX_TOPIC: lambda payload: self.bots.hear_outbox(payload),
                movein.OUTBOX_TOPIC: lambda payload: settling.hearing_moved(self.movein, self.rollout)(payload),
            },
        )
        self._herald.hear_chats = self._hear_chats
        self._herald.hear_people = self._hear_people
        self._herald.hear_own = self._hear_own
        bus.on_gap(self.presence.look_again)
        bus.on_gap(self._gate.look_again)

    def _gather_own(self, ground: Ground) -> None:
        """What people decide for themselves: who comes near, what makes a sound."""
        db, clock, settings, site = ground.db, ground.clock, ground.settings, self._site
        self.trust = trust.Trust(
            self._gate,
            db=db,
            ids=ground.ids,
            clock=clock,
            announce=self._herald.announce,
            limits=self.identity.limits,
            contacts=messages.contacts_among,
            dialogs=Closing(self.chats.desk.beside),
            witness=messages.Witness(db, self.reader),
            tell_presence=trust.presence_teller(self.gateway),
        )
        self._teller = notices.Teller(self.gateway)
        self.notices = notices.Notices(
            db=db,
            clock=clock,
            announce=self._herald.announce,
            bring_back=self.chats.keeping.bring_back,
            is_here=self.trust.there.is_here,
            outgoing=partial(Outgoing, db, sealed=settings.sealed, allow=settings.outgoing_allow)
            if settings.push
            else None,
            vapid=lambda: notices.Vapid(
                keys.key(settings.data, "push", make=notices.new_key),
                contact=settings.push_contact or (site.public_url if site.public_url.startswith("https:") else ""),
            ),
            sealed=settings.sealed,
        )

    def _gather_bots(self, ground: Ground) -> None:
        """Programs that take part, and the interface they talk through."""
        self._photos = Photos(self.chats.desk, self.media.files)
        near = bots.Neighbours(
            announce=self._herald.announce,
            people=self.identity.people,
            limits=self.identity.limits,
            chats=self.chats,
            photos=self._photos,
            avatars=self.avatars,
            messages=self.messages,
            media=self.media,
            gateway=self.gateway,
        )
        self.bots = bots.bots_on(ground, near, public_url=self._site.public_url)
        self.bot_api = bots.bot_api(self.bots, self.texts)
        self._bots_hear = bots.Hearing(self.bots)
        self._herald.hear_bots = self.bots.hear
        self._herald.hear_chats_here = self._bots_hear.hear_chats_here
        self._herald.hear_at_once = self._bots_hear.hear_at_once
        ground.bus.on_gap(self.bots.look_again)

    def _gather_keep(self, ground: Ground) -> None:
        """One's own data: to take along, and to end."""
        self.exporting = keep.Exporting(
            db=ground.db,
            ids=ground.ids,
            clock=ground.clock,
            folder=ground.settings.data / "exports",
            ask=lambda asker, name, fields: self._questions(asker, name, fields),
            open_file=self.media.open_file,
        )
        self.erasing = keep.Erasing(
            db=ground.db,
            account=self.identity.erasing,
            announce=self._herald.announce,
            name=self.texts.say("deleted_account", locale=self._site.language),
            wiping=self.messages.wiping,
            leave_chats=self.chats.departing.leave_all,
            forget=[*FORGET, *offices.FORGET],
            drop_exports=self.exporting.drop_all,
        )

    def _gather_moving(self, ground: Ground) -> None:
        """Bodies that move in, with their old groups."""
        tell, files, who, url = self._herald.announce, self.media, self.identity, self._site.public_url
        self.movein = settling.movein_of(ground, announce=tell, chats=self.chats, messages=self.messages, files=files)
        self.rollout = settling.rollout_of(
            ground, identity=who, chats=self.chats, files=files, gateway=self.gateway, address=url
        )
        self.offices = offices.Offices(ground, announce=tell, media=files, identity=who, keeper=self._keeper)

    async def start(self) -> None:
        self.sender.start()
        self._herald.start()
        self._outbox.start()
        self.jobs.start()
        self.gateway.start(
            handle=self._dispatcher.handle,
            authenticate=self.identity.authenticate,
            opening=self.presence.open,
            origins=[self._site.public_url] if self._site.public_url else [],
            proxies=self._site.proxies,
        )
        for part in (self.directory, self.trust, self.notices, self.media):
            await part.start()
        self.identity.house.start(in_use=self._devices_in_use)
        self.presence.start()
        self.search.start()
        self.channels.start()
        await self.bots.start()
        await self.bus.start()

    async def stop(self) -> None:
        """Write what was taken, tell what was written, then end."""
        await self.gateway.stop()
        await self._outbox.stop()
        await self.jobs.stop()
        await self.messages.views.stop()
        await self.sender.stop()
        await self._herald.stop()
        await self.bus.stop()
        await self.channels.stop()
        for part in (self.bots, self.presence, self.media, self.search, self.notices, self.trust, self.directory):
            await part.stop()
        await self.identity.house.stop()
        await self.links.close()
        self.identity.close()

    def _devices_in_use(self) -> list[DeviceId]:
        return [connection.asker.device for connection in self.gateway.connections if connection.asker is not None]

    def _commands(self) -> list[AnyCommand]:
        return [
            *identity.commands(self.identity),
            *directory.commands(self.directory),
            *trust.commands(self.trust),
            *notices.commands(self.notices),
            *chat_routes.commands(self.chats, last_messages=self.reader.last_messages),
            *chat_routes.photo_commands(self._photos),
            *self.media.commands(),
            *avatars.commands(self.avatars),
            *stickers.commands(self.stickers),
            *links.commands(self.links),
            *messages.commands(self.messages),
            *search.commands(self.search, self.identity.limits, alarm=self.directory.reading.alarm),
            *bots.commands(self.bots),
            *channels.commands(self.channels),
            *services.commands(self.services),
            *movein.commands(self.movein),
            *self.offices.commands(),
            *rollout.commands(self.rollout),
            *keep.commands(self.exporting, self.erasing),
        ]

    async def _hear_chats(self, event: chat_events.Event) -> None:
        await self.presence.hear_chats(event)
        self.search.hear(event)
        self.rollout.watching.hear_chats(event)
        await self._bots_hear.hear_chats(event)
        # Service lines wait in the outbox of the same transaction: no need to let them wait for its next look.
        # Read marks are as frequent as messages and never leave a line.
        if not isinstance(event, chat_events.ReadMarked):
            self._outbox.wake()

    def _stored(self, stored: list[messages.Stored]) -> None:
        """New messages, after their commit."""
        self._delivery.stored(stored)
        self.messages.heard(stored)
        self.search.hear_messages(one.draft.chat for one in stored)
        self._bots_hear.hear_messages(one.draft.chat for one in stored)
        self.notices.hearing.hear(message_events.MessagesStored(stored))

    def _said(self, event: message_events.MessagesEvent) -> None:
        """What happened to messages, after its commit."""
        self._delivery.say(event)
        if isinstance(event, message_events.MessagesChanged):
            self.search.hear_messages(message.chat for message in event.messages)
            self._bots_hear.hear_messages(message.chat for message in event.messages)

    async def _hear_people(self, event: PeopleEvent) -> None:
        self.search.hear(event)
        self.rollout.watching.hear_people()
        self._bots_hear.hear_people(event)
        if isinstance(event, directory_events.StructureChanged):
            self._outbox.wake()
        elif isinstance(event, directory_events.PostEvent):
            self.trust.hear(event)
            await self.directory.hear(event)
            await self.presence.hear_directory(event)
            await self.offices.hear(event)
        else:
            self.identity.hear(event)
            await self.presence.hear_identity(event)

    async def _hear_own(self, event: OwnEvent) -> None:
        self.trust.hear(event)
        self._teller.hear(event)

    async def _ready(self) -> bool:
        """Whoever asks wants to know now, not after the patience of the pool."""
        try:
            async with asyncio.timeout(READY_SECONDS):
                return bool(await self.db.fetchval("SELECT true"))
        except (VecheError, TimeoutError):
            return False
