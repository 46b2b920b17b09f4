-- More kinds of indicators (`kind`): yes_no, scale and text beside number and share, and mean: a number with a weight.
-- Steps of a scale, from the least, one in a line.
ALTER TABLE indicators ADD COLUMN steps text NOT NULL DEFAULT '';
-- Where its figures come from. typed: units say them; formula: they are worked out of others; tasks_...: counted from the
-- unit's tasks of the plan.
ALTER TABLE indicators ADD COLUMN source text NOT NULL DEFAULT 'typed';
-- Of a formula its text, A / B * 100, and the ids of the indicators A, B, ... between commas.
ALTER TABLE indicators ADD COLUMN formula text;
ALTER TABLE indicators ADD COLUMN operands text NOT NULL DEFAULT '';
-- The one of which it is a part, and by what that is divided; null: it is among it, and the parts need not be all.
ALTER TABLE indicators ADD COLUMN part_of_id uuid REFERENCES indicators (id);
ALTER TABLE indicators ADD COLUMN part_by text;
CREATE INDEX indicators_part_of ON indicators (part_of_id);
-- What there was before the plan.
ALTER TABLE indicators ADD COLUMN baseline double precision;
ALTER TABLE indicators ADD COLUMN baseline_year integer;
-- What stands in a cell of an indicator that is told in words.
ALTER TABLE return_cells ADD COLUMN words text;
ALTER TABLE return_cell_changes ADD COLUMN words text;
