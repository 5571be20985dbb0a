"""What every client has to be able to do, told from the person's side: he speaks, presses, and looks at what comes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from tests.bots.clients.people import Watcher
from tests.bots.clients.places import Client
from tools.veche_client import Json


@dataclass
class Scene:
    """One bot, the person who talks to it, and where."""

    client: Client
    anna: Watcher
    bot: int
    dialog: int
    group: int

    async def after(self, text: str, where: Callable[[Json], object], *, chat: int = 0) -> Json:
        """Say something; the message of the bot that answers it."""
        place = chat or self.dialog
        said = await self.anna.say(place, text)
        return await self.anna.until(place, said, where)


def says(text: str) -> Callable[[Json], bool]:
    return lambda message: message.get("text") == text and not message.get("deleted")


def carries(kind: str) -> Callable[[Json], bool]:
    return lambda message: any(one["type"] == kind for one in message.get("attachments", []))


async def start(scene: Scene) -> None:
    """The start button with a payload."""
    await scene.anna.ask("start_bot", bot=scene.bot, payload="from-a-link")
    expected = "started" if scene.client.name == "python-max-bot" else "started from-a-link"
    await scene.anna.until(scene.dialog, 0, says(expected))


async def receive(scene: Scene) -> None:
    """Words with letters, an emoji of two code units, and a line break."""
    await scene.after("Ёлка 🎄\nво дворе", says("heard: Ёлка 🎄\nво дворе"))


async def keyboard(scene: Scene) -> None:
    said = await scene.anna.say(scene.dialog, "keyboard")
    message = await scene.anna.until(scene.dialog, said, carries("keyboard"))
    assert message["text"] == "choose"
    (button,) = [one for a in message["attachments"] if a["type"] == "keyboard" for row in a["buttons"] for one in row]
    assert (button["type"], button["text"], button["payload"]) == ("callback", "Да, согласен", "yes")
    if scene.client.name != "python-max-bot":
        assert message["reply_to"] == said


async def callback(scene: Scene) -> None:
    message = await scene.anna.until(scene.dialog, 0, carries("keyboard"))
    await scene.anna.ask("press_button", chat=scene.dialog, seq=message["seq"], payload="yes", press=7)
    answer = await scene.anna.answered()
    assert (answer["press"], answer["text"]) == (7, "noted")
    changed = await scene.anna.until(scene.dialog, message["seq"] - 1, says("chose yes"))
    assert changed["seq"] == message["seq"]
    assert not changed.get("attachments")


async def image(scene: Scene) -> None:
    message = await scene.after("image", carries("photo"))
    (photo,) = message["attachments"]
    assert (photo["width"], photo["height"]) == (640, 400)


async def file(scene: Scene) -> None:
    message = await scene.after("file", carries("file"))
    (sent,) = message["attachments"]
    assert sent["name"] == "paper.pdf"
    assert sent["size"] > 0


async def video(scene: Scene) -> None:
    message = await scene.after("video", carries("video"))
    (sent,) = message["attachments"]
    assert sent["duration_ms"] > 0


async def edit(scene: Scene) -> None:
    message = await scene.after("edit", says("after"))
    assert message["edited_at"]


async def delete(scene: Scene) -> None:
    said = await scene.anna.say(scene.dialog, "delete")
    await scene.anna.until(scene.dialog, said, says("deleted"))
    await scene.anna.until(scene.dialog, said, lambda message: message.get("deleted"))


async def pin(scene: Scene) -> None:
    await scene.after("pin", lambda one: one.get("text") == "pin me" and one.get("pinned"), chat=scene.group)


async def members(scene: Scene) -> None:
    expected = f"members {' '.join(map(str, sorted([scene.anna.me.id, scene.bot])))}"
    await scene.after("members", says(expected), chat=scene.group)


async def admins(scene: Scene) -> None:
    expected = f"admins {' '.join(map(str, sorted([scene.anna.me.id, scene.bot])))}"
    await scene.after("admins", says(expected), chat=scene.group)


SCENARIOS: Mapping[str, Callable[[Scene], Awaitable[None]]] = {
    "start": start,
    "receive": receive,
    "reply with a keyboard": keyboard,
    "receive and answer a callback": callback,
    "upload and send an image": image,
    "upload and send a file": file,
    "upload and send a video": video,
    "edit": edit,
    "delete": delete,
    "pin": pin,
    "list members": members,
    "list admins": admins,
}

_BYTES = "it gets the address, the bytes are left to the caller"
_MODEL = "read from the raw answer: its model of a member raises a NameError"

LACKS: Mapping[tuple[str, str], str] = {
    ("python-max-bot", "receive and answer a callback"): "its updates know no callback, and it cannot answer one",
    ("python-max-bot", "pin"): "it has no method for pins",
}
"""What a client cannot do against any server, MAX's own included."""

NOTES: Mapping[tuple[str, str], str] = {
    ("python-max-bot", "start"): "it does not show the payload to the bot",
    ("python-max-bot", "reply with a keyboard"): "sent without the link: it cannot read a message that has one",
    ("python-max-bot", "upload and send a video"): "uploaded by hand: it expects JSON where MAX answers with XML",
    ("python-max-bot", "edit"): "edited, and then it raises: it expects the message where MAX answers `success`",
    ("max-bot-api-client", "upload and send an image"): _BYTES,
    ("max-bot-api-client", "upload and send a file"): _BYTES,
    ("max-bot-api-client", "upload and send a video"): _BYTES,
    ("max-bot-api-client", "list members"): _MODEL,
    ("max-bot-api-client", "list admins"): _MODEL,
    ("maxpyin", "upload and send a video"): "it raises on MAX's XML when the file is there; the token came before",
}
"""What works, and something beside it is worth knowing."""
