-- Whose run it is: the hash of the manage token of the owner's first run of the model. Names belong to the account of their first public run.
ALTER TABLE run ADD COLUMN account TEXT;
UPDATE run SET account = manage_token_hash;

-- Whether an admin, or the site itself, answers for the run.
ALTER TABLE run ADD COLUMN is_verified INTEGER NOT NULL DEFAULT 0;
UPDATE run SET is_verified = 1 WHERE backend_kind = 'baseline';
