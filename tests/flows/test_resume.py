"""A browser that was away fetches exactly what changed, sends what was written meanwhile, starts without a network."""

import asyncio
import itertools
import json
from collections.abc import Callable

import pytest
from playwright.async_api import Page, WebSocket, expect

from tests.flows.browser import Pages
from tests.support.process import Town
from tools.veche_client import Account, Http, Json, Socket

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMBERS = itertools.count(1)


class Wire:
    """What went over the page's sockets, in order: requests by name, answers, events."""

    def __init__(self, page: Page) -> None:
        self.asked: list[Json] = []
        self.answers: dict[int, Json] = {}
        self._changed = asyncio.Event()
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self._sent(json.loads(frame)))
        socket.on("framereceived", lambda frame: self._received(json.loads(frame)))

    def _sent(self, frame: Json) -> None:
        self.asked.append(frame)

    def _received(self, frame: Json) -> None:
        if "re" in frame:
            self.answers[frame["re"]] = frame.get("ok", {})
            self._changed.set()

    def mark(self) -> int:
        """A place in the record."""
        return len(self.asked)

    def since(self, mark: int) -> list[Json]:
        return self.asked[mark:]

    async def until(self, true: Callable[[], bool]) -> None:
        """Waits for answers until it is true."""
        async with asyncio.timeout(30):
            while not true():
                self._changed.clear()
                await self._changed.wait()

    async def answered(self, mark: int, name: str) -> list[Json]:
        """The answers to all requests of that name after the mark; waits until there is one and none is open."""

        def asked() -> list[int]:
            return [frame["id"] for frame in self.since(mark) if frame["cmd"] == name]

        await self.until(lambda: bool(asked()) and all(number in self.answers for number in asked()))
        return [self.answers[number] for number in asked()]

    def fetched(self, mark: int) -> list[Json]:
        """The messages in answers to what was asked after the mark."""
        rows: list[Json] = []
        for frame in self.since(mark):
            answer = self.answers.get(frame["id"], {})
            for part in [answer, *answer.get("chats", [])]:
                rows += part.get("messages", [])
        return rows


class Ear:
    """Somebody else in the chat, who hears what arrives."""

    def __init__(self, town: Town, account: Account) -> None:
        self.heard: list[str] = []
        self._more = asyncio.Event()
        self.socket = Socket(town.address, account.token, hear=self._hear)

    def _hear(self, event: Json) -> None:
        if event["ev"] == "message":
            self.heard.append(event.get("text", ""))
            self._more.set()

    async def hears(self, text: str) -> None:
        async with asyncio.timeout(30):
            while text not in self.heard:
                self._more.clear()
                await self._more.wait()


async def say(http: Http, chat: int, *texts: str) -> list[int]:
    """Messages in a chat; their seqs."""
    return [
        (await http.call("send_message", chat=chat, cid=f"resume-{next(NUMBERS)}", text=text))["seq"] for text in texts
    ]


async def group(http: Http, title: str, *members: Account) -> int:
    created = await http.call("create_group", title=title, members=[member.id for member in members])
    chat: int = created["chat"]["id"]
    return chat


async def shown(page: Page, text: str) -> None:
    await expect(page.get_by_role("log").get_by_text(text, exact=True)).to_be_visible(timeout=15_000)


async def write(page: Page, text: str) -> None:
    """As a person does."""
    box = page.get_by_role("textbox", name="Сообщение")
    await box.click()
    await page.keyboard.insert_text(text)
    await page.keyboard.press("Enter")
    await shown(page, text)


async def texts_of(http: Http, chat: int) -> list[str]:
    page = await http.call("history", chat=chat, limit=100)
    return [message.get("text", "") for message in page["messages"] if message.get("kind") != "service"]


KEPT = """async ([chat, count]) => {
  const ask = () => new Promise(tell => {
    const opening = indexedDB.open('veche')
    opening.onsuccess = () => {
      const reading = opening.result.transaction('tails').objectStore('tails').get(chat)
      reading.onsuccess = () => { opening.result.close(); tell(reading.result?.rows.length ?? 0) }
    }
  })
  while (await ask() < count) await new Promise(again => setTimeout(again, 50))
}"""
"""Waits until the local database has so many messages of the chat."""

