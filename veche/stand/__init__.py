"""The laptop stand for authors of bots: `veche bots dev`."""

from veche.stand.run import Options, run_stand

__all__ = ["Options", "run_stand"]
