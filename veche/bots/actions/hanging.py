"""What bots want to hang on their messages: read leniently, checked strictly."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol, TypeVar

import msgspec

from veche import identity
from veche.bots.actions.base import Needs
from veche.bots.actions.signs import Signs
from veche.bots.model.bots import Bot
from veche.bots.model.company import check_company
from veche.bots.model.contacts import LIMIT, read_vcard, vcard_of
from veche.bots.model.keyboards import keyboard_of
from veche.bots.wire.attachments import NewAttachment, NewContactPayload, NewMediaPayload
from veche.bots.wire.keyboards import NewKeyboard
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, NotFound, Unavailable, VecheError
from veche.ground.ids import ActorId
from veche.ground.outgoing import Limits, Outgoing
from veche.ground.text import clean_name, clean_text
from veche.media import FileCard
from veche.messages.shapes import Attachment, AttachmentType

FETCHED: Final = Limits(seconds=20, body=50 * 1024 * 1024)
PURPOSE: Final = "picture of a bot"
URL: Final = 2048
NAME: Final = 128
_STICKER = re.compile(r"([0-9]{1,16})\.([0-9]{1,16})")
_KINDS: Final[dict[str, AttachmentType]] = {"image": "photo", "video": "video", "audio": "audio", "file": "file"}
Kind = TypeVar("Kind")


class TakeIn(Protocol):
    """Puts bytes into media as an upload, checked like any other."""

    async def __call__(self, asker: Asker, data: bytes, *, name: str, purpose: str) -> FileCard: ...


class Hanging:
    """Turns attachments of the Bot API into ours."""

    def __init__(self, needs: Needs, signs: Signs, *, take_in: TakeIn, outgoing: Callable[[], Outgoing] | None) -> None:
        """`outgoing`: the way to pictures that a bot names by their address; None: this installation asks nobody."""
        self._needs = needs
        self._signs = signs
        self._take_in = take_in
        self._outgoing = outgoing
        self._way_out: Outgoing | None = None

    async def close(self) -> None:
        if self._way_out is not None:
            await self._way_out.close()

    async def kept(self, bot: Bot, wanted: Sequence[NewAttachment]) -> list[Attachment]:
        """As messages keep them; of files only kind and number, messages look at the rest.

        Raises BadInput: bot_attachment_…, keyboard_…, button_…; NotFound: file_not_found, actor_not_found."""
        check_company([one.type for one in wanted])
        kept: list[Attachment] = []
        for one in wanted:
            kept += await self._one(bot, one)
        shown = [one for one in kept if one.type != "keyboard"]
        if len(shown) > 1:
            check_company(["image"] * len(shown))  # a map of photos is several pictures
        return [*shown, *(one for one in kept if one.type == "keyboard" and one.buttons)]

    async def picture(self, bot: Bot, payload: NewMediaPayload) -> int:
        """One picture; the first of several. Raises: bot_attachment_empty, bot_attachment_url, file_not_found."""
        found = (await self._files(bot, "image", payload))[0].file
        if found is None:
            raise BadInput("bot_attachment_empty", type="image")
        return found

    async def _one(self, bot: Bot, one: NewAttachment) -> list[Attachment]:
        match one.type:
            case "inline_keyboard":
                return [Attachment(type="keyboard", buttons=keyboard_of(_into(one.payload, NewKeyboard).buttons))]
            case "contact":
                return [await self._contact(_into(one.payload, NewContactPayload))]
            case "location":
                return [_place(one)]
            case "share":
                return [_share(_into(one.payload, NewMediaPayload))]
            case "sticker":
                return [_sticker(_into(one.payload, NewMediaPayload))]
            case _:
                return await self._files(bot, one.type, _into(one.payload, NewMediaPayload))

    async def _files(self, bot: Bot, kind: str, payload: NewMediaPayload) -> list[Attachment]:
        """By token; pictures also as the upload answered them, or by their address."""
        tokens = [payload.token] if payload.token else []
        if kind == "image" and not tokens and payload.photos:
            tokens = [photo.token for photo in payload.photos.values()]
        if tokens:
            return [Attachment(type=_KINDS[kind], file=self._signs.file_of(bot.id, token)) for token in tokens]
        if kind == "image" and payload.url:
            return [Attachment(type="photo", file=await self._fetched(bot, payload.url))]
        raise BadInput("bot_attachment_empty", type=kind)

    async def _fetched(self, bot: Bot, url: str) -> int:
        """A picture that the bot only names: asked for by the guarded way out, then checked like an upload."""
        if self._outgoing is None or len(url) > URL or not url.lower().startswith(("http://", "https://")):
            raise BadInput("bot_attachment_url")
        self._way_out = self._way_out or self._outgoing()
        try:
            reply = await self._way_out.request("GET", url, purpose=PURPOSE, limits=FETCHED)
        except VecheError as error:
            raise BadInput("bot_attachment_url") from error
        if reply.status != 200 or not reply.body:
            raise BadInput("bot_attachment_url")
        card = await self._take_in(bot.asker, reply.body, name="image", purpose="photo")
        if card.state == "refused" or card.kind != "photo":
            raise BadInput("bot_attachment_url")
        if card.state != "ready":
            raise Unavailable("file_not_ready", retry_after=2)
        return card.id

    async def _contact(self, payload: NewContactPayload) -> Attachment:
        number = payload.contact_id or (payload.max_info.user_id if payload.max_info else None)
        if number is not None:
            card = (await identity.actor_cards(self._needs.db, [ActorId(number)])).get(ActorId(number))
            if card is None:
                raise NotFound("actor_not_found", actors=[number])
            return Attachment(type="contact", name=card.name or card.title, actor=number)
        vcard = clean_text((payload.vcf_info or "").replace("\r\n", "\n"), limit=LIMIT, field="vcf_info")
        read = read_vcard(vcard)
        name, phone = payload.name or read.name, payload.vcf_phone or read.phone
        if not (name or phone):
            raise BadInput("bot_attachment_empty", type="contact")
        name = clean_name(name or phone, limit=NAME)
        phone = clean_text(phone, limit=64, field="vcf_phone")
        return Attachment(type="contact", name=name, phone=phone, vcard=payload.vcf_info or vcard_of(name, phone))


def _place(one: NewAttachment) -> Attachment:
    """The numbers stand beside the type; some clients wrap them."""
    payload = _into(one.payload, NewMediaPayload)
    lat = one.latitude if one.latitude is not None else payload.latitude
    lon = one.longitude if one.longitude is not None else payload.longitude
    if lat is None or lon is None or not (math.isfinite(lat) and abs(lat) <= 90):
        raise BadInput("attachment_place")
    if not (math.isfinite(lon) and abs(lon) <= 180):
        raise BadInput("attachment_place")
    return Attachment(type="place", lat=lat, lon=lon)


def _share(payload: NewMediaPayload) -> Attachment:
    url = clean_text((payload.url or "").strip(), limit=1 << 16, field="url")
    if len(url) > URL or not re.fullmatch(r"https?://\S+", url):
        raise BadInput("attachment_link")
    return Attachment(type="link", url=url)


def _sticker(payload: NewMediaPayload) -> Attachment:
    match = _STICKER.fullmatch(payload.code or "")
    if match is None:
        raise NotFound("sticker_not_found")
    return Attachment(type="sticker", pack=int(match[1]) or None, file=int(match[2]))


def _into(payload: Any, kind: type[Kind]) -> Kind:
    """A payload; none at all is one without fields."""
    try:
        return msgspec.convert({} if payload is None else payload, kind, strict=False)
    except msgspec.ValidationError as error:
        raise BadInput("bad_fields", problem=str(error)) from None
