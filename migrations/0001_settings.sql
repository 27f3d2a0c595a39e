-- What people chose, for a server, a channel or themselves.
CREATE TABLE settings (
    scope TEXT NOT NULL,
    scope_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (scope, scope_id, name)
);
