-- The organisation: a tree of units with posts in them, and who holds which post.

CREATE TABLE directory_organisations (
    id         bigint PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE directory_units (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id),
    parent_id       bigint REFERENCES directory_units (id),
    name            text NOT NULL,
    created_at      timestamptz NOT NULL,
    CHECK (parent_id <> id)
);

CREATE INDEX directory_units_organisation ON directory_units (organisation_id);
CREATE INDEX directory_units_parent ON directory_units (parent_id);

-- A post is an actor; its card (name of the holder, title, vacant) stands in identity_actors.
CREATE TABLE directory_posts (
    id         bigint PRIMARY KEY REFERENCES identity_actors (id),
    unit_id    bigint NOT NULL REFERENCES directory_units (id),
    title      text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX directory_posts_unit ON directory_posts (unit_id);

-- Who held a post from when to when. `until` NULL: now. One holder at a time.
CREATE TABLE directory_holdings (
    id        bigint PRIMARY KEY,
    post_id   bigint NOT NULL REFERENCES directory_posts (id),
    person_id bigint NOT NULL REFERENCES identity_people (id),
    since     timestamptz NOT NULL,
    until     timestamptz
);

CREATE UNIQUE INDEX directory_holdings_open ON directory_holdings (post_id) WHERE until IS NULL;
CREATE INDEX directory_holdings_person ON directory_holdings (person_id) WHERE until IS NULL;
CREATE INDEX directory_holdings_post ON directory_holdings (post_id, since);

-- Which of these (post, person) are not a post and its present holder.
CREATE FUNCTION directory_do_not_hold(posts bigint[], people bigint[]) RETURNS TABLE (post_id bigint, person_id bigint)
LANGUAGE sql STABLE AS $$
    SELECT a.post, a.person FROM unnest(posts, people) AS a (post, person)
     WHERE NOT EXISTS (
        SELECT FROM directory_holdings h WHERE h.post_id = a.post AND h.person_id = a.person AND h.until IS NULL)
$$;
