"""A whole export: which chats are in it, and one of them told from its beginning to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from veche.ground.errors import BadInput
from veche.movein.folder import Folder, open_folder
from veche.movein.model import ChatPlan, Loss, Plan, Reading, Tally, Told
from veche.movein.telegram.albums import albums
from veche.movein.telegram.lines import Lose, Teller
from veche.movein.telegram.reading import Chat, Entry, Losses, NotAnExport, read_stream
from veche.movein.zones import zone_of

FORMAT: Final = "telegram"
MAIN: Final = "result.json"
NAMELESS: Final = {"saved_messages": "Saved Messages", "replies": "Replies", "verification_codes": "Verification Codes"}


class Export:
    """Opened once, read as often as needed, never as a whole in memory.

    Raises BadInput: movein_no_export, movein_not_json, zone_unknown, and what is wrong with a zip."""

    def __init__(self, path: Path, main: str, reading: Reading) -> None:
        self._zone = zone_of(reading.zone)
        self._reading = reading
        self._main = PurePosixPath(main).name
        self.folder: Folder = open_folder(path, main)

    def close(self) -> None:
        self.folder.close()

    def plan(self, rest: Callable[[], None]) -> Plan:
        """The dry run: all chats, counted."""
        losses, chats, tallies = Losses(), dict[int, Chat](), dict[int, tuple[Tally, Teller]]()
        firsts: dict[int, Entry] = {}
        for chat, album in albums(self._entries(losses)):
            if chat.number not in tallies:
                tally = Tally(ChatPlan(chat.number, "", ""))
                tallies[chat.number] = (tally, self._teller(tally.lose))
                firsts[chat.number] = album[0]
            chats[chat.number] = chat
            tally, teller = tallies[chat.number]
            tally.add(teller.tell(*album))
            rest()
        plans, guessed = [], 0
        for number, (tally, teller) in tallies.items():
            tally.lose("times_without_zone", teller.guessed)
            guessed += teller.guessed
            plans.append(_named(tally.done(), chats[number], firsts[number]))
        if not plans:
            raise BadInput("movein_nothing")
        repeated = losses.counts.get("repeated_entries", 0)
        if repeated:
            plans[0].losses.append(Loss("repeated_entries", repeated))
        cut = "file_breaks_off" in losses.counts
        return Plan(FORMAT, plans, cut=cut, zone=self._reading.zone if guessed else "")

    def told(self, chat: int) -> Iterator[Told]:
        """What the entries of one chat become, in the order of the file."""
        teller = self._teller(_forget)
        for found, album in albums(self._entries(Losses())):
            if found.number == chat:
                yield teller.tell(*album)

    def _teller(self, lose: Lose) -> Teller:
        return Teller(self.folder, language=self._reading.language, zone=self._zone, lose=lose)

    def _entries(self, losses: Losses) -> Iterator[tuple[Chat, Entry]]:
        try:
            with self.folder.open(self._main) as file:
                yield from read_stream(file, losses)
        except KeyError:
            raise BadInput("movein_no_export") from None
        except NotAnExport as error:
            raise BadInput("movein_not_json") from error


def _named(plan: ChatPlan, chat: Chat, first: Entry) -> ChatPlan:
    plan.name = " ".join(chat.name.split())[:128] or NAMELESS.get(chat.type, "Telegram")
    plan.kind = chat.type
    # A number is unique only together with the kind; exports that have none are known by name and beginning.
    where = f"{chat.id}" if chat.id is not None else f"{plan.name}:{first.id}:{plan.first_at}"
    plan.key = f"{FORMAT}:{chat.type}:{where}"
    return plan


def _forget(_kind: str, _count: int, _example: str) -> None:
    """Losses were counted by the dry run."""
