"""Keeping and moving data as a whole."""

from veche.keep.actions.drilling import last_drill
from veche.keep.actions.erasing import Erasing
from veche.keep.actions.exporting import Exporting, by_commands
from veche.keep.desk import back_up_to, restore_drill, restore_from
from veche.keep.model import Drill, Report
from veche.keep.routes import PREFIX, ExportDownload, commands

__all__ = [
    "PREFIX",
    "Drill",
    "Erasing",
    "ExportDownload",
    "Exporting",
    "Report",
    "back_up_to",
    "by_commands",
    "commands",
    "last_drill",
    "restore_drill",
    "restore_from",
]
