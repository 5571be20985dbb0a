-- Other messengers: how an export without zones, or with dates that can be read in two ways, is read again after a crash;
-- how its file was called, since some tell the name of the chat only there.
ALTER TABLE movein_imports ADD COLUMN zone text NOT NULL DEFAULT 'UTC';
ALTER TABLE movein_imports ADD COLUMN dates text NOT NULL DEFAULT '';
ALTER TABLE movein_imports ADD COLUMN name text NOT NULL DEFAULT '';
-- The sentence about what stopped it, in the language of who asked for it.
ALTER TABLE movein_imports ADD COLUMN reason text NOT NULL DEFAULT '';

-- Numbers and addresses that the export has of an author, in the form in which they are compared; until he is known.
ALTER TABLE movein_placeholders ADD COLUMN hints text NOT NULL DEFAULT '';
