"""Staff as tables, directory servers and programs tell it. The door for the composition root and what builds on it."""

from veche.staff.actions import Staff
from veche.staff.actions.applying import Outcome
from veche.staff.actions.asking import Employee, employees, employees_in
from veche.staff.by_hand import Shown, bring_table, carry_out, guessed, is_import, organisation_called, undo
from veche.staff.hears import Hearing
from veche.staff.model import Problem, StaffRow, UnitRow, mail_address, name_key
from veche.staff.routes import commands
from veche.staff.store import records
from veche.staff.store.imports import Import
from veche.staff.store.records import RecordRow, Source, forget_person

__all__ = [
    "Employee",
    "Hearing",
    "Import",
    "Outcome",
    "Problem",
    "RecordRow",
    "Shown",
    "Source",
    "Staff",
    "StaffRow",
    "UnitRow",
    "bring_table",
    "carry_out",
    "commands",
    "employees",
    "employees_in",
    "forget_person",
    "guessed",
    "is_import",
    "mail_address",
    "name_key",
    "organisation_called",
    "records",
    "undo",
]
