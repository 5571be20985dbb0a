-- Who let how many go without a second one, lately: counted over a day, whatever the way.
CREATE TABLE directory_leavers (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations ON DELETE CASCADE,
    at              timestamptz NOT NULL,
    by_person       bigint,
    ref             bigint,
    leaving         integer NOT NULL CHECK (leaving > 0)
);
CREATE INDEX directory_leavers_lately ON directory_leavers (organisation_id, at);

-- Who said that a plan is to be done; a second one has to be somebody else.
ALTER TABLE staff_imports ADD COLUMN applied_by bigint;
ALTER TABLE sources_scim DROP COLUMN leaves_since, DROP COLUMN leaves;
