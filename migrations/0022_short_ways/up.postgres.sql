-- How many units stand above it: those at the top come first, then level by level, read off one index.
ALTER TABLE units ADD COLUMN level integer NOT NULL DEFAULT 0;
UPDATE units SET level = (SELECT max(a.distance) FROM unit_ancestors a WHERE a.unit_id = units.id);
CREATE INDEX units_level ON units (level, id);
DROP INDEX unit_ancestors_distance;
-- Open tasks are asked for most, and those that are done grow more with the years.
ALTER TABLE task_seen
    ADD COLUMN is_open boolean GENERATED ALWAYS AS (state NOT IN ('confirmed_done', 'cancelled')) STORED;
CREATE INDEX task_seen_open ON task_seen (unit_id, is_open, due_on, task_id, state, done_on, leads);
