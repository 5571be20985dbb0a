"""The commands: what is promised is what happens."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pytest
from msgspec import UNSET, Raw

from tests.chats.world import World, me
from veche.chats.routes import commands
from veche.chats.routes.common import numbers_of
from veche.chats.wire import ChatsAnswer, GetChatAnswer, MembersAnswer
from veche.ground.commands import Asker, Command
from veche.ground.errors import BadInput
from veche.ground.i18n import Texts
from veche.ground.ids import ActorId, ChatId

COMMANDS = [
    "open_dialog",
    "create_group",
    "create_channel",
    "create_filled_chat",
    "list_chats",
    "get_chat",
    "list_members",
    "update_chat",
    "add_members",
    "remove_member",
    "leave_chat",
    "set_role",
    "create_invite_link",
    "list_invite_links",
    "revoke_invite_link",
    "view_invite_link",
    "join_by_link",
    "list_join_requests",
    "answer_join_request",
    "set_mute",
    "set_pinned",
    "set_archived",
    "mark_read",
    "list_admin_log",
    "set_draft",
    "list_folders",
    "save_folder",
    "delete_folder",
    "order_folders",
    "set_notify",
]


async def last_messages(actor: ActorId, chats: Sequence[ChatId]) -> Mapping[ChatId, Raw]:
    return {chat: Raw(b'{"seq":1,"text":"for %d"}' % actor) for chat in chats}


def table(world: World) -> dict[str, Command]:
    return {command.name: command for command in commands(world.chats, last_messages=last_messages)}


async def ask(world: World, asker: Asker, name: str, **fields: object) -> object:
    """A command as a client sends it: through JSON and back."""
    command = table(world)[name]
    request = msgspec.json.decode(msgspec.json.encode(fields), type=command.request)
    return await command.run(asker, request)


async def test_all_commands_are_there(world: World) -> None:
    assert sorted(table(world)) == sorted(COMMANDS)


async def test_examples_are_valid(world: World) -> None:
    for command in table(world).values():
        for example, kind in ((command.example, command.request), (command.answer_example, command.answer)):
            assert msgspec.json.decode(msgspec.json.encode(example), type=kind) == example
        schema = msgspec.json.schema(command.request)
        assert schema["$defs"][command.request.__name__]["additionalProperties"] is False


async def test_every_code_has_words_in_both_languages(world: World, root: Path) -> None:
    texts = Texts()
    raised = set()
    for path in (root / "veche/chats").rglob("*.py"):
        pattern = r"(?:BadInput|Refused|NotFound|Conflict|NotYet)\(\s*\"(\w+)\""
        raised |= set(re.findall(pattern, path.read_text("utf-8")))
    declared = {code for command in table(world).values() for code in command.errors}
    # Said to domains above, which declare them: comments of messages, the channel desk, the Bot API.
    above = {"comments_are_off", "channel_not_yours", "official_stays", "chat_too_large"}
    assert raised - above <= declared
    for locale in ("ru", "en"):
        assert raised | declared <= texts.codes(locale)


async def test_the_list_carries_the_last_message_as_the_actor_sees_it(world: World) -> None:
    anna, boris = await world.people(2)
    empty, spoken = await world.group(anna), await world.group(anna, boris)
    await world.write(spoken)
    answer = await ask(world, anna, "list_chats")
    assert isinstance(answer, ChatsAnswer)
    by_id = {chat.id: chat for chat in answer.chats}
    assert by_id[empty].last is UNSET
    assert bytes(by_id[spoken].last) == b'{"seq":1,"text":"for %d"}' % anna.person  # type: ignore[arg-type]
    one = await ask(world, boris, "get_chat", chat=spoken)
    assert isinstance(one, GetChatAnswer)
    encoded = msgspec.json.decode(msgspec.json.encode(one))
    assert encoded["chat"]["last"]["text"] == f"for {boris.person}"


async def test_pages_by_cursor(world: World) -> None:
    anna, *others = await world.people(5)
    chat = await world.group(anna, *others)
    for _ in range(2):
        await world.group(anna)
    members: list[int] = []
    after: dict[str, str] = {}
    while True:
        answer = await ask(world, anna, "list_members", chat=chat, limit=2, **after)
        assert isinstance(answer, MembersAnswer)
        members += [member.actor for member in answer.members]
        if answer.next is UNSET:
            break
        after = {"after": answer.next}
    assert sorted(members) == sorted([anna.person, *(other.person for other in others)])
    first = await ask(world, anna, "list_chats", limit=2)
    assert isinstance(first, ChatsAnswer)
    second = await ask(world, anna, "list_chats", limit=2, after=first.next)
    assert isinstance(second, ChatsAnswer)
    assert len({chat.id for chat in (*first.chats, *second.chats)}) == 3
    assert second.next is UNSET


BAD_CURSORS = ["", "1", "1.2", "1.2.3.4", "a.b.c", "-1.2.3", "1.2.99999999999999999999", "١.٢.٣", "1..3"]


@pytest.mark.parametrize("cursor", BAD_CURSORS)
async def test_bad_cursors_are_refused(world: World, cursor: str) -> None:
    anna = await world.person()
    chat = await world.group(anna)
    for name, fields in (("list_chats", {}), ("list_members", {"chat": chat})):
        with pytest.raises(BadInput, match="bad_cursor"):
            await ask(world, anna, name, after=cursor, **fields)


async def test_a_role_that_is_none_is_no_place() -> None:
    assert numbers_of("7.1.2", parts=3) == [7, 1, 2]


async def test_the_largest_numbers_reach_the_database(world: World) -> None:
    """Every number that the schema lets in is one that the database takes."""
    anna = await world.person()
    largest = 2**53 - 1
    chat = await world.group(anna)
    await ask(world, anna, "mark_read", chat=chat, seq=largest)
    await ask(world, anna, "set_mute", chat=chat, until=253402300799000)
    await ask(world, anna, "create_invite_link", chat=chat, uses=1_000_000, expires_at=253402300799000)
    await ask(world, anna, "list_chats", after=f"{largest}.{largest}.{largest}")
    await ask(world, anna, "list_members", chat=chat, after=f"2.{largest}.{largest}")


async def test_a_life_of_a_group_through_commands(world: World) -> None:
    anna, boris, vera = await world.people(3)
    made = await ask(world, anna, "create_group", title="Дороги", members=[me(boris)])
    chat = made.chat.id  # type: ignore[attr-defined]
    await ask(world, anna, "update_chat", chat=chat, about="Заявки")
    await ask(world, anna, "set_role", chat=chat, actor=me(boris), role="admin")
    code = (await ask(world, boris, "create_invite_link", chat=chat, approval=True)).code  # type: ignore[attr-defined]
    assert (await ask(world, vera, "view_invite_link", code=code)).approval  # type: ignore[attr-defined]
    assert (await ask(world, vera, "join_by_link", code=code)).requested  # type: ignore[attr-defined]
    asked = await ask(world, boris, "list_join_requests", chat=chat)
    assert [request.actor for request in asked.requests] == [me(vera)]  # type: ignore[attr-defined]
    await ask(world, boris, "answer_join_request", chat=chat, actor=me(vera), accept=True)
    (link,) = (await ask(world, anna, "list_invite_links", chat=chat)).links  # type: ignore[attr-defined]
    await ask(world, anna, "revoke_invite_link", chat=chat, link=link.id)
    await ask(world, vera, "set_pinned", chat=chat, on=True)
    await ask(world, vera, "set_archived", chat=chat, on=True)
    await ask(world, vera, "leave_chat", chat=chat)
    await ask(world, anna, "remove_member", chat=chat, actor=me(boris))
    await world.count_is_right(ChatId(chat))
