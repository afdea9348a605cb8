-- How a run went, beyond its scores: what was asked of its endpoint, what judges said, what need not be asked again.
ALTER TABLE run ADD COLUMN meter TEXT;
ALTER TABLE run ADD COLUMN check_report TEXT;

CREATE TABLE judgement (
  judgement_id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  prompt_id INTEGER NOT NULL REFERENCES prompt ON DELETE CASCADE,
  completion_position INTEGER,
  shown_order TEXT,
  seed INTEGER,
  request TEXT NOT NULL,
  text TEXT NOT NULL,
  finish_reason TEXT,
  outcome TEXT NOT NULL,
  verdict TEXT,
  input_tokens INTEGER,
  output_tokens INTEGER,
  milliseconds REAL NOT NULL
);
CREATE INDEX judgement_by_prompt ON judgement (prompt_id, run_id);
CREATE INDEX judgement_by_run ON judgement (run_id);

-- The key is a hash of endpoint, model and exact request.
CREATE TABLE response_cache (
  run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  request_key TEXT NOT NULL,
  response TEXT NOT NULL,
  PRIMARY KEY (run_id, request_key)
) WITHOUT ROWID;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
