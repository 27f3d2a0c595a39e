-- How often people answered questions about a section, and how often wrong. A section is named by the key of its first words.
CREATE TABLE section_answers (
    speech TEXT NOT NULL,
    section TEXT NOT NULL,
    player_id BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (speech, section, player_id)
);
CREATE INDEX section_answers_of_player ON section_answers (player_id);
CREATE INDEX section_answers_by_time ON section_answers (last_at);
-- How many of a round's entries are counted there: an answer that is shown again is not counted again.
ALTER TABLE rounds ADD COLUMN counted BIGINT NOT NULL DEFAULT 0;
