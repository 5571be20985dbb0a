-- Who acts for a post beside its holder, for how long; and dismissals of many that wait for a second administrator.

-- deputy_id: whose holder acts for this post while nobody holds it. head: it heads its unit.
ALTER TABLE directory_posts
    ADD COLUMN head boolean NOT NULL DEFAULT false,
    ADD COLUMN deputy_id bigint REFERENCES directory_posts (id),
    ADD COLUMN phone text NOT NULL DEFAULT '',
    ADD COLUMN email text NOT NULL DEFAULT '',
    ADD CHECK (deputy_id <> id);
CREATE INDEX directory_posts_deputy ON directory_posts (deputy_id) WHERE deputy_id IS NOT NULL;

-- Who ended a holding: so that nobody dismisses a whole organisation one by one.
ALTER TABLE directory_holdings ADD COLUMN ended_by bigint REFERENCES identity_people (id);
CREATE INDEX directory_holdings_ended ON directory_holdings (ended_by, until) WHERE ended_by IS NOT NULL;

-- Somebody acts for a post from a day to a day. begun_at and ended_at are written when it begins and ends: a clock that
-- steps back revives nothing.
CREATE TABLE directory_substitutions (
    id            bigint PRIMARY KEY,
    post_id       bigint NOT NULL REFERENCES directory_posts (id),
    substitute_id bigint NOT NULL REFERENCES directory_posts (id),
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    made_by       bigint NOT NULL REFERENCES identity_people (id),
    begun_at      timestamptz,
    ended_at      timestamptz,
    CHECK (ends_at > starts_at),
    CHECK (post_id <> substitute_id)
);
CREATE INDEX directory_substitutions_post ON directory_substitutions (post_id, starts_at) WHERE ended_at IS NULL;
CREATE INDEX directory_substitutions_by ON directory_substitutions (substitute_id) WHERE ended_at IS NULL;
CREATE INDEX directory_substitutions_due ON directory_substitutions (ends_at) WHERE ended_at IS NULL;

-- Who may act as which post now. through_id: the post by which he stands in; null for the holder himself. What stands
-- in is not stood in for in turn: the holder of the substitute or the deputy acts, nobody further.
CREATE FUNCTION directory_acting()
RETURNS TABLE (post_id bigint, person_id bigint, through_id bigint, since timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT h.post_id, h.person_id, NULL::bigint, h.since FROM directory_holdings h WHERE h.until IS NULL
    UNION ALL
    SELECT s.post_id, h.person_id, s.substitute_id, s.begun_at
      FROM directory_substitutions s JOIN directory_holdings h ON h.post_id = s.substitute_id AND h.until IS NULL
     WHERE s.begun_at IS NOT NULL AND s.ended_at IS NULL AND s.ends_at > now()
    UNION ALL
    SELECT p.id, h.person_id, p.deputy_id, h.since
      FROM directory_posts p JOIN directory_holdings h ON h.post_id = p.deputy_id AND h.until IS NULL
     WHERE NOT EXISTS (SELECT FROM directory_holdings own WHERE own.post_id = p.id AND own.until IS NULL)
$$;

CREATE OR REPLACE FUNCTION directory_do_not_hold(posts bigint[], people bigint[])
RETURNS TABLE (post_id bigint, person_id bigint)
LANGUAGE sql STABLE AS $$
    SELECT a.post, a.person FROM unnest(posts, people) AS a (post, person)
     WHERE NOT EXISTS (
        SELECT FROM directory_holdings h WHERE h.post_id = a.post AND h.person_id = a.person AND h.until IS NULL)
       AND NOT EXISTS (
        SELECT FROM directory_acting() d WHERE d.post_id = a.post AND d.person_id = a.person)
$$;

-- The holders as they were when it was asked: whoever came since is not dismissed by it.
CREATE TABLE directory_dismissals (
    id           bigint PRIMARY KEY,
    asked_by     bigint NOT NULL REFERENCES identity_people (id),
    asked_at     timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    posts        bigint[] NOT NULL,
    people       bigint[] NOT NULL,
    answered_by  bigint REFERENCES identity_people (id),
    answered_at  timestamptz,
    confirmed    boolean NOT NULL DEFAULT false
);
CREATE INDEX directory_dismissals_open ON directory_dismissals (expires_at) WHERE answered_at IS NULL;
