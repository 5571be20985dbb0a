"""The shapes that travel. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from veche.ground.ids import MAX_ID
from veche.services.model import PHONE, START_PARAM, URL_LIMIT, Category, Field, State, Verdict

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
Url = Annotated[str, Meta(min_length=8, max_length=URL_LIMIT)]
Name = Annotated[str, Meta(min_length=1, max_length=320)]
Line = Annotated[str, Meta(max_length=800)]
Text = Annotated[str, Meta(max_length=8_000)]
StartParam = Annotated[str, Meta(pattern=START_PARAM)]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A request without fields."""


class WantedData(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A kind of data that an app asks for: `purpose` is shown to people as it stands. `required`: it does not start
    without."""

    field: Field
    purpose: Line
    required: bool = False


class SetApp(Struct, frozen=True, forbid_unknown_fields=True):
    """`listed`: it may stand in the catalogue. Another `url` or `title` or other `wanted` data need a new review."""

    bot: Id
    url: Url
    title: Name
    category: Category
    summary: Line = ""
    description: Text = ""
    wanted: Annotated[list[WantedData], Meta(max_length=4)] = []
    listed: bool = True


class AboutApp(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id


class FindApp(Struct, frozen=True, forbid_unknown_fields=True):
    """By the bot, or by its name as links have it."""

    bot: Id | UnsetType = UNSET
    username: Annotated[str, Meta(max_length=64)] | UnsetType = UNSET


class AppCard(Struct, frozen=True, omit_defaults=True):
    """A mini app. `host`: where its page comes from. `mine`: you may change it; `url` and `note` are told only then,
    and to those who review it."""

    bot: int
    username: str
    title: str
    category: Category
    state: State
    host: str
    edition: int
    summary: str = ""
    description: str = ""
    wanted: list[WantedData] = []
    listed: bool = False
    owner: int | None = None
    mine: bool = False
    url: str = ""
    note: str = ""


class AppAnswer(Struct, frozen=True):
    app: AppCard


class AppView(Struct, frozen=True):
    """An app, and what you let it have now: `consent` is absent before the first start; `current` is false when the
    app asks for other things since."""

    app: AppCard
    consent: list[Field] | UnsetType = UNSET
    current: bool = False


class MyAppsAnswer(Struct, frozen=True):
    apps: list[AppCard]


class ListApps(Struct, frozen=True, forbid_unknown_fields=True):
    query: Annotated[str, Meta(max_length=200)] = ""
    category: Category | UnsetType = UNSET
    after: Annotated[str, Meta(max_length=400)] = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 40


class AppsAnswer(Struct, frozen=True):
    """`next`: to be given as `after` for the next page."""

    apps: list[AppCard]
    next: str | UnsetType = UNSET


class ReviewApp(Struct, frozen=True, forbid_unknown_fields=True):
    """`edition`: the one that was looked at, so that nothing else is approved. `note` is shown to the author."""

    bot: Id
    edition: int
    verdict: Verdict
    note: Line = ""


class OpenApp(Struct, frozen=True, forbid_unknown_fields=True):
    """`chat`: out of which chat; told to the app if its bot is a member. `start_param`: of a link or button."""

    bot: Id
    chat: Id | UnsetType = UNSET
    start_param: StartParam = ""


class Launch(Struct, frozen=True):
    """`url` with signed launch data behind `#`, for a frame inside of `frame`, whose policy lets nothing but `origin`
    in. `fields`: what this person let the app have."""

    bot: int
    title: str
    frame: str
    origin: str
    url: str
    fields: list[Field]


class GiveConsent(Struct, frozen=True, forbid_unknown_fields=True):
    """`fields`: what the app may have, of what it wants; `edition`: of the app as it was shown."""

    bot: Id
    edition: int
    fields: Annotated[list[Field], Meta(max_length=4)]


class ConsentCard(Struct, frozen=True):
    """What an app may have. `receipt` is the signed text, `signature` its Ed25519 signature in base64."""

    id: int
    bot: int
    title: str
    fields: list[Field]
    given_at: int
    receipt: str
    signature: str


class ConsentAnswer(Struct, frozen=True):
    consent: ConsentCard


class ConsentsAnswer(Struct, frozen=True):
    """The newest first. `public_key`: in base64, to check the receipts with."""

    consents: list[ConsentCard]
    public_key: str


class ShareContact(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    phone: Annotated[str, Meta(pattern=PHONE)]


class SharedContact(Struct, frozen=True):
    """What the app gets: `phone` in digits, `hash` over it with the token of the bot. The number is what the person
    typed."""

    phone: str
    auth_date: int
    hash: str
