-- What reward models achieved in use: results of a source stand and fall together.
CREATE TABLE downstream_source (
  source_id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  url TEXT,
  provenance TEXT NOT NULL,
  is_reviewed INTEGER NOT NULL,
  revision TEXT NOT NULL,
  added_at TEXT NOT NULL,
  UNIQUE (provenance, title, revision)
);

CREATE TABLE downstream_result (
  source_id INTEGER NOT NULL REFERENCES downstream_source ON DELETE CASCADE,
  position INTEGER NOT NULL,
  model TEXT NOT NULL,
  task TEXT NOT NULL,
  method TEXT NOT NULL,
  n INTEGER,
  score REAL NOT NULL,
  policy TEXT,
  source_group TEXT,
  base_model TEXT,
  settings TEXT,
  stated_scores TEXT NOT NULL,
  PRIMARY KEY (source_id, position)
) WITHOUT ROWID;
