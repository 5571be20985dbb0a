-- Mini apps: what bots open, and what people let them have.

CREATE TABLE services_apps (
    bot_id      bigint PRIMARY KEY REFERENCES identity_actors (id),
    url         text NOT NULL,
    title       text NOT NULL,
    summary     text NOT NULL,
    description text NOT NULL,
    category    text NOT NULL,
    wanted      jsonb NOT NULL, -- kinds of data with their purposes
    listed      boolean NOT NULL,
    state       text NOT NULL CHECK (state IN ('draft', 'waiting', 'approved', 'refused', 'stopped')),
    edition     integer NOT NULL, -- rises with the address and the wanted data
    note        text NOT NULL DEFAULT '', -- what the operator says to the author
    words       text NOT NULL, -- folded, to search in
    reviewed_by bigint REFERENCES identity_people (id),
    reviewed_at timestamptz,
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL
);
CREATE INDEX services_apps_catalogue ON services_apps (title, bot_id) WHERE state = 'approved' AND listed;
CREATE INDEX services_apps_waiting ON services_apps (changed_at) WHERE state = 'waiting';

-- The receipt is kept as it was signed. Taking back leaves the row: it is the proof of what was allowed until then.
CREATE TABLE services_consents (
    id         bigint PRIMARY KEY,
    person_id  bigint NOT NULL REFERENCES identity_people (id),
    bot_id     bigint NOT NULL REFERENCES identity_actors (id),
    edition    integer NOT NULL,
    fields     text[] NOT NULL,
    receipt    text NOT NULL,
    signature  text NOT NULL,
    given_at   timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE UNIQUE INDEX services_consents_current ON services_consents (person_id, bot_id) WHERE revoked_at IS NULL;
CREATE INDEX services_consents_of_person ON services_consents (person_id, given_at);
