"""The permissions of the Bot API and our rights in chats, both ways."""

from __future__ import annotations

from typing import Final

from veche.chats import Rights

# The classic six first: several clients know no others. `edit` and `delete` are of channels.
_BITS: Final[tuple[tuple[str, int], ...]] = (
    ("add_remove_members", Rights.MANAGE_MEMBERS),
    ("add_admins", Rights.MANAGE_ROLES),
    ("change_chat_info", Rights.EDIT_INFO),
    ("pin_message", Rights.PIN),
    ("write", Rights.POST),
)
_GIVEN: Final[dict[str, int]] = {
    "add_remove_members": Rights.MANAGE_MEMBERS | Rights.INVITE,
    "add_admins": Rights.MANAGE_ROLES,
    "change_chat_info": Rights.EDIT_INFO,
    "pin_message": Rights.PIN,
    "write": Rights.POST,
    "post_edit_delete_message": Rights.POST | Rights.DELETE_ANY,
    # Who may take a post away and write another may change it: here that is one thing.
    "edit": Rights.POST | Rights.DELETE_ANY,
    "edit_message": Rights.POST | Rights.DELETE_ANY,
    "delete": Rights.DELETE_ANY,
    "delete_message": Rights.DELETE_ANY,
    "edit_link": Rights.INVITE,
    "read_all_messages": 0,
    "can_call": 0,
    "view_stats": 0,
}
READS_ALL: Final = "read_all_messages"


def permissions_of(rights: int, role: str, kind: str, *, reads_all: bool) -> list[str]:
    """What an owner or admin may do; the list of a plain member is empty."""
    if role == "member":
        return []
    names = [READS_ALL] if reads_all else []
    names += [name for name, bit in _BITS if rights & bit]
    if kind == "channel":
        deletes = bool(rights & Rights.DELETE_ANY)
        names += ["edit"] if deletes and rights & Rights.POST else []
        names += ["delete"] if deletes else []
    return names


def rights_of_permissions(names: list[str], kind: str) -> int | None:
    """The rights that these names give; None if one of them is unknown. In a group `write` covers deleting, as its
    old name says."""
    rights = Rights.REACT
    for name in names:
        if name not in _GIVEN:
            return None
        rights |= _GIVEN[name]
        if name == "write" and kind != "channel":
            rights |= Rights.DELETE_ANY
    return rights
