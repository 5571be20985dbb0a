"""The rules: who may do what, as tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.chats.model import (
    QUIET_ABOVE,
    RANK,
    Access,
    Kind,
    Mode,
    Rights,
    Role,
    effective_rights,
    first_member_rights,
    is_quiet,
    may_add,
    may_edit_info,
    may_leave,
    may_list_members,
    may_manage_members,
    may_mode,
    may_remove,
    may_set_member_rights,
    may_set_role,
    may_use,
    most_member_rights,
)
from veche.ground.errors import VecheError
from veche.ground.ids import ActorId, ChatId

CHAT = ChatId(1)
OTHER = Access(CHAT, ActorId(99), "group", "ordinary", "member", 11, 11, 5)


def access(
    kind: Kind = "group",
    role: Role = "member",
    own: int | None = None,
    *,
    actor: int = 7,
    mode: Mode = "ordinary",
    members: int = 5,
) -> Access:
    member_rights = first_member_rights(kind, mode)
    rights = effective_rights(role, own, member_rights=member_rights)
    return Access(CHAT, ActorId(actor), kind, mode, role, rights, member_rights, members)


def code(refusal: VecheError | None) -> str:
    return "" if refusal is None else refusal.code


NO = "no_right"
DIALOG = "not_in_dialog"
# kind, role, own rights → post, edit info, add, manage members, list members, put out a member, set member rights
MATRIX: list[tuple[Kind, Role, int | None, list[str]]] = [
    ("group", "owner", None, ["", "", "", "", "", "", ""]),
    ("group", "admin", None, ["", "", "", "", "", "", NO]),
    ("group", "admin", Rights.POST, ["", NO, NO, NO, "", NO, NO]),
    ("group", "admin", Rights.ALL, ["", "", "", "", "", "", ""]),
    ("group", "member", None, ["", NO, "", NO, "", NO, NO]),
    ("group", "member", Rights.NONE, [NO, NO, NO, NO, "", NO, NO]),
    ("group", "member", Rights.POST | Rights.EDIT_INFO, ["", "", NO, NO, "", NO, NO]),
    ("channel", "owner", None, ["", "", "", "", "", "", ""]),
    ("channel", "admin", None, ["", "", "", "", "", "", NO]),
    ("channel", "member", None, [NO, NO, NO, NO, NO, NO, NO]),
    ("dialog", "member", None, ["", DIALOG, DIALOG, DIALOG, "", DIALOG, DIALOG]),
]


@pytest.mark.parametrize(("kind", "role", "own", "answers"), MATRIX)
def test_who_may_do_what(kind: Kind, role: Role, own: int | None, answers: list[str]) -> None:
    one = access(kind, role, own)
    asked = [
        may_use(one, Rights.POST),
        may_edit_info(one),
        may_add(one),
        may_manage_members(one),
        may_list_members(one),
        may_remove(one, OTHER),
        may_set_member_rights(one, Rights.REACT),
    ]
    assert [code(refusal) for refusal in asked] == answers


def test_first_rights() -> None:
    assert first_member_rights("group", "ordinary") == Rights.POST | Rights.REACT | Rights.INVITE
    assert first_member_rights("group", "official") == Rights.POST | Rights.REACT
    assert first_member_rights("channel", "public") == Rights.REACT
    assert first_member_rights("dialog", "ordinary") == Rights.POST | Rights.REACT | Rights.PIN


@pytest.mark.parametrize("mode", ["private", "recorded"])
def test_encrypted_modes_are_refused(mode: str) -> None:
    refusal = may_mode(mode)
    assert refusal is not None
    assert (refusal.status, refusal.code, refusal.details) == (501, "mode_not_available", {"mode": mode})


@pytest.mark.parametrize("mode", ["ordinary", "official", "public"])
def test_other_modes_are_there(mode: str) -> None:
    assert may_mode(mode) is None


def test_who_was_put_out_comes_back_by_those_who_put_out() -> None:
    assert code(may_add(access(), comes_back=True)) == "member_was_removed"
    assert may_add(access(role="admin"), comes_back=True) is None


def test_a_right_of_all_members_stays_within_what_members_can_have() -> None:
    assert code(may_set_member_rights(access(role="owner"), Rights.DELETE_ANY)) == "rights_beyond_role"
    assert code(may_set_member_rights(access("channel", "owner"), Rights.POST)) == "rights_beyond_role"


OWNER = access(role="owner", actor=1)
CHIEF = access(role="admin", own=Rights.ALL, actor=2)
ADMIN = access(role="admin", actor=3)
MEMBER = access(actor=4)
LIMITED = access(role="admin", own=Rights.POST | Rights.MANAGE_ROLES | Rights.MANAGE_MEMBERS, actor=5)
# who, whom, role, rights, owners → answer
ROLE_MATRIX: list[tuple[Access, Access, Role, int | None, int, str]] = [
    (OWNER, MEMBER, "owner", None, 1, ""),
    (OWNER, MEMBER, "owner", Rights.POST, 1, "rights_beyond_role"),
    (OWNER, CHIEF, "member", None, 1, ""),
    (OWNER, OWNER, "member", None, 1, "last_owner"),
    (OWNER, OWNER, "admin", None, 2, ""),
    (OWNER, access(role="owner", actor=8), "member", None, 2, ""),
    (CHIEF, OWNER, "member", None, 2, "owner_untouchable"),
    (CHIEF, MEMBER, "owner", None, 1, "above_yourself"),
    (CHIEF, CHIEF, "owner", None, 1, "above_yourself"),
    (CHIEF, MEMBER, "admin", None, 1, ""),
    (CHIEF, MEMBER, "admin", Rights.ALL, 1, ""),
    (CHIEF, ADMIN, "member", None, 1, ""),
    (CHIEF, MEMBER, "member", Rights.NONE, 1, ""),
    (CHIEF, MEMBER, "member", Rights.DELETE_ANY, 1, "rights_beyond_role"),
    (CHIEF, CHIEF, "member", None, 1, ""),
    (ADMIN, MEMBER, "admin", None, 1, "no_right"),
    (ADMIN, ADMIN, "member", None, 1, ""),
    (ADMIN, ADMIN, "admin", Rights.ALL, 1, "above_yourself"),
    (MEMBER, MEMBER, "admin", None, 1, "above_yourself"),
    (MEMBER, MEMBER, "member", Rights.POST, 1, ""),
    (MEMBER, ADMIN, "member", None, 1, "no_right"),
    (LIMITED, MEMBER, "admin", None, 1, "above_yourself"),
    (LIMITED, CHIEF, "member", None, 1, "above_yourself"),
    (LIMITED, LIMITED, "member", None, 1, "above_yourself"),
    (access(own=Rights.NONE, actor=6), access(own=Rights.NONE, actor=6), "member", None, 1, "above_yourself"),
    (access("dialog"), access("dialog", actor=8), "member", None, 0, "not_in_dialog"),
]


@pytest.mark.parametrize(("who", "whom", "role", "rights", "owners", "answer"), ROLE_MATRIX)
def test_roles(who: Access, whom: Access, role: Role, rights: int | None, owners: int, answer: str) -> None:
    assert code(may_set_role(who, whom, role=role, rights=rights, owners=owners)) == answer


REMOVE_MATRIX = [
    (OWNER, CHIEF, ""),
    (OWNER, access(role="owner", actor=8), ""),
    (CHIEF, OWNER, "owner_untouchable"),
    (CHIEF, ADMIN, ""),
    (ADMIN, CHIEF, "no_right"),
    (ADMIN, MEMBER, ""),
    (LIMITED, ADMIN, "above_yourself"),
    (MEMBER, OTHER, "no_right"),
]


@pytest.mark.parametrize(("who", "whom", "answer"), REMOVE_MATRIX)
def test_putting_out(who: Access, whom: Access, answer: str) -> None:
    assert code(may_remove(who, whom)) == answer


def test_leaving() -> None:
    assert code(may_leave(OWNER, owners=1)) == "last_owner"
    assert may_leave(OWNER, owners=2) is None
    assert may_leave(access(role="owner", members=1), owners=1) is None
    assert may_leave(ADMIN, owners=1) is None
    assert code(may_leave(access("dialog"), owners=0)) == "not_in_dialog"


def test_quiet() -> None:
    assert is_quiet("channel", 2)
    assert not is_quiet("group", QUIET_ABOVE)
    assert is_quiet("group", QUIET_ABOVE + 1)


RIGHTS = st.integers(0, Rights.ALL)
ROLE = st.sampled_from(["owner", "admin", "member"])


@given(
    kind=st.sampled_from(["group", "channel"]),
    who=st.tuples(ROLE, st.none() | RIGHTS),
    whom=st.tuples(ROLE, st.none() | RIGHTS),
    himself=st.booleans(),
    role=ROLE,
    rights=st.none() | RIGHTS,
    owners=st.integers(1, 3),
)
def test_nobody_gets_above_who_raised_him(
    kind: Kind,
    who: tuple[Role, int | None],
    whom: tuple[Role, int | None],
    himself: bool,
    role: Role,
    rights: int | None,
    owners: int,
) -> None:
    actor = access(kind, *who, actor=1)
    target = actor if himself else access(kind, *whom, actor=2)
    if may_set_role(actor, target, role=role, rights=rights, owners=owners) is not None:
        return
    result = effective_rights(role, rights, member_rights=actor.member_rights)
    assert not result & ~actor.rights, "more rights than who gave them"
    assert not target.rights & ~actor.rights, "touched somebody who may do more"
    assert actor.role == "owner" or (role != "owner" and target.role != "owner")
    assert himself or actor.may(Rights.MANAGE_ROLES)
    assert not himself or actor.role == "owner" or RANK[role] >= RANK[actor.role]
    assert target.role != "owner" or role == "owner" or owners > 1, "a chat without an owner"
    assert role != "member" or rights is None or not rights & ~most_member_rights(kind)
