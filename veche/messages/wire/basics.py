"""Numbers and texts as they are bounded in requests."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

Id = Annotated[int, Meta(ge=1, le=(1 << 53) - 1)]
Text = Annotated[str, Meta(max_length=8000)]
"""Longer than the limit of 4,000 characters, so that the answer can name the limit; bounds the work all the same."""
Cid = Annotated[str, Meta(min_length=1, max_length=64)]
Emoji = Annotated[str, Meta(min_length=1, max_length=16)]
PageSize = Annotated[int, Meta(ge=1, le=100)]
AS = {"as_": "as"}
"""`as` (the actor who acts) is a keyword in Python."""
