"""The shapes that travel."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from veche.ground.ids import MAX_ID
from veche.notices.model import Quiet, Rule, Settings
from veche.trust import Privacy

As = Annotated[int, Meta(ge=1, le=MAX_ID, description="The post to act for; absent: oneself.")]
AS = {"as_": "as"}


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A request without fields."""


class SetNotices(Struct, frozen=True, forbid_unknown_fields=True):
    """What is absent stays."""

    dialogs: Rule | UnsetType = UNSET
    groups: Rule | UnsetType = UNSET
    channels: Rule | UnsetType = UNSET
    sound: bool | UnsetType = UNSET
    desktop: bool | UnsetType = UNSET
    preview: bool | UnsetType = UNSET
    quiet: Quiet | UnsetType = UNSET


class NoticesAnswer(Struct, frozen=True):
    settings: Settings


class ListMentions(Struct, frozen=True, forbid_unknown_fields=True, rename=AS):
    as_: As | UnsetType = UNSET


class MentionsOf(Struct, frozen=True):
    """Unread messages of a chat that call one by name or answer one; ascending."""

    chat: int
    seqs: list[int]


class MentionsAnswer(Struct, frozen=True):
    mentions: list[MentionsOf]


class PushKeyAnswer(Struct, frozen=True, omit_defaults=True):
    """`on`: the operator allows push. `sealed`: the installation connects to listed addresses only, so push services
    elsewhere are not reached. `subscribed`: this device is."""

    on: bool
    sealed: bool
    subscribed: bool
    key: str | None = None


class SubscribePush(Struct, frozen=True, forbid_unknown_fields=True):
    """What the browser gave out, in base64url."""

    endpoint: Annotated[str, Meta(min_length=8, max_length=2000)]
    p256dh: Annotated[str, Meta(min_length=80, max_length=100)]
    auth: Annotated[str, Meta(min_length=16, max_length=32)]


class MentionEvent(Struct, tag_field="ev", tag="mention"):
    """One of my actors was called by name, or answered."""

    actor: int
    chat: int
    seq: int


class SettingsEvent(Struct, omit_defaults=True, tag_field="ev", tag="settings"):
    """Decided anew on another device."""

    notices: Settings | None = None
    privacy: Privacy | None = None


EVENTS: tuple[type[Struct], ...] = (MentionEvent, SettingsEvent)
