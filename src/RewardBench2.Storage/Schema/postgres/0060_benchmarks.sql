-- Definitions that were brought in; those that come with the project are not stored.
CREATE TABLE benchmark (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  definition TEXT NOT NULL,
  revision TEXT NOT NULL,
  imported_at TIMESTAMPTZ NOT NULL
);

-- The benchmark that a dataset's prompts are of, by name; NULL for candidates.
ALTER TABLE dataset ADD COLUMN benchmark TEXT;
-- The definition as the dataset's own prompts weigh it, where they do; NULL for the benchmark's own.
ALTER TABLE dataset ADD COLUMN definition TEXT;
UPDATE dataset SET benchmark = 'rewardbench-2' WHERE kind = 'benchmark';

-- What was said before the text, as a JSON list of {"role","text"}; NULL for a single turn.
ALTER TABLE prompt ADD COLUMN earlier_turns TEXT;

-- What prompts of one cluster share, which are resampled together; NULL where each stands for itself.
ALTER TABLE prompt ADD COLUMN cluster TEXT;
