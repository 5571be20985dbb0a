-- Files that people upload. What a file holds stands in a store under its SHA-256; here is whose it is and what it is.

-- What the store holds. Several files may hold the same bytes; each of them counts whole for its owner.
CREATE TABLE media_blobs (
    hash    bytea PRIMARY KEY CHECK (length(hash) = 32),
    size    bigint NOT NULL CHECK (size >= 0),
    -- When to look whether any file still needs it; null: one does, until it is deleted.
    look_at timestamptz
);
CREATE INDEX media_blobs_to_look_at ON media_blobs (look_at) WHERE look_at IS NOT NULL;

CREATE TABLE media_files (
    id              bigint PRIMARY KEY,
    person_id       bigint NOT NULL REFERENCES identity_actors (id),
    post_id         bigint REFERENCES identity_actors (id), -- uploaded in the name of this post
    organisation_id bigint REFERENCES directory_organisations (id), -- whose quota it counts for as well
    purpose         text NOT NULL,
    state           text NOT NULL CHECK (state IN ('uploading', 'checking', 'held', 'ready', 'refused')),
    code            text, -- why it was refused or is held
    kind            text NOT NULL,
    name            text NOT NULL,
    mime            text NOT NULL DEFAULT '',
    size            bigint NOT NULL CHECK (size >= 0),
    received        bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size), -- safe on the disk up to here
    charged         bigint NOT NULL CHECK (charged >= 0), -- what it takes of the quotas now
    width           integer,
    height          integer,
    duration_ms     integer,
    blur            text NOT NULL DEFAULT '',
    waveform        text NOT NULL DEFAULT '',
    title           text NOT NULL DEFAULT '', -- of a sound
    performer       text NOT NULL DEFAULT '',
    note            text NOT NULL DEFAULT '', -- the code of a hint for the uploader
    hash            bytea REFERENCES media_blobs (hash),
    preview         bytea REFERENCES media_blobs (hash), -- always WebP
    thumb           bytea REFERENCES media_blobs (hash),
    created_at      timestamptz NOT NULL,
    -- When to look whether anybody still wants it: the end of an unfinished upload, then of an unclaimed file, then
    -- from time to time, and at once when a message that named it is deleted.
    look_at         timestamptz NOT NULL,
    CHECK ((state = 'ready') = (hash IS NOT NULL))
);
CREATE INDEX media_files_of_person ON media_files (person_id, id);
CREATE INDEX media_files_to_look_at ON media_files (look_at);
CREATE INDEX media_files_by_hash ON media_files (hash) WHERE hash IS NOT NULL;
CREATE INDEX media_files_by_preview ON media_files (preview) WHERE preview IS NOT NULL;
CREATE INDEX media_files_by_thumb ON media_files (thumb) WHERE thumb IS NOT NULL;

-- What the files of an account take: a person's, and an organisation's. Reserved when an upload begins.
CREATE TABLE media_usage (
    account_id bigint PRIMARY KEY,
    bytes      bigint NOT NULL CHECK (bytes >= 0),
    files      integer NOT NULL CHECK (files >= 0)
);
