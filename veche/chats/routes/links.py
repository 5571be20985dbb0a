"""Invite links and join requests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from msgspec import UNSET

from veche.chats import wire
from veche.chats.actions import Chats
from veche.chats.routes.common import CHAT, GROUP, OTHER, PLACE_ERRORS, RIGHT_ERRORS, given, numbers_of
from veche.chats.store.cards import from_us, to_us
from veche.chats.store.links import LinkRow
from veche.ground.clock import from_ms, to_ms
from veche.ground.commands import Asker, Command, Done
from veche.ground.ids import ActorId, ChatId, LinkId

_FIRST_REQUEST = (datetime(1970, 1, 1, tzinfo=UTC), 0)
_CODE = "1avgz0v4yx.kK1v8ZrTz3mGd0o2p9fQxYwB"
_LINK = wire.InviteLink(
    id=180388626440,
    created_by=OTHER,
    created_at=1795420800000,
    used=3,
    approval=False,
    uses=10,
    expires_at=1796025600000,
)
_LINK_ERRORS = ("link_not_found", "link_expired", "too_many_codes")


class _Links:
    def __init__(self, chats: Chats) -> None:
        self._inviting = chats.inviting

    async def create(self, asker: Asker, request: wire.CreateInviteLink) -> wire.CreateInviteLinkAnswer:
        link, code = await self._inviting.create_link(
            asker,
            ChatId(request.chat),
            uses=given(request.uses),
            expires_at=None if request.expires_at is UNSET else from_ms(request.expires_at),
            approval=request.approval,
            as_=given(request.as_),
        )
        return wire.CreateInviteLinkAnswer(link_of(link), code)

    async def list_open(self, asker: Asker, request: wire.AboutChat) -> wire.InviteLinksAnswer:
        links = await self._inviting.list_links(asker, ChatId(request.chat), as_=given(request.as_))
        return wire.InviteLinksAnswer([link_of(link) for link in links])

    async def revoke(self, asker: Asker, request: wire.RevokeInviteLink) -> Done:
        await self._inviting.revoke_link(asker, ChatId(request.chat), LinkId(request.link), as_=given(request.as_))
        return Done()

    async def view(self, asker: Asker, request: wire.ViewInviteLink) -> wire.ViewInviteLinkAnswer:
        seen = await self._inviting.view_link(asker, request.code)
        return wire.ViewInviteLinkAnswer(
            kind=seen.kind,
            mode=seen.mode,
            title=seen.title,
            about=seen.about,
            members_count=seen.members_count,
            approval=seen.approval,
            chat=UNSET if seen.chat is None else seen.chat,
        )

    async def join(self, asker: Asker, request: wire.JoinByLink) -> wire.JoinByLinkAnswer:
        chat = await self._inviting.join(asker, request.code, as_=given(request.as_))
        return wire.JoinByLinkAnswer(requested=True) if chat is None else wire.JoinByLinkAnswer(chat)

    async def list_requests(self, asker: Asker, request: wire.ListJoinRequests) -> wire.JoinRequestsAnswer:
        after = _FIRST_REQUEST
        if request.after is not UNSET:
            asked_at, actor = numbers_of(request.after, parts=2)
            after = (from_us(asked_at), actor)
        rows = await self._inviting.list_requests(
            asker, ChatId(request.chat), after=after, limit=request.limit + 1, as_=given(request.as_)
        )
        page = rows[: request.limit]
        following = f"{to_us(page[-1].asked_at)}.{page[-1].actor}" if len(rows) > request.limit else UNSET
        return wire.JoinRequestsAnswer(
            [wire.JoinRequest(row.actor, to_ms(row.asked_at), row.link) for row in page], following
        )

    async def answer(self, asker: Asker, request: wire.AnswerJoinRequest) -> Done:
        await self._inviting.answer_request(
            asker, ChatId(request.chat), ActorId(request.actor), accept=request.accept, as_=given(request.as_)
        )
        return Done()


def link_of(row: LinkRow) -> wire.InviteLink:
    return wire.InviteLink(
        id=row.id,
        created_by=row.created_by,
        created_at=to_ms(row.created_at),
        used=row.used,
        approval=row.approval,
        uses=UNSET if row.uses is None else row.uses,
        expires_at=UNSET if row.expires_at is None else to_ms(row.expires_at),
    )


def link_commands(chats: Chats) -> list[Command[Any, Any]]:
    run = _Links(chats)
    return [*_links(run), *_joining(run)]


def _links(run: _Links) -> list[Command[Any, Any]]:
    return [
        Command(
            name="create_invite_link",
            summary="A link that lets people in; its code is shown this once",
            tag="chats",
            request=wire.CreateInviteLink,
            answer=wire.CreateInviteLinkAnswer,
            run=run.create,
            example=wire.CreateInviteLink(chat=CHAT, uses=10, expires_at=1796025600000),
            answer_example=wire.CreateInviteLinkAnswer(_LINK, _CODE),
            errors=(*RIGHT_ERRORS, "expires_in_past", "too_many_links"),
        ),
        Command(
            name="list_invite_links",
            summary="Open links: all for those who manage members, one's own for others",
            tag="chats",
            request=wire.AboutChat,
            answer=wire.InviteLinksAnswer,
            run=run.list_open,
            example=wire.AboutChat(chat=CHAT),
            answer_example=wire.InviteLinksAnswer([_LINK]),
            errors=RIGHT_ERRORS,
        ),
        Command(
            name="revoke_invite_link",
            summary="End a link; who came in by it stays",
            tag="chats",
            request=wire.RevokeInviteLink,
            answer=Done,
            run=run.revoke,
            example=wire.RevokeInviteLink(chat=CHAT, link=180388626440),
            answer_example=Done(),
            errors=(*PLACE_ERRORS, "link_not_found"),
        ),
        Command(
            name="view_invite_link",
            summary="What stands behind a link, before joining",
            tag="chats",
            request=wire.ViewInviteLink,
            answer=wire.ViewInviteLinkAnswer,
            run=run.view,
            example=wire.ViewInviteLink(code=_CODE),
            answer_example=wire.ViewInviteLinkAnswer(
                "group", "official", "Дороги и благоустройство", "Заявки и выезды бригад", 24, approval=False
            ),
            errors=_LINK_ERRORS,
        ),
    ]


def _joining(run: _Links) -> list[Command[Any, Any]]:
    return [
        Command(
            name="join_by_link",
            summary="Come in by a link, or ask to be let in if the link wants approval",
            tag="chats",
            request=wire.JoinByLink,
            answer=wire.JoinByLinkAnswer,
            run=run.join,
            example=wire.JoinByLink(code=_CODE),
            answer_example=wire.JoinByLinkAnswer(GROUP),
            errors=("not_your_post", *_LINK_ERRORS, "link_used_up", "you_were_removed", "channel_needs_badge"),
        ),
        Command(
            name="list_join_requests",
            summary="Who asks to be let in, the oldest first",
            tag="chats",
            request=wire.ListJoinRequests,
            answer=wire.JoinRequestsAnswer,
            run=run.list_requests,
            example=wire.ListJoinRequests(chat=CHAT),
            answer_example=wire.JoinRequestsAnswer([wire.JoinRequest(OTHER, 1795420800000, 180388626440)]),
            errors=(*RIGHT_ERRORS, "bad_cursor"),
        ),
        Command(
            name="answer_join_request",
            summary="Let somebody in who asked, or not",
            tag="chats",
            request=wire.AnswerJoinRequest,
            answer=Done,
            run=run.answer,
            example=wire.AnswerJoinRequest(chat=CHAT, actor=OTHER, accept=True),
            answer_example=Done(),
            errors=(*RIGHT_ERRORS, "request_not_found", "actor_deactivated"),
        ),
    ]
