"""An old group of 100,000 messages comes along into a server where others go on talking: how long it takes, what memory
it needs, what the others notice. `python -m bench.movein [--messages 100000]`; figures go to bench/out/movein.json."""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import re
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import httpx

from tests.support.process import VecheProcess
from tools.veche_client import Account, Http, Socket, sign_in
from veche.app import Messenger, Site
from veche.ground.config import Settings
from veche.ground.up import open_ground

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench/out/movein.json"
PASSWORD = "вечевой колокол 1136"
AUTHORS = 200
BEGIN = 1_600_000_000
BEFORE_SECONDS = 10.0
LINES = (
    "Показания счётчика передавайте до двадцать пятого, иначе посчитают по среднему",
    "Кто завтра дома? Придут проверять вентиляцию, с десяти до двух",
    "Спасибо! 👍",
    "Во дворе опять поставили машину на газон, номер записала, отправила в управу. Ответят в течение месяца",
)


def write_export(path: Path, count: int) -> int:
    """A zip with `result.json` as Telegram Desktop writes it, message by message; the bytes of the JSON."""
    head = {"name": "Двор на Садовой", "type": "private_supergroup", "id": count}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("result.json", "w") as file:
        written = _put(file, json.dumps(head)[:-1] + ', "messages": [\n')
        for number in range(1, count + 1):
            comma = ",\n" if number < count else "\n"
            written += _put(file, json.dumps(_message(number), ensure_ascii=False) + comma)
        return written + _put(file, "]}")


def _put(file: IO[bytes], text: str) -> int:
    return file.write(text.encode())


def _message(number: int) -> dict[str, Any]:
    author = number * 7919 % AUTHORS
    one: dict[str, Any] = {
        "id": number,
        "type": "message",
        "date": "2020-09-13T12:26:40",
        "date_unixtime": str(BEGIN + number * 300),
        "from": f"Соседка {author}",
        "from_id": f"user{author}",
        "text": LINES[number % len(LINES)],
    }
    if number % 5 == 0 and number > 50:
        one["reply_to_message_id"] = number - 37
    if number % 11 == 0:
        one["reactions"] = [
            {"type": "emoji", "emoji": "👍", "count": 4, "recent": [{"from": "Соседка 3", "from_id": "user3"}]}
        ]
    return one


async def furnish(settings: Settings) -> None:
    """Three people, before the server starts: who brings the group, and two who talk meanwhile."""
    async with open_ground(settings) as ground:
        messenger = Messenger(ground, site=Site())
        try:
            for login, administrator in (("chief", True), ("anna", False), ("boris", False)):
                await messenger.identity.people.add(login, name=login, password=PASSWORD, administrator=administrator)
        finally:
            messenger.identity.close()


def memory(pid: int, what: str) -> float:
    """Megabytes: `VmRSS` now, `VmHWM` at most so far."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return round(int(found[1]) / 1024, 1) if found else 0.0


async def upload(address: str, account: Account, path: Path) -> int:
    """By the protocol of all uploads; the number of the file once it is checked."""
    key = {"Authorization": f"Bearer {account.token}", "Tus-Resumable": "1.0.0"}
    name = base64.b64encode(path.name.encode()).decode()
    content = await asyncio.to_thread(path.read_bytes)
    async with httpx.AsyncClient(base_url=address, timeout=120, headers=key) as http:
        made = await http.post(
            "/media/uploads",
            headers={"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}"},
        )
        made.raise_for_status()
        await http.patch(
            made.headers["location"],
            content=content,
            headers={"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"},
        )
    return int(made.headers["location"].rsplit("/", 1)[1])


async def until(ask: Callable[[], Any], done: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    while True:
        one: dict[str, Any] = await ask()
        if done(one):
            return one
        if one.get("state") in ("failed", "refused"):
            raise RuntimeError(f"it stopped: {one}")
        await asyncio.sleep(0.2)


async def talk(address: str, took: list[float], stop: asyncio.Event) -> None:
    """Anna writes to Boris twenty times a second; milliseconds until each message is on the disk."""
    anna = await sign_in(address, login="anna", password=PASSWORD)
    boris = await sign_in(address, login="boris", password=PASSWORD)
    async with Socket(address, anna.token) as socket:
        chat = (await socket.ask("open_dialog", **{"with": boris.id}))["chat"]["id"]
        number = 0
        while not stop.is_set():
            number += 1
            began = time.perf_counter()
            await socket.ask("send_message", chat=chat, cid=f"{number}-{began}", text=LINES[number % len(LINES)])
            took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.05)


def spread(took: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(took, n=100)
    return {"messages": len(took), "p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1)}


async def measure(count: int, folder: Path) -> dict[str, Any]:
    path = folder / "export.zip"
    size = write_export(path, count)
    data = folder / "data"
    await furnish(Settings(data=data))
    with VecheProcess(data, settings={"VECHE_SENDING_HOURLY": "0"}) as process:
        address, pid = process.address, process.pid
        before, during = list[float](), list[float]()
        stop = asyncio.Event()
        talking = asyncio.create_task(talk(address, before, stop))
        await asyncio.sleep(BEFORE_SECONDS)
        stop.set()
        await talking
        chief = await sign_in(address, login="chief", password=PASSWORD)
        async with Http(address, chief.token) as http:
            file = await upload(address, chief, path)

            async def card() -> dict[str, Any]:
                found: dict[str, Any] = await http.call("get_file", file=file)
                return found

            await until(card, lambda one: one["state"] == "ready")
            resting = memory(pid, "VmRSS")
            stop.clear()
            talking = asyncio.create_task(talk(address, during, stop))
            began = time.monotonic()
            number = (await http.call("plan_import", file=file))["import"]["id"]

            async def one_import() -> dict[str, Any]:
                found: dict[str, Any] = (await http.call("get_import", **{"import": number}))["import"]
                return found

            await until(one_import, lambda one: one["state"] == "planned")
            planned = time.monotonic() - began
            await http.call("start_import", **{"import": number, "chat": 0})
            done = await until(one_import, lambda one: one["state"] == "done")
            whole = time.monotonic() - began
            stop.set()
            await talking
            return {
                "messages": done["done"],
                "export_mb": round(size / 1e6, 1),
                "dry_run_seconds": round(planned, 1),
                "import_seconds": round(whole - planned, 1),
                "per_second": round(count / (whole - planned)),
                "memory_before_mb": resting,
                "memory_most_mb": memory(pid, "VmHWM"),
                "others_before": spread(before),
                "others_during": spread(during),
                "load_of_the_machine": os.getloadavg()[0],
            }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--messages", type=int, nargs="+", default=[10_000, 100_000])
    chosen = arguments.parse_args()
    runs = []
    for count in chosen.messages:
        with tempfile.TemporaryDirectory() as folder:
            runs.append(asyncio.run(measure(count, Path(folder))))
        print(json.dumps(runs[-1], indent=1), flush=True)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(runs, indent=1) + "\n")


if __name__ == "__main__":
    main()
