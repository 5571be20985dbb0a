"""One measured run, as the load generators print it."""

import msgspec


class Row(msgspec.Struct, omit_defaults=True):
    """A line of results.json; what a scenario does not measure is absent."""

    side: str = ""
    step: str = ""
    phase: str = ""
    mode: str = ""
    run: int = 1
    n: int = 0
    secs: float = 0
    sent: int = 0
    delivered: int = 0
    acked: int = 0
    done: int = 0
    delivered_s: float = 0
    acked_s: float = 0
    done_s: float = 0
    p50_ms: float = -1
    p95_ms: float = -1
    p99_ms: float = -1
    max_ms: float = -1
    ack_p50_ms: float = -1
    ack_p99_ms: float = -1
    srv_cpu_s: float = 0
    gen_cpu_s: float = 0
    other_cores: float = 0
    target_s: float = 0
    rows: int = 0
    clients: int = 0
    errors: int = 0
    resyncs: int = 0
    repeats: int = 0
    dead: int = 0
    ready_s: float = 0
    logins_s: float = 0
    pss_kib_before: int = 0
    pss_kib_after: int = 0
    kib_per_conn: float = 0
    messages: int = 0
    bytes: int = 0
    bytes_per_msg: float = 0


class Lost(Exception):
    """A generator or a server failed; the text says which and how."""
