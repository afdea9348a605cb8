-- Which file an uploaded run's scores came in, to know it again. Imports used to keep the hash in the file's name only.
ALTER TABLE run ADD COLUMN content_sha256 TEXT;

UPDATE run
SET content_sha256 = SUBSTR(json_extract(request, '$.backend.name'), -64)
WHERE backend_kind = 'upload'
  AND json_valid(request)
  AND json_extract(request, '$.backend.name') LIKE '%, sha256 ________________________________________________________________'
  AND TRIM(SUBSTR(json_extract(request, '$.backend.name'), -64), '0123456789abcdef') = '';

CREATE INDEX run_by_content ON run (dataset_id, content_sha256);
