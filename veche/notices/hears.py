"""What open sockets are told of notices and of what people decided about themselves."""

from __future__ import annotations

from typing import assert_never

from veche.ground.socket import Gateway, event_frame
from veche.notices.events import ActorCalled, Event, SettingsChanged
from veche.notices.wire import MentionEvent, SettingsEvent
from veche.trust import events as trust_events


class Teller:
    """Announced here at once, on other processes by way of the bus."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def hear(self, event: Event | trust_events.Event) -> None:
        match event:
            case SettingsChanged(person, settings):
                self._gateway.tell(person, event_frame(SettingsEvent(notices=settings)))
            case ActorCalled(actor, chat, seq):
                self._gateway.tell(actor, event_frame(MentionEvent(actor, chat, seq)))
            case trust_events.PrivacyChanged(person, privacy):
                self._gateway.tell(person, event_frame(SettingsEvent(privacy=privacy)))
            case trust_events.PersonThere() | trust_events.ActorsParted():
                return
            case _:
                assert_never(event)
        self._gateway.flush()
