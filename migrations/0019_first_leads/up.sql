-- The unit that led a task first, where another leads it now: after a merger it tells apart what several units did alike.
ALTER TABLE tasks ADD COLUMN first_lead_id uuid REFERENCES units (id);
UPDATE tasks SET first_lead_id = (
    SELECT e.unit_before FROM task_events e
    WHERE e.task_id = tasks.id AND e.kind = 'hand-over' AND e.unit_before <> tasks.lead_id
    ORDER BY e.number LIMIT 1);
