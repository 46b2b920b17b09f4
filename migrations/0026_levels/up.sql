-- A unit that is asked may ask those below it for the same: the regime above, to which its own report goes then.
ALTER TABLE regimes ADD COLUMN above_id uuid REFERENCES regimes (id);
CREATE INDEX regimes_above ON regimes (above_id);
-- When what is made of the reports is sent on, as `due_months_after` and the others have it; null: nobody said.
ALTER TABLE regimes ADD COLUMN sends_months_after integer;
ALTER TABLE regimes ADD COLUMN sends_day integer;
ALTER TABLE regimes ADD COLUMN sends_strictly_before boolean;
-- The last day for that.
ALTER TABLE report_periods ADD COLUMN sends_on date;
