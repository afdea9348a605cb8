-- The admin's password, hashed; one row, so that every node checks the same one.
CREATE TABLE admin_password (
  name TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  origin TEXT NOT NULL,
  set_at TEXT NOT NULL
);

-- Who is signed in. Only the hash of a session's secret is kept; signing out deletes the row.
CREATE TABLE admin_session (
  session_hash TEXT PRIMARY KEY,
  actor TEXT NOT NULL,
  expires_at TEXT NOT NULL
);

-- Who did what. Rows are added and never changed.
CREATE TABLE admin_log (
  log_id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT
);
