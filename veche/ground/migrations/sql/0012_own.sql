-- What everybody decides for himself: who sees, who may write, whom one will not hear; drafts and folders.

-- A row only for those who changed something; the defaults stand in veche/trust/model.py.
CREATE TABLE trust_privacy (
    person_id   bigint PRIMARY KEY REFERENCES identity_people (id),
    last_seen   text NOT NULL CHECK (last_seen IN ('everyone', 'contacts', 'nobody')),
    read_marks  boolean NOT NULL,
    write_first text NOT NULL CHECK (write_first IN ('everyone', 'organisation', 'contacts')),
    add_me      text NOT NULL CHECK (add_me IN ('everyone', 'organisation', 'contacts'))
);

-- When somebody was last there, exact to some minutes. Written at most every few minutes for one person.
CREATE TABLE trust_seen (
    person_id bigint PRIMARY KEY REFERENCES identity_people (id),
    seen_at   timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE trust_blocks (
    actor_id   bigint NOT NULL REFERENCES identity_actors (id),
    blocked_id bigint NOT NULL REFERENCES identity_actors (id),
    blocked_at timestamptz NOT NULL,
    PRIMARY KEY (actor_id, blocked_id),
    CHECK (actor_id <> blocked_id)
);

-- What members ask administrators to look at. `content` is what was reported, as it was then: read only by the one who
-- took the report, and gone with the answer. `chat_id` is of a domain above: no foreign key.
CREATE TABLE trust_reports (
    id          bigint PRIMARY KEY,
    reporter_id bigint NOT NULL REFERENCES identity_actors (id),
    chat_id     bigint,
    actor_id    bigint REFERENCES identity_actors (id),
    title       text NOT NULL DEFAULT '',
    reason      text NOT NULL,
    note        text NOT NULL DEFAULT '',
    content     text,
    count       integer NOT NULL DEFAULT 0,
    reported_at timestamptz NOT NULL,
    taken_by    bigint REFERENCES identity_people (id),
    taken_at    timestamptz,
    answered_at timestamptz,
    outcome     text CHECK (outcome IN ('acted', 'nothing')),
    answer      text NOT NULL DEFAULT ''
);
CREATE INDEX trust_reports_open ON trust_reports (id) WHERE answered_at IS NULL;
CREATE INDEX trust_reports_answered ON trust_reports (answered_at) WHERE answered_at IS NOT NULL;

-- A message that one began. One that was sent or thrown away stays as an empty row: other devices learn of it.
CREATE TABLE chats_drafts (
    actor_id bigint NOT NULL REFERENCES identity_actors (id),
    chat_id  bigint NOT NULL REFERENCES chats_chats (id),
    body     text NOT NULL DEFAULT '',
    entities text,
    reply_to bigint,
    at       timestamptz NOT NULL,
    version  bigint NOT NULL, -- of the actor's space
    PRIMARY KEY (actor_id, chat_id)
) WITH (fillfactor = 70);
CREATE INDEX chats_drafts_version ON chats_drafts (actor_id, version);

-- The folders of an actor's list: few, small and changed seldom, so one row with all of them as JSON.
CREATE TABLE chats_folders (
    actor_id bigint PRIMARY KEY REFERENCES identity_actors (id),
    folders  text NOT NULL,
    version  bigint NOT NULL -- of the actor's space
);

-- What of this chat makes a sound for the member: null as the kind of chat says.
ALTER TABLE chats_members ADD COLUMN notify text CHECK (notify IN ('all', 'mentions', 'nobody'));
-- Chats that a member put away come back with a new message.
CREATE INDEX chats_members_archived ON chats_members (chat_id) WHERE archived AND left_at IS NULL;
