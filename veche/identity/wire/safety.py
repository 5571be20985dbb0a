"""Shapes of the API that keep an account safe: proofs, passkeys, second factor, linked devices, recovery, notices."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.ground.ids import DeviceId, PersonId
from veche.identity.wire import CodeField, DeviceNameField, IdField, LoginField, Me, PasswordField, ProofField

# -- proofs, passkeys, the second factor


# Binary values travel as base64url without padding.
BinaryField = Annotated[str, Meta(min_length=1, max_length=8192, pattern="^[A-Za-z0-9_-]+$")]


class PasskeyProof(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What `navigator.credentials.get()` gave, each value as base64url."""

    credential: BinaryField
    client_data: BinaryField
    authenticator_data: BinaryField
    signature: BinaryField
    user_handle: Annotated[str, Meta(max_length=128)] = ""


class ProveRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The password (with `code` where the second factor is on), or a passkey."""

    password: Annotated[str, Meta(max_length=1024)] = ""
    code: ProofField = ""
    passkey: PasskeyProof | None = None


class PasskeyChallenge(Struct, frozen=True):
    """What a passkey has to sign, good for `seconds`. `site`: the name that passkeys are bound to."""

    challenge: str
    site: str
    seconds: int


class SignInWithPasskeyRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    passkey: PasskeyProof
    device_name: DeviceNameField = None
    want_token: bool = False


class NewPasskeyChallenge(Struct, frozen=True):
    """For `navigator.credentials.create()`. `known`: credentials that this person has already."""

    challenge: str
    site: str
    seconds: int
    user: str
    login: str
    name: str
    known: list[str]


class AddPasskeyRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What `navigator.credentials.create()` gave, each value as base64url."""

    credential: BinaryField
    client_data: BinaryField
    attestation: Annotated[str, Meta(min_length=1, max_length=65536, pattern="^[A-Za-z0-9_-]+$")]
    name: Annotated[str, Meta(max_length=240)] = ""


class PasskeyInfo(Struct, frozen=True, omit_defaults=True):
    id: int
    name: str
    created_at: int
    last_used_at: int | None = None


class RenamePasskeyRequest(Struct, frozen=True, forbid_unknown_fields=True):
    passkey: IdField
    name: Annotated[str, Meta(min_length=1, max_length=240)]


class RemovePasskeyRequest(Struct, frozen=True, forbid_unknown_fields=True):
    passkey: IdField


class Security(Struct, frozen=True):
    """How one's account is kept safe. `passkeys_possible`: this installation has an address that passkeys work with."""

    passkeys: list[PasskeyInfo]
    passkeys_possible: bool
    second_factor: bool
    recovery_codes_left: int


class NewSecondFactor(Struct, frozen=True):
    """The secret in base32 for typing, and the address for a QR code. Shown once; on only when confirmed."""

    secret: str
    uri: str


class ConfirmSecondFactorRequest(Struct, frozen=True, forbid_unknown_fields=True):
    code: ProofField


class RecoveryCodes(Struct, frozen=True):
    """Shown once; each works once. Empty where there were codes already."""

    codes: list[str]


class RecoverRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`code`: one of the person's own recovery codes."""

    login: LoginField
    code: CodeField
    password: PasswordField
    device_name: DeviceNameField = None
    want_token: bool = False


# -- linking a device


class BeginLinkRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    device_name: DeviceNameField = None


class BegunLink(Struct, frozen=True):
    """`secret` stays in the new device; `code` is shown by it (as a QR code of `link`, and to be typed), together with
    `number`, which the old device asks for."""

    secret: str
    code: str
    link: str
    number: int
    expires_at: int


class PollLinkRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    secret: CodeField
    want_token: bool = False


class LinkProgress(Struct, frozen=True, omit_defaults=True):
    """`state`: shown, seen, refused, elsewhere, expired or done; `me` when done."""

    state: str
    me: Me | None = None
    token: str | None = None


class LinkCodeRequest(Struct, frozen=True, forbid_unknown_fields=True):
    code: CodeField


class SeenLink(Struct, frozen=True):
    """Who wants to come in: `address` is the network address of the new device, `same_network` whether the asking
    device is in the same network; one of `numbers` stands on the new device."""

    device_name: str
    address: str
    same_network: bool
    at: int
    expires_at: int
    numbers: list[int]


class ConfirmLinkRequest(Struct, frozen=True, forbid_unknown_fields=True):
    code: CodeField
    number: Annotated[int, Meta(ge=0, le=99)]


# -- notices


class Notice(Struct, frozen=True, omit_defaults=True):
    """Something that happened to one's account. `kind`: new_device, passkey_added, passkey_removed, second_factor_on,
    second_factor_off, recovery_codes, recovery_code_used, password_changed, recovered, recovery_asked or
    recovery_confirmed; or, about what one reported, report_acted and report_nothing. `device` is the one that did it,
    with its name and network address at that time."""

    id: int
    kind: str
    at: int
    device: DeviceId | None = None
    device_name: str = ""
    address: str = ""


class Notices(Struct, frozen=True):
    notices: list[Notice]


class DismissNoticesRequest(Struct, frozen=True, forbid_unknown_fields=True):
    up_to: IdField


# -- recovery through the organisation


class AskRecoveryRequest(Struct, frozen=True, forbid_unknown_fields=True):
    person: IdField


class RecoveryRequest(Struct, frozen=True, forbid_unknown_fields=True):
    recovery: IdField


class RecoveryInfo(Struct, frozen=True, omit_defaults=True):
    """An open one: asked, or confirmed and not used yet."""

    id: int
    person: PersonId
    name: str
    asked_by: PersonId
    asked_by_name: str
    asked_at: int
    expires_at: int
    confirmed: bool = False


class ListRecoveriesAnswer(Struct, frozen=True):
    recoveries: list[RecoveryInfo]


class RecoveryLink(Struct, frozen=True):
    """Shown once, to the one who confirmed."""

    link: str
    expires_at: int


class ViewRecoveryAnswer(Struct, frozen=True):
    name: str
    login: str
    expires_at: int


class UseRecoveryRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    code: CodeField
    password: PasswordField
    device_name: DeviceNameField = None
    want_token: bool = False
