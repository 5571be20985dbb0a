"""What a mini app is, what it may ask for, where it may come from: frozen data and pure rules."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from veche.ground.ids import ActorId, PersonId
from veche.identity import Limit

Category = Literal[
    "city",
    "documents",
    "health",
    "education",
    "transport",
    "housing",
    "culture",
    "business",
    "finance",
    "tools",
    "other",
]
Field = Literal["name", "phone", "place", "camera"]
"""What an app may declare. A person's number and language come with every launch, and are said so beforehand."""
State = Literal["draft", "waiting", "approved", "refused", "stopped"]
Verdict = Literal["approved", "refused", "stopped"]

URL_LIMIT: Final = 1024
TITLE_LIMIT: Final = 60
SUMMARY_LIMIT: Final = 140
DESCRIPTION_LIMIT: Final = 2_000
PURPOSE_LIMIT: Final = 200
NOTE_LIMIT: Final = 1_000
START_PARAM: Final = r"^[A-Za-z0-9_-]{0,512}$"
PHONE: Final = r"^\+?[0-9]{7,15}$"

LAUNCHES: Final = Limit(name="app_launches", burst=60, seconds=5)
CONTACTS: Final = Limit(name="app_contacts", burst=20, seconds=300)
EDITS: Final = Limit(name="app_edits", burst=30, seconds=120)
CONSENTS: Final = Limit(name="app_consents", burst=60, seconds=60)


class Wanted(Struct, frozen=True, omit_defaults=True):
    """A kind of data that an app asks for, and what for, in the words of its author."""

    field: Field
    purpose: str
    required: bool = False


class App(Struct, frozen=True, kw_only=True):
    """A mini app: what a bot opens."""

    bot: ActorId
    url: str
    title: str
    summary: str
    description: str
    category: Category
    wanted: tuple[Wanted, ...]
    listed: bool
    state: State
    edition: int
    """Rises when address, title or wanted data change: consents are given to an edition."""
    note: str = ""
    reviewed_by: PersonId | None = None
    reviewed_at: datetime | None = None

    @property
    def required(self) -> set[Field]:
        return {one.field for one in self.wanted if one.required}


class Consent(Struct, frozen=True, kw_only=True):
    """What a person let an app have, with the signed receipt that he got for it."""

    id: int
    person: PersonId
    bot: ActorId
    edition: int
    fields: tuple[Field, ...]
    receipt: str
    signature: str
    given_at: datetime
    revoked_at: datetime | None = None


def covers(consent: Consent | None, app: App) -> bool:
    """Whether a consent is still good for the app as it is now."""
    return consent is not None and consent.edition == app.edition and app.required <= set(consent.fields)


def needs_new_review(before: App, after: App) -> bool:
    """What was looked at before is another thing now. A longer description alone does not make it one."""
    return (before.url, before.title, before.wanted) != (after.url, after.title, after.wanted)
