-- Days on which an authority and all units below it do not work, or, of a weekend, do: what is announced each autumn for the year
-- after. Nothing official: an entry that was wrong goes, and the audit tells of it.
CREATE TABLE days_off (
    id uuid NOT NULL PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    first_on date NOT NULL,
    last_on date NOT NULL,
    -- Worked in exchange for another day.
    is_worked boolean NOT NULL,
    name text NOT NULL,
    person_id uuid REFERENCES people (id),
    recorded_at timestamptz NOT NULL
);
CREATE INDEX days_off_unit ON days_off (unit_id, first_on);
