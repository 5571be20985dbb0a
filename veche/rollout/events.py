"""What a rollout leaves for later: payloads of its jobs."""

from __future__ import annotations

from msgspec import Struct

INVITE, LETTERS, LATER, REMIND = "rollout.invite", "rollout.letters", "rollout.later", "rollout.remind"


class OfWave(Struct, frozen=True):
    """A wave is to be invited, or reminded for the `round`th time."""

    wave: int
    round: int = 0


class Waiting(Struct, frozen=True):
    """Letters wait."""
