-- The words of titles, folded: the few tasks that have a rare one are found without a look at all the others. Words stand
-- between spaces in `sought` from now on, so that whole words and beginnings are found alike.
CREATE TABLE task_words (
    word text COLLATE "C" NOT NULL,
    task_id uuid NOT NULL REFERENCES tasks (id),
    PRIMARY KEY (word, task_id)
);
UPDATE tasks SET sought = ' ' || regexp_replace(sought, '[^[:alnum:]]+', ' ', 'g') || ' ';
UPDATE task_seen SET sought = (SELECT t.sought FROM tasks t WHERE t.id = task_seen.task_id);
INSERT INTO task_words (word, task_id)
SELECT DISTINCT word, t.id FROM tasks t, regexp_split_to_table(btrim(t.sought), ' +') AS word WHERE word <> '';
