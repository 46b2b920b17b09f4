-- How many units stand above it: those at the top come first, then level by level, read off one index.
ALTER TABLE units ADD COLUMN level integer NOT NULL DEFAULT 0;
UPDATE units SET level = (SELECT max(a.distance) FROM unit_ancestors a WHERE a.unit_id = units.id);
CREATE INDEX units_level ON units (level, id);
DROP INDEX unit_ancestors_distance;
