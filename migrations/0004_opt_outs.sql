-- People of whom nothing else is to be kept.
CREATE TABLE opt_outs (
    user_id BIGINT NOT NULL PRIMARY KEY,
    since BIGINT NOT NULL
);
