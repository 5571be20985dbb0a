-- Chats: dialogs, groups, channels; who is in them; links that let people in. Foreign keys point down only.

CREATE TABLE chats_chats (
    id            bigint PRIMARY KEY,
    kind          text NOT NULL CHECK (kind IN ('dialog', 'group', 'channel')),
    mode          text NOT NULL CHECK (mode IN ('ordinary', 'official', 'public')),
    title         text NOT NULL DEFAULT '',
    about         text NOT NULL DEFAULT '',
    member_rights integer NOT NULL,
    created_by    bigint NOT NULL REFERENCES identity_actors (id),
    created_at    timestamptz NOT NULL,
    members_count integer NOT NULL CHECK (members_count >= 0),
    -- A dialog is one per pair of actors; "saved messages" are the pair of an actor with itself.
    dialog_low    bigint REFERENCES identity_actors (id),
    dialog_high   bigint REFERENCES identity_actors (id),
    -- The version of the chat space at which title, settings or the number of members last changed.
    version       bigint NOT NULL DEFAULT 0,
    CHECK ((kind = 'dialog') = (dialog_low IS NOT NULL AND dialog_high IS NOT NULL)),
    CHECK (dialog_low <= dialog_high)
);
CREATE UNIQUE INDEX chats_one_dialog_per_pair ON chats_chats (dialog_low, dialog_high) WHERE kind = 'dialog';

-- The counter of the chat space. Its row lock orders everything that happens in a chat, so it is a small row of its own
-- with room on the page: an update moves no index entry.
CREATE TABLE chats_heads (
    chat_id bigint PRIMARY KEY REFERENCES chats_chats (id),
    seq     bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE chats_members (
    chat_id      bigint NOT NULL REFERENCES chats_chats (id),
    actor_id     bigint NOT NULL REFERENCES identity_actors (id),
    role         smallint NOT NULL CHECK (role BETWEEN 0 AND 2), -- 0 owner, 1 admin, 2 member: the order of lists
    archived     boolean NOT NULL DEFAULT false,
    removed      boolean NOT NULL DEFAULT false, -- put out by somebody: does not come back by a link
    rights       integer, -- own rights instead of those of the role
    joined_at    timestamptz NOT NULL,
    left_at      timestamptz, -- the row stays, so that the member's devices learn that the chat is gone
    read_seq     bigint NOT NULL DEFAULT 0,
    muted_until  timestamptz,
    pinned_at    timestamptz,
    version      bigint NOT NULL, -- of the actor's space
    chat_version bigint NOT NULL, -- of the chat space
    PRIMARY KEY (chat_id, actor_id)
) WITH (fillfactor = 90);
CREATE INDEX chats_members_of_actor ON chats_members (actor_id, version);
CREATE INDEX chats_members_in_order ON chats_members (chat_id, role, joined_at, actor_id) WHERE left_at IS NULL;

-- Only the hash of a link's secret is kept: who reads a copy of the database cannot walk into chats.
CREATE TABLE chats_links (
    chat_id    bigint NOT NULL REFERENCES chats_chats (id),
    id         bigint NOT NULL,
    code_hash  bytea NOT NULL,
    created_by bigint NOT NULL REFERENCES identity_actors (id),
    created_at timestamptz NOT NULL,
    uses       integer CHECK (uses > 0), -- null: without a limit
    used       integer NOT NULL DEFAULT 0 CHECK (used >= 0 AND (uses IS NULL OR used <= uses)),
    expires_at timestamptz,
    approval   boolean NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (chat_id, id),
    UNIQUE (chat_id, code_hash)
);

-- Who asked to be let in and has no answer yet. A request holds one use of its link until it is answered.
CREATE TABLE chats_requests (
    chat_id  bigint NOT NULL REFERENCES chats_chats (id),
    actor_id bigint NOT NULL REFERENCES identity_actors (id),
    link_id  bigint NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, actor_id),
    FOREIGN KEY (chat_id, link_id) REFERENCES chats_links (chat_id, id)
);
CREATE INDEX chats_requests_in_order ON chats_requests (chat_id, asked_at, actor_id);

-- Which of these (chat, actor) may not post now; the rule of `effective_rights` in veche/chats/model.py, for the path of
-- every message. Role: 0 owner, 1 admin; bit 1: post.
CREATE FUNCTION chats_may_not_post(chats bigint[], actors bigint[]) RETURNS TABLE (chat_id bigint, actor_id bigint)
LANGUAGE sql STABLE AS $$
    SELECT a.chat, a.actor FROM unnest(chats, actors) AS a (chat, actor)
     WHERE NOT EXISTS (
        SELECT FROM chats_members m JOIN chats_chats c ON c.id = m.chat_id
         WHERE m.chat_id = a.chat AND m.actor_id = a.actor AND m.left_at IS NULL
           AND (m.role = 0 OR coalesce(m.rights, CASE m.role WHEN 1 THEN 1 ELSE c.member_rights END) & 1 = 1))
$$;
