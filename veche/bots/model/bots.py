"""What a bot is, what its key lets it do, and which names bots may have."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from msgspec import Struct

from veche.ground.commands import Asker
from veche.ground.errors import BadInput
from veche.ground.ids import ActorId, BotId, DeviceId, OrganisationId, PersonId
from veche.identity import Limit

Kind = Literal["trial", "team", "live"]
"""Of a key: *trial* talks to its team alone, *team* also to the colleagues of its author, *live* to everybody."""
State = Literal["waiting", "active", "refused", "suspended", "deleted"]
Live = Literal["no", "asked", "granted", "refused"]
By = Literal["everyone", "organisation", "approval"]

OPEN_MODES: Final = frozenset({"ordinary", "official", "public"})
"""Of chats. Whatever else there will be, bots hear nothing in it: private and recorded rooms promise that."""
NAME_LIMIT: Final = 64
ABOUT_LIMIT: Final = 1_000
PURPOSE_LIMIT: Final = 2_000
COMMANDS_LIMIT: Final = 32
TEAM_LIMIT: Final = 50
NEW_BOTS: Final = Limit(name="new_bots", burst=10, seconds=360, code="too_many_new_bots")

USERNAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{1,36}bot", re.IGNORECASE)
"""Ends with "bot", as elsewhere: nobody takes one for a person."""
_SOUNDS = (
    "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh"
    " ц ts ч ch ш sh щ shch ы y э e ю yu я ya"
)
_PAIRS = _SOUNDS.split()
_LATIN: Final = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)) | {"ъ": "", "ь": ""}


class BotCommand(Struct, frozen=True, omit_defaults=True):
    """A word that people may begin a message with."""

    name: str
    description: str = ""


class Bot(Struct, frozen=True, kw_only=True):
    """A bot, as all parts of this domain know it."""

    id: BotId
    name: str
    username: str
    about: str = ""
    commands: tuple[BotCommand, ...] = ()
    owner: PersonId | None = None
    """None: made by the command line."""
    organisation: OrganisationId | None = None
    state: State = "active"
    note: str = ""
    kind: Kind = "trial"
    live: Live = "no"
    photo: int | None = None
    created_at: int = 0

    @property
    def actor(self) -> ActorId:
        return ActorId(self.id)

    @property
    def asker(self) -> Asker:
        """A bot asks as a person does, with itself as the actor and without a device."""
        return Asker(person=PersonId(self.id), device=DeviceId(0), locale="ru")


def checked_username(text: str) -> str:
    """Raises BadInput: bot_username."""
    if not USERNAME.fullmatch(text):
        raise BadInput("bot_username")
    return text


def suggested_username(name: str, *, attempt: int = 0) -> str:
    """A free one is found by asking with attempts 0, 1, 2 …: «Запись на приём» → zapis_na_priyom_bot."""
    latin = "".join(_LATIN.get(sign, sign) for sign in unicodedata.normalize("NFC", name).lower())
    plain = unicodedata.normalize("NFKD", latin)
    word = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    word = re.sub(r"_?bot$", "", word)[:28].strip("_")
    if not word or not word[0].isalpha():
        word = f"a{word}"
    return f"{word}{attempt or ''}_bot"


def checked_commands(commands: list[BotCommand]) -> tuple[BotCommand, ...]:
    """Raises BadInput: bot_commands. A leading slash is not part of a name."""
    cleaned = tuple(BotCommand(one.name.removeprefix("/"), one.description) for one in commands)
    if len(cleaned) > COMMANDS_LIMIT:
        raise BadInput("bot_commands")
    for one in cleaned:
        if not 1 <= len(one.name) <= 64 or len(one.description) > 128 or not one.name.isprintable():
            raise BadInput("bot_commands")
    return cleaned
