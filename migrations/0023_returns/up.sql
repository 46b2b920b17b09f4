-- Who reports to whom, when and about which days: a regime. A unit sets it; the units right below it report to it. Another
-- rule is another regime; the one before is ended.
CREATE TABLE regimes (
    id uuid NOT NULL PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    -- The plan that sets it and the clause, with number and path as printed, which never change.
    plan_id uuid REFERENCES plans (id),
    plan_number text,
    clause_id uuid REFERENCES plan_clauses (id),
    clause_path text,
    title text NOT NULL,
    -- month, quarter, half_year, nine_months, year
    cycle text NOT NULL,
    first_year integer NOT NULL,
    last_year integer NOT NULL,
    -- Years after the first of them in which what was reported until then is gathered, between commas: 1,3,5.
    reviews text NOT NULL,
    -- Figures close on this day of the month that many before the last of a period.
    closes_on integer NOT NULL,
    closes_months_before integer NOT NULL,
    -- Units report by this day of the month that many after the last of a period; negative before it.
    due_months_after integer NOT NULL,
    due_day integer NOT NULL,
    -- Whether that day is too late already.
    due_strictly_before boolean NOT NULL,
    -- A period opens that many days before it is due.
    opens_before integer NOT NULL,
    -- Kinds of the units that are asked, between commas.
    asked text NOT NULL,
    -- Who gets what is made of the reports, one in a line.
    receivers text NOT NULL,
    -- First day on which it does not hold any more.
    ended_on date,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX regimes_unit ON regimes (unit_id);
CREATE INDEX regimes_plan ON regimes (plan_id);
-- What is told in words.
CREATE TABLE regime_sections (
    id uuid NOT NULL PRIMARY KEY,
    regime_id uuid NOT NULL REFERENCES regimes (id),
    position integer NOT NULL,
    title text NOT NULL
);
CREATE INDEX regime_sections_regime ON regime_sections (regime_id, position);
-- What is told in figures.
CREATE TABLE regime_indicators (
    regime_id uuid NOT NULL REFERENCES regimes (id),
    indicator_id uuid NOT NULL REFERENCES indicators (id),
    position integer NOT NULL,
    PRIMARY KEY (regime_id, indicator_id)
);
-- One run of a regime. All are there from the beginning; one by one they open.
CREATE TABLE report_periods (
    id uuid NOT NULL PRIMARY KEY,
    regime_id uuid NOT NULL REFERENCES regimes (id),
    -- 2026-03, 2026-Q1, 2026-H1, 2026-9M, 2026, 2023-2026
    name text NOT NULL,
    -- The days that it is about.
    first_on date NOT NULL,
    last_on date NOT NULL,
    -- The day on which it opens, and the last day in time for the units.
    opens_on date NOT NULL,
    due_on date NOT NULL,
    -- coming, open, locked
    state text NOT NULL,
    -- Counts what happened to it.
    revision integer NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX report_periods_name ON report_periods (regime_id, name);
CREATE INDEX report_periods_opening ON report_periods (state, opens_on);
-- What happened to a period, in order; rows are only ever added.
CREATE TABLE report_period_events (
    -- Proposed by the form, so that a form sent twice is one event.
    id uuid NOT NULL PRIMARY KEY,
    period_id uuid NOT NULL REFERENCES report_periods (id),
    number integer NOT NULL,
    -- open, lock, unlock
    kind text NOT NULL,
    -- None: the program itself.
    person_id uuid REFERENCES people (id),
    words text,
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX report_period_events_number ON report_period_events (period_id, number);
-- What one unit reports for one period. Its state follows from its events; what stands here is what they came to.
CREATE TABLE returns (
    id uuid NOT NULL PRIMARY KEY,
    period_id uuid NOT NULL REFERENCES report_periods (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    -- draft, submitted, returned, accepted
    state text NOT NULL,
    -- Last day in time: as first set, and as in force now.
    first_due_on date NOT NULL,
    due_on date NOT NULL,
    -- The day of the last submission.
    submitted_on date,
    -- Whether the office submitted it in the unit's place.
    is_by_office boolean NOT NULL,
    revision integer NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX returns_period_unit ON returns (period_id, unit_id);
CREATE INDEX returns_unit ON returns (unit_id, due_on);
-- What happened to a return, in order; rows are only ever added.
CREATE TABLE return_events (
    -- Proposed by the form, so that a form sent twice is one event.
    id uuid NOT NULL PRIMARY KEY,
    return_id uuid NOT NULL REFERENCES returns (id),
    number integer NOT NULL,
    -- ask, submit, give-back, accept, extend
    kind text NOT NULL,
    -- None: the program itself.
    person_id uuid REFERENCES people (id),
    words text,
    day_before date,
    day_after date,
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX return_events_number ON return_events (return_id, number);
-- The figures of a return as they stand.
CREATE TABLE return_cells (
    return_id uuid NOT NULL REFERENCES returns (id),
    indicator_id uuid NOT NULL REFERENCES indicators (id),
    -- value, estimate, not_applicable, not_reported
    state text NOT NULL,
    -- In ten-thousandths; of a share its part and its whole.
    value bigint,
    whole bigint,
    note text,
    -- Counts its changes.
    number integer NOT NULL,
    PRIMARY KEY (return_id, indicator_id)
);
-- Every figure that ever stood in a return; rows are only ever added. The estimate stays when the final figure comes.
CREATE TABLE return_cell_changes (
    return_id uuid NOT NULL REFERENCES returns (id),
    indicator_id uuid NOT NULL REFERENCES indicators (id),
    number integer NOT NULL,
    state text NOT NULL,
    value bigint,
    whole bigint,
    note text,
    person_id uuid NOT NULL REFERENCES people (id),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (return_id, indicator_id, number)
);
-- What a return tells in words.
CREATE TABLE return_passages (
    return_id uuid NOT NULL REFERENCES returns (id),
    section_id uuid NOT NULL REFERENCES regime_sections (id),
    words text NOT NULL,
    number integer NOT NULL,
    person_id uuid NOT NULL REFERENCES people (id),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (return_id, section_id)
);
-- How the values of an indicator are given. number; share: so much of a whole, as most of what is measured in % is.
ALTER TABLE indicators ADD COLUMN kind text NOT NULL DEFAULT 'number';
UPDATE indicators SET kind = 'share' WHERE measured_in = '%'
    AND COALESCE(words, name) NOT LIKE '%tăng %' AND COALESCE(words, name) NOT LIKE '%giảm %';
