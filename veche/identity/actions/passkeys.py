"""Passkeys: sign-in without login and password, by a key that never leaves its device (WebAuthn)."""

from __future__ import annotations

import base64
import binascii
import json
import secrets

import webauthn
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    RegistrationCredential,
)

from veche.ground.commands import Asker, Visitor
from veche.ground.db import Queries
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import PersonId
from veche.ground.text import clean_name
from veche.identity.actions.base import Needs, come_in, me_of, must_be_proved, note
from veche.identity.model import (
    CHALLENGE_LIFE,
    CHALLENGES,
    PASSKEYS_MOST,
    SIGN_IN_ADDRESS,
    address_key,
    device_name,
    secret_hash,
)
from veche.identity.store import passkeys, people
from veche.identity.store.devices import NewDevice
from veche.identity.store.passkeys import PasskeyRow
from veche.identity.wire import SignInAnswer
from veche.identity.wire.safety import (
    AddPasskeyRequest,
    NewPasskeyChallenge,
    PasskeyChallenge,
    PasskeyProof,
    RemovePasskeyRequest,
    RenamePasskeyRequest,
    SignInWithPasskeyRequest,
)

CHALLENGE_BYTES = 32


class Passkeys:
    """Makes challenges, each good once, and checks what was signed."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    # -- signing in

    async def challenge(self, visitor: Visitor) -> PasskeyChallenge:
        """What a passkey signs to sign in. Raises: passkeys_impossible, too_many_requests."""
        await self._needs.limits.take(CHALLENGES, address_key(visitor.address))
        return await self._challenge("sign_in", None)

    async def sign_in(self, visitor: Visitor, request: SignInWithPasskeyRequest) -> tuple[SignInAnswer, str]:
        """A session for whoever holds the passkey and showed his device that it is he. No second factor is asked for:
        a passkey is two already.

        Raises: passkey_refused, passkeys_impossible, person_deactivated, too_many_sign_ins.
        """
        needs = self._needs
        new = NewDevice(
            name=device_name(request.device_name, visitor.user_agent), address=visitor.address, how="passkey"
        )
        address = address_key(visitor.address)
        await needs.limits.take(SIGN_IN_ADDRESS, address)
        row = await self._checked(request.passkey, purpose="sign_in", person=None)
        async with needs.db.transaction() as conn:
            person = await people.lock_person(conn, row.person)
            if person is None or not person.active:
                raise Refused("person_deactivated")
            if await passkeys.by_credential(conn, row.credential) is None:
                raise Refused("passkey_refused")  # taken off while it was checked
            token, told = await come_in(needs, conn, person.id, new)
            me = await me_of(needs, conn, person)
        await needs.limits.give_back(SIGN_IN_ADDRESS, address)
        needs.tell([told])
        return SignInAnswer(me=me, token=token if request.want_token else None), token

    # -- proving oneself again

    async def proof_challenge(self, asker: Asker) -> PasskeyChallenge:
        """What one's own passkey signs to prove who is at the device. Raises: passkeys_impossible."""
        await self._needs.limits.take(CHALLENGES, asker.person)
        return await self._challenge("prove", asker.person)

    async def check_proof(self, asker: Asker, proof: PasskeyProof) -> None:
        """Raises: passkey_refused."""
        await self._checked(proof, purpose="prove", person=asker.person)

    # -- one's own passkeys

    async def begin(self, asker: Asker) -> NewPasskeyChallenge:
        """What a new passkey signs. Raises: proof_needed, passkeys_impossible, too_many_passkeys."""
        needs = self._needs
        await must_be_proved(needs, needs.db, asker)
        known = await passkeys.of_person(needs.db, asker.person)
        if len(known) >= PASSKEYS_MOST:
            raise Conflict("too_many_passkeys", limit=PASSKEYS_MOST)
        person = await people.asker_card(needs.db, asker.person)
        if person is None:
            raise Refused("proof_needed")
        made = await self._challenge("add", asker.person)
        return NewPasskeyChallenge(
            challenge=made.challenge,
            site=made.site,
            seconds=made.seconds,
            user=_text(handle_of(asker.person)),
            login=person.login,
            name=person.name,
            known=[_text(row.credential) for row in known],
        )

    async def add(self, asker: Asker, request: AddPasskeyRequest) -> None:
        """Raises: proof_needed, passkey_refused, passkey_known, too_many_passkeys."""
        needs = self._needs
        name = clean_name(request.name, limit=60) if request.name.strip() else "Passkey"
        await must_be_proved(needs, needs.db, asker)
        challenge = await self._taken(request.client_data, purpose="add", person=asker.person)
        credential = RegistrationCredential(
            id=request.credential,
            raw_id=_bytes(request.credential),
            response=AuthenticatorAttestationResponse(
                client_data_json=_bytes(request.client_data), attestation_object=_bytes(request.attestation)
            ),
        )
        try:
            made = webauthn.verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=needs.site.name,
                expected_origin=needs.site.origin,
                require_user_verification=True,
            )
        except Exception as error:
            raise Refused("passkey_refused") from error
        row = PasskeyRow(
            id=needs.ids.new(),
            person=asker.person,
            credential=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=name,
            created_at=needs.clock.now(),
        )
        async with needs.db.transaction() as conn:
            await people.lock_person(conn, asker.person)
            if len(await passkeys.of_person(conn, asker.person)) >= PASSKEYS_MOST:
                raise Conflict("too_many_passkeys", limit=PASSKEYS_MOST)
            if not await passkeys.add(conn, row):
                raise Conflict("passkey_known")
            told = await note(needs, conn, asker.person, "passkey_added", device=asker.device)
        needs.tell([told])

    async def rename(self, asker: Asker, request: RenamePasskeyRequest) -> None:
        """Raises: passkey_not_found, name_empty, name_bidi, text_too_long."""
        name = clean_name(request.name, limit=60)
        if not await passkeys.rename(self._needs.db, asker.person, request.passkey, name=name):
            raise NotFound("passkey_not_found")

    async def remove(self, asker: Asker, request: RemovePasskeyRequest) -> None:
        """Raises: proof_needed, passkey_not_found."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            await must_be_proved(needs, conn, asker)
            if not await passkeys.remove(conn, asker.person, request.passkey):
                raise NotFound("passkey_not_found")
            told = await note(needs, conn, asker.person, "passkey_removed", device=asker.device)
        needs.tell([told])

    # -- ceremonies

    async def _challenge(self, purpose: str, person: PersonId | None) -> PasskeyChallenge:
        needs = self._needs
        if not needs.site.name:
            raise Conflict("passkeys_impossible")
        challenge = secrets.token_bytes(CHALLENGE_BYTES)
        await passkeys.add_challenge(
            needs.db,
            secret_hash(_text(challenge)),
            purpose=purpose,
            person=person,
            expires_at=needs.clock.now() + CHALLENGE_LIFE,
        )
        return PasskeyChallenge(
            challenge=_text(challenge), site=needs.site.name, seconds=int(CHALLENGE_LIFE.total_seconds())
        )

    async def _checked(self, proof: PasskeyProof, *, purpose: str, person: PersonId | None) -> PasskeyRow:
        """The passkey that signed a challenge of ours, once, after its device saw its owner."""
        needs = self._needs
        challenge = await self._taken(proof.client_data, purpose=purpose, person=person)
        row = await passkeys.by_credential(needs.db, _bytes(proof.credential))
        if row is None or (person is not None and row.person != person):
            raise Refused("passkey_refused")
        if proof.user_handle and _bytes(proof.user_handle) != handle_of(row.person):
            raise Refused("passkey_refused")
        count = _verified(proof, row, challenge=challenge, needs=needs)
        now = needs.clock.now()
        if not await passkeys.used(needs.db, row.id, before=row.sign_count, count=count, at=now):
            raise Refused("passkey_refused")
        return row

    async def _taken(self, client_data: str, *, purpose: str, person: PersonId | None) -> bytes:
        """The challenge that was signed, used up by that; refused if it is not one of ours for this purpose."""
        challenge = challenge_in(client_data)
        now = self._needs.clock.now()
        db: Queries = self._needs.db
        if not await passkeys.take_challenge(
            db, secret_hash(_text(challenge)), purpose=purpose, person=person, now=now
        ):
            raise Refused("passkey_refused")
        return challenge


def _verified(proof: PasskeyProof, row: PasskeyRow, *, challenge: bytes, needs: Needs) -> int:
    """The new counter. A counter that does not move on is a copied key, and is refused by the library."""
    credential = AuthenticationCredential(
        id=proof.credential,
        raw_id=_bytes(proof.credential),
        response=AuthenticatorAssertionResponse(
            client_data_json=_bytes(proof.client_data),
            authenticator_data=_bytes(proof.authenticator_data),
            signature=_bytes(proof.signature),
        ),
    )
    try:
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=needs.site.name,
            expected_origin=needs.site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except Exception as error:
        raise Refused("passkey_refused") from error
    return found.new_sign_count


def challenge_in(client_data: str) -> bytes:
    """The challenge that the browser says was signed. Raises: passkey_refused."""
    try:
        said = json.loads(_bytes(client_data))["challenge"]
        return _bytes(said) if isinstance(said, str) else b""
    except (ValueError, KeyError, TypeError, RecursionError, BadInput) as error:
        raise Refused("passkey_refused") from error


def handle_of(person: PersonId) -> bytes:
    """What a passkey keeps of its owner: his number."""
    return person.to_bytes(8, "big")


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("passkey_refused") from error