EMPTY = """async () => {
  const ask = () => new Promise(tell => {
    const opening = indexedDB.open('veche')
    opening.onsuccess = async () => {
      const stores = [...opening.result.objectStoreNames]
      const reading = opening.result.transaction(stores)
      const counts = await Promise.all(stores.map(name => new Promise(count => {
        const request = reading.objectStore(name).count()
        request.onsuccess = () => count(request.result)
      })))
      opening.result.close()
      tell(counts.reduce((sum, one) => sum + one))
    }
  })
  while (await ask() > 0) await new Promise(again => setTimeout(again, 50))
}"""


async def test_returning_fetches_exactly_what_changed(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Анна Викторовна Соколова"), await town.person("Борис Ильич Громов")
    async with town.http(boris) as http:
        busy = await group(http, "Уборка снега", anna)
        quiet = await group(http, "Архив приказов", anna)
        old = await say(http, busy, *(f"Участок {number} убран" for number in range(1, 41)))
        await say(http, quiet, "Приказ 17 подписан")

        async with town.http(anna) as own:
            await own.call("mark_read", chat=busy, seq=old[-1])

        page = await pages.open(anna, path=f"/chat/{busy}")
        wire = Wire(page)
        await page.reload()
        await shown(page, "Участок 40 убран")
        await wire.answered(0, "sync")

        await page.context.set_offline(True)
        mark = wire.mark()
        new = await say(http, busy, "Вышла вторая бригада", "Нужен песок", "Песок привезли")
        await http.call("edit_message", chat=busy, seq=old[-1], text="Участок 40 убран наполовину")
        await http.call("edit_message", chat=busy, seq=new[1], text="Нужен песок, две машины")
        await http.call("delete_messages", chat=busy, seqs=[old[-2]], for_everyone=True)
        await http.call("react", chat=busy, seq=old[-3], emoji="👍", on=True)
        async with town.http(anna) as own:
            await own.call("delete_messages", chat=busy, seqs=[old[-4]])
        await page.context.set_offline(False)

        await shown(page, "Песок привезли")
        await shown(page, "Нужен песок, две машины")
        await shown(page, "Участок 40 убран наполовину")
        for gone in ("Участок 39 убран", "Участок 37 убран"):
            await expect(page.get_by_role("log").get_by_text(gone, exact=True)).to_have_count(0)
        await shown(page, "Участок 36 убран")

        synced = await wire.answered(mark, "sync")
        fetched = wire.fetched(mark)
        assert sorted(message["seq"] for message in fetched) == sorted([*new, old[-1], old[-2], old[-3]])
        assert {message["chat"] for message in fetched} == {busy}
        assert not [actor for answer in synced for actor in answer["actors"] if actor.get("memberships")]
        assert not [frame for frame in wire.since(mark) if frame["cmd"] in ("history", "list_chats", "changes")]


async def test_an_hour_of_talk_comes_in_pages(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Анна Викторовна Соколова"), await town.person("Борис Ильич Громов")
    async with town.http(boris) as http:
        chat = await group(http, "Дежурная часть", anna)
        await say(http, chat, "Заступил")
        page = await pages.open(anna, path=f"/chat/{chat}")
        wire = Wire(page)
        await page.reload()
        await shown(page, "Заступил")
        await wire.answered(0, "sync")

        await page.context.set_offline(True)
        mark = wire.mark()
        new = await say(http, chat, *(f"Вызов {number} принят" for number in range(1, 181)))
        await page.context.set_offline(False)
        await wire.until(lambda: len(wire.fetched(mark)) >= len(new))
        assert [message["seq"] for message in wire.fetched(mark)] == new
        pages_asked = [frame["cmd"] for frame in wire.since(mark) if frame["cmd"] in ("sync", "changes", "history")]
        assert pages_asked == ["sync", "changes", "changes"]
        await page.get_by_role("log").press("End")
        await shown(page, "Вызов 180 принят")


async def test_what_is_written_offline_goes_once_and_in_order(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Анна Викторовна Соколова"), await town.person("Борис Ильич Громов")
    ear = Ear(town, boris)
    async with town.http(boris) as http, ear.socket:
        chat = await group(http, "Паводок", anna)
        await say(http, chat, "Как дела на посту?")
        page = await pages.open(anna, path=f"/chat/{chat}")
        await shown(page, "Как дела на посту?")

        await page.context.set_offline(True)
        written = [f"Уровень {level} см" for level in (412, 418, 425)]
        for text in written:
            await write(page, text)
        await say(http, chat, "Ждём вестей")
        assert await texts_of(http, chat) == ["Как дела на посту?", "Ждём вестей"]
        await page.context.set_offline(False)

        await ear.hears(written[-1])
        expected = ["Как дела на посту?", "Ждём вестей", *written]
        assert await texts_of(http, chat) == expected
        for text in expected:
            await shown(page, text)
            await expect(page.get_by_role("log").get_by_text(text, exact=True)).to_have_count(1)


async def test_two_tabs_send_once_and_one_takes_over_from_the_other(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Анна Викторовна Соколова"), await town.person("Борис Ильич Громов")
    ear = Ear(town, boris)
    async with town.http(boris) as http, ear.socket:
        chat = await group(http, "Перевал", anna)
        await say(http, chat, "Как дорога?")
        first = await pages.open(anna, path=f"/chat/{chat}")
        await shown(first, "Как дорога?")
        second = await first.context.new_page()
        await second.goto(f"/chat/{chat}")
        await shown(second, "Как дорога?")

        await first.context.set_offline(True)
        await write(first, "Снег до двух метров")
        await write(second, "Закрываем перевал")
        await first.close()
        await second.context.set_offline(False)
        await ear.hears("Снег до двух метров")
        await ear.hears("Закрываем перевал")
        for text in ("Снег до двух метров", "Закрываем перевал"):
            await shown(second, text)
            await expect(second.get_by_role("log").get_by_text(text, exact=True)).to_have_count(1)
        assert sorted(await texts_of(http, chat)) == ["Закрываем перевал", "Как дорога?", "Снег до двух метров"]


async def test_it_starts_without_a_network_and_sends_what_an_earlier_start_left(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Анна Викторовна Соколова"), await town.person("Борис Ильич Громов")
    ear = Ear(town, boris)
    async with town.http(boris) as http, ear.socket:
        chat = await group(http, "Котельная № 4", anna)
        await say(http, chat, "Давление в норме", "Температура 62°")
        page = await pages.open(anna, path=f"/chat/{chat}")
        await shown(page, "Температура 62°")
        await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        # Once more with the worker in charge, so that it has seen every part that the chat needs.
        await page.reload()
        await shown(page, "Температура 62°")
        await page.evaluate(KEPT, [chat, 2])

        await page.context.set_offline(True)
        await write(page, "Принял смену")
        await page.reload()
        await shown(page, "Давление в норме")
        await shown(page, "Принял смену")
        await say(http, chat, "Смена сдана")

        wire = Wire(page)
        await page.context.set_offline(False)
        await ear.hears("Принял смену")
        assert await texts_of(http, chat) == ["Давление в норме", "Температура 62°", "Смена сдана", "Принял смену"]
        await shown(page, "Смена сдана")
        await wire.answered(0, "sync")
        # What was sent from here may be in the log already when the difference is made.
        foreign = [message["text"] for message in wire.fetched(0) if message["sender"] != anna.id]
        assert foreign == ["Смена сдана"]


async def test_sign_out_leaves_nothing_on_the_device(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Анна Викторовна Соколова"), await town.person("Борис Ильич Громов")
    async with town.http(boris) as http:
        chat = await group(http, "Закрытое совещание", anna)
        await say(http, chat, "Повестка", "Список приглашённых")
        page = await pages.open(anna, path=f"/chat/{chat}")
        await shown(page, "Список приглашённых")
        await page.evaluate(KEPT, [chat, 2])
        async with town.http(anna) as own:
            await own.call("revoke_other_devices")
        await expect(page.get_by_role("log")).to_have_count(0)
        await page.evaluate(EMPTY)
