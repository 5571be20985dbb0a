"""What hangs on messages, as bots read it and as they send it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from veche.bots.wire.people import User

# -- as bots read it


class ImagePayload(Struct, omit_defaults=True):
    photo_id: int
    token: str
    url: str


class ImageAttachment(Struct, tag_field="type", tag="image"):
    payload: ImagePayload


class MediaPayload(Struct):
    url: str
    token: str


class Thumbnail(Struct):
    url: str


class VideoAttachment(Struct, omit_defaults=True, tag_field="type", tag="video"):
    """`duration` in seconds."""

    payload: MediaPayload
    thumbnail: Thumbnail | None = None
    width: int | None = None
    height: int | None = None
    duration: int | None = None


class AudioAttachment(Struct, tag_field="type", tag="audio"):
    payload: MediaPayload


class FileAttachment(Struct, tag_field="type", tag="file"):
    payload: MediaPayload
    filename: str
    size: int


class StickerPayload(Struct):
    url: str
    code: str


class StickerAttachment(Struct, tag_field="type", tag="sticker"):
    payload: StickerPayload
    width: int
    height: int


class ContactPayload(Struct, omit_defaults=True):
    """`hash`: the contact was shared by the bot's own button; keyed with the bot's token. `max_info`: somebody here."""

    vcf_info: str | None = None
    hash: str | None = None
    max_info: User | None = None


class ContactAttachment(Struct, tag_field="type", tag="contact"):
    payload: ContactPayload


class LocationAttachment(Struct, tag_field="type", tag="location"):
    latitude: float
    longitude: float


class SharePayload(Struct, omit_defaults=True):
    url: str | None = None
    token: str | None = None


class ShareAttachment(Struct, omit_defaults=True, tag_field="type", tag="share"):
    payload: SharePayload
    title: str | None = None
    description: str | None = None
    image_url: str | None = None


class KeyboardPayload(Struct):
    buttons: list[list[dict[str, str | int | bool]]]


class KeyboardAttachment(Struct, tag_field="type", tag="inline_keyboard"):
    payload: KeyboardPayload


Attachment = (
    ImageAttachment
    | VideoAttachment
    | AudioAttachment
    | FileAttachment
    | StickerAttachment
    | ContactAttachment
    | LocationAttachment
    | ShareAttachment
    | KeyboardAttachment
)


class VideoDetails(Struct, omit_defaults=True):
    """Answer of `GET /videos/{token}`. `urls`: name of the quality → where it is."""

    token: str
    width: int
    height: int
    duration: int
    urls: dict[str, str] | None = None
    thumbnail: Thumbnail | None = None


# -- as bots send it


class NewAttachment(Struct, kw_only=True):
    """Any attachment, received ones included: each kind reads its own fields, strangers are passed over. A location has
    its numbers beside the type or in the payload."""

    type: str
    payload: Any = None
    latitude: float | None = None
    longitude: float | None = None


class NewMediaPayload(Struct, kw_only=True):
    """`photos`: as the upload of an image answered; `code`: of a sticker; the rest of a location."""

    token: str | None = None
    url: str | None = None
    photos: dict[str, TokenOf] | None = None
    code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class TokenOf(Struct, kw_only=True):
    token: str


class NewContactPayload(Struct, kw_only=True):
    name: str | None = None
    contact_id: int | None = None
    vcf_info: str | None = None
    vcf_phone: str | None = None
    max_info: AboutUser | None = None


class AboutUser(Struct, kw_only=True):
    """A contact that was received may be sent back as it is."""

    user_id: int | None = None


# -- uploads


class UploadPlace(Struct, omit_defaults=True):
    """Answer of `POST /uploads`."""

    url: str
    token: str | None = None


class UploadedPhotos(Struct):
    """After an image: both forms that clients read."""

    photos: dict[str, TokenOf]
    token: str


class UploadedFile(Struct):
    """After a file. The token may be used as often as one likes."""

    fileId: int  # noqa: N815  the name that clients read
    token: str
