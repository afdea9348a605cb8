-- Words are runs of letters and digits, case ignored, as they are written: punctuation goes before the parser sees it.
-- A document is cut at 200,000 characters, since a tsvector holds at most a megabyte.
CREATE TABLE prompt_search (
  prompt_id BIGINT PRIMARY KEY REFERENCES prompt ON DELETE CASCADE,
  document TSVECTOR NOT NULL
);
INSERT INTO prompt_search (prompt_id, document)
SELECT prompt.prompt_id,
       to_tsvector('simple', regexp_replace(
         LEFT(prompt.text || chr(10) || COALESCE((SELECT STRING_AGG(completion.text, chr(10))
                                                  FROM completion
                                                  WHERE completion.prompt_id = prompt.prompt_id), ''), 200000),
         '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u2000-\u206F\u3000-\u303F]+', ' ', 'g'))
FROM prompt;
CREATE INDEX prompt_search_by_word ON prompt_search USING GIN (document);
