"""Posts of a public channel on a page without sign-in, until a day."""

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.media.uploader import Uploader, picture
from tests.rollout.world import day, make_body
from tests.support.live import Live, Refusal

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_a_mirror_shows_posts_and_ends_by_itself(live: Live) -> None:
    body = await make_body(live)
    channel = (await body.admin.ask("create_channel", title="Новости города", mode="public"))["chat"]["id"]
    for number, text in enumerate(("Первая <b>запись</b>", "Вторая & последняя")):
        await body.admin.ask("send_message", chat=channel, cid=str(number), text=text)
    await body.begin()
    await body.admin.ask("start_mirror", organisation=body.organisation, chat=channel, ends_on=day(3))
    with pytest.raises(Refusal, match="mirror_exists"):
        await body.admin.ask("start_mirror", organisation=body.organisation, chat=channel, ends_on=day(3))
    (mirror,) = (await body.report())["mirrors"]

    page = await live.http.get(mirror["link"])
    assert page.status_code == 200
    assert "Первая &lt;b&gt;запись&lt;/b&gt;" in page.text
    assert page.text.index("Вторая") < page.text.index("Первая"), "the newest first"
    assert "/join#" in page.text
    feed = await live.http.get(f"{mirror['link']}/feed.xml")
    assert feed.headers["content-type"].startswith("application/rss+xml")
    items = ElementTree.fromstring(feed.content).findall("./channel/item/description")
    assert [item.text for item in items] == ["Вторая & последняя", "Первая <b>запись</b>"]

    await live.database.execute("UPDATE rollout_mirrors SET ends_on = current_date - 1 WHERE chat_id = $1", channel)
    over = await live.http.get(mirror["link"])
    assert over.status_code == 410
    assert "запись" not in over.text
    assert "/join#" in over.text, "the way home stays"
    await body.admin.ask("start_mirror", organisation=body.organisation, chat=channel, ends_on=day(3))
    newest = (await body.report())["mirrors"][0]
    await body.admin.ask("end_mirror", mirror=newest["id"])
    assert (await live.http.get(newest["link"])).status_code == 410


async def test_photos_of_posts_are_shown_while_the_mirror_shows_the_post(live: Live) -> None:
    body = await make_body(live)
    channel = (await body.admin.ask("create_channel", title="Виды города", mode="public"))["chat"]["id"]
    up = Uploader(body.admin)
    seen = await up.upload(picture(), name="набережная.jpg", purpose="photo")
    covered = await up.upload(picture(colour="red"), name="авария.jpg", purpose="photo")
    paper = await up.upload(b"plan", name="plan.txt")
    attachments = [
        {"type": "photo", "file": seen["id"]},
        {"type": "photo", "file": covered["id"], "spoiler": True},
        {"type": "file", "file": paper["id"]},
    ]
    sent = await body.admin.ask("send_message", chat=channel, cid="1", text="Набережная", attachments=attachments[:2])
    await body.admin.ask("send_message", chat=channel, cid="2", attachments=attachments[2:])
    await body.begin()
    await body.admin.ask("start_mirror", organisation=body.organisation, chat=channel, ends_on=day(3))
    (mirror,) = (await body.report())["mirrors"]
    live.http.cookies.clear()  # nobody is signed in here

    page = await live.http.get(mirror["link"])
    assert re.findall(r'src="[^"]*/picture/(\d+)"', page.text) == [str(seen["id"])]
    assert page.text.count("Файлы к записи: 1") == 2, "what is covered and what is no photo opens in Veche"
    assert "img-src 'self'" in page.headers["content-security-policy"]
    shown = await live.http.get(f"{mirror['link']}/picture/{seen['id']}")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(shown.content)).size == (640, 480)
    feed = ElementTree.fromstring((await live.http.get(f"{mirror['link']}/feed.xml")).content)
    (told,) = feed.iter("{http://search.yahoo.com/mrss/}content")
    assert told.get("url") == f"{mirror['link']}/picture/{seen['id']}"
    for other in (covered["id"], paper["id"], 1):
        assert (await live.http.get(f"{mirror['link']}/picture/{other}")).status_code == 404
    await body.admin.ask("delete_messages", chat=channel, seqs=[sent["seq"]], for_everyone=True)
    assert (await live.http.get(f"{mirror['link']}/picture/{seen['id']}")).status_code == 404


async def test_only_public_channels_that_one_runs_are_mirrored(live: Live) -> None:
    body = await make_body(live)
    inside = (await body.admin.ask("create_channel", title="Служебный", mode="official"))["chat"]["id"]
    stranger = await live.person("Чужая Чайка")
    theirs = (await stranger.ask("create_channel", title="Чужой канал", mode="public"))["chat"]["id"]
    for chat, code in ((inside, "mirror_not_public"), (theirs, "no_right"), (1, "chat_not_found")):
        with pytest.raises(Refusal, match=code):
            await body.admin.ask("start_mirror", organisation=body.organisation, chat=chat, ends_on=day(3))
    with pytest.raises(Refusal, match="administrators_only"):
        await stranger.ask("start_mirror", organisation=body.organisation, chat=theirs, ends_on=day(3))
    for code in ("AAAAAAAAAAAA", "x"):
        assert (await live.http.get(f"/mirror/{code}")).status_code == 404
