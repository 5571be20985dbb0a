"""Pure data and rules of a rollout: figures, who is in which wave, how it goes."""

from veche.rollout.model.burndown import Point, ahead, burn_down
from veche.rollout.model.figures import LEAST, Cell, Counts, Figure, figure, share
from veche.rollout.model.letters import TRIES, email_of, pause_after, phone_of
from veche.rollout.model.scopes import (
    Employee,
    Target,
    Unit,
    Wave,
    WaveState,
    Way,
    assign,
    may_change_scope,
    may_pause,
    may_remind,
    may_roll_back,
    path_of,
)
from veche.rollout.model.tables import Cells, Piece, Table

__all__ = [
    "LEAST",
    "TRIES",
    "Cell",
    "Cells",
    "Counts",
    "Employee",
    "Figure",
    "Piece",
    "Point",
    "Table",
    "Target",
    "Unit",
    "Wave",
    "WaveState",
    "Way",
    "ahead",
    "assign",
    "burn_down",
    "email_of",
    "figure",
    "may_change_scope",
    "may_pause",
    "may_remind",
    "may_roll_back",
    "path_of",
    "pause_after",
    "phone_of",
    "share",
]
