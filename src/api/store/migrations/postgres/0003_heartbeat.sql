-- One row that is written to find out whether the database takes writes.
CREATE TABLE heartbeat (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    at TEXT NOT NULL
);
