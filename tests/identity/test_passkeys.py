"""Passkeys: kept, named, removed, used to sign in; and everything that must not sign in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import PASSWORD, VISITOR, Town, build_parts
from tests.identity.keyring import SoftKey, text
from veche.ground.clock import FixedClock
from veche.ground.commands import Asker
from veche.ground.errors import Conflict, NotFound, Refused
from veche.identity.events import Noticed
from veche.identity.model import CHALLENGE_LIFE, PROOF_LIFE
from veche.identity.model.site import site_of
from veche.identity.wire.safety import (
    PasskeyProof,
    ProveRequest,
    RemovePasskeyRequest,
    RenamePasskeyRequest,
    SignInWithPasskeyRequest,
)


async def keep(town: Town, asker: Asker, key: SoftKey | None = None) -> SoftKey:
    """A passkey of this person's own."""
    key = key or SoftKey()
    begun = await town.identity.passkeys.begin(asker)
    await town.identity.passkeys.add(asker, key.make(begun.challenge))
    return key


async def enter(town: Town, key: SoftKey) -> Asker:
    challenge = (await town.identity.passkeys.challenge(VISITOR)).challenge
    return await enter_with(town, key.sign(challenge))


async def enter_with(town: Town, proof: PasskeyProof) -> Asker:
    _, token = await town.identity.passkeys.sign_in(VISITOR, SignInWithPasskeyRequest(passkey=proof))
    return await town.asker(token)


async def test_a_passkey_signs_in_without_login_and_password(town: Town) -> None:
    anna = await town.person("Соколова Анна Петровна")
    key = await keep(town, anna)
    entered = await enter(town, key)
    assert (entered.person, entered.device != anna.device) == (anna.person, True)
    assert (await enter(town, key)).person == anna.person
    kept = (await town.identity.second_factor.security(anna)).passkeys
    assert [(row.name, row.last_used_at is not None) for row in kept] == [("Ноутбук", True)]
    devices = (await town.identity.devices.list(anna)).devices
    assert sorted(device.how for device in devices) == ["passkey", "passkey", "password"]


async def test_it_is_named_anew_and_taken_off(town: Town) -> None:
    anna, boris = await town.person(), await town.person()
    key = await keep(town, anna)
    number = (await town.identity.second_factor.security(anna)).passkeys[0].id
    await town.identity.passkeys.rename(anna, RenamePasskeyRequest(passkey=number, name="Ключ на работе"))
    assert (await town.identity.second_factor.security(anna)).passkeys[0].name == "Ключ на работе"
    with pytest.raises(NotFound, match="passkey_not_found"):
        await town.identity.passkeys.rename(boris, RenamePasskeyRequest(passkey=number, name="Мой"))
    with pytest.raises(NotFound, match="passkey_not_found"):
        await town.identity.passkeys.remove(boris, RemovePasskeyRequest(passkey=number))
    await town.identity.passkeys.remove(anna, RemovePasskeyRequest(passkey=number))
    with pytest.raises(Refused, match="passkey_refused"):
        await enter(town, key)
    assert [event.notice.kind for event in town.heard(Noticed)][-2:] == ["passkey_added", "passkey_removed"]


async def test_a_challenge_is_good_once_and_for_minutes(town: Town, clock: FixedClock) -> None:
    key = await keep(town, await town.person())
    proof = key.sign((await town.identity.passkeys.challenge(VISITOR)).challenge)
    await enter_with(town, proof)
    with pytest.raises(Refused, match="passkey_refused"):
        await enter_with(town, proof)
    late = key.sign((await town.identity.passkeys.challenge(VISITOR)).challenge)
    clock.step(CHALLENGE_LIFE.total_seconds())
    with pytest.raises(Refused, match="passkey_refused"):
        await enter_with(town, late)
    with pytest.raises(Refused, match="passkey_refused"):
        await enter_with(town, key.sign(text(b"a challenge of my own")))


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://veche.example.evil.example"},
        {"origin": "http://veche.example"},
        {"site": "evil.example"},
        {"verified": False},
        {"handle": (12345).to_bytes(8, "big")},
        {"count": 0},  # a counter that does not move on is a copied key
    ],
)
async def test_what_does_not_fit_is_refused(town: Town, bent: dict[str, object]) -> None:
    key = await keep(town, await town.person())
    await enter(town, key)
    for name, value in bent.items():
        setattr(key, name, value)
    with pytest.raises(Refused, match="passkey_refused"):
        await enter(town, key)


