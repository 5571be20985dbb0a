-- Old groups that come along from other messengers, and the authors who have not signed in here yet.

-- A placeholder is an actor that nobody can sign in as, find or add. `stands_for`: the person who turned out to be him.
ALTER TABLE identity_actors DROP CONSTRAINT identity_actors_kind_check;
ALTER TABLE identity_actors ADD CONSTRAINT identity_actors_kind_check CHECK (kind IN ('person', 'post', 'bot', 'moved'));
ALTER TABLE identity_actors ADD COLUMN stands_for bigint REFERENCES identity_actors (id);
CREATE INDEX identity_actors_stands_for ON identity_actors (stands_for) WHERE stands_for IS NOT NULL;

-- `source_key`: what the export is, wherever it lies: the same one never comes twice. `path`: where it is read from.
-- `done`: lines that are written, in the transaction of each batch.
CREATE TABLE movein_imports (
    id          bigint PRIMARY KEY,
    person_id   bigint NOT NULL REFERENCES identity_people (id),
    format      text NOT NULL,
    state       text NOT NULL CHECK (state IN
                ('planning', 'planned', 'waiting', 'working', 'done', 'failed', 'undoing', 'undone')),
    path        text NOT NULL,
    file_id     bigint,
    plan        text,
    source_key  text,
    chat_number integer,
    chat_id     bigint REFERENCES chats_chats (id),
    title       text NOT NULL DEFAULT '',
    locale      text NOT NULL,
    total       integer NOT NULL DEFAULT 0,
    done        integer NOT NULL DEFAULT 0,
    files       integer NOT NULL DEFAULT 0,
    refused     integer NOT NULL DEFAULT 0,
    error       text,
    asked_at    timestamptz NOT NULL,
    done_at     timestamptz,
    undo_until  timestamptz
);
CREATE UNIQUE INDEX movein_imports_once ON movein_imports (source_key)
    WHERE state IN ('waiting', 'working', 'done', 'failed', 'undoing');

-- `name`: as he was called there. Who asked to be taken for him, and who said yes.
CREATE TABLE movein_placeholders (
    actor_id     bigint PRIMARY KEY REFERENCES identity_actors (id),
    import_id    bigint NOT NULL REFERENCES movein_imports (id),
    key          text NOT NULL,
    name         text NOT NULL,
    messages     integer NOT NULL DEFAULT 0,
    asked_by     bigint REFERENCES identity_people (id),
    asked_at     timestamptz,
    claimed_by   bigint REFERENCES identity_people (id),
    claimed_at   timestamptz,
    confirmed_by bigint REFERENCES identity_people (id),
    UNIQUE (import_id, key)
);

-- Which message became which, until the import cannot be undone any more.
CREATE TABLE movein_messages (
    import_id bigint NOT NULL REFERENCES movein_imports (id),
    source_id bigint NOT NULL,
    seq       bigint NOT NULL,
    PRIMARY KEY (import_id, source_id)
);
