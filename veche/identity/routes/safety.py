"""Commands about what keeps an account safe: proofs, passkeys, the second factor, notices."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Asker, Command, Done, OpenCommand, Visitor
from veche.ground.ids import DeviceId
from veche.identity import wire
from veche.identity.actions import Identity
from veche.identity.routes.examples import AT, BAD_NAME, LOGIN, ME, NAME, TAG
from veche.identity.wire import safety as shapes

PASSKEY = 96_432_153_616_384
BINARY = "dGVzdA"
PROOF = shapes.PasskeyProof(credential=BINARY, client_data=BINARY, authenticator_data=BINARY, signature=BINARY)
CHALLENGE = shapes.PasskeyChallenge(challenge=BINARY, site="veche.example", seconds=300)
CODES = shapes.RecoveryCodes(codes=["7K3M-9QXT-0VBN-2HJR"])
BAD_CODE = ("code_wrong", "code_behind", "too_many_codes", "seal_broken")


def safety(identity: Identity) -> list[Command[Any, Any] | OpenCommand[Any, Any]]:
    return [
        *_proofs(identity),
        *_signing_in(identity),
        *_passkeys(identity),
        *_kept_passkeys(identity),
        *_second_factor(identity),
        *_recovery_codes(identity),
        *_notices(identity),
    ]


def _proofs(identity: Identity) -> list[Command[Any, Any] | OpenCommand[Any, Any]]:
    passkeys = identity.passkeys

    async def get_security(asker: Asker, _: wire.Nothing) -> shapes.Security:
        return await identity.second_factor.security(asker)

    async def get_proof_challenge(asker: Asker, _: wire.Nothing) -> shapes.PasskeyChallenge:
        return await passkeys.proof_challenge(asker)

    async def prove(asker: Asker, request: shapes.ProveRequest) -> Done:
        await identity.proofs.prove(asker, request)
        return Done()

    return [
        Command(
            name="get_security",
            summary="How one's account is kept safe: passkeys, second factor, recovery codes.",
            tag=TAG,
            request=wire.Nothing,
            answer=shapes.Security,
            run=get_security,
            example=wire.Nothing(),
            answer_example=shapes.Security(
                passkeys=[shapes.PasskeyInfo(id=PASSKEY, name="Ноутбук", created_at=AT)],
                passkeys_possible=True,
                second_factor=True,
                recovery_codes_left=10,
            ),
        ),
        Command(
            name="get_proof_challenge",
            summary="What one's passkey has to sign for `prove`.",
            tag=TAG,
            request=wire.Nothing,
            answer=shapes.PasskeyChallenge,
            run=get_proof_challenge,
            example=wire.Nothing(),
            answer_example=CHALLENGE,
            errors=("passkeys_impossible", "too_many_requests"),
        ),
        Command(
            name="prove",
            summary="Prove who is at the device; what answers `proof_needed` is allowed for a quarter of an hour then.",
            tag=TAG,
            request=shapes.ProveRequest,
            answer=Done,
            run=prove,
            example=shapes.ProveRequest(password="вечевой колокол 1136"),
            answer_example=Done(),
            errors=("old_password_wrong", "passkey_refused", "second_factor_needed", "too_many_sign_ins",
                    "sign_in_busy", "text_surrogate", *BAD_CODE),
        ),
    ]  # fmt: skip


def _signing_in(identity: Identity) -> list[OpenCommand[Any, Any]]:
    passkeys = identity.passkeys

    async def get_passkey_challenge(visitor: Visitor, _: wire.Nothing) -> tuple[shapes.PasskeyChallenge, None]:
        return await passkeys.challenge(visitor), None

    return [
        OpenCommand(
            name="get_passkey_challenge",
            summary="What a passkey has to sign for `sign_in_with_passkey`.",
            tag=TAG,
            request=wire.Nothing,
            answer=shapes.PasskeyChallenge,
            run=get_passkey_challenge,
            example=wire.Nothing(),
            answer_example=CHALLENGE,
            errors=("passkeys_impossible", "too_many_requests"),
        ),
        OpenCommand(
            name="sign_in_with_passkey",
            summary="Start a session with a passkey; no login, no password, no second factor.",
            tag=TAG,
            request=shapes.SignInWithPasskeyRequest,
            answer=wire.SignInAnswer,
            run=passkeys.sign_in,
            example=shapes.SignInWithPasskeyRequest(passkey=PROOF),
            answer_example=wire.SignInAnswer(me=ME),
            errors=("passkey_refused", "person_deactivated", "too_many_sign_ins", *BAD_NAME, "text_too_long",
                    "text_surrogate"),
        ),
    ]  # fmt: skip


def _passkeys(identity: Identity) -> list[Command[Any, Any]]:
    passkeys = identity.passkeys

    async def begin_passkey(asker: Asker, _: wire.Nothing) -> shapes.NewPasskeyChallenge:
        return await passkeys.begin(asker)

    async def add_passkey(asker: Asker, request: shapes.AddPasskeyRequest) -> Done:
        await passkeys.add(asker, request)
        return Done()

    return [
        Command(
            name="begin_passkey",
            summary="What a new passkey has to sign.",
            tag=TAG,
            request=wire.Nothing,
            answer=shapes.NewPasskeyChallenge,
            run=begin_passkey,
            example=wire.Nothing(),
            answer_example=shapes.NewPasskeyChallenge(
                challenge=BINARY, site="veche.example", seconds=300, user=BINARY, login=LOGIN, name=NAME, known=[]
            ),
            errors=("proof_needed", "passkeys_impossible", "too_many_passkeys"),
        ),
        Command(
            name="add_passkey",
            summary="Keep a new passkey under a name.",
            tag=TAG,
            request=shapes.AddPasskeyRequest,
            answer=Done,
            run=add_passkey,
            example=shapes.AddPasskeyRequest(credential=BINARY, client_data=BINARY, attestation=BINARY, name="Ноутбук"),
            answer_example=Done(),
            errors=("proof_needed", "passkey_refused", "passkey_known", "too_many_passkeys", *BAD_NAME,
                    "text_too_long", "text_surrogate"),
        ),
    ]  # fmt: skip


def _kept_passkeys(identity: Identity) -> list[Command[Any, Any]]:
    passkeys = identity.passkeys

    async def rename_passkey(asker: Asker, request: shapes.RenamePasskeyRequest) -> Done:
        await passkeys.rename(asker, request)
        return Done()

    async def remove_passkey(asker: Asker, request: shapes.RemovePasskeyRequest) -> Done:
        await passkeys.remove(asker, request)
        return Done()

    return [
        Command(
            name="rename_passkey",
            summary="Call one's passkey something else.",
            tag=TAG,
            request=shapes.RenamePasskeyRequest,
            answer=Done,
            run=rename_passkey,
            example=shapes.RenamePasskeyRequest(passkey=PASSKEY, name="Ключ на работе"),
            answer_example=Done(),
            errors=("passkey_not_found", *BAD_NAME, "text_too_long", "text_surrogate"),
        ),
        Command(
            name="remove_passkey",
            summary="Nobody signs in with this passkey any more.",
            tag=TAG,
            request=shapes.RemovePasskeyRequest,
            answer=Done,
            run=remove_passkey,
            example=shapes.RemovePasskeyRequest(passkey=PASSKEY),
            answer_example=Done(),
            errors=("proof_needed", "passkey_not_found"),
        ),
    ]  # fmt: skip


def _second_factor(identity: Identity) -> list[Command[Any, Any] | OpenCommand[Any, Any]]:
    factor = identity.second_factor

    async def begin_second_factor(asker: Asker, _: wire.Nothing) -> shapes.NewSecondFactor:
        return await factor.begin(asker)

    async def remove_second_factor(asker: Asker, _: wire.Nothing) -> Done:
        await factor.remove(asker)
        return Done()

    return [
        Command(
            name="begin_second_factor",
            summary="A secret for an authenticator app; nothing is asked for before a code was confirmed.",
            tag=TAG,
            request=wire.Nothing,
            answer=shapes.NewSecondFactor,
            run=begin_second_factor,
            example=wire.Nothing(),
            answer_example=shapes.NewSecondFactor(
                secret="JBSWY3DPEHPK3PXP", uri="otpauth://totp/Veche:a.sokolova?secret=JBSWY3DPEHPK3PXP&issuer=Veche"
            ),
            errors=("proof_needed", "second_factor_on", "too_many_requests"),
        ),
        Command(
            name="confirm_second_factor",
            summary="Turn the second factor on with a code of the app; the first time recovery codes come along.",
            tag=TAG,
            request=shapes.ConfirmSecondFactorRequest,
            answer=shapes.RecoveryCodes,
            run=factor.confirm,
            example=shapes.ConfirmSecondFactorRequest(code="123 456"),
            answer_example=CODES,
            errors=("proof_needed", "second_factor_not_begun", "second_factor_on", "code_ahead", *BAD_CODE),
        ),
        Command(
            name="remove_second_factor",
            summary="Sign in with the password alone again.",
            tag=TAG,
            request=wire.Nothing,
            answer=Done,
            run=remove_second_factor,
            example=wire.Nothing(),
            answer_example=Done(),
            errors=("proof_needed",),
        ),
    ]


def _recovery_codes(identity: Identity) -> list[Command[Any, Any]]:
    factor = identity.second_factor

    async def make_recovery_codes(asker: Asker, _: wire.Nothing) -> shapes.RecoveryCodes:
        return await factor.make_codes(asker)

    return [
        Command(
            name="make_recovery_codes",
            summary="Ten new recovery codes; the old ones are void.",
            tag=TAG,
            request=wire.Nothing,
            answer=shapes.RecoveryCodes,
            run=make_recovery_codes,
            example=wire.Nothing(),
            answer_example=CODES,
            errors=("proof_needed", "too_many_requests"),
        ),
    ]


def _notices(identity: Identity) -> list[Command[Any, Any] | OpenCommand[Any, Any]]:
    notices = identity.notices

    async def list_safety_notices(asker: Asker, _: wire.Nothing) -> shapes.Notices:
        return await notices.list(asker)

    async def dismiss_safety_notices(asker: Asker, request: shapes.DismissNoticesRequest) -> Done:
        await notices.dismiss(asker, request)
        return Done()

    return [
        Command(
            name="list_safety_notices",
            summary="What happened to one's account and was not put aside on this device yet, the newest first.",
            tag=TAG,
            request=wire.Nothing,
            answer=shapes.Notices,
            run=list_safety_notices,
            example=wire.Nothing(),
            answer_example=shapes.Notices(
                notices=[
                    shapes.Notice(
                        id=PASSKEY,
                        kind="new_device",
                        at=AT,
                        device=DeviceId(96_432_153_614_336),
                        device_name="Firefox · Linux",
                        address="192.0.2.7",
                    )
                ]
            ),
        ),
        Command(
            name="dismiss_safety_notices",
            summary="Put notices up to this one aside, on this device only.",
            tag=TAG,
            request=shapes.DismissNoticesRequest,
            answer=Done,
            run=dismiss_safety_notices,
            example=shapes.DismissNoticesRequest(up_to=PASSKEY),
            answer_example=Done(),
        ),
    ]
