-- `objected`: the body does not agree with a yearly confirmation; the badge is good again when it says so.
ALTER TABLE channels_badges ADD COLUMN objected boolean NOT NULL DEFAULT false;
