-- Which file an uploaded run's scores came in, to know it again. Imports used to keep the hash in the file's name only.
ALTER TABLE run ADD COLUMN content_sha256 TEXT;

-- Read as text, because a request may hold characters that JSONB refuses; quotation marks within a name are escaped.
UPDATE run
SET content_sha256 = SUBSTRING(request FROM '"name":"[^"]*, sha256 ([0-9a-f]{64})"')
WHERE backend_kind = 'upload';

CREATE INDEX run_by_content ON run (dataset_id, content_sha256);