async def test_a_challenge_for_one_purpose_serves_no_other(town: Town) -> None:
    anna, boris = await town.person(), await town.person()
    key = await keep(town, anna)
    proof = key.sign((await town.identity.passkeys.proof_challenge(anna)).challenge)
    with pytest.raises(Refused, match="passkey_refused"):
        await enter_with(town, proof)
    begun = await town.identity.passkeys.begin(anna)
    with pytest.raises(Refused, match="passkey_refused"):
        await town.identity.passkeys.add(boris, SoftKey().make(begun.challenge))
    of_boris = await town.identity.passkeys.proof_challenge(boris)
    with pytest.raises(Refused, match="passkey_refused"):  # with a passkey of hers he proves nothing
        await town.identity.proofs.prove(boris, ProveRequest(passkey=key.sign(of_boris.challenge)))


async def test_one_credential_belongs_to_one_person(town: Town) -> None:
    anna, boris = await town.person(), await town.person()
    key = await keep(town, anna)
    with pytest.raises(Conflict, match="passkey_known"):
        await keep(town, boris, key)


async def test_a_leaver_comes_in_no_more(town: Town) -> None:
    anna = await town.person()
    key = await keep(town, anna)
    await town.identity.people.deactivate(town.admin, anna.person)
    with pytest.raises(Refused, match="person_deactivated"):
        await enter(town, key)


async def test_an_open_device_alone_is_no_proof(town: Town, clock: FixedClock) -> None:
    anna = await town.person()
    key = await keep(town, anna)
    clock.step(PROOF_LIFE.total_seconds() + 1)
    with pytest.raises(Refused, match="proof_needed"):
        await town.identity.passkeys.begin(anna)
    with pytest.raises(Refused, match="old_password_wrong"):
        await town.identity.proofs.prove(anna, ProveRequest(password="не тот пароль"))
    challenge = (await town.identity.passkeys.proof_challenge(anna)).challenge
    await town.identity.proofs.prove(anna, ProveRequest(passkey=key.sign(challenge)))
    await keep(town, anna)
    clock.step(PROOF_LIFE.total_seconds() + 1)
    await town.identity.proofs.prove(anna, ProveRequest(password=PASSWORD))
    await keep(town, anna)


BINARY = st.binary(min_size=1, max_size=200).map(text)
NEARLY = st.sampled_from(["e30", text(b'{"challenge":5}'), "A"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    credential=BINARY, client=st.one_of(BINARY, st.sampled_from(["e30", text(b'{"challenge":5}'), "A"])), rest=BINARY
)
async def test_garbage_is_refused(town: Town, credential: str, client: str, rest: str) -> None:
    with pytest.raises(Refused, match="passkey_refused"):
        await enter_with(
            town,
            PasskeyProof(credential=credential, client_data=client, authenticator_data=rest, signature=rest),
        )


async def test_garbage_behind_a_good_challenge_is_refused(town: Town) -> None:
    anna = await town.person()
    key = await keep(town, anna)
    for spoil in ("authenticator_data", "signature"):
        good = key.sign((await town.identity.passkeys.challenge(VISITOR)).challenge)
        fields = {name: getattr(good, name) for name in good.__struct_fields__} | {spoil: text(b"\xff" * 40)}
        with pytest.raises(Refused, match="passkey_refused"):
            await enter_with(town, PasskeyProof(**fields))
    begun = await town.identity.passkeys.begin(anna)
    made = SoftKey().make(begun.challenge)
    with pytest.raises(Refused, match="passkey_refused"):
        await town.identity.passkeys.add(
            anna, type(made)(credential=made.credential, client_data=made.client_data, attestation=text(b"\xa1" * 9))
        )


@pytest.mark.parametrize(
    ("address", "name", "origin"),
    [
        ("https://veche.example", "veche.example", "https://veche.example"),
        ("https://veche.example:8443/", "veche.example", "https://veche.example:8443"),
        ("http://127.0.0.1:8080", "localhost", "http://localhost:8080"),
        ("http://localhost:8080", "localhost", "http://localhost:8080"),
        ("http://veche.example", "", ""),
        ("https://192.0.2.7", "", ""),
        ("http://192.168.1.5:8080", "", ""),
        ("", "", ""),
    ],
)
def test_where_passkeys_work(address: str, name: str, origin: str) -> None:
    site = site_of(address)
    assert (site.name, site.origin) == (name, origin)


async def test_without_a_fit_address_one_is_told_so(town: Town) -> None:
    plain = build_parts(town.database, clock=town.clock, cell=1, address="http://192.168.1.5:8080")
    with pytest.raises(Conflict, match="passkeys_impossible"):
        await plain.identity.passkeys.challenge(VISITOR)
    assert not (await plain.identity.second_factor.security(town.admin)).passkeys_possible
