"""Why an installation cannot start: one line for the operator, in his language."""

from __future__ import annotations

from veche.ground.errors import VecheError


class CannotStart(VecheError):
    """Raised before the server accepts anything; the command line prints its text and exits with 1."""

    status = 500
