-- Pictures of people, posts and chats; stickers of one's own.

-- The file of the picture. Media stands above identity, so that only media looks after it.
ALTER TABLE identity_actors ADD COLUMN photo bigint;
CREATE INDEX identity_actors_by_photo ON identity_actors (photo) WHERE photo IS NOT NULL;
ALTER TABLE chats_chats ADD COLUMN photo bigint REFERENCES media_files (id);
CREATE INDEX chats_chats_by_photo ON chats_chats (photo) WHERE photo IS NOT NULL;

CREATE TABLE media_packs (
    id         bigint PRIMARY KEY,
    owner_id   bigint NOT NULL REFERENCES identity_actors (id),
    title      text NOT NULL,
    code       text NOT NULL UNIQUE, -- the end of the link by which others find the pack
    created_at timestamptz NOT NULL
);
CREATE INDEX media_packs_of_owner ON media_packs (owner_id, id);

CREATE TABLE media_stickers (
    pack_id bigint NOT NULL REFERENCES media_packs (id) ON DELETE CASCADE,
    file_id bigint NOT NULL REFERENCES media_files (id),
    emoji   text NOT NULL,
    place   integer NOT NULL,
    PRIMARY KEY (pack_id, file_id)
);
CREATE INDEX media_stickers_by_file ON media_stickers (file_id);

-- Which packs a person has in his panel.
CREATE TABLE media_installed (
    person_id bigint NOT NULL REFERENCES identity_actors (id),
    pack_id   bigint NOT NULL REFERENCES media_packs (id) ON DELETE CASCADE,
    place     integer NOT NULL,
    PRIMARY KEY (person_id, pack_id)
);
CREATE INDEX media_installed_by_pack ON media_installed (pack_id);

-- What a page at a foreign address says about itself, fetched once for everybody who names it.
CREATE TABLE media_links (
    url         text PRIMARY KEY, -- without what follows #
    found       boolean NOT NULL, -- false: there was nothing to show
    title       text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    site        text NOT NULL DEFAULT '',
    file_id     bigint REFERENCES media_files (id) ON DELETE SET NULL, -- its picture; belongs to who named it first
    fetched_at  timestamptz NOT NULL
);
CREATE INDEX media_links_by_age ON media_links (fetched_at);
CREATE INDEX media_links_by_file ON media_links (file_id) WHERE file_id IS NOT NULL;
