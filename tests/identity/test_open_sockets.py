"""What happens to people reaches their open sockets at once."""

from tests.support.live import Live, Someone


async def appointed(live: Live, chief: Someone, anna: Someone) -> tuple[int, int]:
    """A post that Anna holds, and a group that the post is in."""
    organisation = (await chief.ask("create_organisation", name="Мэрия"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=organisation, name="Отдел"))["unit"]
    post = (await chief.ask("create_post", unit=unit, title="Начальник отдела"))["post"]
    await chief.ask("appoint", post=post, person=anna.id)
    chat = (await chief.ask("create_group", title="Планёрка", members=[post]))["chat"]["id"]
    return post, chat


async def test_a_revoked_device_loses_its_open_socket(live: Live) -> None:
    anna = await live.person("Анна")
    phone = await anna.another_device()
    async with anna.socket() as here, phone.socket() as there:
        devices = (await here.ask("list_devices"))["devices"]
        other = next(device["id"] for device in devices if not device["current"])
        await here.ask("revoke_device", device=other)
        assert (await there.event("signed_out"))["reason"]
        await there.closed()
        assert len((await here.ask("list_devices"))["devices"]) == 1


async def test_a_new_password_closes_all_other_sockets(live: Live) -> None:
    anna = await live.person("Анна")
    phone = await anna.another_device()
    async with anna.socket() as here, phone.socket() as there:
        await here.ask("change_password", old="вечевой колокол 1136", new="другой колокол 1478")
        await there.event("signed_out")
        await there.closed()
        assert (await here.ask("me"))["id"] == anna.id


async def test_a_session_that_ended_elsewhere_is_noticed(live: Live) -> None:
    """The command line ends sessions in the database and cannot tell this process."""
    anna, boris = await live.person("Анна"), await live.person("Борис")
    async with anna.socket() as socket, boris.socket() as other:
        await live.database.execute("DELETE FROM identity_devices WHERE person_id = $1", anna.id)
        await live.server.messenger.presence.put_out_ended()
        await socket.event("signed_out")
        await socket.closed()
        assert (await other.ask("me"))["id"] == boris.id


async def test_a_deactivated_person_is_out_of_his_socket(live: Live) -> None:
    chief, anna = await live.person(administrator=True), await live.person("Анна")
    async with anna.socket() as socket:
        await chief.ask("deactivate_person", person=anna.id)
        await socket.event("signed_out")
        await socket.closed()


async def test_a_post_that_passes_on_takes_its_chats_along(live: Live) -> None:
    """Out of the old holder's socket, into the new one's, with its history; nothing else of his is touched."""
    chief, anna, boris = await live.person(administrator=True), await live.person("Анна"), await live.person("Борис")
    post, chat = await appointed(live, chief, anna)
    own = await live.dialog(anna, boris)
    await anna.ask("send_message", **{"chat": chat, "cid": "1", "text": "От должности", "as": post})
    async with anna.socket() as old, boris.socket() as new:
        await chief.ask("appoint", post=post, person=boris.id)
        # The word of her own appointment may come after the socket was opened.
        await old.event("actors", lambda event: [actor["id"] for actor in event["actors"]] == [anna.id])
        await new.event("actors", lambda event: post in [actor["id"] for actor in event["actors"]])
        await chief.ask("send_message", chat=chat, cid="2", text="Новому начальнику")
        assert (await new.event("message", lambda event: event["chat"] == chat))["text"] == "Новому начальнику"
        await boris.ask("send_message", chat=own, cid="3", text="Личное остаётся")
        assert (await old.event("message"))["text"] == "Личное остаётся", "and nothing of the post before it"
        answer = await old.ask_raw("send_message", chat=chat, cid="4", text="Ещё раз", **{"as": post})
        assert answer["error"]["code"] == "not_your_post"
        page = await new.ask("history", chat=chat, limit=10)
        assert "От должности" in [message.get("text") for message in page["messages"]]


async def test_a_new_name_reaches_those_who_share_a_chat(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    await live.dialog(anna, boris)
    async with anna.socket() as her, boris.socket() as his:
        await her.ask("update_profile", name="Анна Новая")
        assert (await his.event("actor"))["card"]["name"] == "Анна Новая"
        assert (await her.event("me"))["me"]["name"] == "Анна Новая"


async def test_other_devices_hear_of_a_new_one_at_once(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    async with anna.socket() as here, boris.socket() as other:
        phone = await anna.another_device()
        notice = (await here.event("safety_notice"))["notice"]
        assert notice["kind"] == "new_device"
        async with phone.socket() as there:
            assert (await there.ask("list_safety_notices"))["notices"] == []
            devices = {device["id"]: device for device in (await here.ask("list_devices"))["devices"]}
            # The address of the sign-in gave way to that of the socket.
            assert devices[notice["device"]]["address"] == "127.0.0.1"
        assert [event for event in other.events if event["ev"] == "safety_notice"] == []


async def test_a_device_is_linked_over_http(live: Live) -> None:
    anna = await live.person("Анна")
    agent = {"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}
    begun = (await live.http.post("/api/begin_device_link", json={}, headers=agent)).json()
    async with anna.socket() as here:
        seen = await here.ask("view_device_link", code=begun["code"])
        assert (seen["device_name"], seen["address"], seen["same_network"]) == ("Firefox · Windows", "127.0.0.1", True)
        await here.ask("confirm_device_link", code=begun["code"], number=begun["number"])
        elsewhere = {**agent, "x-forwarded-for": "203.0.113.9"}
        request = {"secret": begun["secret"]}
        spoiled = await live.http.post("/api/poll_device_link", json=request, headers=elsewhere)
        assert (spoiled.json()["state"], "set-cookie" in spoiled.headers) == ("elsewhere", False)
        begun = (await live.http.post("/api/begin_device_link", json={}, headers=agent)).json()
        await here.ask("view_device_link", code=begun["code"])
        await here.ask("confirm_device_link", code=begun["code"], number=begun["number"])
        done = await live.http.post("/api/poll_device_link", json={"secret": begun["secret"]}, headers=agent)
        assert done.json()["me"]["id"] == anna.id
        assert f"veche_session_{anna.id}=" in done.headers["set-cookie"]
        assert (await here.event("safety_notice"))["notice"]["device_name"] == "Firefox · Windows"
