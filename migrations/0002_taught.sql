-- Questions that curators taught, each for one server.
CREATE TABLE taught (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL,
    question TEXT NOT NULL,
    passage TEXT NOT NULL,
    curator_id BIGINT,
    taught_at BIGINT NOT NULL
);
CREATE INDEX taught_of_server ON taught (server_id, taught_at);
