"""Everything about what bots say and hear, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from veche.bots.actions.base import Avatars, ChatPhotos, Needs
from veche.bots.actions.comments import Commenting, OpenComments
from veche.bots.actions.hanging import Hanging
from veche.bots.actions.icons import Icons
from veche.bots.actions.keys import Keys
from veche.bots.actions.own_acts import OwnActs
from veche.bots.actions.pace import Pace
from veche.bots.actions.places import MayRead, MaySpeak, Places
from veche.bots.actions.pressing import Answering, Delivery, Pressing, PutUpdate
from veche.bots.actions.roster import Roster
from veche.bots.actions.signs import Signs
from veche.bots.actions.talking import Talking, TalkParts
from veche.bots.actions.telling import Telling
from veche.bots.actions.uploads import Uploading
from veche.ground.bus import Bus
from veche.ground.outgoing import Outgoing
from veche.ground.socket import Gateway
from veche.media import Media
from veche.messages import Programs, Reader


@dataclass(frozen=True, kw_only=True)
class TalkNeeds:
    """What the composition root puts in. `outgoing`: the way to pictures that bots name; None: nobody is asked.
    `typed_phones`: people may give numbers that nobody has verified."""

    bus: Bus
    gateway: Gateway
    media: Media
    programs: Programs
    reader: Reader
    comments: OpenComments
    photos: ChatPhotos
    avatars: Avatars
    outgoing: Callable[[], Outgoing] | None
    typed_phones: bool


class Talk:
    """One per process."""

    def __init__(
        self,
        needs: Needs,
        given: TalkNeeds,
        *,
        roster: Roster,
        keys: Keys,
        pace: Pace,
        may_read: MayRead,
        may_speak: MaySpeak,
        own: OwnActs,
        put: PutUpdate,
    ) -> None:
        self.media = given.media
        self.base_url = needs.rules.base_url
        self.signs = signs = Signs(needs.seal, needs.clock)
        self.telling = telling = Telling(needs, roster, signs)
        self.hanging = Hanging(needs, signs, take_in=given.media.take_in, outgoing=given.outgoing)
        self.icons = Icons(self.hanging, given.media, photos=given.photos, avatars=given.avatars)
        self.places = places = Places(needs, given.reader, may_read=may_read, may_speak=may_speak)
        self.talking = Talking(
            TalkParts(
                needs=needs,
                pace=pace,
                telling=telling,
                hanging=self.hanging,
                places=places,
                programs=given.programs,
                reader=given.reader,
                own=own,
            )
        )
        self.commenting = Commenting(
            needs,
            pace,
            telling,
            places,
            programs=given.programs,
            reader=given.reader,
            comments=given.comments,
            own=own,
        )
        self.uploading = Uploading(needs, roster, signs, given.media)
        self.pressing = Pressing(
            needs,
            roster,
            signs,
            keys,
            telling,
            reader=given.reader,
            programs=given.programs,
            put=put,
            typed_phones=given.typed_phones,
        )
        delivery = Delivery(given.gateway, given.bus, run=given.gateway.run)
        self.answering = Answering(needs, pace, signs, self.talking, delivery)

    async def stop(self) -> None:
        await self.hanging.close()
