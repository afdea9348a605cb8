-- How often a worker died over a run since its last new score.
ALTER TABLE run ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;

-- Who handed results in, as far as limits tell visitors apart.
ALTER TABLE downstream_source ADD COLUMN visitor TEXT;

-- What waits for review is counted at each submission.
CREATE INDEX downstream_source_by_review ON downstream_source (is_reviewed, visitor);
CREATE INDEX run_by_visitor ON run (visitor, created_at);
