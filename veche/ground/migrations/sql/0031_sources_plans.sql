-- SCIM is looked at first, leads, and can be taken back: see docs/how-it-works/scim-and-ldap.md.

-- `applies`: what is told is applied at once; before that it waits until an administrator has applied a plan of it.
-- `import_id`: that plan. Who wrote already goes on as he did.
ALTER TABLE sources_scim
    ADD COLUMN applies boolean NOT NULL DEFAULT false,
    ADD COLUMN default_unit text NOT NULL DEFAULT '',
    ADD COLUMN planning boolean NOT NULL DEFAULT false,
    ADD COLUMN import_id bigint,
    ADD COLUMN problem text;
UPDATE sources_scim s SET applies = true
    WHERE EXISTS (SELECT 1 FROM sources_resources r WHERE r.organisation_id = s.organisation_id);

-- `planned`: how far the waiting plan knows him, as `applied` is for staff. `place`: his unit, as staff was told or is to be;
-- `manager`: who leads him, another user; `leads`: by that he is the head of his unit.
ALTER TABLE sources_resources
    ADD COLUMN planned integer,
    ADD COLUMN place text,
    ADD COLUMN manager bigint,
    ADD COLUMN leads boolean NOT NULL DEFAULT false;
UPDATE sources_resources SET news = news + 1 WHERE kind = 'User' AND NOT held;
CREATE INDEX sources_resources_place ON sources_resources (organisation_id, place) WHERE place IS NOT NULL;
CREATE INDEX sources_resources_manager ON sources_resources (organisation_id) WHERE manager IS NOT NULL;

-- `live`: told by a program and done at once, without a plan; kept so that it can be undone for a day.
ALTER TABLE staff_imports ADD COLUMN live boolean NOT NULL DEFAULT false;
CREATE INDEX staff_imports_live ON staff_imports (source_id, id DESC) WHERE live;
