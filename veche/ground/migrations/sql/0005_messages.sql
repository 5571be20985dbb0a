-- Messages: the log of a chat. One row per message, in its current state.
-- `version` is the chat's version at which the message was sent and grows with seq; `changed` is the version of its
-- last change (edit, delete, pin, reaction) and is null for the many that never change: they cost no third index entry.
-- `client_key` is 8 bytes of a hash over (sender, client-given id): what makes a repeated send a no-op.
-- entities, origin, reactions and service are JSON kept as text: read whole, never searched.

CREATE TABLE messages_messages (
    chat_id bigint NOT NULL,
    seq bigint NOT NULL,
    version bigint NOT NULL,
    sender_id bigint NOT NULL,
    sent_at timestamptz NOT NULL,
    client_key bigint NOT NULL,
    body text NOT NULL,
    changed bigint,
    entities text,
    reply_to bigint,
    origin text,
    edited_at timestamptz,
    deleted_at timestamptz,
    pinned_at timestamptz,
    reactions text,
    service text,
    PRIMARY KEY (chat_id, seq)
);
CREATE UNIQUE INDEX messages_messages_client_key ON messages_messages (chat_id, client_key);
CREATE INDEX messages_messages_changed ON messages_messages (chat_id, changed) WHERE changed IS NOT NULL;
CREATE INDEX messages_messages_pinned ON messages_messages (chat_id, pinned_at) WHERE pinned_at IS NOT NULL;

-- Who reacted with what. The counts on the message row are made from this in the same transaction.
CREATE TABLE messages_reactions (
    chat_id bigint NOT NULL,
    seq bigint NOT NULL,
    actor_id bigint NOT NULL,
    emoji text NOT NULL,
    reacted_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, seq, actor_id, emoji)
);

-- Messages that an actor deleted for himself alone.
CREATE TABLE messages_hidden (
    actor_id bigint NOT NULL,
    chat_id bigint NOT NULL,
    seq bigint NOT NULL,
    hidden_at timestamptz NOT NULL,
    PRIMARY KEY (actor_id, chat_id, seq)
);

-- The last seq that was sent at or before `since`: version grows with seq, so some twenty index look-ups find it in a
-- chat of a million messages.
CREATE FUNCTION messages_seq_at(chat bigint, since bigint, head bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := 0;
    high bigint := least(head, since);
    middle bigint;
    sent bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        SELECT m.version INTO sent FROM messages_messages m WHERE m.chat_id = chat AND m.seq = middle;
        IF sent IS NOT NULL AND sent <= since THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END
$$;
