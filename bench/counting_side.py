"""Veche with a store that only counts, for the bench: what the rest of the server would reach without its database."""

import sys

from bench.veche_side import Veche


class Counting(Veche):
    """The same server, started by bench/counting.py."""

    name = "counting"
    title = "Veche with a store that only counts"

    def command(self) -> list[str]:
        """The same options, another main."""
        return [sys.executable, "-m", "bench.counting", "up", "--data", str(self.data), "--port", str(self.port)]
