-- Archives of their own data that people asked for. The archive itself is a file in DATA/exports, named by id.
CREATE TABLE keep_exports (
    id          bigint PRIMARY KEY,
    person_id   bigint NOT NULL REFERENCES identity_people (id),
    state       text NOT NULL CHECK (state IN ('waiting', 'working', 'ready', 'failed')),
    with_files  boolean NOT NULL,
    asked_at    timestamptz NOT NULL,
    ready_at    timestamptz,
    expires_at  timestamptz,
    size        bigint NOT NULL DEFAULT 0,
    chats_total integer NOT NULL DEFAULT 0,
    chats_done  integer NOT NULL DEFAULT 0,
    messages    bigint NOT NULL DEFAULT 0,
    files       integer NOT NULL DEFAULT 0,
    left_out    integer NOT NULL DEFAULT 0, -- files that were too much for one archive
    place       text -- where the work goes on, as JSON
);
CREATE INDEX keep_exports_of_person ON keep_exports (person_id, asked_at);
