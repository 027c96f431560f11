-- The order of the desk's list: 0 a dispute waits for a person, 1 an offer does, 2 neither; and since when, RFC 3339.
ALTER TABLE invitation ADD COLUMN waits_rank BIGINT NOT NULL DEFAULT 2;
ALTER TABLE invitation ADD COLUMN waits_since TEXT NOT NULL DEFAULT '';
UPDATE invitation SET waits_rank = 1, waits_since =
    (SELECT MIN(at) FROM proposal WHERE proposal.invitation_id = invitation.id AND state = 'considered')
    WHERE withdrawn_at IS NULL AND EXISTS
    (SELECT 1 FROM proposal WHERE proposal.invitation_id = invitation.id AND state = 'considered');
UPDATE invitation SET waits_rank = 0, waits_since =
    (SELECT MIN(disputed_at) FROM account WHERE account.invitation_id = invitation.id)
    WHERE withdrawn_at IS NULL AND EXISTS
    (SELECT 1 FROM account WHERE account.invitation_id = invitation.id AND disputed_at IS NOT NULL);
CREATE INDEX invitation_waits ON invitation (waits_rank, waits_since, number);
