-- Chats that are filled by a rule from the directory. filling: the rule as JSON (organisation, unit, below, heads, name);
-- the directory is asked by its numbers, a unit that is gone has no posts. by_rule: in it because of the rule alone.

ALTER TABLE chats_chats ADD COLUMN filling text;
CREATE INDEX chats_filled ON chats_chats (id) WHERE filling IS NOT NULL;

ALTER TABLE chats_members ADD COLUMN by_rule boolean NOT NULL DEFAULT false;
CREATE INDEX chats_members_by_rule ON chats_members (chat_id, actor_id) WHERE by_rule;
