-- The channel desk: institutions apply for channels, the body above decides, badges say who vouches for whom.

-- `seal`: a badge that is good, or that waits for its yearly confirmation. While there is one the title stays.
ALTER TABLE chats_chats ADD COLUMN seal text CHECK (seal IN ('valid', 'due'));

-- `number`: for people, given when it is handed in. `body_id` null: the administrators of the installation decide.
-- `appeal`: what is decided, or was decided, is the appeal. `edition`: what was looked at is what is decided about.
CREATE TABLE channels_applications (
    id                  bigint PRIMARY KEY,
    number              integer NOT NULL DEFAULT 0,
    state               text NOT NULL CHECK (state IN
                        ('draft', 'waiting', 'refused', 'appealed', 'approved', 'withdrawn')),
    organisation_id     bigint NOT NULL REFERENCES directory_organisations (id),
    post_id             bigint NOT NULL REFERENCES directory_posts (id),
    responsible_post_id bigint NOT NULL REFERENCES directory_posts (id),
    person_id           bigint NOT NULL REFERENCES identity_people (id),
    title               text NOT NULL,
    name                text NOT NULL,
    about               text NOT NULL,
    inn                 text NOT NULL,
    ogrn                text NOT NULL,
    kpp                 text NOT NULL,
    samples             text[] NOT NULL,
    named               boolean NOT NULL,
    chat_id             bigint REFERENCES chats_chats (id),
    body_id             bigint REFERENCES directory_organisations (id),
    appeal              boolean NOT NULL DEFAULT false,
    overdue             boolean NOT NULL DEFAULT false,
    edition             integer NOT NULL,
    changed_at          timestamptz NOT NULL,
    submitted_at        timestamptz,
    decide_until        timestamptz,
    appeal_until        timestamptz,
    decided_at          timestamptz,
    refused_by          bigint REFERENCES identity_people (id)
);
CREATE UNIQUE INDEX channels_applications_number ON channels_applications (number) WHERE number > 0;
CREATE INDEX channels_applications_waiting ON channels_applications (body_id, submitted_at)
    WHERE state IN ('waiting', 'appealed');
CREATE INDEX channels_applications_due ON channels_applications (decide_until) WHERE state IN ('waiting', 'appealed');
CREATE INDEX channels_applications_of_post ON channels_applications (post_id, changed_at);
CREATE INDEX channels_applications_of_responsible ON channels_applications (responsible_post_id, changed_at);
CREATE INDEX channels_applications_of_organisation ON channels_applications (organisation_id, state);
CREATE INDEX channels_applications_inn ON channels_applications (inn);
CREATE INDEX channels_applications_decided ON channels_applications (decided_at) WHERE decided_at IS NOT NULL;

CREATE TABLE channels_files (
    application_id bigint NOT NULL REFERENCES channels_applications (id) ON DELETE CASCADE,
    file_id        bigint NOT NULL,
    PRIMARY KEY (application_id, file_id)
);
CREATE INDEX channels_files_file ON channels_files (file_id);

-- What happened to an application and to its badge, with the reasons that were written. Append only.
CREATE TABLE channels_steps (
    id             bigint PRIMARY KEY,
    application_id bigint NOT NULL REFERENCES channels_applications (id) ON DELETE CASCADE,
    act            text NOT NULL,
    person_id      bigint REFERENCES identity_people (id),
    body_id        bigint REFERENCES directory_organisations (id),
    at             timestamptz NOT NULL,
    reason         text NOT NULL DEFAULT ''
);
CREATE INDEX channels_steps_of ON channels_steps (application_id, id);

-- `record` is what was signed, byte for byte. A badge that is gone leaves its row: who was vouched for until when.
CREATE TABLE channels_badges (
    chat_id        bigint PRIMARY KEY REFERENCES chats_chats (id),
    application_id bigint NOT NULL REFERENCES channels_applications (id),
    number         integer NOT NULL,
    organisation_id bigint NOT NULL REFERENCES directory_organisations (id),
    post_id        bigint NOT NULL REFERENCES directory_posts (id),
    body_id        bigint REFERENCES directory_organisations (id),
    title          text NOT NULL,
    name           text NOT NULL,
    state          text NOT NULL CHECK (state IN ('valid', 'due', 'lapsed', 'revoked')),
    given_at       timestamptz NOT NULL,
    confirmed_at   timestamptz NOT NULL,
    confirm_until  timestamptz NOT NULL,
    due_at         timestamptz,
    reminded       smallint NOT NULL DEFAULT 0,
    chain          jsonb NOT NULL,
    record         text NOT NULL,
    signature      text NOT NULL
);
CREATE UNIQUE INDEX channels_badges_name ON channels_badges (name) WHERE state IN ('valid', 'due');
CREATE INDEX channels_badges_confirm ON channels_badges (confirm_until) WHERE state IN ('valid', 'due');
CREATE INDEX channels_badges_of_organisation ON channels_badges (organisation_id);
CREATE INDEX channels_badges_of_body ON channels_badges (body_id);
CREATE INDEX channels_badges_of_post ON channels_badges (post_id);
