-- Messages with more than words: attachments, silent and urgent ones, topics and comments, scheduled messages, polls,
-- views. A plain message costs what it did: all new columns are null, all new arrays of `messages_append` empty.

-- extra: attachments and flags as JSON, read whole, never searched. topic: of a group, or the post that a comment in the
-- companion group of a channel belongs to. comments: of a post, made from messages_topics of the companion.
ALTER TABLE messages_messages ADD COLUMN extra text, ADD COLUMN topic bigint, ADD COLUMN comments integer;
CREATE INDEX messages_messages_topic ON messages_messages (chat_id, topic, seq) WHERE topic IS NOT NULL;

-- Which messages name a file: whoever may see one of them may see the file, and a file that none names is swept.
CREATE TABLE messages_files (
    file_id bigint NOT NULL,
    chat_id bigint NOT NULL,
    seq     bigint NOT NULL,
    PRIMARY KEY (file_id, chat_id, seq)
);
CREATE INDEX messages_files_message ON messages_files (chat_id, seq);

-- Topics of groups, and the threads of comments under the posts of a channel (there `topic` is the seq of the post).
CREATE TABLE messages_topics (
    chat_id    bigint NOT NULL,
    topic      bigint NOT NULL,
    title      text NOT NULL DEFAULT '',
    emoji      text NOT NULL DEFAULT '',
    closed     boolean NOT NULL DEFAULT false,
    count      integer NOT NULL DEFAULT 0,
    last_seq   bigint NOT NULL DEFAULT 0,
    created_by bigint NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, topic)
) WITH (fillfactor = 70);

-- Who chose what. The counts in the poll of the message are made from this in the same transaction; of an anonymous
-- poll nobody is told who stands here.
CREATE TABLE messages_votes (
    chat_id  bigint NOT NULL,
    seq      bigint NOT NULL,
    actor_id bigint NOT NULL,
    options  integer[] NOT NULL,
    voted_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, seq, actor_id)
);

-- Messages to be sent at a later time: the request as it was made, and what its attachments became. `error`: why it
-- was not sent; then the person decides.
CREATE TABLE messages_scheduled (
    id        bigint PRIMARY KEY,
    chat_id   bigint NOT NULL,
    sender_id bigint NOT NULL,
    person_id bigint NOT NULL,
    send_at   timestamptz NOT NULL,
    request   text NOT NULL,
    extra     text,
    error     text,
    made_at   timestamptz NOT NULL
);
CREATE INDEX messages_scheduled_of_sender ON messages_scheduled (sender_id, send_at);
CREATE INDEX messages_scheduled_due ON messages_scheduled (send_at) WHERE error IS NULL;
CREATE TABLE messages_scheduled_files (
    file_id      bigint NOT NULL,
    scheduled_id bigint NOT NULL REFERENCES messages_scheduled (id) ON DELETE CASCADE,
    PRIMARY KEY (file_id, scheduled_id)
);
CREATE INDEX messages_scheduled_files_of ON messages_scheduled_files (scheduled_id);

-- Who has looked at a post of a channel, for as long as it is counted: each person once. Nobody is told who.
CREATE TABLE messages_viewers (
    chat_id   bigint NOT NULL,
    seq       bigint NOT NULL,
    person_id bigint NOT NULL,
    viewed_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, seq, person_id)
);
CREATE INDEX messages_viewers_old ON messages_viewers (viewed_at);
CREATE TABLE messages_views (
    chat_id bigint NOT NULL,
    seq     bigint NOT NULL,
    views   integer NOT NULL,
    PRIMARY KEY (chat_id, seq)
) WITH (fillfactor = 80);

