-- Times are RFC 3339 text in UTC, days ISO 8601 text, amounts whole minor units, hashes SHA-256 in hexadecimal.

CREATE TABLE setup (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token_hash TEXT NOT NULL
);

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    website TEXT NOT NULL
);

CREATE TABLE counsellor (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    -- In small letters, so that a name is unique whatever its case.
    name_folded TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY NOT NULL,
    counsellor_id TEXT NOT NULL REFERENCES counsellor (id),
    expires_at TEXT NOT NULL
);

CREATE TABLE invitation (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    counsellor_id TEXT NOT NULL REFERENCES counsellor (id),
    secret_hash TEXT NOT NULL,
    label TEXT NOT NULL,
    message TEXT NOT NULL,
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    policy TEXT NOT NULL,
    created_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    opened_at TEXT,
    withdrawn_at TEXT,
    changed_at TEXT NOT NULL
);

CREATE TABLE account (
    invitation_id TEXT NOT NULL REFERENCES invitation (id),
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    creditor TEXT NOT NULL,
    reference TEXT NOT NULL,
    kind TEXT NOT NULL,
    balance_minor INTEGER NOT NULL CHECK (balance_minor > 0),
    itemisation TEXT NOT NULL,
    disputed_at TEXT,
    PRIMARY KEY (invitation_id, id)
);

CREATE TABLE proposal (
    id TEXT PRIMARY KEY NOT NULL,
    invitation_id TEXT NOT NULL REFERENCES invitation (id),
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    lines TEXT NOT NULL,
    decision TEXT,
    UNIQUE (invitation_id, number)
);

-- At most one arrangement for an account, whatever else goes wrong.
CREATE TABLE arrangement (
    id TEXT PRIMARY KEY NOT NULL,
    invitation_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    proposal_id TEXT NOT NULL REFERENCES proposal (id),
    number INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    UNIQUE (invitation_id, account_id),
    UNIQUE (invitation_id, number),
    FOREIGN KEY (invitation_id, account_id) REFERENCES account (invitation_id, id)
);

-- Never edited; each entry holds the hash of the one before.
CREATE TABLE record (
    invitation_id TEXT NOT NULL REFERENCES invitation (id),
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (invitation_id, number)
);

-- What was answered to a write, so that its repetition gets the same answer and does nothing.
CREATE TABLE answer (
    scope TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (scope, idempotency_key)
);
