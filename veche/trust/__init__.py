"""Who may come near whom, who sees what of a person, and what administrators are told. The door for domains above."""

from veche.trust.actions import Evidence, Gate, Trust
from veche.trust.hears import presence_teller
from veche.trust.model import Privacy
from veche.trust.model.names import is_mixed, run_together, skeleton
from veche.trust.routes import commands
from veche.trust.store.forgetting import forget_person

__all__ = [
    "Evidence",
    "Gate",
    "Privacy",
    "Trust",
    "commands",
    "forget_person",
    "is_mixed",
    "presence_teller",
    "run_together",
    "skeleton",
]
