"""What an administrator sees of SCIM."""

from __future__ import annotations

from typing import Final

import msgspec

from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.i18n import Texts
from veche.ground.ids import OrganisationId
from veche.sources import model, wire
from veche.sources.actions.base import Needs
from veche.sources.actions.plans import Plans
from veche.sources.store import places, telling, tokens
from veche.staff import Import

TROUBLES: Final = 100
CHANGES: Final = 50


class Telling:
    """Answers; changes nothing but what is due."""

    def __init__(self, needs: Needs, plans: Plans, *, texts: Texts, public_url: str) -> None:
        self._needs = needs
        self._plans = plans
        self._texts = texts
        self._public_url = public_url

    async def scim_state(self, asker: Asker, organisation: OrganisationId) -> wire.ScimState:
        """Raises: administrators_only, not_your_unit, organisation_not_found."""
        db = self._needs.db
        await self._needs.must_administer(db, asker, organisation)
        rules = await self._plans.settled(organisation)
        counts = await telling.counts(db, organisation)
        return wire.ScimState(
            organisation=organisation,
            address=f"{self._public_url}/scim/v2",
            units_from=rules.units_from,  # type: ignore[arg-type]  # the table checks it
            users=counts.users,
            groups=counts.groups,
            waiting=counts.waiting,
            held=counts.held,
            tokens=[_token(token) for token in await tokens.of_organisation(db, organisation)],
            troubles=await self._troubles(asker, organisation),
            default_unit=rules.default_unit,
            applies=rules.applies,
            planning=rules.planning,
            import_id=rules.import_id,
            problem=self.say(asker, rules.problem) if rules.problem else "",
            changes=[_change(one) for one in (await self._plans.changes(organisation))[:CHANGES]],
        )

    def say(self, asker: Asker, problem: str) -> str:
        """A kept error in the words of whoever asks."""
        kept = msgspec.json.decode(problem, type=model.Problem)
        return self._texts.say(kept.code, locale=asker.locale, **kept.details)

    async def _troubles(self, asker: Asker, organisation: OrganisationId) -> list[wire.Trouble]:
        """Who could not be taken; units of which it is not clear who leads them; whose manager is nobody here."""
        db, locale = self._needs.db, asker.locale
        found = [
            wire.Trouble(one.id, one.name, self.say(asker, one.problem) if one.problem else "")
            for one in await telling.troubled(db, organisation, limit=TROUBLES)
        ]
        for unit in await places.unclear(db, organisation):
            code = "scim_heads" if unit.names else "scim_heads_circle"
            text = self._texts.say(code, locale=locale, names=", ".join(unit.names[:5]))
            found.append(wire.Trouble(name=unit.place.rsplit(places.PARTED, 1)[-1], text=text))
        lost = self._texts.say("scim_manager_unknown", locale=locale)
        found += [
            wire.Trouble(number, name, lost)
            for number, name in await places.without_manager(db, organisation, limit=TROUBLES)
        ]
        return found[:TROUBLES]


def _token(token: tokens.Token) -> wire.TokenCard:
    return wire.TokenCard(
        id=token.id,
        label=token.label,
        made_at=to_ms(token.made_at),
        made_by=token.made_by,
        used_at=to_ms(token.used_at) if token.used_at else None,
        revoked_at=to_ms(token.revoked_at) if token.revoked_at else None,
    )


def _change(one: Import) -> wire.ScimChange:
    counts = one.counts
    return wire.ScimChange(
        import_id=one.id,
        at=to_ms(one.done_at or one.asked_at),
        undo_until=to_ms(one.undo_until or one.asked_at),
        create=counts.create + counts.come_back,
        change=counts.change + counts.move,
        leave=counts.leave,
        live=one.live,
    )
