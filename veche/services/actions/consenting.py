"""What a person lets an app have: given field by field, with a signed receipt, and taken back at any time."""

from __future__ import annotations

import msgspec

from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict
from veche.services import wire
from veche.services.actions.base import Needs
from veche.services.model import CONSENTS, Consent
from veche.services.model.receipts import Receipt
from veche.services.store import consents


class Consenting:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def give(self, asker: Asker, asked: wire.GiveConsent) -> wire.ConsentCard:
        """Let an app have these fields. A consent from before ends with it.

        Raises: no_such_bot, app_not_found, app_not_approved, app_url_…, app_changed, consent_too_much,
        consent_too_little, too_many_requests."""
        needs = self._needs
        app, _brief, origin = await needs.openable(asker, asked.bot)
        if asked.edition != app.edition:
            raise Conflict("app_changed")
        purposes = {one.field: one.purpose for one in app.wanted if one.field in asked.fields}
        if len(purposes) < len(set(asked.fields)):
            raise BadInput("consent_too_much")
        if not app.required <= purposes.keys():
            raise BadInput("consent_too_little")
        await needs.limits.take(CONSENTS, asker.person)
        number, now = needs.ids.new(), needs.clock.now()
        receipt = Receipt(
            receipt=number,
            installation=needs.installation,
            person=asker.person,
            bot=app.bot,
            app=app.title,
            address=origin,
            fields=purposes,
            given_at=to_ms(now),
        )
        text, signature = needs.signer().sign(receipt)
        consent = Consent(
            id=number,
            person=asker.person,
            bot=app.bot,
            edition=app.edition,
            fields=tuple(purposes),
            receipt=text,
            signature=signature,
            given_at=now,
        )
        async with needs.db.transaction() as conn:
            await consents.add(conn, consent)
        return _card(consent)

    async def mine(self, asker: Asker) -> wire.ConsentsAnswer:
        """What one lets apps have now."""
        found = await consents.of_person(self._needs.db, asker.person)
        return wire.ConsentsAnswer([_card(one) for one in found], self._needs.signer().public)

    async def revoke(self, asker: Asker, bot: int) -> None:
        """Take everything back; from the next start on the app asks anew."""
        await consents.revoke(self._needs.db, asker.person, bot, at=self._needs.clock.now())


def _card(consent: Consent) -> wire.ConsentCard:
    receipt = msgspec.json.decode(consent.receipt, type=Receipt)
    return wire.ConsentCard(
        id=consent.id,
        bot=consent.bot,
        title=receipt.app,
        fields=list(consent.fields),
        given_at=to_ms(consent.given_at),
        receipt=consent.receipt,
        signature=consent.signature,
    )
