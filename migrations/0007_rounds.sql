-- Quiz rounds, and all that happened in each: a round is played again from this when it goes on in another process.
CREATE TABLE rounds (
    id TEXT NOT NULL PRIMARY KEY,
    bot_id BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    server_id BIGINT,
    host_id BIGINT NOT NULL,
    setup TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    owner TEXT NOT NULL,
    owned_until BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX one_round_of_channel ON rounds (channel_id) WHERE ended_at IS NULL;
CREATE TABLE round_events (
    round_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    event_id BIGINT,
    player_id BIGINT,
    entry TEXT NOT NULL,
    PRIMARY KEY (round_id, number),
    UNIQUE (round_id, event_id)
);
CREATE INDEX events_of_player ON round_events (player_id);
