"""Exports of Slack: people, channels, threads, cards of programs, files that stay there."""

import shutil
from pathlib import Path

import pytest

from tests.movein.test_reading import lost
from tests.movein.world import SHARED, bring, history, zipped
from tests.support.live import Live
from veche.ground.errors import BadInput
from veche.movein import Reading, plan_of
from veche.movein.formats import open_export
from veche.movein.slack.emoji import emoji_of
from veche.movein.slack.text import spans_of

OWN = Path(__file__).resolve().parents[1] / "data" / "slack"
FOREIGN = SHARED / "slack" / "workspace-2016.zip"
RU = Reading("ru")


def test_a_workspace_is_looked_at(tmp_path: Path) -> None:
    plans = [plan_of(path, RU) for path in (OWN, zipped(OWN, tmp_path / "export.zip"))]
    assert plans[0] == plans[1]
    [chat] = plans[0].chats
    assert (chat.name, chat.kind, chat.key) == ("general", "slack_channel", "slack:C1")
    assert (chat.authors, chat.messages, chat.service, chat.replies, chat.edits, chat.reactions) == (5, 6, 1, 1, 1, 3)
    assert lost(chat) == {
        "own_emoji": 1,
        "reactions_of_their_own": 1,
        "reaction_names": 1,
        "media_elsewhere": 1,
        "cards": 1,
        "replies_to_nothing": 1,
        "deleted_there": 1,
    }


async def test_a_channel_comes_along(live: Live) -> None:
    chief = await live.person("Администратор", administrator=True)
    done = await bring(live, OWN)
    assert (done.state, done.done) == ("done", 7)
    joined, first, answer, file, weather, far, gone = [
        one for one in await history(chief, done.chat) if one.get("moved")
    ]
    assert joined["service"]["title"] == "теперь в канале"
    assert first["text"] == "Добрый день, @Мельников Борис! Смотрите план 🎉 :our_own:"
    assert [one["type"] for one in first["entities"]] == ["bold", "mention", "link"]
    assert first["entities"][2]["url"] == "https://city.example/plan?a=1&b=2"
    assert (first["at"], first["edited_at"]) == (1_744_448_460_000, 1_744_448_500_000)
    assert [(one["emoji"], one["count"]) for one in first["reactions"]] == [("👍", 3)]
    assert (answer["reply_to"], answer["text"]) == (first["seq"], "Вижу. rm -rf <всё> не надо")
    assert answer["sender"] != file["sender"], "two of one name are two people"
    assert file["text"] == "Файл «План двора»: остался в Slack, в выгрузке только ссылка"
    assert weather["text"] == "Завтра\n+5, без осадков\nВетер: 2 м/с"
    assert "reply_to" not in far
    assert gone["text"] == "Сообщение удалено"
    hints = await live.database.fetchval("SELECT hints FROM movein_placeholders WHERE key = 'U1'")
    assert hints.split() == ["sokolova@city.example", "79120000001"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*жирно* и _курсив_ и ~нет~", [("жирно", "bold"), ("курсив", "italic"), ("нет", "strike")]),
        ("2*3*4 и snake_case_name", []),
        ("```a *b* <https://x.example>```", [("a *b* https://x.example", "pre")]),
        ("<mailto:a@b.example|a@b.example> <!here> <#C1|двор>", [("a@b.example", "link")]),
        ("в 12:30:45 :+1::skin-tone-3:", []),
    ],
)
def test_marks_of_a_text(text: str, said: list[tuple[str, str]]) -> None:
    lost = list[str]()
    spans = list(spans_of(text, {}, lambda kind, _count, _example: lost.append(kind)))
    assert [(one.text, one.type) for one in spans if one.type] == said
    assert lost == []


def test_emoji_by_their_names() -> None:
    names = ("+1", "tada", "fire", "rocket", "+1::skin-tone-2", "botman", "latin_small_letter_a")
    assert [emoji_of(name) for name in names] == ["👍", "🎉", "🔥", "🚀", "👍🏻", "", ""]


def test_a_day_that_breaks_off_is_said(tmp_path: Path) -> None:
    shutil.copytree(OWN, tmp_path / "x")
    day = tmp_path / "x" / "general" / "2025-04-13.json"
    day.write_bytes(day.read_bytes()[:60])
    plan = plan_of(tmp_path / "x", RU)
    assert (plan.cut, plan.chats[0].messages) == (True, 4)
    (tmp_path / "x" / "users.json").write_text("[")
    with pytest.raises(BadInput, match="movein_not_json"):
        plan_of(tmp_path / "x", RU)


async def test_a_workspace_of_others(live: Live) -> None:
    """Counts against ../shared/data/README.md: 4 people, 2 channels, 158 messages."""
    if not FOREIGN.is_file():
        pytest.skip("no folder ../shared/data: files of others are not part of the project")
    plan = plan_of(FOREIGN, RU)
    assert sum(one.messages + one.service for one in plan.chats) == 158
    assert [one.name for one in plan.chats] == ["enrique", "traveling-sailor"]
    people = {told_key for told in open_export(FOREIGN, RU).told(0) for told_key in told.names}
    assert len([key for key in people if key.startswith("U")]) <= 4
    chief = await live.person("Администратор", administrator=True)
    for one in plan.chats:
        done = await bring(live, FOREIGN, chat=one.name)
        assert (done.state, done.done) == ("done", one.messages + one.service)
    assert len((await chief.ask("list_chats"))["chats"]) == 2
