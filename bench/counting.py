"""The server of the product with a message log that only counts: what everything but the database would reach.

`python -m bench.counting up --data DIR --port N`. Never a setting of the product: the log is handed in from here.
"""

import argparse
import asyncio
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import uvloop

from veche.ground import config, logs
from veche.ground.clock import Clock
from veche.ground.up import listen_for_stop, open_ground, open_port, raise_open_files
from veche.messages.model import Draft, Stored
from veche.messages.store.log import Outcome
from veche.server import Server


class CountingLog:
    """Numbers messages and keeps nothing: no rights are read, no client id is looked up, nothing reaches a disk."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seqs: defaultdict[int, int] = defaultdict(int)

    async def append(self, drafts: Sequence[Draft], *, repeated: bool = False) -> list[Outcome]:
        """The next number of its chat for each."""
        now = self._clock.now()
        outcomes: list[Outcome] = []
        for draft in drafts:
            self._seqs[draft.chat] = seq = self._seqs[draft.chat] + 1
            outcomes.append(Stored(draft, seq, seq, now))
        return outcomes


async def serve(settings: config.Settings) -> None:
    """As `veche up` does it."""
    raise_open_files()
    told = listen_for_stop()
    listening = open_port(settings.host, settings.port)
    async with open_ground(settings) as ground:
        server = Server(ground, listening, message_log=CountingLog(ground.clock))
        try:
            await server.start()
            print(f"ready {server.address}", flush=True)
            await told.wait()
        finally:
            await server.stop()


def main() -> None:
    """The options of `veche up` that the bench uses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["up"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    args = parser.parse_args()
    settings = config.load({"data": args.data, "port": args.port}).settings
    logs.set_up(settings.log_level)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings))


if __name__ == "__main__":
    main()
