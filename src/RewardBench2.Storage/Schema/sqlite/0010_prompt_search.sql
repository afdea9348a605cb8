-- Only the index, no second copy of the texts. Words are runs of letters and digits, case ignored, as they are written.
CREATE VIRTUAL TABLE prompt_search USING fts5(
  document,
  tokenize = "unicode61 remove_diacritics 0",
  content = '',
  contentless_delete = 1
);
INSERT INTO prompt_search (rowid, document)
SELECT prompt.prompt_id,
       prompt.text || char(10) || COALESCE((SELECT GROUP_CONCAT(completion.text, char(10))
                                            FROM completion
                                            WHERE completion.prompt_id = prompt.prompt_id), '')
FROM prompt;
CREATE TRIGGER prompt_search_forgets AFTER DELETE ON prompt
BEGIN
  DELETE FROM prompt_search WHERE rowid = OLD.prompt_id;
END;
