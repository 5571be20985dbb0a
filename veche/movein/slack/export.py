"""A workspace as Slack exports it: lists of people and channels, and a folder of days for each channel."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

import ijson

from veche.ground.errors import BadInput
from veche.movein.folder import Folder, open_folder
from veche.movein.model import NARRATOR, ChatPlan, Plan, Reading, Tally, Told, hint
from veche.movein.slack.lines import Lose, Teller

FORMAT: Final = "slack"
MAINS: Final = ("channels.json", "groups.json", "dms.json", "mpims.json")
KINDS: Final = {
    "channels.json": "slack_channel",
    "groups.json": "slack_private_channel",
    "dms.json": "slack_dialog",
    "mpims.json": "slack_group",
}
LIST_LIMIT: Final = 64 * 1024 * 1024
"""Bytes of a list of people or channels; those of a hundred thousand people are smaller."""

Raw = dict[str, Any]


class Export:
    """Opened once, read as often as needed; memory holds the lists and one message. Raises BadInput: movein_no_export,
    movein_not_json, and what is wrong with a zip."""

    def __init__(self, path: Path, main: str, reading: Reading) -> None:
        self._language = reading.language
        self.folder: Folder = open_folder(path, main)
        try:
            self._names, self._hints = self._people()
            self._chats = list(self._channels())
            self._days = self._find_days()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self.folder.close()

    def plan(self, rest: Callable[[], None]) -> Plan:
        """The dry run: every channel that has messages."""
        plans, cut = list[ChatPlan](), False
        for number, (kind, chat) in enumerate(self._chats):
            tally = Tally(ChatPlan(number, "", kind))
            teller = self._teller(tally.lose)
            broken = list[str]()
            for raw in self._messages(chat, broken):
                tally.add(teller.tell(raw))
                rest()
            cut = cut or bool(broken)
            plan = tally.done()
            if plan.first_at is None:
                continue
            plan.name = self._title(kind, chat)
            plan.key = f"{FORMAT}:{chat.get('id') or chat.get('name')}"
            plans.append(plan)
        if not plans:
            raise BadInput("movein_nothing")
        return Plan(FORMAT, plans, cut=cut)

    def told(self, chat: int) -> Iterator[Told]:
        """What the messages of one channel become, in the order of its days."""
        yield Told([], {NARRATOR: "Slack"})
        teller = self._teller(_forget)
        for raw in self._messages(self._chats[chat][1], []):
            yield teller.tell(raw)

    def _teller(self, lose: Lose) -> Teller:
        return Teller(self._names, self._hints, language=self._language, lose=lose)

    def _people(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        names, hints = dict[str, str](), dict[str, list[str]]()
        for user in self._list("users.json"):
            key = str(user.get("id") or "")
            profile = user.get("profile") if isinstance(user.get("profile"), dict) else {}
            if not key or not isinstance(profile, dict):
                continue
            shown = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
            names[key] = next((str(one) for one in shown if one), key)
            found = [one for one in (hint(profile.get("email")), hint(profile.get("phone"))) if one]
            if found:
                hints[key] = found
        for entry in self._list("integration_logs.json"):
            if entry.get("service_id") and entry.get("service_type"):
                names.setdefault(f"bot:{entry['service_id']}", str(entry["service_type"]))
        return names, hints

    def _channels(self) -> Iterator[tuple[str, Raw]]:
        for main in MAINS:
            for chat in self._list(main):
                yield KINDS[main], chat

    def _title(self, kind: str, chat: Raw) -> str:
        if kind in ("slack_dialog", "slack_group"):
            people = [self._names.get(str(one), str(one)) for one in chat.get("members") or []]
            return ", ".join(people)[:128] or str(chat.get("id") or "Slack")
        return str(chat.get("name") or chat.get("id") or "Slack")[:128]

    def _find_days(self) -> dict[str, list[str]]:
        """The files of days by the folder of their channel, in the order of their dates."""
        days = dict[str, list[str]]()
        for name in self.folder.names():
            place = PurePosixPath(name)
            if place.suffix == ".json" and len(place.parts) == 2:
                days.setdefault(place.parts[0], []).append(name)
        return {folder: sorted(names) for folder, names in days.items()}

    def _messages(self, chat: Raw, broken: list[str]) -> Iterator[Raw]:
        """`broken` gets the days that break off."""
        folders = [str(chat.get(field) or "") for field in ("name", "id")]
        days = next((self._days[folder] for folder in folders if folder in self._days), [])
        for day in days:
            try:
                with self.folder.open(day) as file:
                    for raw in ijson.items(file, "item", use_float=True):
                        if isinstance(raw, dict) and raw.get("type", "message") == "message":
                            yield raw
            except ijson.IncompleteJSONError:
                broken.append(day)
            except ijson.JSONError as error:
                raise BadInput("movein_not_json") from error

    def _list(self, name: str) -> list[Raw]:
        size = self.folder.size(name)
        if size is None:
            return []
        if size > LIST_LIMIT:
            raise BadInput("movein_zip_swells")
        with self.folder.open(name) as file:
            try:
                found = json.load(file)
            except (ValueError, RecursionError) as error:
                raise BadInput("movein_not_json") from error
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _forget(_kind: str, _count: int, _example: str) -> None:
    """Losses were counted by the dry run."""
