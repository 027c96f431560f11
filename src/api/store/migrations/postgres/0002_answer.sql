-- The last answer to a dispute, as JSON, and what was withdrawn in all. What was claimed at first stays as it was.
ALTER TABLE account ADD COLUMN answer TEXT;
ALTER TABLE account ADD COLUMN withdrawn_minor BIGINT NOT NULL DEFAULT 0
    CHECK (withdrawn_minor >= 0 AND withdrawn_minor <= balance_minor);
