"""/chats: chats, members, admins, pins, actions."""

from __future__ import annotations

from msgspec import UNSET

from veche.bots.actions.members import Members
from veche.bots.actions.rooms import Rooms
from veche.bots.routes.api import Call, Param, Route
from veche.bots.wire import chats as wire
from veche.bots.wire.people import ChatMember, ChatMembers, Simple
from veche.ground.errors import BadInput, NotFound

DONE = Simple(success=True)


def routes(rooms: Rooms, members: Members) -> list[Route]:
    return [
        *_chats(rooms),
        *_acts(rooms),
        *_pins(rooms),
        *_me(members),
        *_members(members),
        *_coming_and_going(members),
        *_admins(members),
    ]


def _chats(rooms: Rooms) -> list[Route]:
    async def get_chats(call: Call) -> wire.Chats:
        limit = call.number("count", default=50, least=1, most=100) or 50
        shown, marker = await rooms.page(call.bot, after=call.number("marker", default=0) or 0, limit=limit)
        return wire.Chats(shown, UNSET if marker is None else marker)

    async def get_chat(call: Call) -> wire.Chat:
        return await rooms.get(call.bot, call.id("chatId"))

    async def patch_chat(call: Call) -> wire.Chat:
        return await rooms.patch(call.bot, call.id("chatId"), call.into(wire.ChatPatch))

    async def delete_chat(call: Call) -> Simple:
        await rooms.dissolve(call.bot, call.id("chatId"))
        return DONE

    return [
        Route(
            method="GET",
            path="/chats",
            run=get_chats,
            summary="Chats that the bot is in",
            answer=wire.Chats,
            query=(Param(name="count", type="integer"), Param(name="marker", type="integer")),
            legacy=True,
        ),
        Route(method="GET", path="/chats/{chatId}", run=get_chat, summary="About a chat", answer=wire.Chat),
        Route(
            method="PATCH",
            path="/chats/{chatId}",
            run=patch_chat,
            summary="Change title, description, picture or pin",
            body=wire.ChatPatch,
            answer=wire.Chat,
        ),
        Route(
            method="DELETE",
            path="/chats/{chatId}",
            run=delete_chat,
            summary="End a chat that the bot owns, for everybody",
            answer=Simple,
            legacy=True,
        ),
    ]


def _acts(rooms: Rooms) -> list[Route]:
    async def act(call: Call) -> Simple:
        await rooms.act(call.bot, call.id("chatId"), call.into(wire.SenderAction).action)
        return DONE

    return [
        Route(
            method="POST",
            path="/chats/{chatId}/actions",
            run=act,
            summary="Show that the bot is writing, or mark the chat as read",
            body=wire.SenderAction,
            answer=Simple,
        ),
    ]


def _pins(rooms: Rooms) -> list[Route]:
    async def get_pin(call: Call) -> wire.Pinned:
        pinned = await rooms.pinned(call.bot, call.id("chatId"))
        return wire.Pinned(UNSET if pinned is None else pinned)

    async def put_pin(call: Call) -> Simple:
        await rooms.pin(call.bot, call.id("chatId"), call.into(wire.NewPin).message_id)
        return DONE

    async def delete_pin(call: Call) -> Simple:
        await rooms.unpin(call.bot, call.id("chatId"))
        return DONE

    path = "/chats/{chatId}/pin"
    return [
        Route(method="GET", path=path, run=get_pin, summary="The pinned message", answer=wire.Pinned),
        Route(method="PUT", path=path, run=put_pin, summary="Pin a message", body=wire.NewPin, answer=Simple),
        Route(method="DELETE", path=path, run=delete_pin, summary="Unpin the newest", answer=Simple),
    ]


MEMBERS = "/chats/{chatId}/members"


