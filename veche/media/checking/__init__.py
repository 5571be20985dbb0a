"""Looks at what was uploaded, in a separate process that may neither eat the machine nor reach the network."""

from veche.media.checking.runner import Checked, Checker
from veche.media.checking.worker.limits import Limits

__all__ = ["Checked", "Checker", "Limits"]
