-- Times are ISO 8601 text in UTC; rewards are little-endian doubles, one per completion.
CREATE TABLE dataset (
  dataset_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  revision TEXT NOT NULL,
  source TEXT NOT NULL,
  licence TEXT,
  prompt_count INTEGER NOT NULL,
  imported_at TEXT NOT NULL
);

CREATE TABLE prompt (
  prompt_id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  subset TEXT NOT NULL,
  text TEXT NOT NULL,
  chosen_count INTEGER NOT NULL,
  completion_count INTEGER NOT NULL,
  metadata TEXT,
  UNIQUE (dataset_id, id),
  UNIQUE (dataset_id, position)
);

CREATE TABLE completion (
  prompt_id INTEGER NOT NULL REFERENCES prompt ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  is_chosen INTEGER NOT NULL,
  generated_by TEXT,
  answer TEXT,
  PRIMARY KEY (prompt_id, position)
) WITHOUT ROWID;

-- name_key is the name in lower case: benchmarks spell the same model differently.
CREATE TABLE model (
  model_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  model_type TEXT NOT NULL,
  is_sweep INTEGER NOT NULL DEFAULT 0,
  licence TEXT,
  billion_parameters REAL,
  base_model TEXT,
  link TEXT,
  is_open INTEGER
);

CREATE TABLE publication (
  publication_id INTEGER PRIMARY KEY,
  benchmark TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  retrieved_on TEXT,
  revision TEXT NOT NULL,
  UNIQUE (benchmark, title)
);

-- One row a figure: a subset's or section's name, or 'Average' as the source states it.
CREATE TABLE published_score (
  publication_id INTEGER NOT NULL REFERENCES publication ON DELETE CASCADE,
  model_id INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,
  name TEXT NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (publication_id, model_id, name)
) WITHOUT ROWID;

CREATE TABLE run (
  run_id TEXT PRIMARY KEY,
  model_id INTEGER NOT NULL REFERENCES model,
  dataset_id INTEGER NOT NULL REFERENCES dataset,
  model_type TEXT NOT NULL,
  provenance TEXT NOT NULL,
  backend_kind TEXT NOT NULL,
  request TEXT NOT NULL,
  secret TEXT,
  protocol_card TEXT,
  join_report TEXT,
  state TEXT NOT NULL,
  reason TEXT,
  publication TEXT NOT NULL,
  manage_token_hash TEXT NOT NULL,
  visitor TEXT,
  prompts_total INTEGER NOT NULL,
  prompts_scored INTEGER NOT NULL DEFAULT 0,
  prompts_failed INTEGER NOT NULL DEFAULT 0,
  average REAL,
  average_low REAL,
  average_high REAL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  owner TEXT,
  fence INTEGER NOT NULL DEFAULT 0,
  heartbeat INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX run_by_state ON run (state, created_at);
CREATE INDEX run_by_model ON run (model_id);
CREATE INDEX run_by_dataset ON run (dataset_id);

CREATE TABLE run_score (
  run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  subset TEXT NOT NULL,
  score REAL NOT NULL,
  low REAL,
  high REAL,
  prompts INTEGER NOT NULL,
  PRIMARY KEY (run_id, subset)
) WITHOUT ROWID;

CREATE TABLE prompt_score (
  run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  prompt_id INTEGER NOT NULL REFERENCES prompt ON DELETE CASCADE,
  rewards BLOB,
  result REAL,
  error TEXT,
  PRIMARY KEY (run_id, prompt_id)
) WITHOUT ROWID;
CREATE INDEX prompt_score_by_prompt ON prompt_score (prompt_id);

CREATE TABLE run_event (
  event_id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  cause TEXT NOT NULL,
  actor TEXT NOT NULL
);
CREATE INDEX run_event_by_run ON run_event (run_id, event_id);

-- Counts up whenever what the public pages show changes, so that every node knows when to read anew.
CREATE TABLE revision (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
);
INSERT INTO revision (name, value) VALUES ('board', 1);
