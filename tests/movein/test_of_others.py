"""Every export of ../shared/data comes along whole: what the dry run counted is in the group."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.movein.test_reading import EXPORTS as TELEGRAM
from tests.movein.test_whatsapp import EXPORTS as WHATSAPP
from tests.movein.world import SHARED, bring, history
from tests.support.live import Json, Live
from veche.ground.errors import BadInput
from veche.movein import Import, Reading, plan_of, undo

RU = Reading("ru", zone="Europe/Moscow")
THRICE = [f"android-{order}-24h-edge-cases.txt" for order in ("ddmmyy", "mmddyy", "yyyymmdd")]


def foreign(kind: str) -> Path:
    if not SHARED.is_dir():
        pytest.skip("no folder ../shared/data: files of others are not part of the project")
    return SHARED / kind


@dataclass
class Whole:
    """`there`: the import and the messages of each file. `again`: files of a chat that another file had brought."""

    there: dict[str, tuple[Import, list[Json]]] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)


async def whole(live: Live, paths: Iterable[Path]) -> Whole:
    """Each export, and what its owner reads in the group is compared with the plan."""
    chief = await live.person("Администратор", administrator=True)
    found, ids = Whole(), set[int]()
    for path in paths:
        [plan] = plan_of(path, RU).chats
        done = await bring(live, path, reading=RU)
        if done.id in ids:  # the same chat in another form: once more, this time out of this file
            found.again.append(path.name)
            await undo(live.server.messenger.movein, done.id)
            done = await bring(live, path, reading=RU)
        ids.add(done.id)
        assert (done.state, done.total, done.done) == ("done", plan.messages + plan.service, done.total), path.name
        assert done.files + done.refused == plan.media, path.name
        said = [one for one in await history(chief, done.chat) if one.get("moved")]
        assert len(said) == done.done, path.name
        assert sum(one.get("service", {}).get("act") == "moved" for one in said) == plan.service, path.name
        assert [one["at"] for one in said] == sorted(one["at"] for one in said), path.name
        assert len([one for one in said if "reply_to" in one]) == plan.replies, path.name
        assert len([one for one in said if "edited_at" in one]) == plan.edits, path.name
        assert sum(each["count"] for one in said for each in one.get("reactions", [])) == plan.reactions, path.name
        polls = [each for one in said for each in one.get("attachments", []) if each["type"] == "poll"]
        assert len(polls) == plan.polls, path.name
        authors = await live.database.fetchval(
            "SELECT count(*) FROM movein_placeholders WHERE import_id = $1 AND messages > 0", done.id
        )
        assert authors == plan.authors == len({one["sender"] for one in said}), path.name
        found.there[path.name] = (done, said)
    return found


async def test_all_of_telegram(live: Live) -> None:
    folder = foreign("telegram")
    found = await whole(live, [folder / name for name in TELEGRAM])
    assert found.again == []
    channel, said = found.there["channel-with-media"]
    assert (channel.files, channel.refused) == (9, 0), "nine messages name six of its files"
    kinds = {each["type"] for one in said for each in one.get("attachments", [])}
    assert kinds == {"audio", "file", "photo", "voice"}
    for path in (folder / "html-public-channel", folder / "html-reply-reaction.html"):
        with pytest.raises(BadInput) as caught:
            await bring(live, path, reading=RU)
        assert caught.value.code == "movein_html"


async def test_all_of_whatsapp(live: Live) -> None:
    folder = foreign("whatsapp")
    found = await whole(live, [folder / name for name in WHATSAPP])
    assert found.again == [
        "android-mmddyy-24h-edge-cases.txt",
        "android-yyyymmdd-24h-edge-cases.txt",
        "android-en-without-media.txt",
        "ios-en-without-media.txt",
    ]
    told = [[(one["at"], one.get("text")) for one in found.there[name][1]] for name in THRICE]
    assert told[0] == told[1] == told[2], "one chat, however its telephone writes dates"
