"""`veche rollout …`: how bodies stand, on the command line. The same figures as on the screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from veche import directory
from veche.ground.errors import NotFound
from veche.ground.i18n import Texts
from veche.rollout.actions.state import standing
from veche.rollout.model import Cell
from veche.rollout.sheets import FORMATS, STATES, export, in_words
from veche.rollout.store import plans

if TYPE_CHECKING:
    from veche.rollout.actions import Rollout


async def listed(rollout: Rollout, *, locale: str) -> list[str]:
    """One line for the newest plan of each organisation."""
    needs = rollout.needs
    found = await plans.of_organisations(needs.db, None)
    names = await directory.many.names_of_bodies(needs.db, [plan.organisation for plan in found])
    lines = []
    for plan in found:
        people = _words(await rollout.telling.total(needs.db, plan), needs.texts, locale)
        state = needs.texts.say("rollout_cli_closed" if plan.closed_at else "rollout_cli_open", locale=locale)
        name = names[plan.organisation]
        lines.append(f"{plan.id}  {plan.starts_on}..{plan.due_on}  {state}  {people}  {name}: {plan.title}")
    return lines or [needs.texts.say("rollout_cli_none", locale=locale)]


async def status(rollout: Rollout, number: int, *, locale: str) -> list[str]:
    """A plan and its waves. Raises: plan_not_found."""
    needs = rollout.needs
    plan = await needs.plan_of(needs.db, number)
    found = await standing(needs, needs.db, plan)
    cells, say = found.cells(), needs.texts.say
    lines = [f"{plan.title}  {plan.starts_on}..{plan.due_on}  {_words(cells.total(), needs.texts, locale)}"]
    for wave in found.waves:
        state = say(STATES[wave.state], locale=locale)
        people = _words(cells.wave(wave.id), needs.texts, locale)
        lines.append(f"{wave.number}. {wave.title}  {wave.due_on}  {state}  {people}")
    return lines


async def exported(rollout: Rollout, number: int, *, kind: str, locale: str) -> bytes:
    """The report of a plan as a file, without what is for the inside. Raises: plan_not_found, rollout_format."""
    if kind not in FORMATS:
        raise NotFound("rollout_format")
    plan = await rollout.needs.plan_of(rollout.needs.db, number)
    _, report = await rollout.telling.plain(plan)
    return export(report, partial(rollout.needs.texts.say, locale=locale), kind=kind)


def _words(people: Cell, texts: Texts, locale: str) -> str:
    some = in_words(people.signed_in, partial(texts.say, locale=locale))
    all_ = in_words(people.people, partial(texts.say, locale=locale), people=True)
    return str(all_) if people.signed_in is None else texts.say("rollout_of", locale=locale, some=some, all=all_)
