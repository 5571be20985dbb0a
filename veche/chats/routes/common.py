"""What the commands of chats share: places in pages, examples, errors."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from veche.chats.wire import Chat, MembershipCard
from veche.ground.errors import BadInput
from veche.ground.ids import MAX_ID

PLACE_ERRORS = ("chat_not_found", "not_your_post")
RIGHT_ERRORS = (*PLACE_ERRORS, "no_right", "not_in_dialog")
TEXT_ERRORS = ("name_empty", "name_bidi", "text_too_long", "text_control", "text_surrogate")

CHAT = 180388626433
ME = 180388626434
OTHER = 180388626435

MINE = MembershipCard(actor=ME, role="member", rights=3, read_seq=40, version=118)
GROUP = Chat(
    id=CHAT,
    kind="group",
    mode="official",
    title="Дороги и благоустройство",
    about="Заявки и выезды бригад",
    members_count=24,
    member_rights=3,
    version=57,
    seq=42,
    changed=31,
    created_by=OTHER,
    last_at=1795420800000,
    membership=MINE,
)
DIALOG = Chat(
    id=CHAT,
    kind="dialog",
    mode="ordinary",
    title="",
    about="",
    members_count=2,
    member_rights=7,
    version=12,
    seq=11,
    changed=0,
    created_by=ME,
    last_at=1795420800000,
    peer=OTHER,
    membership=MembershipCard(actor=ME, role="member", rights=7, read_seq=11, version=119),
)


def numbers_of(cursor: str, *, parts: int) -> list[int]:
    """The numbers in a cursor that we gave out as `next`."""
    pieces = cursor.split(".")
    if len(pieces) != parts or not all(piece.isascii() and piece.isdecimal() for piece in pieces):
        raise BadInput("bad_cursor")
    numbers = [int(piece) for piece in pieces if len(piece) <= 16]
    # Times are microseconds: the largest that fits a JavaScript number is far in the future and still a date.
    if len(numbers) != parts or max(numbers) > MAX_ID:
        raise BadInput("bad_cursor")
    return numbers


def given(value: int | UnsetType) -> int | None:
    return None if value is UNSET else value
