"""Posts of a public channel on a page without sign-in, until a day."""

from xml.etree import ElementTree

import pytest

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
