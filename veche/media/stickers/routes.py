"""Commands of stickers."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command, Done
from veche.media.stickers import wire
from veche.media.stickers.actions import Stickers

_PACK = wire.Pack(
    id=180388626460,
    title="Наш двор",
    code="vXq3rT0aZk1c",
    stickers=[wire.Sticker(file=180388626461, emoji="👍"), wire.Sticker(file=180388626462, emoji="🎉")],
    mine=True,
    installed=True,
)
_FILES = ("file_not_found", "file_not_ready", "not_a_sticker", "sticker_emoji", "too_many_stickers")
_TITLE = ("name_empty", "name_bidi", "text_too_long", "text_control", "text_surrogate")


def commands(stickers: Stickers) -> list[Command[Any, Any]]:
    return [*_panel(stickers), *_own(stickers), *_filling(stickers)]


def _panel(stickers: Stickers) -> list[Command[Any, Any]]:
    return [
        Command(
            name="list_packs",
            summary="The packs of stickers in one's panel, in their order",
            tag="stickers",
            request=wire.ListPacks,
            answer=wire.PacksAnswer,
            run=stickers.list,
            example=wire.ListPacks(),
            answer_example=wire.PacksAnswer([_PACK]),
        ),
        Command(
            name="get_pack",
            summary="One pack, by the code of its link or by the number that a message names",
            tag="stickers",
            request=wire.GetPack,
            answer=wire.PackAnswer,
            run=stickers.get,
            example=wire.GetPack(code="vXq3rT0aZk1c"),
            answer_example=wire.PackAnswer(_PACK),
            errors=("pack_not_found",),
        ),
        Command(
            name="install_pack",
            summary="Put a pack into one's panel",
            tag="stickers",
            request=wire.InstallPack,
            answer=wire.PackAnswer,
            run=stickers.install,
            example=wire.InstallPack(code="vXq3rT0aZk1c"),
            answer_example=wire.PackAnswer(_PACK),
            errors=("pack_not_found", "too_many_installed"),
        ),
        Command(
            name="uninstall_pack",
            summary="Take a pack out of one's panel; one's own pack stays one's own",
            tag="stickers",
            request=wire.AboutPack,
            answer=Done,
            run=stickers.uninstall,
            example=wire.AboutPack(pack=180388626460),
            answer_example=Done(),
        ),
        Command(
            name="order_packs",
            summary="Put the packs of one's panel into another order",
            tag="stickers",
            request=wire.OrderPacks,
            answer=wire.PacksAnswer,
            run=stickers.order_packs,
            example=wire.OrderPacks(packs=[180388626460]),
            answer_example=wire.PacksAnswer([_PACK]),
        ),
    ]


def _own(stickers: Stickers) -> list[Command[Any, Any]]:
    return [
        Command(
            name="create_pack",
            summary="A new pack of one's own, empty, and in one's panel",
            tag="stickers",
            request=wire.CreatePack,
            answer=wire.PackAnswer,
            run=stickers.create,
            example=wire.CreatePack(title="Наш двор"),
            answer_example=wire.PackAnswer(_PACK),
            errors=("too_many_packs", "too_many_installed", *_TITLE),
        ),
        Command(
            name="rename_pack",
            summary="Another title for one's own pack",
            tag="stickers",
            request=wire.RenamePack,
            answer=wire.PackAnswer,
            run=stickers.rename,
            example=wire.RenamePack(pack=180388626460, title="Наш двор"),
            answer_example=wire.PackAnswer(_PACK),
            errors=("pack_not_found", *_TITLE),
        ),
        Command(
            name="delete_pack",
            summary="Delete one's own pack, from all panels; messages keep their stickers",
            tag="stickers",
            request=wire.AboutPack,
            answer=Done,
            run=stickers.delete,
            example=wire.AboutPack(pack=180388626460),
            answer_example=Done(),
            errors=("pack_not_found",),
        ),
    ]


def _filling(stickers: Stickers) -> list[Command[Any, Any]]:
    return [
        Command(
            name="add_sticker",
            summary="Put one's own upload into one's own pack, or give a sticker another emoji",
            tag="stickers",
            request=wire.AddSticker,
            answer=wire.PackAnswer,
            run=stickers.add,
            example=wire.AddSticker(pack=180388626460, file=180388626461, emoji="👍"),
            answer_example=wire.PackAnswer(_PACK),
            errors=("pack_not_found", *_FILES),
        ),
        Command(
            name="remove_sticker",
            summary="Take a sticker out of one's own pack",
            tag="stickers",
            request=wire.RemoveSticker,
            answer=wire.PackAnswer,
            run=stickers.remove,
            example=wire.RemoveSticker(pack=180388626460, file=180388626461),
            answer_example=wire.PackAnswer(_PACK),
            errors=("pack_not_found", "sticker_not_found"),
        ),
        Command(
            name="order_stickers",
            summary="Put the stickers of one's own pack into another order",
            tag="stickers",
            request=wire.OrderStickers,
            answer=wire.PackAnswer,
            run=stickers.order,
            example=wire.OrderStickers(pack=180388626460, files=[180388626462, 180388626461]),
            answer_example=wire.PackAnswer(_PACK),
            errors=("pack_not_found",),
        ),
    ]
