"""People, sessions, and the number space of everything that can be a member. The door for domains above."""

from veche.identity.actions import Identity
from veche.identity.actions.notices import tell_person
from veche.identity.model import Limit, PostBrief
from veche.identity.routes import commands
from veche.identity.store import moved, posts
from veche.identity.store.actors import (
    actor_cards,
    actors_after,
    add_actor,
    bump_actor_space,
    own_actors,
    photos_in_use,
    post_names,
    set_actor_card,
    set_photo,
)
from veche.identity.store.devices import live_devices
from veche.identity.store.people import anybody, asker_card, first_administrator, person_called
from veche.identity.wire import ActorCard, HeldPost
from veche.identity.wire.safety import Notice

__all__ = [
    "ActorCard",
    "HeldPost",
    "Identity",
    "Limit",
    "Notice",
    "PostBrief",
    "actor_cards",
    "actors_after",
    "add_actor",
    "anybody",
    "asker_card",
    "bump_actor_space",
    "commands",
    "first_administrator",
    "live_devices",
    "moved",
    "own_actors",
    "person_called",
    "photos_in_use",
    "post_names",
    "posts",
    "set_actor_card",
    "set_photo",
    "tell_person",
]
