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
    version bigint NOT NULL, -- of the actor's space, so that his other devices learn of it
    hidden_at timestamptz NOT NULL,
    PRIMARY KEY (actor_id, chat_id, seq)
);
CREATE INDEX messages_hidden_version ON messages_hidden (actor_id, version);

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

-- Appends a batch in one round trip: heads moved, rows written, rights read after the locks. All or nothing: whoever
-- may not speak, a reply into the void, or a client id that is there already end it with an error, and the caller
-- looks closer (veche/messages/store/log.py). Rows of `heads` are sorted by id, so that batches lock in one order.
-- heads, steps: each chat once and how many messages it gets. which: the number of a row's chat in `heads`;
-- places: 1, 2, 3 … within its chat. Trailing arrays may be empty where no row has the value.
-- asked_…: each (chat, sender) once. posts, people: each post that writes, and the person who writes for it.
CREATE FUNCTION messages_append(
    heads bigint[], steps int[], sent timestamptz,
    which int[], places int[], senders bigint[], keys bigint[], bodies text[],
    all_entities text[], replies bigint[], origins text[], services text[],
    asked_chats bigint[], asked_senders bigint[], posts bigint[], people bigint[],
    OUT seqs bigint[], OUT versions bigint[], OUT times timestamptz[])
LANGUAGE plpgsql AS $$
BEGIN
    WITH taken AS (
        UPDATE chats_heads h
           SET seq = h.seq + s.step, version = h.version + s.step, last_at = greatest(h.last_at, sent)
          FROM (SELECT * FROM unnest(heads, steps) AS s (id, step) ORDER BY id) s
         WHERE h.chat_id = s.id
        RETURNING h.chat_id, h.seq - s.step AS seq, h.version - s.step AS version, h.last_at
    )
    SELECT array_agg(t.seq ORDER BY chat_id), array_agg(t.version ORDER BY chat_id), array_agg(t.last_at ORDER BY chat_id)
      INTO seqs, versions, times FROM taken t;

    IF cardinality(seqs) IS DISTINCT FROM cardinality(heads)
        OR EXISTS (SELECT FROM chats_may_not_post(asked_chats, asked_senders))
        OR (cardinality(posts) > 0 AND EXISTS (SELECT FROM directory_do_not_hold(posts, people)))
    THEN
        RAISE check_violation USING MESSAGE = 'somebody may not post';
    END IF;

    IF cardinality(replies) > 0 AND EXISTS (
        SELECT FROM unnest(which, replies) AS r (which, seq)
         WHERE r.seq IS NOT NULL AND NOT EXISTS (
            SELECT FROM messages_messages m WHERE m.chat_id = heads[r.which] AND m.seq = r.seq))
    THEN
        RAISE check_violation USING MESSAGE = 'a reply to nothing';
    END IF;

    INSERT INTO messages_messages
        (chat_id, seq, version, sender_id, sent_at, client_key, body, entities, reply_to, origin, service)
    SELECT heads[d.which], seqs[d.which] + d.place, versions[d.which] + d.place, d.sender, times[d.which],
           d.key, d.body, d.entities, d.reply_to, d.origin, d.service
      FROM unnest(which, places, senders, keys, bodies, all_entities, replies, origins, services)
        AS d (which, place, sender, key, body, entities, reply_to, origin, service);
END
$$;
