"""Shapes of previews on the wire."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

URL_LIMIT = 2048


class PreviewLink(Struct, frozen=True, forbid_unknown_fields=True):
    url: Annotated[str, Meta(min_length=1, max_length=URL_LIMIT)]


class LinkCard(Struct, frozen=True, omit_defaults=True):
    """What a page says about itself; `found` false: nothing, or this installation does not ask. `site` is the name of
    its server, whatever the page calls itself. `file`: its picture."""

    url: str
    found: bool = False
    title: str = ""
    description: str = ""
    site: str = ""
    file: int | None = None
