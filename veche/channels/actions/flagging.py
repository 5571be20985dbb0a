"""What the one who decides should look at twice: names that are taken for others, numbers that others gave."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from veche.channels import wire
from veche.channels.actions.base import Needs
from veche.channels.model import Application
from veche.channels.model.likeness import is_near
from veche.channels.store import applications, badges
from veche.directory import organisations
from veche.trust import is_mixed, run_together, skeleton

MOST: Final = 12


class Other(Struct, frozen=True):
    """Whom a name could be taken for."""

    what: wire.LikeWhat
    name: str
    chat: int | None = None


class Flagging:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def of(self, application: Application) -> list[wire.Flag]:
        """Nothing here forbids anything; whoever decides is told, with what it looks like."""
        needs = self._needs
        flags = [wire.Flag("mixed_scripts", "title", application.title)] if is_mixed(application.title) else []
        others = [
            Other("channel", title, chat)
            for chat, title, _ in await badges.titles(needs.db)
            if chat != application.chat
        ]
        others += [
            Other("body", body.name) for body in await organisations(needs.db) if body.id != application.organisation
        ]
        flags += await asyncio.to_thread(alike, application.title, others)
        official = await needs.names.official_like(application.title)
        if official is not None:
            flags.append(wire.Flag("same_look", "post", official))
        flags += [
            wire.Flag("near", "channel", f"@{name}", chat)
            for chat, _, name in await badges.titles(needs.db)
            if chat != application.chat and is_near(application.name, name)
        ]
        for number, _, same in await applications.others_with(needs.db, application, limit=MOST):
            code: wire.Likeness = "same_name" if same == "name" else "same_register"
            flags.append(wire.Flag(code, "application", number=number))
        return flags[:MOST]


def alike(title: str, others: Sequence[Other]) -> list[wire.Flag]:
    """Those of the others that a reader would mix up with the title; the same look before what is merely near."""
    bones, shape = skeleton(title), run_together(title)
    same, near = [], []
    for other in others:
        theirs = run_together(other.name)
        if theirs == shape or skeleton(other.name) == bones:
            same.append(wire.Flag("same_look", other.what, other.name, other.chat))
        elif is_near(shape, theirs):
            near.append(wire.Flag("near", other.what, other.name, other.chat))
    return [*same, *near]
