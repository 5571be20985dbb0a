"""Commands of a rollout, its files, and its public pages."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command
from veche.rollout.actions import Rollout
from veche.rollout.routes.around import around_commands
from veche.rollout.routes.files import PREFIX, Files, public_pages
from veche.rollout.routes.plans import plan_commands
from veche.rollout.routes.waves import wave_commands


def commands(rollout: Rollout) -> list[Command[Any, Any]]:
    """Everything that clients can ask of a rollout."""
    return [*plan_commands(rollout), *wave_commands(rollout), *around_commands(rollout)]


__all__ = ["PREFIX", "Files", "commands", "public_pages"]
