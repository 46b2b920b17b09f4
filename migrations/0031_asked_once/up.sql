-- A regime may ask once, on short notice (its cycle is `once`) or about a theme (`theme`), with days of its own; of one that asks again
-- and again these are null. Whom it asks (`asked`) are kinds of units, or the ids of units, between commas.
ALTER TABLE regimes ADD COLUMN first_on date;
ALTER TABLE regimes ADD COLUMN last_on date;
ALTER TABLE regimes ADD COLUMN opens_on date;
ALTER TABLE regimes ADD COLUMN due_on date;
ALTER TABLE regimes ADD COLUMN sends_on date;
-- Whether a period gathers others: the name alone does not say it any more, for whole years can be asked about as well. The name
-- of other days is 2026-02-10--2026-04-20.
ALTER TABLE report_periods ADD COLUMN is_review boolean NOT NULL DEFAULT false;
UPDATE report_periods SET is_review = true WHERE name LIKE '____-____';
