"""Keeping and moving data as a whole."""

from veche.keep.actions.drilling import last_drill
from veche.keep.desk import back_up_to, restore_drill, restore_from
from veche.keep.model import Drill, Report

__all__ = ["Drill", "Report", "back_up_to", "last_drill", "restore_drill", "restore_from"]
