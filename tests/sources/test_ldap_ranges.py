"""What Active Directory says and slapd does not: large values in ranges, references to other servers."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from tests.support.fake_ldap import REFERRAL, Answer, fake_server
from veche.ground.errors import VecheError
from veche.ground.ldap import Server, Traffic, dn_parts
from veche.sources.ldap.asking import ask
from veche.sources.ldap.profile import Profile

BASE = "dc=hall,dc=example"
GROUP = f"cn=Все,{BASE}"
MEMBERS = [f"cn=Человек {number},{BASE}" for number in range(3_200)]
AT_ONCE = 1_500


def town(base: str, asked: Sequence[str]) -> list[Answer]:
    """One person, one group of 3,200 of whom 1,500 are told at once."""
    if "sAMAccountName" in asked:
        return [(MEMBERS[-1], {"sAMAccountName": ["last"], "cn": ["Последний Иван"]})]
    if "member" in asked:
        return [(GROUP, {"member": [], f"member;range=0-{AT_ONCE - 1}": MEMBERS[:AT_ONCE]})]
    if asked[0].startswith("member;range="):
        assert base == GROUP
        start = int(asked[0].removeprefix("member;range=").split("-")[0])
        end = min(start + AT_ONCE, len(MEMBERS))
        last = "*" if end == len(MEMBERS) else str(end - 1)
        return [(GROUP, {f"member;range={start}-{last}": MEMBERS[start:end]})]
    return []


def test_a_large_group_is_read_to_its_end() -> None:
    traffic = Traffic()
    with fake_server(town) as url:
        answer = ask(Server(url=url), "hall", Profile(base=BASE, only_group=GROUP), traffic=traffic)
    assert answer.groups[dn_parts(GROUP)] == [dn_parts(dn) for dn in MEMBERS]
    assert traffic.received > 100_000 > traffic.sent > 0


def test_a_server_that_goes_round_in_circles_is_an_error() -> None:
    def circling(base: str, asked: Sequence[str]) -> list[Answer]:
        if asked[0].startswith("member;range="):
            return [(GROUP, {f"member;range=0-{AT_ONCE - 1}": MEMBERS[:AT_ONCE]})]
        return town(base, asked)

    with fake_server(circling) as url, pytest.raises(VecheError) as caught:
        ask(Server(url=url), "hall", Profile(base=BASE, only_group=GROUP))
    assert caught.value.code == "ldap_incomplete"


def test_references_are_not_followed() -> None:
    """Inside an answer they are passed over, as those to partitions of Active Directory; as the answer: an error."""
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        address = f"ldap://127.0.0.1:{elsewhere.getsockname()[1]}/DC=DomainDnsZones,{BASE}"

        def pointing(base: str, asked: Sequence[str]) -> list[Answer]:
            return [(address, {}), *town(base, asked), (address, {})]

        with fake_server(pointing) as url:
            answer = ask(Server(url=url), "hall", Profile(base=BASE))
        assert [entry.text("sAMAccountName") for entry in answer.people] == ["last"]
        with fake_server(lambda _base, _asked: [], result=REFERRAL) as url, pytest.raises(VecheError) as caught:
            ask(Server(url=url), "hall", Profile(base=BASE))
        assert caught.value.code == "ldap_incomplete"
        with pytest.raises(BlockingIOError):
            elsewhere.accept()
