"""What open sockets are told of who comes and goes."""

from __future__ import annotations

from collections.abc import Callable

from veche.ground.socket import Gateway, event_frame
from veche.trust.model import Seen
from veche.trust.wire import PresenceEvent


def presence_teller(gateway: Gateway) -> Callable[[int, Seen], None]:
    """Tells all sockets of a person, on this process; whoever looked asked here."""

    def tell(person: int, seen: Seen) -> None:
        gateway.tell(person, event_frame(PresenceEvent(seen.actor, seen.online, seen.at)))
        gateway.flush()

    return tell
