-- Who takes part: actors (people, posts, bots), and what a person needs to sign in.

-- The common number space of everything that can be a member of a chat.
-- `version` counts the changes in the actor's own space (memberships, marks); it moves often, the rest seldom.
CREATE TABLE identity_actors (
    id      bigint PRIMARY KEY,
    kind    text NOT NULL CHECK (kind IN ('person', 'post', 'bot')),
    name    text NOT NULL,
    title   text NOT NULL DEFAULT '',
    vacant  boolean NOT NULL DEFAULT false,
    active  boolean NOT NULL DEFAULT true,
    version bigint NOT NULL DEFAULT 0,
    words   tsvector NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX identity_actors_words ON identity_actors USING gin (words);

CREATE TABLE identity_people (
    id             bigint PRIMARY KEY REFERENCES identity_actors (id),
    login          text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9._-]{2,32}$'),
    about          text NOT NULL DEFAULT '',
    locale         text NOT NULL DEFAULT 'ru',
    administrator  boolean NOT NULL DEFAULT false,
    created_at     timestamptz NOT NULL,
    deactivated_at timestamptz
);

CREATE INDEX identity_people_administrators ON identity_people (id) WHERE administrator;

CREATE TABLE identity_passwords (
    person_id  bigint PRIMARY KEY REFERENCES identity_people (id),
    hash       text NOT NULL,
    changed_at timestamptz NOT NULL
);

-- A device is a session. The row goes when the session ends; the token itself is never stored.
CREATE TABLE identity_devices (
    id           bigint PRIMARY KEY,
    person_id    bigint NOT NULL REFERENCES identity_people (id),
    token_hash   bytea NOT NULL UNIQUE,
    name         text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL
) WITH (fillfactor = 90);

CREATE INDEX identity_devices_person ON identity_devices (person_id);

-- `post_id` names a post of the directory, which stands above: no foreign key, checked by whoever owns posts.
CREATE TABLE identity_invitations (
    id                  bigint PRIMARY KEY,
    code_hash           bytea NOT NULL UNIQUE,
    name                text NOT NULL DEFAULT '',
    post_id             bigint,
    first_administrator boolean NOT NULL DEFAULT false,
    created_by          bigint REFERENCES identity_people (id),
    created_at          timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    accepted_at         timestamptz,
    accepted_by         bigint REFERENCES identity_people (id),
    revoked_at          timestamptz
);

CREATE INDEX identity_invitations_open ON identity_invitations (id) WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- Limits as leaky buckets: one row while a bucket is not empty. `key` is a hash of what is limited (a login, a person,
-- a network address); rows are deleted when `until` has passed, which is hours, at most a few days.
CREATE TABLE identity_attempts (
    key   bytea PRIMARY KEY,
    until timestamptz NOT NULL
);

CREATE INDEX identity_attempts_until ON identity_attempts (until);
