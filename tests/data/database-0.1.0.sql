-- A database as version 0.1.0 left it: made by its own migrations, with a session that was played by it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO _sqlx_migrations VALUES(1,'settings','2026-11-25 19:23:05',1,X'aa195078e20939ed31d2fb77834bcc1915bb9b13af788ea8cddb0c50d9cf309c82cb1c88b0cfa2b90d2eab5a1ecd699d',584556);
INSERT INTO _sqlx_migrations VALUES(2,'taught','2026-11-25 19:23:05',1,X'c0a1c774879070ced8a5e7a44e336203ebf6a173ad4b6b1ab3708f9c1d92994c14a2e7cd1a646326e62a39773aa7557f',698531);
INSERT INTO _sqlx_migrations VALUES(3,'daily','2026-11-25 19:23:05',1,X'38e4fe14362fa2adc5c72ab44bb48970fe41cec134b98bf36e82e0b628282a8c901835ba36d423c0c980a56a024c7c28',2593535);
INSERT INTO _sqlx_migrations VALUES(4,'opt outs','2026-11-25 19:23:05',1,X'989c8741119357523c6b5d3cfa5a80ee7da8a6e7d612b27c7a75780196109f19b24eefe50005d95c503968432be0bdd9',803357);
INSERT INTO _sqlx_migrations VALUES(5,'daily','2026-11-25 19:23:05',1,X'01567fc27aeb64659239d5475759865369c81ee7d9f67445b29cde10055799635831b3029d2ff088c27ad02fba00f077',6894173);
INSERT INTO _sqlx_migrations VALUES(7,'rounds','2026-11-25 19:23:05',1,X'290655f77ba8c5d4d18c913f77ed834a92887ae4caf92b33b906f2166e974fd6139d9dd2b9aabe10566f18ac9ded58dd',3554238);
INSERT INTO _sqlx_migrations VALUES(8,'scores','2026-11-25 19:23:05',1,X'37fb08c2f6214965839052b2322766a8bb1d5ae34064a4b2c78d211b13729a8e1286b5f3e4c991f1f416200caafb67e5',1559655);
CREATE TABLE settings (
    scope TEXT NOT NULL,
    scope_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (scope, scope_id, name)
);
INSERT INTO settings VALUES('user',1,'quote','sentence');
INSERT INTO settings VALUES('user',1,'private','yes');
INSERT INTO settings VALUES('server',1,'curators','33');
INSERT INTO settings VALUES('server',1,'speeches','acftu-2023');
INSERT INTO settings VALUES('channel',5,'study','yes');
CREATE TABLE taught (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL,
    question TEXT NOT NULL,
    passage TEXT NOT NULL,
    curator_id BIGINT,
    taught_at BIGINT NOT NULL
);
INSERT INTO taught VALUES(4611686018427387905,1,'Who makes a nation rich?','acftu-2023#fdtervxn97',21,1799000000);
INSERT INTO taught VALUES(4611686018427387906,1,'What is the motto?','acftu-2023#fdtervxn97',NULL,1799000001);
CREATE TABLE daily (
    channel_id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL,
    time_of_day TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    passage_order TEXT NOT NULL,
    role_id BIGINT,
    seed BIGINT NOT NULL,
    position BIGINT NOT NULL
, speech TEXT, set_at BIGINT NOT NULL DEFAULT 0, trouble TEXT);
INSERT INTO daily VALUES(5,1,'07:30:00','Australia/Lord_Howe','shuffled',9,-1,3,'acftu-2023',1799000000,'no passage');
INSERT INTO daily VALUES(-2,1,'19:05:00','UTC','sequence',NULL,7,0,NULL,1799000000,NULL);
CREATE TABLE daily_posts (
    channel_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    position BIGINT NOT NULL,
    claimed_until BIGINT NOT NULL,
    posted_at BIGINT NOT NULL, first_claimed BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (channel_id, day)
);
INSERT INTO daily_posts VALUES(5,'2027-01-10',2,1799600060,1799600002,1799600000);
CREATE TABLE opt_outs (
    user_id BIGINT NOT NULL PRIMARY KEY,
    since BIGINT NOT NULL
);
INSERT INTO opt_outs VALUES(23,1799000000);
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
INSERT INTO rounds VALUES('oldsession',7,5,5,1,11,'{"setup":{"questions":[{"difficulty":1,"item":"b9a3414f0118","solution":{"choice":{"count":4,"right":3}}},{"difficulty":2,"item":"18bf7986e5cd","solution":{"choice":{"count":4,"right":2}}},{"difficulty":1,"item":"7c6491c5a888","solution":{"text":{"accepted":["October 23, 2023"]}}}],"rules":{"grace":1500,"hints":2,"idle":3,"pause":8000,"settle":3000,"solo":false,"time":25000,"tries":3}},"wish":{"questions":3,"kind":"written","difficulty":null,"seconds":null,"pace":"normal","speech":null,"solo":false}}',1800000000,'u55h6s53af',1800000190,9,9,NULL);
INSERT INTO rounds VALUES('endedsession',7,6,6,1,11,'{"setup":{"questions":[{"difficulty":1,"item":"b9a3414f0118","solution":{"choice":{"count":4,"right":3}}},{"difficulty":2,"item":"18bf7986e5cd","solution":{"choice":{"count":4,"right":2}}},{"difficulty":1,"item":"7c6491c5a888","solution":{"text":{"accepted":["October 23, 2023"]}}}],"rules":{"grace":1500,"hints":2,"idle":3,"pause":8000,"settle":3000,"solo":false,"time":25000,"tries":3}},"wish":{"questions":3,"kind":"written","difficulty":null,"seconds":null,"pace":"normal","speech":null,"solo":false}}',1799990000,'u55h6s53af',1799990010,2,2,1799990100);
CREATE TABLE round_events (
    round_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    event_id BIGINT,
    player_id BIGINT,
    entry TEXT NOT NULL,
    PRIMARY KEY (round_id, number),
    UNIQUE (round_id, event_id)
);
INSERT INTO round_events VALUES('oldsession',0,NULL,NULL,'{"event":"started","made":1800000000000,"now":1800000000000}');
INSERT INTO round_events VALUES('oldsession',1,101,21,'{"event":{"voted":{"choice":2,"counts":true,"number":0}},"made":0,"now":1800000000000}');
INSERT INTO round_events VALUES('oldsession',2,102,22,'{"event":{"voted":{"choice":1,"counts":true,"number":0}},"made":0,"now":1800000000000}');
INSERT INTO round_events VALUES('oldsession',3,103,11,'{"event":{"voted":{"choice":1,"counts":true,"number":0}},"made":0,"now":1800000000000}');
INSERT INTO round_events VALUES('oldsession',4,104,11,'{"event":{"hint_asked":{"moderator":false,"number":0}},"made":0,"now":1800000000000}');
INSERT INTO round_events VALUES('oldsession',5,105,22,'{"event":{"voted":{"choice":3,"counts":true,"number":0}},"made":0,"now":1800000000000}');
INSERT INTO round_events VALUES('oldsession',6,NULL,NULL,'{"event":"time_passed","made":1800000060000,"now":1800000060000}');
INSERT INTO round_events VALUES('oldsession',7,NULL,NULL,'{"event":"time_passed","made":1800000120000,"now":1800000120000}');
INSERT INTO round_events VALUES('oldsession',8,NULL,NULL,'{"event":"time_passed","made":1800000180000,"now":1800000180000}');
INSERT INTO round_events VALUES('endedsession',0,NULL,NULL,'{"event":"started","made":1799990000000,"now":1799990000000}');
INSERT INTO round_events VALUES('endedsession',1,90,11,'{"event":{"stop_asked":{"moderator":true}},"made":1799990000000,"now":1799990001000}');
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
INSERT INTO scores VALUES('oldsession','b9a3414f0118',22,1,1800000060,12,1,0);
CREATE TABLE quiz_reports (
    item TEXT NOT NULL,
    user_id BIGINT,
    server_id BIGINT,
    fault TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    UNIQUE (item, user_id)
);
INSERT INTO quiz_reports VALUES('b9a3414f0118',21,1,'The answer is wrong',1799000000);
INSERT INTO quiz_reports VALUES('b9a3414f0118',NULL,NULL,'It is unclear',1799000001);
CREATE INDEX taught_of_server ON taught (server_id, taught_at);
CREATE UNIQUE INDEX one_round_of_channel ON rounds (channel_id) WHERE ended_at IS NULL;
CREATE INDEX events_of_player ON round_events (player_id);
CREATE INDEX scores_of_server ON scores (server_id, won_at);
CREATE INDEX scores_of_item ON scores (item, won_at);
COMMIT;
