"""What trust says after a commit."""

from __future__ import annotations

from msgspec import Struct

from veche.trust.model import Privacy


class PrivacyChanged(Struct, frozen=True, tag="privacy_changed"):
    """A person decided anew; his other devices are told."""

    person: int
    privacy: Privacy


class PersonThere(Struct, frozen=True, tag="person_there"):
    """A person is at one of his devices, or has just gone."""

    person: int
    there: bool


Event = PrivacyChanged | PersonThere
