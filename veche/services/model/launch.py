"""What a mini app is told when it starts, signed with the token of its bot so that its server can believe it.

The algorithms are those of MAX: what checks a launch there checks it here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

from msgspec import UNSET, Struct, UnsetType, json

BRIDGE_VERSION = "26.11.0"
"""The state of the bridge that ours follows."""
PLATFORM = "web"
_SECRET = b"WebAppData"


class LaunchUser(Struct, frozen=True):
    """The person. `first_name` is empty where the name was not shared: programs expect the key. The picture goes with
    the name: who sees the one sees the other."""

    id: int
    first_name: str
    last_name: str | UnsetType = UNSET
    language_code: str = "ru"
    photo_url: str | UnsetType = UNSET


class LaunchChat(Struct, frozen=True):
    """The chat out of which the app was opened."""

    id: int
    type: str


def launch_fields(
    *, user: LaunchUser, auth_date: int, query_id: str, chat: LaunchChat | None = None, start_param: str = ""
) -> dict[str, str]:
    """The pairs that are signed. `auth_date` is in seconds: in milliseconds every launch would look like one of the
    far future to those who ask how old it is."""
    fields = {"auth_date": str(auth_date), "query_id": query_id, "user": _json(user)}
    if chat is not None:
        fields["chat"] = _json(chat)
    if start_param:
        fields["start_param"] = start_param
    return fields


def sign_launch(fields: Mapping[str, str], token: str) -> str:
    """`initData`: the pairs and their hash, as a query string."""
    lines = "\n".join(f"{key}={fields[key]}" for key in sorted(fields))
    secret = hmac.digest(_SECRET, token.encode(), hashlib.sha256)
    digest = hmac.digest(secret, lines.encode(), hashlib.sha256).hex()
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in [*sorted(fields.items()), ("hash", digest)])


def launch_fragment(init_data: str) -> str:
    """What stands behind the address of the app; browsers do not send it to any server."""
    return f"#WebAppData={quote(init_data, safe='')}&WebAppPlatform={PLATFORM}&WebAppVersion={BRIDGE_VERSION}"


def contact_hash(token: str, *, phone: str, user: int, auth_date: int) -> str:
    """The signature of a shared phone number; `phone` in digits without a plus sign."""
    lines = f"authDate={auth_date}\nphone={phone}\nuserId={user}"
    return hmac.digest(token.encode(), lines.encode(), hashlib.sha256).hex()


def _json(value: Struct) -> str:
    return json.encode(value).decode()
