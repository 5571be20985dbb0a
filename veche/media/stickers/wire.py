"""Shapes of stickers on the wire."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.media.wire import Id

Title = Annotated[str, Meta(min_length=1, max_length=320)]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
Emoji = Annotated[str, Meta(min_length=1, max_length=16)]


class Sticker(Struct, frozen=True):
    """A picture of at most 512 pixels, and the emoji that it stands for."""

    file: int
    emoji: str


class Pack(Struct, frozen=True, omit_defaults=True):
    """`code`: the end of the link by which others find the pack. `mine`: one may change it. `installed`: it is in one's
    panel."""

    id: int
    title: str
    code: str
    stickers: list[Sticker]
    mine: bool = False
    installed: bool = False


class ListPacks(Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing to say."""


class GetPack(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of the two: the code of a link, or the pack of a sticker that one got."""

    code: Code | None = None
    pack: Id | None = None


class InstallPack(Struct, frozen=True, forbid_unknown_fields=True):
    code: Code


class CreatePack(Struct, frozen=True, forbid_unknown_fields=True):
    title: Title


class RenamePack(Struct, frozen=True, forbid_unknown_fields=True):
    pack: Id
    title: Title


class AboutPack(Struct, frozen=True, forbid_unknown_fields=True):
    pack: Id


class AddSticker(Struct, frozen=True, forbid_unknown_fields=True):
    """`file`: one's own upload with the purpose `sticker`."""

    pack: Id
    file: Id
    emoji: Emoji


class RemoveSticker(Struct, frozen=True, forbid_unknown_fields=True):
    pack: Id
    file: Id


class OrderStickers(Struct, frozen=True, forbid_unknown_fields=True):
    """Those not named keep their order behind the named ones."""

    pack: Id
    files: Annotated[list[Id], Meta(max_length=200)]


class OrderPacks(Struct, frozen=True, forbid_unknown_fields=True):
    """Those not named keep their order behind the named ones."""

    packs: Annotated[list[Id], Meta(max_length=200)]


class PackAnswer(Struct, frozen=True):
    pack: Pack


class PacksAnswer(Struct, frozen=True):
    """The packs of one's panel in their order."""

    packs: list[Pack]
