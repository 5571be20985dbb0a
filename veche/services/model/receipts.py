"""The receipt of a consent: what was allowed to whom and what for, signed by the installation, so that neither side can
say later that it was something else."""

from __future__ import annotations

from msgspec import Struct

from veche.services.model import Field


class Receipt(Struct, frozen=True, kw_only=True):
    """What is signed: these very bytes as JSON. Times are milliseconds."""

    receipt: int
    installation: str
    person: int
    bot: int
    app: str
    address: str
    fields: dict[Field, str]
    """What may be had, and the purpose that was shown."""
    given_at: int