def _me(members: Members) -> list[Route]:
    async def get_me(call: Call) -> ChatMember:
        return await members.me(call.bot, call.id("chatId"))

    async def leave(call: Call) -> Simple:
        await members.leave(call.bot, call.id("chatId"))
        return DONE

    mine = f"{MEMBERS}/me"
    return [
        Route(method="GET", path=mine, run=get_me, summary="The bot as a member", answer=ChatMember),
        Route(method="DELETE", path=mine, run=leave, summary="Leave the chat", answer=Simple),
    ]


def _members(members: Members) -> list[Route]:
    async def get_members(call: Call) -> ChatMembers:
        users = call.numbers("user_ids")
        if users:
            return ChatMembers(await members.some(call.bot, call.id("chatId"), users))
        limit = call.number("count", default=20, least=1, most=100) or 20
        shown, marker = await members.page(
            call.bot, call.id("chatId"), after=call.number("marker") or None, limit=limit
        )
        return ChatMembers(shown, UNSET if marker is None else marker)

    return [
        Route(
            method="GET",
            path=MEMBERS,
            run=get_members,
            summary="Members of a chat, for admins",
            answer=ChatMembers,
            query=(
                Param(name="user_ids", summary="Only these; the rest is ignored then"),
                Param(name="marker", type="integer"),
                Param(name="count", type="integer", summary="1 to 100, 20 without"),
            ),
        ),
    ]


def _coming_and_going(members: Members) -> list[Route]:
    async def add(call: Call) -> wire.Added:
        failed = await members.add(call.bot, call.id("chatId"), call.into(wire.NewMembers).user_ids)
        if not failed:
            return wire.Added(success=True)
        return wire.Added(
            success=False,
            message="Not everybody could be added.",
            failed_user_ids=[user for users in failed.values() for user in users],
            failed_user_details=[wire.FailedUsers(code, users) for code, users in failed.items()],
        )

    async def remove(call: Call) -> Simple:
        user = call.number("user_id")
        if user is None:
            user = call.into(wire.RemovedMember).user_id
        if user is None:
            raise BadInput("bot_parameter", name="user_id")
        await members.remove(call.bot, call.id("chatId"), user)
        return DONE

    return [
        Route(
            method="POST",
            path=MEMBERS,
            run=add,
            summary="Add members",
            body=wire.NewMembers,
            answer=wire.Added,
            legacy=True,
        ),
        Route(
            method="DELETE",
            path=MEMBERS,
            run=remove,
            summary="Put a member out",
            answer=Simple,
            query=(Param(name="user_id", type="integer", required=True), Param(name="block", type="boolean")),
        ),
    ]


def _admins(members: Members) -> list[Route]:
    async def get_admins(call: Call) -> ChatMembers:
        return ChatMembers(await members.admins(call.bot, call.id("chatId")))

    async def set_admins(call: Call) -> Simple:
        wanted = call.into(wire.NewAdmins).admins
        await members.set_admins(
            call.bot,
            call.id("chatId"),
            [(one.user_id, one.permissions or [], one.alias or "") for one in wanted],
        )
        return DONE

    async def drop_admin(call: Call) -> Simple:
        await members.drop_admin(call.bot, call.id("chatId"), call.id("userId"))
        return DONE

    path = "/chats/{chatId}/members/admins"
    return [
        Route(method="GET", path=path, run=get_admins, summary="Owners and admins", answer=ChatMembers),
        Route(
            method="POST",
            path=path,
            run=set_admins,
            summary="Make members admins, or give admins other rights",
            body=wire.NewAdmins,
            answer=Simple,
        ),
        Route(
            method="DELETE",
            path=f"{path}/{{userId}}",
            run=drop_admin,
            summary="Make an admin a plain member",
            answer=Simple,
        ),
    ]


def chat_link(rooms: Rooms) -> list[Route]:
    """GET /chats/{chatLink} was documented once and never worked: it says plainly that there is no such chat."""

    async def get_by_link(call: Call) -> wire.Chat:
        raise NotFound("chat_not_found")

    return [
        Route(
            method="GET",
            path="/chats/{chatLink}",
            run=get_by_link,
            summary="Never worked; answers that there is no such chat",
            answer=wire.Chat,
            legacy=True,
        )
    ]
