-- How an indicator is counted.
-- latest, sum, cumulative
ALTER TABLE indicators ADD COLUMN over_time text NOT NULL DEFAULT 'latest';
-- add, alone
ALTER TABLE indicators ADD COLUMN over_units text NOT NULL DEFAULT 'add';
-- What a figure of one unit and period can be, in ten-thousandths; null: whatever.
ALTER TABLE indicators ADD COLUMN least bigint DEFAULT 0;
ALTER TABLE indicators ADD COLUMN most bigint;
-- How far a figure may be from the one before without a word, in percent of it.
ALTER TABLE indicators ADD COLUMN jump integer NOT NULL DEFAULT 50;
-- Counts the changes of all this.
ALTER TABLE indicators ADD COLUMN revision integer NOT NULL DEFAULT 1;
-- A growth in percent is not added to that of another unit, and can be one below zero.
UPDATE indicators SET over_units = 'alone', least = NULL WHERE kind = 'number' AND measured_in LIKE '!%%' ESCAPE '!';
