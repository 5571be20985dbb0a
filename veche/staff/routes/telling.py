"""Imports and steps as clients see them."""

from __future__ import annotations

from typing import Final

import msgspec

from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.i18n import Texts
from veche.staff import wire
from veche.staff.actions.asking import Grown
from veche.staff.model import Facts, PersonStep, Problem, UnitStep
from veche.staff.model.steps import Organised
from veche.staff.store.imports import Import, StepRow

NAMES: Final = {name: name for name in ("email", "phone", "login", "since", "until", "name")}


def card_of(one: Import, asker: Asker, texts: Texts, *, whole: bool, profile: str = "") -> wire.StaffImport:
    """`whole`: with its tables and columns."""
    problem = texts.say(one.error, locale=asker.locale, **one.details) if one.error else ""
    mapping = wire.ColumnMapping(**{name: getattr(one.profile, name) for name in wire.ColumnMapping.__struct_fields__})
    return wire.StaffImport(
        id=one.id,
        state=one.state,  # type: ignore[arg-type]  # the table checks it
        organisation=one.organisation,
        asked_at=to_ms(one.asked_at),
        files=[file.name for file in one.files],
        counts=one.counts,
        mine=(one.applied_by or one.person) == asker.person,
        profile=profile,
        mapping=mapping if whole and one.profile.people else None,
        tables=[msgspec.convert(table, wire.StaffTable, from_attributes=True) for table in one.tables] if whole else [],
        total=one.total,
        done=one.done,
        done_at=to_ms(one.done_at) if one.done_at else None,
        undo_until=to_ms(one.undo_until) if one.undo_until else None,
        error=one.error or "",
        problem=problem,
    )


MARKS: Final = {"create": "new", "rename": "renamed", "move": "moved", "gone": "gone", "keep": ""}


def tree_of(grown: Grown) -> wire.StaffTree:
    units = []
    for unit in grown.units.values():
        step = grown.steps.get(unit.id)
        units.append(
            wire.StaffUnit(
                unit=unit.id,
                organisation=unit.organisation,
                name=unit.name,
                parent=unit.parent,
                mark=MARKS[step.act] if step else "",
                old_name=step.old_name if step and step.old_name != unit.name else "",
                old_parent=step.old_parent if step and step.act == "move" else None,
            )
        )
    bodies = [wire.Organisation(body, name, body in grown.fresh) for body, name in grown.organisations.items()]
    return wire.StaffTree(bodies, units)


def step_of(row: StepRow, asker: Asker, texts: Texts) -> wire.StaffStep:
    match row.kind:
        case "organisation":
            made = msgspec.json.decode(row.body, type=Organised)
            return wire.StaffStep(row.number, row.act, name=made.name, organisation=made.organisation)
        case "unit":
            unit = msgspec.json.decode(row.body, type=UnitStep)
            return wire.StaffStep(
                row.number,
                row.act,
                row.line,
                name=unit.name,
                unit=unit.unit,
                parent=unit.parent,
                organisation=unit.organisation,
                old_name=unit.old_name if unit.old_name != unit.name else "",
                code=unit.code,
            )
        case "problem":
            problem = msgspec.json.decode(row.body, type=Problem)
            text = texts.say(problem.code, locale=asker.locale, **problem.details)
            return wire.StaffStep(row.number, row.act, row.line, table=problem.table, code=problem.code, text=text)
        case _:
            return _person(row)


def _person(row: StepRow) -> wire.StaffStep:
    step = msgspec.json.decode(row.body, type=PersonStep)
    was, now = _facts(step.before), _facts(step.after)
    facts = step.after or step.before
    return wire.StaffStep(
        row.number,
        row.act,
        row.line,
        table=step.table,
        key=step.key,
        name=facts.name if facts else "",
        was={name: text for name, text in was.items() if step.after is not None and now.get(name, "") != text},
        now={name: text for name, text in now.items() if was.get(name, "") != text and name != "name"},
        jobs=[wire.StaffJob(job.act, job.unit, job.title, job.post, job.old_title, job.head) for job in step.places],
    )


def _facts(facts: Facts | None) -> dict[str, str]:
    return {} if facts is None else {name: text for name in NAMES if (text := getattr(facts, name))}
