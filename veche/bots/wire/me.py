"""What a bot says about itself."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.bots.model.bots import BotCommand
from veche.bots.wire.attachments import NewMediaPayload


class BotPatch(Struct, frozen=True):
    """The body of the old PATCH /me. `photo`: by its token, as the upload answered it, or by its address."""

    first_name: Annotated[str, Meta(max_length=64)] | None = None
    last_name: str | None = None
    name: str | None = None
    description: Annotated[str, Meta(max_length=16_000)] | None = None
    commands: list[BotCommand] | None = None
    photo: NewMediaPayload | None = None
