"""The laptop stand for authors of bots: `veche bots dev`."""

from veche.stand.run import Options, run

__all__ = ["Options", "run"]
