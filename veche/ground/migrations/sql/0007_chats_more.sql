-- Chats with more settings: topics, slow mode, comments under the posts of a channel; and the log of what those who run
-- a chat did.

-- comments_chat: the companion group in which the posts of this channel are discussed; comments_of: its channel.
ALTER TABLE chats_chats
    ADD COLUMN topics boolean NOT NULL DEFAULT false,
    ADD COLUMN slow_mode integer NOT NULL DEFAULT 0 CHECK (slow_mode BETWEEN 0 AND 86400),
    ADD COLUMN comments boolean NOT NULL DEFAULT false,
    ADD COLUMN comments_chat bigint REFERENCES chats_chats (id),
    ADD COLUMN comments_of bigint REFERENCES chats_chats (id);

-- A copy of slow_mode: whoever moves the counter learns of it without another look, so that messages in all other chats
-- pay nothing for it.
ALTER TABLE chats_heads ADD COLUMN slow integer NOT NULL DEFAULT 0;

-- When a member last spoke; kept only in slow chats.
ALTER TABLE chats_members ADD COLUMN spoke_at timestamptz;

-- What those who run a chat did in it, told to them alone.
CREATE TABLE chats_log (
    chat_id  bigint NOT NULL REFERENCES chats_chats (id),
    id       bigint NOT NULL,
    actor_id bigint NOT NULL REFERENCES identity_actors (id),
    act      text NOT NULL,
    at       timestamptz NOT NULL,
    details  text NOT NULL DEFAULT '{}',
    PRIMARY KEY (chat_id, id)
);

-- Is any of these actors in the chat now?
CREATE FUNCTION chats_is_in(chat bigint, actors bigint[]) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM chats_members m WHERE m.chat_id = chat AND m.actor_id = ANY(actors) AND m.left_at IS NULL)
$$;

-- Those of these (chat, actor) whom slow mode concerns, and from when on each may speak again.
CREATE FUNCTION chats_held_back(chats bigint[], actors bigint[])
RETURNS TABLE (chat_id bigint, actor_id bigint, next_at timestamptz, seconds integer)
LANGUAGE sql STABLE AS $$
    SELECT a.chat, a.actor, m.spoke_at + make_interval(secs => c.slow_mode), c.slow_mode
      FROM unnest(chats, actors) AS a (chat, actor)
      JOIN chats_chats c ON c.id = a.chat AND c.slow_mode > 0
      JOIN chats_members m ON m.chat_id = a.chat AND m.actor_id = a.actor AND m.left_at IS NULL AND m.role = 2
$$;

CREATE FUNCTION chats_have_spoken(chats bigint[], actors bigint[], sent timestamptz) RETURNS void
LANGUAGE sql AS $$
    UPDATE chats_members m SET spoke_at = sent
      FROM chats_held_back(chats, actors) h WHERE m.chat_id = h.chat_id AND m.actor_id = h.actor_id
$$;
