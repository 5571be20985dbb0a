"""What every format is made into, and the rules of moving in. No input or output."""

from veche.movein.model.lines import NARRATOR, ExportHead, Given, Line, NewFile, Reading, Told
from veche.movein.model.names import alike, hint
from veche.movein.model.plan import ChatPlan, Loss, Plan, Tally

__all__ = [
    "NARRATOR",
    "ChatPlan",
    "ExportHead",
    "Given",
    "Line",
    "Loss",
    "NewFile",
    "Plan",
    "Reading",
    "Tally",
    "Told",
    "alike",
    "hint",
]
