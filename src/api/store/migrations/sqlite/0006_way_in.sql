-- When a session began and when it was last used, RFC 3339. Those from before end.
ALTER TABLE session ADD COLUMN started_at TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN seen_at TEXT NOT NULL DEFAULT '';
CREATE INDEX session_counsellor ON session (counsellor_id, started_at);

-- Wrong passwords, by the hash of what they are counted for.
CREATE TABLE sign_in_failure (
    id TEXT PRIMARY KEY NOT NULL,
    failures INTEGER NOT NULL,
    last_at TEXT NOT NULL
);
CREATE INDEX sign_in_failure_last ON sign_in_failure (last_at);

-- Devices from which a counsellor has signed in, by the hash of the secret in their cookie.
CREATE TABLE known_device (
    token_hash TEXT PRIMARY KEY NOT NULL,
    counsellor_id TEXT NOT NULL REFERENCES counsellor (id),
    at TEXT NOT NULL
);
CREATE INDEX known_device_counsellor ON known_device (counsellor_id, at);

-- Keys that have signed receipts here, so that a lost one is noticed.
CREATE TABLE receipt_key (
    id TEXT PRIMARY KEY NOT NULL,
    since TEXT NOT NULL
);
