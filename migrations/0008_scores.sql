-- Points that players got, one row for each question that they had right, and what they said is wrong with questions.
CREATE TABLE scores (
    round TEXT NOT NULL,
    item TEXT NOT NULL,
    player_id BIGINT NOT NULL,
    server_id BIGINT,
    won_at BIGINT NOT NULL,
    points BIGINT NOT NULL,
    right_in_a_row BIGINT NOT NULL,
    first_try BIGINT NOT NULL,
    PRIMARY KEY (round, item, player_id)
);
CREATE INDEX scores_of_server ON scores (server_id, won_at);
CREATE INDEX scores_of_item ON scores (item, won_at);
CREATE TABLE quiz_reports (
    item TEXT NOT NULL,
    user_id BIGINT,
    server_id BIGINT,
    fault TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    UNIQUE (item, user_id)
);
