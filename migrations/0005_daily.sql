-- Which speech a channel's passages are from, since when they come, and why one did not; since when a day's passage is
-- being posted, and when it was: 0 while it is not.
ALTER TABLE daily ADD COLUMN speech TEXT;
ALTER TABLE daily ADD COLUMN set_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE daily ADD COLUMN trouble TEXT;
ALTER TABLE daily_posts RENAME COLUMN done TO posted_at;
ALTER TABLE daily_posts ADD COLUMN first_claimed BIGINT NOT NULL DEFAULT 0;
