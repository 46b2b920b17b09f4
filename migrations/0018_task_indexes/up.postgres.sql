-- The tasks that a unit sees: those in which it or a unit below it takes part. It repeats of each task what lists are
-- filtered and sorted by, so that a page of a list is read off an index, however many tasks a unit has below it. A copy:
-- what it says stands in tasks, task_units and unit_ancestors.
CREATE TABLE task_seen (
    unit_id uuid NOT NULL REFERENCES units (id),
    task_id uuid NOT NULL REFERENCES tasks (id),
    -- Whether the unit or one below it leads it.
    leads boolean NOT NULL,
    state text NOT NULL,
    due_on date,
    done_on date,
    sought text NOT NULL,
    PRIMARY KEY (unit_id, task_id)
);
INSERT INTO task_seen (unit_id, task_id, leads, state, due_on, done_on, sought)
SELECT a.ancestor_id, t.id, max(CASE WHEN p.mode = 'lead' THEN 1 ELSE 0 END) = 1, t.state, t.due_on, t.done_on,
    t.sought
FROM task_units p
JOIN tasks t ON t.id = p.task_id
JOIN unit_ancestors a ON a.unit_id = p.unit_id
GROUP BY a.ancestor_id, t.id, t.state, t.due_on, t.done_on, t.sought;
CREATE INDEX task_seen_task ON task_seen (task_id);
-- Without the words: an entry may not be longer than a third of a page.
CREATE INDEX task_seen_due ON task_seen (unit_id, due_on, task_id, leads, state);
CREATE INDEX task_seen_state ON task_seen (unit_id, state, due_on, task_id, leads, done_on);
-- SQLite reads the index backwards with the empty ones at the end; here that is an index of its own.
CREATE INDEX task_seen_due_last ON task_seen (unit_id, due_on DESC NULLS LAST, task_id DESC);
CREATE INDEX tasks_due_last ON tasks (due_on DESC NULLS LAST, id DESC);
-- The units below one, the nearest first.
CREATE INDEX unit_ancestors_distance ON unit_ancestors (ancestor_id, distance, unit_id);
-- With the day on which it was done, so that what is overdue is told from the index.
DROP INDEX tasks_state_due;
CREATE INDEX tasks_state_due ON tasks (state, due_on, id, done_on);
