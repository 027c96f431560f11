-- What clients must be told about who invites them. Empty where it was not asked for yet.
ALTER TABLE organisation ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN legal_name TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN registration TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN complaints TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN privacy TEXT NOT NULL DEFAULT '';

-- The day the validation information was sent, where it was sent before the invitation.
ALTER TABLE invitation ADD COLUMN validation_sent_on TEXT;

-- Whether a debt is named by another invitation is asked for every new one.
CREATE INDEX account_debt ON account (creditor, reference);
