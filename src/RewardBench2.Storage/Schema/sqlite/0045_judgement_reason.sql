-- Why an answer of a judge holds no verdict, in a sentence.
ALTER TABLE judgement ADD COLUMN reason TEXT;
