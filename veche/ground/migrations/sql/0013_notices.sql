-- What is told to people who are not looking.

-- A row only for those who changed something; the defaults stand in veche/notices/model.py.
CREATE TABLE notices_settings (
    person_id bigint PRIMARY KEY REFERENCES identity_people (id),
    settings  text NOT NULL -- JSON, read whole
);

-- Who was called by name, or answered, in which message; the row goes when it is read.
CREATE TABLE notices_mentions (
    actor_id bigint NOT NULL REFERENCES identity_actors (id),
    chat_id  bigint NOT NULL,
    seq      bigint NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (actor_id, chat_id, seq)
);
CREATE INDEX notices_mentions_at ON notices_mentions (at);

-- Where a browser wants to be woken. The keys are the browser's public ones; the row goes with the device.
CREATE TABLE notices_push (
    device_id     bigint PRIMARY KEY REFERENCES identity_devices (id) ON DELETE CASCADE,
    person_id     bigint NOT NULL REFERENCES identity_people (id),
    endpoint      text NOT NULL,
    p256dh        bytea NOT NULL,
    auth          bytea NOT NULL,
    subscribed_at timestamptz NOT NULL
);
CREATE INDEX notices_push_person ON notices_push (person_id);

-- How many messages wait for a person who is not to be disturbed now: told in one summary at `due_at`.
CREATE TABLE notices_held (
    person_id bigint PRIMARY KEY REFERENCES identity_people (id),
    count     integer NOT NULL,
    due_at    timestamptz NOT NULL
);
CREATE INDEX notices_held_due ON notices_held (due_at);
