-- Search: what the indexer has read so far, words of messages by part of a chat, words of names.
-- All of it is made from other tables and can be made again: `veche doctor` says how far behind it is.

-- How far the indexer has come in a chat: new messages up to `seq`, changes up to `version`.
CREATE TABLE search_chats (
    chat_id bigint PRIMARY KEY,
    seq bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);

-- A part is a run of up to 64 messages of one chat; `words` are the stems of all of them together, and marks that begin
-- with # (chat, author, kind of attachment, month, era). One row for many messages keeps the index small; which of them
-- a query means is looked up in the messages themselves, so nothing that is gone can be found.
-- `id` grows with the time of writing; an era is 512 ids: a query for common words reads the newest eras first.
CREATE SEQUENCE search_part_ids;
CREATE TABLE search_parts (
    chat_id bigint NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    id bigint NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (chat_id, first)
);
CREATE INDEX search_parts_words ON search_parts USING gin (words) WITH (gin_pending_list_limit = 512);

-- Names of people, posts, bots and public chats, as they sound: folded, in Latin letters, with their near misses.
CREATE TABLE search_names (
    id bigint PRIMARY KEY,
    kind text NOT NULL,
    words tsvector NOT NULL
);
CREATE INDEX search_names_words ON search_names USING gin (words);
