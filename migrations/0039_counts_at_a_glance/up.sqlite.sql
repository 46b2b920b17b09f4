-- Which clause of which plan asks for a task: so that the tasks of a plan are counted clause by clause off one index, however many
-- other tasks a unit sees. It never changes.
ALTER TABLE task_seen ADD COLUMN plan_id uuid;
ALTER TABLE task_seen ADD COLUMN clause_id uuid;
UPDATE task_seen SET
    plan_id = (SELECT t.plan_id FROM tasks t WHERE t.id = task_seen.task_id),
    clause_id = (SELECT t.clause_id FROM tasks t WHERE t.id = task_seen.task_id)
WHERE task_id IN (SELECT id FROM tasks WHERE plan_id IS NOT NULL);
CREATE INDEX task_seen_plan ON task_seen (unit_id, leads, plan_id, clause_id, state, due_on, done_on) WHERE plan_id IS NOT NULL;
-- What was reported done and confirmed of late, found by its day.
CREATE INDEX task_events_kind ON task_events (kind, recorded_at, task_id);
