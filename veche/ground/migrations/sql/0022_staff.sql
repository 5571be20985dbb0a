-- Staff as sources tell it: an employee is a record; who holds his post is told by the directory alone.

-- A source: tables under a profile of columns, or a directory server, or a program that calls us.
CREATE TABLE staff_sources (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id),
    kind            text NOT NULL CHECK (kind IN ('table', 'scim', 'ldap')),
    name            text NOT NULL,
    profile         jsonb NOT NULL DEFAULT '{}',
    created_at      timestamptz NOT NULL,
    UNIQUE (organisation_id, kind, name)
);

-- The source's own codes of units.
CREATE TABLE staff_units (
    source_id bigint NOT NULL REFERENCES staff_sources (id),
    code      text NOT NULL,
    unit_id   bigint NOT NULL REFERENCES directory_units (id) ON DELETE CASCADE,
    PRIMARY KEY (source_id, code)
);
CREATE INDEX staff_units_unit ON staff_units (unit_id);

CREATE TABLE staff_records (
    id         bigint PRIMARY KEY,
    source_id  bigint NOT NULL REFERENCES staff_sources (id),
    key        text NOT NULL,
    name       text NOT NULL,
    email      text NOT NULL DEFAULT '',
    phone      text NOT NULL DEFAULT '',
    login      text NOT NULL DEFAULT '',
    since      text NOT NULL DEFAULT '',
    until      text NOT NULL DEFAULT '',
    -- Who he is here, once he has come in. NULL: he has not.
    person_id  bigint REFERENCES identity_people (id),
    came_at    timestamptz,
    left_at    timestamptz,
    changed_at timestamptz NOT NULL,
    UNIQUE (source_id, key)
);
CREATE INDEX staff_records_person ON staff_records (person_id) WHERE person_id IS NOT NULL;

-- The jobs of a record: a post is one record's job at a time.
CREATE TABLE staff_places (
    post_id   bigint PRIMARY KEY REFERENCES directory_posts (id),
    record_id bigint NOT NULL REFERENCES staff_records (id),
    head      boolean NOT NULL,
    deputy    boolean NOT NULL
);
CREATE INDEX staff_places_record ON staff_places (record_id);

-- Domains whose addresses may be sent an invitation to a post of this organisation; compared as a whole.
CREATE TABLE staff_domains (
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id),
    domain          text NOT NULL,
    PRIMARY KEY (organisation_id, domain)
);

CREATE TABLE staff_imports (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id),
    source_id       bigint REFERENCES staff_sources (id),
    person_id       bigint REFERENCES identity_people (id),
    confirmed_by    bigint REFERENCES identity_people (id),
    state           text NOT NULL CHECK (state IN
        ('looked', 'planning', 'planned', 'asking', 'waiting', 'working', 'done', 'failed', 'undoing', 'undone')),
    files           jsonb NOT NULL,
    tables          jsonb NOT NULL DEFAULT '[]',
    profile         jsonb NOT NULL DEFAULT '{}',
    locale          text NOT NULL,
    counts          jsonb NOT NULL DEFAULT '{}',
    print           bytea,
    total           integer NOT NULL DEFAULT 0,
    done            integer NOT NULL DEFAULT 0,
    error           text,
    details         jsonb NOT NULL DEFAULT '{}',
    asked_at        timestamptz NOT NULL,
    done_at         timestamptz,
    undo_until      timestamptz
);
CREATE INDEX staff_imports_organisation ON staff_imports (organisation_id, id DESC);

-- What an import will do, does, and undoes: one step a row, in the order of the doing.
CREATE TABLE staff_steps (
    import_id bigint NOT NULL REFERENCES staff_imports (id) ON DELETE CASCADE,
    number    integer NOT NULL,
    kind      text NOT NULL,
    act       text NOT NULL,
    line      integer NOT NULL,
    body      jsonb NOT NULL,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX staff_steps_act ON staff_steps (import_id, kind, act, number);
