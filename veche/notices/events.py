"""What notices say after a commit."""

from __future__ import annotations

from msgspec import Struct

from veche.notices.model import Settings


class SettingsChanged(Struct, frozen=True, tag="settings_changed"):
    """A person decided anew; his other devices are told."""

    person: int
    settings: Settings


class ActorCalled(Struct, frozen=True, tag="actor_called"):
    """An actor was called by name, or answered, in a message."""

    actor: int
    chat: int
    seq: int


Event = SettingsChanged | ActorCalled
