"""The export of Slack (a zip of JSON): reading it, and what it says in our words."""

from veche.movein.slack.export import FORMAT, MAINS, Export

__all__ = ["FORMAT", "MAINS", "Export"]
