-- Safe accounts: passkeys, the second factor, recovery, linking of devices, and notices about all of it.

-- `address` is where the device was used last; it is emptied after days. `proved_at`: when its user last proved on this
-- device who he is. `noticed`: the last notice that was put aside on this device.
ALTER TABLE identity_devices
    ADD COLUMN address    text NOT NULL DEFAULT '',
    ADD COLUMN address_at timestamptz,
    ADD COLUMN how        text NOT NULL DEFAULT 'password',
    ADD COLUMN proved_at  timestamptz,
    ADD COLUMN noticed    bigint NOT NULL DEFAULT 0;

CREATE INDEX identity_devices_address_at ON identity_devices (address_at) WHERE address <> '';

CREATE TABLE identity_passkeys (
    id            bigint PRIMARY KEY,
    person_id     bigint NOT NULL REFERENCES identity_people (id),
    credential_id bytea NOT NULL UNIQUE,
    public_key    bytea NOT NULL,
    sign_count    bigint NOT NULL,
    name          text NOT NULL,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz
);

CREATE INDEX identity_passkeys_person ON identity_passkeys (person_id);

-- What a passkey has to sign: good once, for minutes. `person_id` is empty when it is not known yet who signs.
CREATE TABLE identity_challenges (
    challenge_hash bytea PRIMARY KEY,
    purpose        text NOT NULL CHECK (purpose IN ('add', 'sign_in', 'prove')),
    person_id      bigint,
    expires_at     timestamptz NOT NULL
);

CREATE INDEX identity_challenges_expires ON identity_challenges (expires_at);

-- `secret` is sealed with a key that is not in the database. `last_step`: the last time step whose code was used.
CREATE TABLE identity_second_factors (
    person_id    bigint PRIMARY KEY REFERENCES identity_people (id),
    secret       bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint NOT NULL DEFAULT 0
);

CREATE TABLE identity_recovery_codes (
    person_id bigint NOT NULL REFERENCES identity_people (id),
    code_hash bytea NOT NULL,
    PRIMARY KEY (person_id, code_hash)
);

-- A device that is not signed in shows a code and waits to be let in by one that is. Rows live for minutes.
CREATE TABLE identity_device_links (
    code_hash   bytea PRIMARY KEY,
    secret_hash bytea NOT NULL UNIQUE,
    device_name text NOT NULL,
    address     text NOT NULL,
    agent_hash  bytea NOT NULL,
    number      smallint NOT NULL,
    choices     smallint[] NOT NULL,
    state       text NOT NULL DEFAULT 'shown' CHECK (state IN ('shown', 'seen', 'confirmed', 'refused', 'elsewhere')),
    person_id   bigint REFERENCES identity_people (id),
    device_id   bigint,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);

CREATE INDEX identity_device_links_expires ON identity_device_links (expires_at);

-- What happened to an account, for its owner: shown on each of his devices until it is put aside there.
CREATE TABLE identity_notices (
    id          bigint PRIMARY KEY,
    person_id   bigint NOT NULL REFERENCES identity_people (id),
    kind        text NOT NULL,
    at          timestamptz NOT NULL,
    device_id   bigint,
    device_name text NOT NULL DEFAULT '',
    address     text NOT NULL DEFAULT ''
);

CREATE INDEX identity_notices_person ON identity_notices (person_id, id);
CREATE INDEX identity_notices_at ON identity_notices (at);

-- Recovery through the organisation: one administrator asks, another one confirms, the person uses the link once.
CREATE TABLE identity_recoveries (
    id           bigint PRIMARY KEY,
    person_id    bigint NOT NULL REFERENCES identity_people (id),
    asked_by     bigint NOT NULL REFERENCES identity_people (id),
    asked_at     timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    confirmed_by bigint REFERENCES identity_people (id),
    code_hash    bytea UNIQUE,
    used_at      timestamptz,
    cancelled_at timestamptz
);

CREATE UNIQUE INDEX identity_recoveries_open ON identity_recoveries (person_id)
    WHERE used_at IS NULL AND cancelled_at IS NULL;
