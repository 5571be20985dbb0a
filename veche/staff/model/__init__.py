"""Pure data and rules of the import of staff: rows, columns, addresses, the plan."""

from veche.staff.model.addresses import domain_of, mail_address, mail_domain
from veche.staff.model.columns import FIELDS, Mapping, guess
from veche.staff.model.known import Known, KnownPost, KnownRecord, KnownUnit, Place
from veche.staff.model.planning import Options, make_plan
from veche.staff.model.rows import ROWS_LIMIT, Facts, Problem, StaffRow, UnitRow, name_key
from veche.staff.model.steps import PersonStep, PlaceStep, Plan, UnitStep

__all__ = [
    "FIELDS",
    "ROWS_LIMIT",
    "Facts",
    "Known",
    "KnownPost",
    "KnownRecord",
    "KnownUnit",
    "Mapping",
    "Options",
    "PersonStep",
    "Place",
    "PlaceStep",
    "Plan",
    "Problem",
    "StaffRow",
    "UnitRow",
    "UnitStep",
    "domain_of",
    "guess",
    "mail_address",
    "mail_domain",
    "make_plan",
    "name_key",
]
