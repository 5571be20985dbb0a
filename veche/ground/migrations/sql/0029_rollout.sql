-- A body moves in: plans, waves, invitations, old groups that are closed, mirrors of channels.

-- `target_chat`: the channel that is moved, where it is not people. `public_code`: the public page, if one is wanted.
CREATE TABLE rollout_plans (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id),
    title           text NOT NULL,
    target          text NOT NULL CHECK (target IN ('messenger', 'channel')),
    target_chat     bigint REFERENCES chats_chats (id),
    order_file      bigint,
    order_name      text NOT NULL DEFAULT '',
    starts_on       date NOT NULL,
    due_on          date NOT NULL,
    reminders       smallint NOT NULL DEFAULT 3,
    remind_days     smallint NOT NULL DEFAULT 3,
    compared        boolean NOT NULL DEFAULT false,
    public_code     text UNIQUE,
    created_by      bigint NOT NULL REFERENCES identity_people (id),
    created_at      timestamptz NOT NULL,
    closed_at       timestamptz,
    CHECK (due_on >= starts_on)
);

CREATE UNIQUE INDEX rollout_plans_open ON rollout_plans (organisation_id) WHERE closed_at IS NULL;

CREATE TABLE rollout_waves (
    id          bigint PRIMARY KEY,
    plan_id     bigint NOT NULL REFERENCES rollout_plans (id),
    number      smallint NOT NULL,
    title       text NOT NULL,
    due_on      date NOT NULL,
    state       text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'paused', 'rolled_back')),
    responsible bigint REFERENCES directory_posts (id),
    help_chat   bigint REFERENCES chats_chats (id),
    help_link   text NOT NULL DEFAULT '',
    started_at  timestamptz,
    UNIQUE (plan_id, number)
);

-- Who is in a wave: units with everything below them, or posts by name.
CREATE TABLE rollout_scopes (
    wave_id bigint NOT NULL REFERENCES rollout_waves (id) ON DELETE CASCADE,
    unit_id bigint REFERENCES directory_units (id),
    post_id bigint REFERENCES directory_posts (id),
    CHECK ((unit_id IS NULL) <> (post_id IS NULL))
);

CREATE INDEX rollout_scopes_wave ON rollout_scopes (wave_id);

-- Of a unit in a plan: who answers for it, and the chat that its people are to be in.
CREATE TABLE rollout_units (
    plan_id     bigint NOT NULL REFERENCES rollout_plans (id),
    unit_id     bigint NOT NULL REFERENCES directory_units (id),
    responsible bigint REFERENCES directory_posts (id),
    chat_id     bigint REFERENCES chats_chats (id),
    PRIMARY KEY (plan_id, unit_id)
);

-- The invitation of a post in a wave. Its code is not stored: it is made again from a key of the installation.
CREATE TABLE rollout_invites (
    wave_id       bigint NOT NULL REFERENCES rollout_waves (id),
    post_id       bigint NOT NULL REFERENCES directory_posts (id),
    invitation_id bigint NOT NULL REFERENCES identity_invitations (id),
    invited_at    timestamptz NOT NULL,
    reminders     smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (wave_id, post_id)
);

-- `address` goes when the letter has gone. `unsure`: the process died while it was handed over; never sent again.
CREATE TABLE rollout_letters (
    id            bigint PRIMARY KEY,
    wave_id       bigint NOT NULL REFERENCES rollout_waves (id),
    post_id       bigint NOT NULL REFERENCES directory_posts (id),
    invitation_id bigint NOT NULL REFERENCES identity_invitations (id),
    way           text NOT NULL CHECK (way IN ('email', 'sms')),
    number        smallint NOT NULL,
    address       text NOT NULL,
    state         text NOT NULL DEFAULT 'waiting'
                  CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unsure', 'stopped')),
    attempts      smallint NOT NULL DEFAULT 0,
    next_at       timestamptz NOT NULL,
    taken_at      timestamptz,
    reason        text NOT NULL DEFAULT '',
    UNIQUE (invitation_id, way, number)
);

CREATE INDEX rollout_letters_waiting ON rollout_letters (next_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX rollout_letters_taken ON rollout_letters (way, taken_at) WHERE taken_at IS NOT NULL;
CREATE INDEX rollout_letters_wave ON rollout_letters (wave_id, state);

-- A group in another messenger that is to end. `chat_id`: the chat that it came along as.
CREATE TABLE rollout_old_groups (
    id        bigint PRIMARY KEY,
    plan_id   bigint NOT NULL REFERENCES rollout_plans (id),
    unit_id   bigint REFERENCES directory_units (id),
    title     text NOT NULL,
    closed_at timestamptz,
    closed_by bigint REFERENCES identity_people (id),
    chat_id   bigint REFERENCES chats_chats (id)
);

CREATE INDEX rollout_old_groups_plan ON rollout_old_groups (plan_id);

-- What a body wishes of those below it. It changes nothing of theirs.
CREATE TABLE rollout_recommendations (
    organisation_id bigint PRIMARY KEY REFERENCES directory_organisations (id),
    body            text NOT NULL,
    due_on          date,
    said_by         bigint NOT NULL REFERENCES identity_people (id),
    said_at         timestamptz NOT NULL
);

-- Posts of a public channel on a page that needs no account, until a day.
CREATE TABLE rollout_mirrors (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id),
    chat_id         bigint NOT NULL REFERENCES chats_chats (id),
    code            text NOT NULL UNIQUE,
    title           text NOT NULL,
    ends_on         date NOT NULL,
    created_by      bigint NOT NULL REFERENCES identity_people (id),
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz
);

CREATE UNIQUE INDEX rollout_mirrors_open ON rollout_mirrors (chat_id) WHERE ended_at IS NULL;
