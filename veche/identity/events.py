"""What identity announces after a commit."""

from __future__ import annotations

from msgspec import Struct

from veche.ground.ids import DeviceId, PersonId
from veche.identity.wire import ActorCard
from veche.identity.wire.safety import Notice


class DeviceRevoked(Struct, frozen=True, tag="device_revoked"):
    """These sessions have ended: close their sockets here and on every other process, at once.

    `reason`: signed_out, device_revoked, password_changed, person_deactivated, person_deleted, recovered.
    """

    person: PersonId
    devices: tuple[DeviceId, ...]
    reason: str


class ActorChanged(Struct, frozen=True, tag="actor_changed"):
    """The card of a person or post is another one now. `chats`: where he is seen besides those he is a member of."""

    card: ActorCard
    chats: list[int] = []


class MeChanged(Struct, frozen=True, tag="me_changed"):
    """The person's own profile or rights changed: tell his own devices, forget what is cached about his sessions."""

    person: PersonId


class Noticed(Struct, frozen=True, tag="noticed"):
    """Something happened to an account: tell its devices, all but the one that did it."""

    person: PersonId
    notice: Notice


Event = DeviceRevoked | ActorChanged | MeChanged | Noticed
