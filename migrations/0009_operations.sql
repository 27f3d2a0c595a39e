-- A bot's rounds do not stand in the way of another bot's in the same database.
DROP INDEX one_round_of_channel;
CREATE UNIQUE INDEX one_round_of_channel ON rounds (bot_id, channel_id) WHERE ended_at IS NULL;
CREATE INDEX rounds_that_ended ON rounds (ended_at);
CREATE INDEX rounds_in_place ON rounds (place_id) WHERE ended_at IS NULL;

-- The process that holds the connection to Discord for some of a bot's shards; the others stand by.
CREATE TABLE gateway_leases (
    bot_id BIGINT NOT NULL,
    shards TEXT NOT NULL,
    holder TEXT NOT NULL,
    held_until BIGINT NOT NULL,
    PRIMARY KEY (bot_id, shards)
);

-- Servers that the bot left; what was set for them is deleted after a while.
CREATE TABLE left_servers (
    bot_id BIGINT NOT NULL,
    server_id BIGINT NOT NULL,
    left_at BIGINT NOT NULL,
    PRIMARY KEY (bot_id, server_id)
);
ALTER TABLE settings ADD COLUMN server_id BIGINT;

-- Points summed by month, so that single ones need not be kept. A month is the second with which it begins in UTC; server 0 is
-- for direct messages and for boards that were reset.
CREATE TABLE month_points (
    server_id BIGINT NOT NULL,
    month BIGINT NOT NULL,
    player_id BIGINT NOT NULL,
    points BIGINT NOT NULL,
    PRIMARY KEY (server_id, month, player_id)
);
CREATE INDEX month_points_of_player ON month_points (player_id);
INSERT INTO month_points (server_id, month, player_id, points)
WITH months (first, next) AS (VALUES
    (1767225600, 1769904000), (1769904000, 1772323200), (1772323200, 1775001600), (1775001600, 1777593600),
    (1777593600, 1780272000), (1780272000, 1782864000), (1782864000, 1785542400), (1785542400, 1788220800),
    (1788220800, 1790812800), (1790812800, 1793491200), (1793491200, 1796083200), (1796083200, 1798761600),
    (1798761600, 1801440000), (1801440000, 1803859200), (1803859200, 1806537600), (1806537600, 1809129600),
    (1809129600, 1811808000), (1811808000, 1814400000), (1814400000, 1817078400), (1817078400, 1819756800),
    (1819756800, 1822348800), (1822348800, 1825027200), (1825027200, 1827619200), (1827619200, 1830297600),
    (1830297600, 1832976000), (1832976000, 1835481600), (1835481600, 1838160000), (1838160000, 1840752000),
    (1840752000, 1843430400), (1843430400, 1846022400), (1846022400, 1848700800), (1848700800, 1851379200),
    (1851379200, 1853971200), (1853971200, 1856649600), (1856649600, 1859241600), (1859241600, 1861920000)
)
SELECT COALESCE(s.server_id, 0), m.first, s.player_id, CAST(SUM(s.points) AS BIGINT)
FROM scores s JOIN months m ON s.won_at >= m.first AND s.won_at < m.next
GROUP BY COALESCE(s.server_id, 0), m.first, s.player_id;
CREATE INDEX scores_by_time ON scores (won_at);
CREATE INDEX scores_of_player ON scores (player_id);
