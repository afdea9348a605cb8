-- A reader's doubt about a prompt. An admin upholds or dismisses it; settled flags are public.
CREATE TABLE prompt_flag (
  flag_id INTEGER PRIMARY KEY,
  prompt_id INTEGER NOT NULL REFERENCES prompt ON DELETE CASCADE,
  reason TEXT NOT NULL,
  comment TEXT NOT NULL,
  visitor TEXT NOT NULL,
  created_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open',
  answer TEXT,
  settled_at TEXT
);
CREATE INDEX prompt_flag_by_prompt ON prompt_flag (prompt_id);
CREATE INDEX prompt_flag_by_state ON prompt_flag (state, created_at);
CREATE INDEX prompt_flag_by_visitor ON prompt_flag (visitor, created_at);
