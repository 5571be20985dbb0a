"""Time zones of exports whose times name none."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from veche.ground.errors import BadInput


def zone_of(name: str) -> ZoneInfo:
    """The zone with this name, such as `Asia/Yekaterinburg`. Raises BadInput: zone_unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput("zone_unknown", zone=name[:64]) from error


def ms_in(zone: ZoneInfo, local: datetime) -> int:
    """Milliseconds since 1970 of a time on the wall there. An hour that the clock shows twice is taken to be the first,
    one that it leaves out to be as if it had not."""
    return int(local.replace(tzinfo=zone, fold=0).astimezone(UTC).timestamp() * 1000)
