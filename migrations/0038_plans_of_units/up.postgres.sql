-- A document is made of the returns of a period, or of the duties that a unit was given by a plan.
ALTER TABLE consolidations ALTER COLUMN period_id DROP NOT NULL;
-- The plan that gave the duties, as it was when it began, and the unit whose own plan this is.
ALTER TABLE consolidations ADD COLUMN plan_id uuid REFERENCES plans (id);
ALTER TABLE consolidations ADD COLUMN unit_id uuid REFERENCES units (id);
ALTER TABLE consolidations ADD CHECK ((period_id IS NULL) = (plan_id IS NOT NULL));
ALTER TABLE consolidations ADD CHECK ((plan_id IS NULL) = (unit_id IS NULL));
-- One at a time is in hand.
CREATE UNIQUE INDEX consolidations_of_unit_in_hand ON consolidations (plan_id, unit_id) WHERE state <> 'signed';
CREATE INDEX consolidations_plan ON consolidations (plan_id, unit_id);
