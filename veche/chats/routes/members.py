"""Who is in a chat, and with which role."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from veche.chats import wire
from veche.chats.actions import Chats
from veche.chats.model import RANK, ROLES
from veche.chats.routes.common import CHAT, GROUP, OTHER, PLACE_ERRORS, RIGHT_ERRORS, given, numbers_of
from veche.chats.store.cards import from_us, to_us
from veche.chats.store.members import MemberRow
from veche.ground.clock import to_ms
from veche.ground.commands import Asker, Command, Done
from veche.ground.errors import BadInput
from veche.ground.ids import ActorId, ChatId

_MEMBER = wire.Member(actor=OTHER, role="admin", rights=127, joined_at=1795420800000)


class _Members:
    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def list_members(self, asker: Asker, request: wire.ListMembers) -> wire.MembersAnswer:
        after = None
        if request.after is not UNSET:
            rank, joined_at, actor = numbers_of(request.after, parts=3)
            if rank >= len(ROLES):
                raise BadInput("bad_cursor")
            after = (rank, from_us(joined_at), actor)
        rows = await self._chats.reading.list_members(
            asker, ChatId(request.chat), after=after, limit=request.limit + 1, as_=given(request.as_)
        )
        page = rows[: request.limit]
        more = len(rows) > request.limit
        return wire.MembersAnswer([member_of(row) for row in page], place_of(page[-1]) if more else UNSET)

    async def add_members(self, asker: Asker, request: wire.AddMembers) -> wire.AddMembersAnswer:
        actors = [ActorId(actor) for actor in request.actors]
        chat, added = await self._chats.managing.add_members(
            asker, ChatId(request.chat), actors, as_=given(request.as_)
        )
        return wire.AddMembersAnswer(chat, [int(actor) for actor in added])

    async def remove_member(self, asker: Asker, request: wire.AboutMember) -> Done:
        await self._chats.managing.remove_member(
            asker, ChatId(request.chat), ActorId(request.actor), as_=given(request.as_)
        )
        return Done()

    async def leave_chat(self, asker: Asker, request: wire.AboutChat) -> Done:
        await self._chats.managing.leave_chat(asker, ChatId(request.chat), as_=given(request.as_))
        return Done()

    async def set_role(self, asker: Asker, request: wire.SetRole) -> wire.MemberAnswer:
        row = await self._chats.managing.set_role(
            asker,
            ChatId(request.chat),
            ActorId(request.actor),
            role=request.role,
            rights=given(request.rights),
            as_=given(request.as_),
        )
        return wire.MemberAnswer(member_of(row))


def member_of(row: MemberRow) -> wire.Member:
    return wire.Member(row.actor, row.role, row.rights, to_ms(row.joined_at))


def place_of(row: MemberRow) -> str:
    """The cursor behind a member."""
    return f"{RANK[row.role]}.{to_us(row.joined_at)}.{row.actor}"


_STAYING = ("last_owner", "filled_by_rule")
"""Who is not put out of a chat and does not leave it."""


def member_commands(chats: Chats) -> list[Command[Any, Any]]:
    run = _Members(chats)
    return [*_coming_and_going(run), *_roles(run)]


def _coming_and_going(run: _Members) -> list[Command[Any, Any]]:
    return [
        Command(
            name="list_members",
            summary="Members by role, then as they came; of a channel only for those who manage it",
            tag="chats",
            request=wire.ListMembers,
            answer=wire.MembersAnswer,
            run=run.list_members,
            example=wire.ListMembers(chat=CHAT, limit=50),
            answer_example=wire.MembersAnswer([_MEMBER], next="1.1795420800000000.180388626435"),
            errors=(*PLACE_ERRORS, "no_right", "bad_cursor"),
        ),
        Command(
            name="add_members",
            summary="Add people, posts or bots",
            tag="chats",
            request=wire.AddMembers,
            answer=wire.AddMembersAnswer,
            run=run.add_members,
            example=wire.AddMembers(chat=CHAT, actors=[OTHER]),
            answer_example=wire.AddMembersAnswer(GROUP, [OTHER]),
            errors=(
                *RIGHT_ERRORS,
                "channel_needs_badge",
                "actor_not_found",
                "actor_deactivated",
                "cannot_add",
                "member_was_removed",
                "too_many_added",
            ),
        ),
        Command(
            name="remove_member",
            summary="Put a member out; he does not come back by a link",
            tag="chats",
            request=wire.AboutMember,
            answer=Done,
            run=run.remove_member,
            example=wire.AboutMember(chat=CHAT, actor=OTHER),
            answer_example=Done(),
            errors=(*RIGHT_ERRORS, "member_not_found", "owner_untouchable", "above_yourself", *_STAYING),
        ),
        Command(
            name="leave_chat",
            summary="Leave a group or channel; its last owner hands it over first",
            tag="chats",
            request=wire.AboutChat,
            answer=Done,
            run=run.leave_chat,
            example=wire.AboutChat(chat=CHAT),
            answer_example=Done(),
            errors=(*PLACE_ERRORS, "not_in_dialog", *_STAYING),
        ),
    ]


def _roles(run: _Members) -> list[Command[Any, Any]]:
    return [
        Command(
            name="set_role",
            summary="Give a member a role, or rights of his own; nobody raises anybody above himself",
            tag="chats",
            request=wire.SetRole,
            answer=wire.MemberAnswer,
            run=run.set_role,
            example=wire.SetRole(chat=CHAT, actor=OTHER, role="admin"),
            answer_example=wire.MemberAnswer(_MEMBER),
            errors=(
                *RIGHT_ERRORS,
                "member_not_found",
                "owner_untouchable",
                "above_yourself",
                "last_owner",
                "rights_beyond_role",
            ),
        ),
    ]
