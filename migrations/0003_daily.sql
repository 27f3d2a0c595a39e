-- Channels with a passage a day, and the days on which one was posted.
CREATE TABLE daily (
    channel_id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL,
    time_of_day TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    passage_order TEXT NOT NULL,
    role_id BIGINT,
    seed BIGINT NOT NULL,
    position BIGINT NOT NULL
);
CREATE TABLE daily_posts (
    channel_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    position BIGINT NOT NULL,
    claimed_until BIGINT NOT NULL,
    done BIGINT NOT NULL,
    PRIMARY KEY (channel_id, day)
);
