-- A document is made of the returns of a period, or of the duties that a unit was given by a plan. A column can only be made to
-- hold nothing in a new table.
CREATE TABLE consolidations_of_all (
    id uuid NOT NULL PRIMARY KEY,
    period_id uuid REFERENCES report_periods (id),
    -- The plan that gave the duties, as it was when it began, and the unit whose own plan this is.
    plan_id uuid REFERENCES plans (id),
    unit_id uuid REFERENCES units (id),
    kind text NOT NULL,
    -- The one that it corrects.
    replaces_id uuid REFERENCES consolidations (id),
    -- The template as it was when it began, to be changed for this document alone.
    template text NOT NULL,
    -- draft, reviewed, signed
    state text NOT NULL,
    -- The day on which tasks are counted, and the SHA-256 of the document, as they were when it was reviewed.
    counted_on date,
    reviewed_sha256 text,
    -- Counts its changes.
    revision integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    CHECK ((period_id IS NULL) = (plan_id IS NOT NULL)),
    CHECK ((plan_id IS NULL) = (unit_id IS NULL))
);
INSERT INTO consolidations_of_all
    SELECT id, period_id, NULL, NULL, kind, replaces_id, template, state, counted_on, reviewed_sha256, revision, recorded_at
    FROM consolidations;
DROP TABLE consolidations;
ALTER TABLE consolidations_of_all RENAME TO consolidations;
-- One at a time is in hand.
CREATE UNIQUE INDEX consolidations_in_hand ON consolidations (period_id, kind) WHERE state <> 'signed';
CREATE UNIQUE INDEX consolidations_of_unit_in_hand ON consolidations (plan_id, unit_id) WHERE state <> 'signed';
CREATE INDEX consolidations_period ON consolidations (period_id);
CREATE INDEX consolidations_plan ON consolidations (plan_id, unit_id);
