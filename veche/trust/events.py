"""What trust says after a commit."""

from __future__ import annotations

from msgspec import Struct

from veche.trust.model import Privacy


class PrivacyChanged(Struct, frozen=True, tag="privacy_changed"):
    """A person decided anew; his other devices are told."""

    person: int
    privacy: Privacy


class PersonThere(Struct, frozen=True, tag="person_there"):
    """A person is at this device of his, or has just gone from it."""

    person: int
    there: bool
    device: int = 0
    post: int = 0
    """Whose hat he says that he has on; 0: his own. Only a claim: it counts while he holds that post."""


class ActorsParted(Struct, frozen=True, tag="actors_parted"):
    """One of the two blocked the other: what was shown between them is not shown any more."""

    actor: int
    other: int


Event = PrivacyChanged | PersonThere | ActorsParted
