-- What was shared in a chat, by kind, newest first: pictures and films, files, sounds, links. Each index holds only the
-- messages of its kind, so a page costs its own rows in a chat of a million, and what is deleted leaves by itself.
-- The attachments stand in `extra` as JSON with `type` first (veche/messages/wire/attachments.py); a quotation mark
-- inside of a name is written with a backslash there, so no name can look like a type.
-- The conditions stand in veche/messages/store/shared.py too: a query must say the same words to use the index.

CREATE INDEX messages_messages_seen ON messages_messages (chat_id, seq)
    WHERE extra LIKE '%{"type":"photo"%' OR extra LIKE '%{"type":"video"%' OR extra LIKE '%{"type":"video_note"%';
CREATE INDEX messages_messages_filed ON messages_messages (chat_id, seq)
    WHERE extra LIKE '%{"type":"file"%';
CREATE INDEX messages_messages_heard ON messages_messages (chat_id, seq)
    WHERE extra LIKE '%{"type":"voice"%' OR extra LIKE '%{"type":"audio"%';
CREATE INDEX messages_messages_linked ON messages_messages (chat_id, seq)
    WHERE strpos(body, '://') > 0 OR entities LIKE '%"type":"link"%' OR extra LIKE '%{"type":"link"%';
