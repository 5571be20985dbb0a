"""What bots announce after a commit, to this process and the others."""

from __future__ import annotations

from msgspec import Struct

from veche.ground.ids import BotId


class BotChanged(Struct, frozen=True, tag="bot_changed"):
    """Its card, key, team or state is another one: forget what is cached. `key`: polls with the old one end now."""

    bot: BotId
    key: bool = False


class UpdatesWritten(Struct, frozen=True, tag="updates_written"):
    """These bots have something to be told; whoever waits for it asks the database."""

    bots: tuple[BotId, ...]


Event = BotChanged | UpdatesWritten
