-- How fast bots asked and spoke a moment ago, for installations of several processes. Worth nothing after a crash.
CREATE UNLOGGED TABLE bots_pace (
    bot_id   bigint      NOT NULL,
    chat_id  bigint      NOT NULL,
    empty_at timestamptz NOT NULL,
    PRIMARY KEY (bot_id, chat_id)
);

-- Deleted bots are found by nobody.
UPDATE identity_actors a SET active = false, version = a.version + 1
  FROM bots_bots b WHERE b.id = a.id AND b.state = 'deleted' AND a.active;
