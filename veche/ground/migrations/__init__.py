"""The schema: plain SQL files, applied once each, forward only."""

from veche.ground.migrations.runner import Migration, load, migrate, pending

__all__ = ["Migration", "load", "migrate", "pending"]
