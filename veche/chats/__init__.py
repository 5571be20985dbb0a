"""Dialogs, groups and channels: who is in them and who may do what. The door for domains above."""

from veche.chats.actions.links import make_code
from veche.chats.events import ServiceLine
from veche.chats.model import Access, Rights
from veche.chats.store.access import dialogs_with, member_ids, memberships_for, rights_of
from veche.chats.store.cards import chats_cards, memberships_since
from veche.chats.store.features import channels_of
from veche.chats.store.finding import heads_after, heads_of, public_chats_after
from veche.chats.store.forgetting import forget_person
from veche.chats.store.heads import lock_heads, take_versions
from veche.chats.store.journal import Note
from veche.chats.store.keepsakes import own_since
from veche.chats.store.listeners import listeners
from veche.chats.store.own import read_upto
from veche.chats.wire import Chat, Draft, Folder

__all__ = [
    "Access",
    "Chat",
    "Draft",
    "Folder",
    "Note",
    "Rights",
    "ServiceLine",
    "channels_of",
    "chats_cards",
    "dialogs_with",
    "forget_person",
    "heads_after",
    "heads_of",
    "listeners",
    "lock_heads",
    "make_code",
    "member_ids",
    "memberships_for",
    "memberships_since",
    "own_since",
    "public_chats_after",
    "read_upto",
    "rights_of",
    "take_versions",
]
