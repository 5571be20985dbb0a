-- Up to where a bot was told the comments of a channel: of the group beside it in which they stand.
ALTER TABLE bots_rooms
    ADD COLUMN comments_version    bigint NOT NULL DEFAULT 0,
    ADD COLUMN comments_seq        bigint NOT NULL DEFAULT 0,
    ADD COLUMN comments_edited_at  bigint NOT NULL DEFAULT 0,
    ADD COLUMN comments_edited_seq bigint NOT NULL DEFAULT 0;

-- Bots that are there already are told what comes from now on.
UPDATE bots_rooms r SET comments_version = h.version, comments_seq = h.seq
  FROM chats_chats c JOIN chats_heads h ON h.chat_id = c.comments_chat
 WHERE c.id = r.chat_id;
