-- What the reports of a year up to a period say of an indicator together, for pages that show many: worked out by a job, and again
-- where it is missing.
CREATE TABLE indicator_outcomes (
    period_id uuid NOT NULL REFERENCES report_periods (id),
    indicator_id uuid NOT NULL REFERENCES indicators (id),
    -- To whom they were reported.
    unit_id uuid NOT NULL REFERENCES units (id),
    year integer NOT NULL,
    last_on date NOT NULL,
    -- Periods of the year that are in it.
    periods integer NOT NULL,
    -- Of a share its percent; null where nobody said any, or it does not add up.
    value double precision,
    -- Whether it is made of figures for the time being.
    is_estimate boolean NOT NULL,
    -- Units that said all that they were asked, of those that it concerns.
    said integer NOT NULL,
    concerned integer NOT NULL,
    -- What happened later is not in it yet.
    as_of timestamptz NOT NULL,
    PRIMARY KEY (period_id, indicator_id)
);
CREATE INDEX indicator_outcomes_indicator ON indicator_outcomes (indicator_id);
