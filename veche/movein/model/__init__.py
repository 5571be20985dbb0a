"""What every format is made into, and the rules of moving in. No input or output."""

from veche.movein.model.lines import ExportHead, Given, Line, NewFile, Told
from veche.movein.model.names import alike
from veche.movein.model.plan import ChatPlan, Loss, Plan, Tally

__all__ = ["ChatPlan", "ExportHead", "Given", "Line", "Loss", "NewFile", "Plan", "Tally", "Told", "alike"]
