-- The sample people whom authors of bots speak for. They are actors only: no login, no password, never found.
CREATE TABLE bots_samples (
    number   smallint PRIMARY KEY CHECK (number BETWEEN 1 AND 3),
    actor_id bigint NOT NULL UNIQUE REFERENCES identity_actors (id)
);
