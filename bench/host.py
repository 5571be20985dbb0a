"""The machine under the benchmark: processes, memory, disk, pinning, and how fast the machine itself is."""

import hashlib
import http.client
import os
import platform
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WORK = Path(os.environ.get("BENCH_WORK", Path(tempfile.gettempdir()) / "veche-bench"))
SERVER_CORE, LOAD_CORE = 0, 1


def pinned(core: int) -> list[str]:
    """The words before a command that keep it on one core; nothing on a machine with a single core."""
    return ["taskset", "-c", str(core)] if (os.cpu_count() or 1) > 1 else []


def built(source: str) -> Path:
    """Compile one of our C programs into the work folder, if it is not there already, and say where it is."""
    text = (ROOT / source).read_bytes() + (ROOT / "load/meter.h").read_bytes()
    target = WORK / f"{Path(source).stem}-{hashlib.sha256(text).hexdigest()[:12]}"
    if not target.exists():
        WORK.mkdir(parents=True, exist_ok=True)
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            raise SystemExit("the benchmark needs a C compiler: apt-get install gcc libc6-dev")
        subprocess.run([compiler, "-O2", "-w", "-o", str(target), str(ROOT / source)], check=True)
    return target


def family(roots: Iterable[int]) -> list[int]:
    """The given processes and all their descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat[stat.rindex(")") + 2 :].split()[1])
    found = {pid for pid in roots if pid in parents}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found)


def is_database(pid: int) -> bool:
    """Whether a process belongs to PostgreSQL."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().startswith("postgres")
    except OSError:
        return False


def pss_kib(pids: Iterable[int]) -> int:
    """Proportional memory of these processes: pages that several of them share are counted once."""
    total = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total


def accepts(port: int) -> bool:
    """Whether somebody listens on this port."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def answers(port: int, path: str) -> bool:
    """Whether an HTTP server says 200 to this."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def busy_seconds() -> float:
    """CPU seconds that this machine has worked so far, all cores together."""
    words = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8]]
    return (sum(words) - words[3] - words[4]) / os.sysconf("SC_CLK_TCK")


def _best(measure: Callable[[], float]) -> float:
    return min(measure() for _ in range(5))


def _loop() -> float:
    begun, total = time.perf_counter(), 0
    for number in range(1_000_000):
        total += number & 7
    return time.perf_counter() - begun


def _loopback() -> float:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        one = socket.create_connection(listener.getsockname())
        other, _ = listener.accept()
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        message, begun = b"x" * 200, time.perf_counter()
        for _ in range(10_000):
            one.send(message)
            other.recv(4096)
        took = time.perf_counter() - begun
        one.close()
        other.close()
    return took / 10_000


def _fsyncs() -> list[float]:
    took = []
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=WORK) as file:
        for _ in range(100):
            file.write(b"x" * 4096)
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - begun)
    return took


def calibration() -> dict[str, float]:
    """How fast this machine is right now, and how much of it somebody else is using."""
    worked, own, begun = busy_seconds(), time.process_time(), time.monotonic()
    loop, loopback, fsyncs = _best(_loop), _best(_loopback), _fsyncs()
    others = busy_seconds() - worked - (time.process_time() - own)
    return {
        "python_loop_1m_ms": round(loop * 1e3, 1),
        "loopback_send_recv_us": round(loopback * 1e6, 1),
        "fsync_4k_ms_p50": round(statistics.median(fsyncs) * 1e3, 2),
        "fsync_4k_ms_max": round(max(fsyncs) * 1e3, 2),
        "other_cores": round(max(0.0, others / (time.monotonic() - begun)), 2),
    }


def description() -> dict[str, str]:
    """What this machine is."""
    cpu = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in cpu if "model name" in line), "unknown")
    memory = Path("/proc/meminfo").read_text().split()[1]
    return {
        "cpu": model,
        "cores": str(os.cpu_count()),
        "memory_gib": str(round(int(memory) / 2**20, 1)),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
    }


def first_line(*command: str) -> str:
    """The first line a program prints, or nothing when it is missing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except OSError:
        return ""
    return (done.stdout or done.stderr).strip().split("\n")[0]
