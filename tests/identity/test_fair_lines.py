"""Hashing in turns: whoever sends hundreds waits behind himself."""

import asyncio
import threading

import pytest
from argon2 import PasswordHasher

from veche.ground.errors import TooMany
from veche.ground.proxies import Proxies
from veche.identity.actions.passwords import Passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Gate(Passwords):
    """One worker that waits for us, and remembers in which order it worked."""

    def __init__(self, *, waiting: int) -> None:
        super().__init__(hasher=CHEAP, workers=1, waiting=waiting)
        self.open = threading.Event()
        self.order: list[str] = []

    def _check(self, stored: str, password: str) -> bool:
        self.open.wait(5)
        self.order.append(password)
        return True


async def ask(gate: Gate, line: str, word: str) -> asyncio.Task[bool]:
    task = asyncio.create_task(gate.matches("stored", word, line=line))
    await asyncio.sleep(0)
    return task


async def test_lines_take_turns() -> None:
    gate = Gate(waiting=100)
    tasks = [await ask(gate, "flood", f"flood {number}") for number in range(6)]
    tasks.append(await ask(gate, "anna", "anna"))
    tasks.append(await ask(gate, "boris", "boris"))
    gate.open.set()
    await asyncio.gather(*tasks)
    assert gate.order[:4] == ["flood 0", "flood 1", "anna", "boris"]
    gate.close()


async def test_when_all_places_are_taken_the_longest_line_gives_one_up() -> None:
    gate = Gate(waiting=4)
    flood = [await ask(gate, "flood", f"flood {number}") for number in range(5)]
    with pytest.raises(TooMany, match="sign_in_busy"):
        await gate.matches("stored", "one more", line="flood")
    anna = await ask(gate, "anna", "anna")
    gate.open.set()
    assert await anna
    outcomes = await asyncio.gather(*flood, return_exceptions=True)
    assert [isinstance(outcome, TooMany) for outcome in outcomes] == [False, False, False, False, True]
    gate.close()


async def test_who_goes_away_takes_no_turn() -> None:
    gate = Gate(waiting=100)
    first, second, third = [await ask(gate, name, name) for name in ("a", "b", "c")]
    second.cancel()
    await asyncio.sleep(0)
    gate.open.set()
    assert await asyncio.wait_for(third, 5)
    assert await first
    assert gate.order == ["a", "c"]
    assert await gate.matches("stored", "d")
    gate.close()


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ("127.0.0.1", "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "203.0.113.9", "198.51.100.1"),  # anybody may write such a line
        ("127.0.0.1", "127.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),  # what the client made up stands first
        ("127.0.0.1,10.0.0.0/8", "10.2.0.1", "203.0.113.9, 10.2.0.7", "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", "", "127.0.0.1"),
        ("", "127.0.0.1", "203.0.113.9", "127.0.0.1"),
        ("*", "198.51.100.1", "203.0.113.9, 10.2.0.7", "203.0.113.9"),
        ("127.0.0.1", "", "203.0.113.9", ""),
    ],
)
def test_only_trusted_proxies_are_believed(trusted: str, peer: str, forwarded: str, client: str) -> None:
    assert Proxies(trusted).client(peer, forwarded) == client
