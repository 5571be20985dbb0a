-- Bodies above organisations, and administrators of a part of the tree.

ALTER TABLE directory_organisations
    ADD COLUMN parent_id bigint REFERENCES directory_organisations (id),
    ADD CHECK (parent_id <> id);
CREATE INDEX directory_organisations_parent ON directory_organisations (parent_id) WHERE parent_id IS NOT NULL;

-- Who administers an organisation (unit_id NULL) or a unit with everything below it: a post, with which the right passes
-- on, or a person.
CREATE TABLE directory_administrators (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id),
    unit_id         bigint REFERENCES directory_units (id),
    post_id         bigint REFERENCES directory_posts (id),
    person_id       bigint REFERENCES identity_people (id),
    given_by        bigint NOT NULL REFERENCES identity_people (id),
    given_at        timestamptz NOT NULL,
    CHECK ((post_id IS NULL) <> (person_id IS NULL)),
    UNIQUE NULLS NOT DISTINCT (organisation_id, unit_id, post_id, person_id)
);
CREATE INDEX directory_administrators_post ON directory_administrators (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX directory_administrators_person ON directory_administrators (person_id) WHERE person_id IS NOT NULL;
