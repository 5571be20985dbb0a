"""The export of Telegram Desktop (`result.json`): reading it, and what it says in our words."""

from veche.movein.telegram.export import FORMAT, MAIN, Export

__all__ = ["FORMAT", "MAIN", "Export"]
