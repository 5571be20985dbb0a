"""What messages are made of, for whoever makes or reads them from above. As public as the door."""

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
)

__all__ = ["Attachment", "AttachmentType", "Button", "ButtonType", "Buttons", "Entity", "EntityType", "Extra", "Origin"]