-- The first seq that was said at or after a moment: times grow with seq, as versions do.
CREATE FUNCTION messages_seq_on(chat bigint, moment timestamptz, head bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := 1;
    high bigint := head;
    middle bigint;
    said timestamptz;
BEGIN
    WHILE low < high LOOP
        middle := (low + high) / 2;
        SELECT m.sent_at INTO said FROM messages_messages m WHERE m.chat_id = chat AND m.seq = middle;
        IF said IS NULL OR said < moment THEN
            low := middle + 1;
        ELSE
            high := middle;
        END IF;
    END LOOP;
    RETURN low;
END
$$;

-- As in 0005, and: extras, topics (null where a message has none), file_rows and file_ids (the number of a row in the
-- batch, from 1, and a file that it names). A topic that is not there or closed ends the batch like a reply to nothing.
DROP FUNCTION messages_append(bigint[], int[], timestamptz, int[], int[], bigint[], bigint[], text[], text[], bigint[],
    text[], text[], bigint[], bigint[], bigint[], bigint[]);
CREATE FUNCTION messages_append(
    heads bigint[], steps int[], sent timestamptz,
    which int[], places int[], senders bigint[], keys bigint[], bodies text[],
    all_entities text[], replies bigint[], origins text[], services text[],
    extras text[], topics bigint[], file_rows int[], file_ids bigint[],
    asked_chats bigint[], asked_senders bigint[], posts bigint[], people bigint[],
    OUT seqs bigint[], OUT versions bigint[], OUT times timestamptz[])
LANGUAGE plpgsql AS $$
DECLARE
    slowest integer;
BEGIN
    WITH taken AS (
        UPDATE chats_heads h
           SET seq = h.seq + s.step, version = h.version + s.step, last_at = greatest(h.last_at, sent)
          FROM (SELECT * FROM unnest(heads, steps) AS s (id, step) ORDER BY id) s
         WHERE h.chat_id = s.id
        RETURNING h.chat_id, h.seq - s.step AS seq, h.version - s.step AS version, h.last_at, h.slow
    )
    SELECT array_agg(t.seq ORDER BY chat_id), array_agg(t.version ORDER BY chat_id),
           array_agg(t.last_at ORDER BY chat_id), max(t.slow)
      INTO seqs, versions, times, slowest FROM taken t;

    IF cardinality(seqs) IS DISTINCT FROM cardinality(heads)
        OR EXISTS (SELECT FROM chats_may_not_post(asked_chats, asked_senders))
        OR (cardinality(posts) > 0 AND EXISTS (SELECT FROM directory_do_not_hold(posts, people)))
    THEN
        RAISE check_violation USING MESSAGE = 'somebody may not post';
    END IF;

    IF slowest > 0 THEN
        IF EXISTS (
            SELECT FROM chats_held_back(asked_chats, asked_senders) h
             WHERE h.next_at > sent OR 1 < (
                SELECT count(*) FROM unnest(which, senders) AS d (which, sender)
                 WHERE heads[d.which] = h.chat_id AND d.sender = h.actor_id))
        THEN
            RAISE check_violation USING MESSAGE = 'too soon in a slow chat';
        END IF;
        PERFORM chats_have_spoken(asked_chats, asked_senders, sent);
    END IF;

    IF cardinality(replies) > 0 AND EXISTS (
        SELECT FROM unnest(which, replies) AS r (which, seq)
         WHERE r.seq IS NOT NULL AND NOT EXISTS (
            SELECT FROM messages_messages m WHERE m.chat_id = heads[r.which] AND m.seq = r.seq))
    THEN
        RAISE check_violation USING MESSAGE = 'a reply to nothing';
    END IF;

    -- Two statements for one: two more columns of nulls would cost a batch of plain messages some per cent.
    IF cardinality(extras) = 0 AND cardinality(topics) = 0 THEN
        INSERT INTO messages_messages
            (chat_id, seq, version, sender_id, sent_at, client_key, body, entities, reply_to, origin, service)
        SELECT heads[d.which], seqs[d.which] + d.place, versions[d.which] + d.place, d.sender, times[d.which],
               d.key, d.body, d.entities, d.reply_to, d.origin, d.service
          FROM unnest(which, places, senders, keys, bodies, all_entities, replies, origins, services)
            AS d (which, place, sender, key, body, entities, reply_to, origin, service);
        RETURN;
    END IF;

    INSERT INTO messages_messages
        (chat_id, seq, version, sender_id, sent_at, client_key, body, entities, reply_to, origin, service, extra, topic)
    SELECT heads[d.which], seqs[d.which] + d.place, versions[d.which] + d.place, d.sender, times[d.which],
           d.key, d.body, d.entities, d.reply_to, d.origin, d.service, d.extra, d.topic
      FROM unnest(which, places, senders, keys, bodies, all_entities, replies, origins, services, extras, topics)
        AS d (which, place, sender, key, body, entities, reply_to, origin, service, extra, topic);

    IF cardinality(topics) > 0 THEN
        PERFORM messages_count_in_topics(
            array_agg(heads[t.which]), array_agg(t.topic), array_agg(seqs[t.which] + t.place))
           FROM unnest(which, places, topics) AS t (which, place, topic) WHERE t.topic IS NOT NULL;
    END IF;

    IF cardinality(file_ids) > 0 THEN
        INSERT INTO messages_files (file_id, chat_id, seq)
        SELECT f.file, heads[which[f.row]], seqs[which[f.row]] + places[f.row]
          FROM unnest(file_rows, file_ids) AS f (row, file)
        ON CONFLICT DO NOTHING;
    END IF;
END
$$;

-- New messages of topics are counted. Raises check_violation for a topic that is not there or closed.
CREATE FUNCTION messages_count_in_topics(chats bigint[], topics bigint[], new_seqs bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    counted integer;
BEGIN
    WITH fresh AS (
        SELECT f.chat, f.topic, count(*) AS count, max(f.seq) AS last
          FROM unnest(chats, topics, new_seqs) AS f (chat, topic, seq) GROUP BY f.chat, f.topic
    ), moved AS (
        UPDATE messages_topics t SET count = t.count + f.count, last_seq = greatest(t.last_seq, f.last)
          FROM fresh f WHERE t.chat_id = f.chat AND t.topic = f.topic AND NOT t.closed
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM fresh) - (SELECT count(*) FROM moved) INTO counted;
    IF counted > 0 THEN
        RAISE check_violation USING MESSAGE = 'a topic that is not there';
    END IF;
END
$$;
