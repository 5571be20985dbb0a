-- What every part stands on: background work, deliveries, the record of administrators' acts, outgoing connections.

-- Work to be done later. Taken with FOR UPDATE SKIP LOCKED: `run_at` moves to the end of the lease, so that the job of a
-- worker that died comes back by itself. `key`: at most one row per kind and key; `again`: asked for while it ran.
CREATE TABLE ground_jobs (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       text NOT NULL,
    key        text,
    payload    jsonb NOT NULL,
    run_at     timestamptz NOT NULL DEFAULT now(),
    attempts   integer NOT NULL DEFAULT 0,
    leased     boolean NOT NULL DEFAULT false,
    again      boolean NOT NULL DEFAULT false,
    error      text,
    dead_at    timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70);

CREATE INDEX ground_jobs_due ON ground_jobs (run_at) WHERE dead_at IS NULL;
CREATE UNIQUE INDEX ground_jobs_key ON ground_jobs (kind, key) WHERE key IS NOT NULL AND dead_at IS NULL;

-- What must reach a hearer after the transaction that wrote it, at least once and in order within one key.
CREATE TABLE ground_outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text NOT NULL,
    key        text NOT NULL,
    payload    jsonb NOT NULL,
    next_at    timestamptz NOT NULL DEFAULT now(),
    attempts   integer NOT NULL DEFAULT 0,
    error      text,
    created_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70);

CREATE INDEX ground_outbox_key ON ground_outbox (key, id);

-- Who administered what. Never the content of messages.
CREATE TABLE ground_audit (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT now(),
    actor   bigint,
    act     text NOT NULL,
    subject text NOT NULL,
    details jsonb NOT NULL DEFAULT '{}'
);

CREATE INDEX ground_audit_at ON ground_audit (at);

-- The ledger of outgoing connections: everything that left, or wanted to leave, the building.
CREATE TABLE ground_outgoing (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at             timestamptz NOT NULL DEFAULT now(),
    purpose        text NOT NULL,
    scheme         text NOT NULL,
    host           text NOT NULL,
    port           integer NOT NULL,
    address        text,
    allowed        boolean NOT NULL,
    reason         text,
    status         integer,
    bytes_sent     bigint NOT NULL DEFAULT 0,
    bytes_received bigint NOT NULL DEFAULT 0
);

CREATE INDEX ground_outgoing_at ON ground_outgoing (at);
