"""Numbers and texts as they are bounded in requests."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Raw

from veche.chats.model import ABOUT_LIMIT
from veche.ground.ids import MAX_ID

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
Number = Annotated[int, Meta(ge=0, le=MAX_ID)]
Moment = Annotated[int, Meta(ge=0, le=253_402_300_799_000, description="Milliseconds since 1970 UTC.")]
Limit = Annotated[int, Meta(ge=1, le=100)]
Title = Annotated[str, Meta(min_length=1, max_length=512)]
About = Annotated[str, Meta(max_length=ABOUT_LIMIT * 4)]
Cursor = Annotated[str, Meta(max_length=80, description="`next` of the page before.")]
Actors = Annotated[list[Id], Meta(max_length=200)]
RightBits = Annotated[
    int,
    Meta(
        ge=0,
        le=255,
        description="Bits: 1 post, 2 react, 4 pin, 8 invite, 16 edit info, 32 delete any message, 64 manage members, "
        "128 manage roles.",
    ),
]
As = Annotated[int, Meta(ge=1, le=MAX_ID, description="The post to act for; absent: oneself.")]
AskedMode = Literal["ordinary", "official", "public", "private", "recorded"]
Notify = Literal["all", "mentions", "nobody"]
Code = Annotated[str, Meta(min_length=1, max_length=100)]
LastMessage = Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/Message"})]
SlowMode = Annotated[int, Meta(ge=0, le=86_400, description="Seconds; 0: off.")]
