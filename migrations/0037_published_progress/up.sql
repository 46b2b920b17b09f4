-- What a unit shows everybody of how far it is: an indicator, or how the tasks of a plan stand. Nothing else is public. A row is one
-- tick; it goes when the tick is taken away, and the audit keeps both.
CREATE TABLE published_progress (
    id uuid NOT NULL PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    indicator_id uuid REFERENCES indicators (id),
    plan_id uuid REFERENCES plans (id),
    person_id uuid NOT NULL REFERENCES people (id),
    recorded_at timestamptz NOT NULL,
    CHECK ((indicator_id IS NULL) <> (plan_id IS NULL))
);
CREATE UNIQUE INDEX published_progress_indicator ON published_progress (unit_id, indicator_id);
CREATE UNIQUE INDEX published_progress_plan ON published_progress (unit_id, plan_id);
