"""What messages are made of, for whoever makes or reads them from above. As public as the door."""

from veche.messages.model.attaching import file_kept
from veche.messages.store.moving import MovedMessage, MovedReaction
from veche.messages.wire import (
    Attachment,
    AttachmentType,
    Button,
    Buttons,
    ButtonType,
    Entity,
    EntityType,
    Extra,
    Origin,
    Poll,
    PollOption,
    Reaction,
    Service,
)

__all__ = [
    "Attachment",
    "AttachmentType",
    "Button",
    "ButtonType",
    "Buttons",
    "Entity",
    "EntityType",
    "Extra",
    "MovedMessage",
    "MovedReaction",
    "Origin",
    "Poll",
    "PollOption",
    "Reaction",
    "Service",
    "file_kept",
]
