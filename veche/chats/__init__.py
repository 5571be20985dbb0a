"""Dialogs, groups and channels: who is in them and who may do what. The door for domains above."""

from veche.chats.actions.links import make_code
from veche.chats.events import ServiceLine
from veche.chats.model import Access, Head, LoggedAct, Rights
from veche.chats.store.access import dialogs_with, member_ids, memberships_for, rights_of
from veche.chats.store.cards import chats_cards, memberships_since
from veche.chats.store.features import channels_of
from veche.chats.store.finding import heads_after, heads_of, public_chats_after
from veche.chats.store.heads import lock_heads, take_versions
from veche.chats.store.journal import Detail, Note, write_note
from veche.chats.store.keepsakes import own_since
from veche.chats.store.listeners import Listener, listeners
from veche.chats.store.own import read_upto
from veche.chats.store.photos import may_see_photo, photos_in_use
from veche.chats.wire import Chat, Draft, Folder

__all__ = [
    "Access",
    "Chat",
    "Detail",
    "Draft",
    "Folder",
    "Head",
    "Listener",
    "LoggedAct",
    "Note",
    "Rights",
    "ServiceLine",
    "channels_of",
    "chats_cards",
    "dialogs_with",
    "heads_after",
    "heads_of",
    "listeners",
    "lock_heads",
    "make_code",
    "may_see_photo",
    "member_ids",
    "memberships_for",
    "memberships_since",
    "own_since",
    "photos_in_use",
    "public_chats_after",
    "read_upto",
    "rights_of",
    "take_versions",
    "write_note",
]
