-- Bots: programs that are members of chats, and what they are to be told.

-- kind: of the key that is in force. live: whether it may have a live key, where an administrator decides that.
CREATE TABLE bots_bots (
    id              bigint PRIMARY KEY REFERENCES identity_actors (id),
    username        text NOT NULL,
    about           text NOT NULL DEFAULT '',
    commands        text NOT NULL DEFAULT '[]', -- JSON, read whole
    owner_id        bigint REFERENCES identity_people (id), -- null: made by the command line
    organisation_id bigint REFERENCES directory_organisations (id),
    state           text NOT NULL CHECK (state IN ('waiting', 'active', 'refused', 'suspended', 'deleted')),
    note            text NOT NULL DEFAULT '', -- why it was refused or suspended
    kind            text NOT NULL CHECK (kind IN ('trial', 'team', 'live')),
    live            text NOT NULL DEFAULT 'no' CHECK (live IN ('no', 'asked', 'granted', 'refused')),
    purpose         text NOT NULL DEFAULT '', -- what the author writes to who decides
    created_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX bots_bots_username ON bots_bots (lower(username));
CREATE INDEX bots_bots_owner ON bots_bots (owner_id);

-- The token is looked up by its hash. Sealed it is there once more, because signatures are made with it.
CREATE TABLE bots_keys (
    bot_id     bigint PRIMARY KEY REFERENCES bots_bots (id),
    token_hash bytea NOT NULL UNIQUE,
    sealed     bytea NOT NULL,
    made_at    timestamptz NOT NULL
);

-- Whom a bot with a trial key talks to, besides its owner.
CREATE TABLE bots_team (
    bot_id    bigint NOT NULL REFERENCES bots_bots (id),
    person_id bigint NOT NULL REFERENCES identity_people (id),
    PRIMARY KEY (bot_id, person_id)
);
CREATE INDEX bots_team_person ON bots_team (person_id);

-- In which chats a bot is, and up to which version of the chat its updates are written.
CREATE TABLE bots_rooms (
    bot_id      bigint NOT NULL REFERENCES bots_bots (id),
    chat_id     bigint NOT NULL REFERENCES chats_chats (id),
    reads_all   boolean NOT NULL DEFAULT false,
    alias       text NOT NULL DEFAULT '',
    version     bigint NOT NULL,
    seq         bigint NOT NULL,
    edited_at   bigint NOT NULL DEFAULT 0, -- the last edit that was told (milliseconds), and of which message
    edited_seq  bigint NOT NULL DEFAULT 0,
    muted_until timestamptz, -- as the other side of the dialog has it
    started     boolean NOT NULL DEFAULT false, -- the other side of the dialog has begun it
    gone_at     timestamptz,
    PRIMARY KEY (bot_id, chat_id)
) WITH (fillfactor = 80);
CREATE INDEX bots_rooms_chat ON bots_rooms (chat_id);

-- The counter of a bot's updates. acked: confirmed up to here; handed: given out to polls that name no marker.
CREATE TABLE bots_heads (
    bot_id bigint PRIMARY KEY REFERENCES bots_bots (id),
    head   bigint NOT NULL DEFAULT 0,
    acked  bigint NOT NULL DEFAULT 0,
    handed bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE bots_updates (
    bot_id     bigint NOT NULL,
    number     bigint NOT NULL,
    type       text NOT NULL,
    chat_id    bigint NOT NULL,
    body       text NOT NULL, -- JSON, as it is delivered
    created_at timestamptz NOT NULL,
    PRIMARY KEY (bot_id, number)
);
CREATE INDEX bots_updates_created ON bots_updates (created_at);

-- Where a bot wants its updates sent. types: null for all.
CREATE TABLE bots_subscriptions (
    id            bigint PRIMARY KEY,
    bot_id        bigint NOT NULL REFERENCES bots_bots (id),
    url           text NOT NULL,
    types         text[],
    secret        bytea, -- sealed
    made_at       timestamptz NOT NULL,
    failing_since timestamptz,
    UNIQUE (bot_id, url)
);

-- One row for each update and subscription: what is still to be sent, and for a while what was.
CREATE TABLE bots_deliveries (
    subscription_id bigint NOT NULL,
    number          bigint NOT NULL,
    round           integer NOT NULL DEFAULT 0, -- replayed so many times
    bot_id          bigint NOT NULL REFERENCES bots_bots (id),
    chat_id         bigint NOT NULL,
    state           text NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    attempts        integer NOT NULL DEFAULT 0,
    next_at         timestamptz NOT NULL,
    made_at         timestamptz NOT NULL,
    last_at         timestamptz,
    status          integer,
    error           text NOT NULL DEFAULT '',
    took_ms         integer,
    PRIMARY KEY (subscription_id, number, round)
) WITH (fillfactor = 80);
CREATE INDEX bots_deliveries_waiting ON bots_deliveries (subscription_id, chat_id, number) WHERE state = 'waiting';
CREATE INDEX bots_deliveries_log ON bots_deliveries (bot_id, number);
CREATE INDEX bots_deliveries_made ON bots_deliveries (made_at);

-- What a bot asked of the Bot API, by the hour, for its author.
CREATE TABLE bots_hours (
    bot_id   bigint NOT NULL REFERENCES bots_bots (id),
    hour     timestamptz NOT NULL,
    requests integer NOT NULL DEFAULT 0,
    errors   integer NOT NULL DEFAULT 0,
    limited  integer NOT NULL DEFAULT 0,
    updates  integer NOT NULL DEFAULT 0,
    took_ms  bigint NOT NULL DEFAULT 0,
    slowest  integer NOT NULL DEFAULT 0,
    PRIMARY KEY (bot_id, hour)
);
