-- What a plan measures.
CREATE TABLE indicators (
    id uuid NOT NULL PRIMARY KEY,
    -- Whose indicator it is, and the plan and clause that set it, with number and path as printed.
    unit_id uuid NOT NULL REFERENCES units (id),
    plan_id uuid REFERENCES plans (id),
    plan_number text,
    clause_id uuid REFERENCES plan_clauses (id),
    clause_path text,
    name text NOT NULL,
    sought text NOT NULL,
    -- Unit of measure: khu, doanh nghiệp, %
    measured_in text,
    -- up: more is better; down: less is better
    direction text NOT NULL,
    -- The sentence of the plan.
    words text,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX indicators_unit ON indicators (unit_id);
CREATE INDEX indicators_clause ON indicators (clause_id);
-- Values or ranges to be reached by the end of a year. `low` alone: at least; `high` alone: at most.
CREATE TABLE targets (
    id uuid NOT NULL PRIMARY KEY,
    indicator_id uuid NOT NULL REFERENCES indicators (id),
    year integer,
    low double precision,
    high double precision
);
CREATE INDEX targets_indicator ON targets (indicator_id);
-- Values as typed in: rows are only ever added, the last of a unit and year counts.
CREATE TABLE indicator_values (
    id uuid NOT NULL PRIMARY KEY,
    indicator_id uuid NOT NULL REFERENCES indicators (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    year integer NOT NULL,
    -- Counts the values of an indicator, unit and year.
    number integer NOT NULL,
    -- None where the value before is taken back.
    value double precision,
    note text,
    person_id uuid NOT NULL REFERENCES people (id),
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX indicator_values_cell ON indicator_values (indicator_id, unit_id, year, number);
