-- The time zone that the client last stated; and the PIN with which a link opens on a further device: its Argon2 hash,
-- how often it was tried in a row without success, and when last.
ALTER TABLE invitation ADD COLUMN time_zone TEXT;
ALTER TABLE invitation ADD COLUMN pin_hash TEXT;
ALTER TABLE invitation ADD COLUMN pin_failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitation ADD COLUMN pin_tried_at TEXT NOT NULL DEFAULT '';

-- Devices to which an invitation is bound, by the SHA-256 of the secret that each made.
CREATE TABLE client_device (
    invitation_id TEXT NOT NULL REFERENCES invitation (id),
    secret_hash TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (invitation_id, secret_hash)
);
