-- The words of titles, folded: the few tasks that have a rare one are found without a look at all the others. Words stand
-- between spaces in `sought` from now on, so that whole words and beginnings are found alike.
CREATE TABLE task_words (
    word text NOT NULL,
    task_id uuid NOT NULL REFERENCES tasks (id),
    PRIMARY KEY (word, task_id)
) WITHOUT ROWID;
UPDATE tasks SET sought = ' ' || sought || ' ';
UPDATE tasks SET sought = replace(replace(replace(replace(replace(replace(replace(sought, ',', ' '), '.', ' '), ';', ' '), ':', ' '), '(', ' '), ')', ' '), '[', ' ');
UPDATE tasks SET sought = replace(replace(replace(replace(replace(replace(replace(sought, ']', ' '), '/', ' '), '-', ' '), '–', ' '), '—', ' '), '''', ' '), '"', ' ');
UPDATE tasks SET sought = replace(replace(replace(replace(replace(replace(replace(sought, '“', ' '), '”', ' '), '‘', ' '), '’', ' '), '%', ' '), '+', ' '), '&', ' ');
UPDATE tasks SET sought = replace(replace(replace(replace(replace(replace(sought, '*', ' '), '!', ' '), '?', ' '), '…', ' '), '_', ' '), ' ', ' ');
UPDATE task_seen SET sought = (SELECT t.sought FROM tasks t WHERE t.id = task_seen.task_id);
WITH RECURSIVE part (id, word, rest) AS (
    SELECT id, '', ltrim(sought) FROM tasks
    UNION ALL
    SELECT id, substr(rest, 1, instr(rest, ' ') - 1), ltrim(substr(rest, instr(rest, ' ') + 1)) FROM part WHERE rest <> ''
)
INSERT INTO task_words (word, task_id) SELECT DISTINCT word, id FROM part WHERE word <> '';
