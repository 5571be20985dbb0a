-- SCIM 2.0 and LDAP as sources of the staff directory: see veche/sources/README.md.

-- Who may write an organisation's staff over SCIM. Only the hash of a token is kept.
CREATE TABLE sources_tokens (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id) ON DELETE CASCADE,
    label           text NOT NULL,
    hash            bytea NOT NULL UNIQUE,
    made_by         bigint,
    made_at         timestamptz NOT NULL,
    used_at         timestamptz,
    revoked_at      timestamptz
);
CREATE INDEX sources_tokens_organisation ON sources_tokens (organisation_id);

-- How SCIM fills an organisation, and how many left lately. Its row is the lock of everything SCIM writes there.
CREATE TABLE sources_scim (
    organisation_id bigint PRIMARY KEY REFERENCES directory_organisations (id) ON DELETE CASCADE,
    units_from      text NOT NULL DEFAULT 'department' CHECK (units_from IN ('department', 'groups')),
    leaves_since    timestamptz,
    leaves          integer NOT NULL DEFAULT 0
);

-- Users and groups as their source tells them; `doc` has only what the staff directory needs. `news` counts what staff
-- has to hear of, `applied` how far it has heard; `stands`: staff has him as somebody who works here.
CREATE TABLE sources_resources (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id) ON DELETE CASCADE,
    kind            text NOT NULL CHECK (kind IN ('User', 'Group')),
    key             text NOT NULL,
    name            text NOT NULL,
    external_id     text,
    doc             jsonb NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    news            integer NOT NULL DEFAULT 1,
    applied         integer NOT NULL DEFAULT 0,
    active          boolean NOT NULL DEFAULT true,
    gone            boolean NOT NULL DEFAULT false,
    stands          boolean NOT NULL DEFAULT false,
    held            boolean NOT NULL DEFAULT false,
    released        boolean NOT NULL DEFAULT false,
    problem         text,
    made_at         timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX sources_resources_user ON sources_resources (organisation_id, name) WHERE kind = 'User' AND NOT gone;
CREATE UNIQUE INDEX sources_resources_key ON sources_resources (organisation_id, kind, key) WHERE NOT gone;
CREATE INDEX sources_resources_trouble ON sources_resources (organisation_id, id) WHERE held OR problem IS NOT NULL;
CREATE INDEX sources_resources_listed ON sources_resources (organisation_id, kind, id) WHERE NOT gone;
CREATE INDEX sources_resources_named ON sources_resources (organisation_id, kind, name) WHERE NOT gone;
CREATE INDEX sources_resources_external ON sources_resources (organisation_id, external_id) WHERE NOT gone;
CREATE INDEX sources_resources_waiting ON sources_resources (organisation_id, id)
    WHERE kind = 'User' AND applied < news AND NOT held;

CREATE TABLE sources_members (
    group_id  bigint NOT NULL REFERENCES sources_resources (id) ON DELETE CASCADE,
    member_id bigint NOT NULL REFERENCES sources_resources (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, member_id)
);
CREATE INDEX sources_members_member ON sources_members (member_id);

-- What is read from which LDAP server. The server and its password stand in the operator's file, never here.
CREATE TABLE sources_ldap (
    id              bigint PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id) ON DELETE CASCADE,
    name            text NOT NULL,
    connection      text NOT NULL,
    profile         jsonb NOT NULL,
    every_hours     integer CHECK (every_hours BETWEEN 1 AND 720),
    most_leavers    integer NOT NULL DEFAULT 5 CHECK (most_leavers BETWEEN 0 AND 100),
    made_by         bigint NOT NULL,
    made_at         timestamptz NOT NULL,
    next_at         timestamptz,
    ran_at          timestamptz,
    state           text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'reading', 'planned', 'applied', 'same', 'held', 'failed')),
    problem         text,
    people          integer NOT NULL DEFAULT 0,
    import_id       bigint,
    print           bytea
);
CREATE UNIQUE INDEX sources_ldap_name ON sources_ldap (organisation_id, name);
