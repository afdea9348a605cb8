-- Runs that were submitted together, one for each benchmark: checked once, and started in this order.
ALTER TABLE run ADD COLUMN submission TEXT;
ALTER TABLE run ADD COLUMN submission_order INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_submission ON run (submission);
