-- Official documents with duties to fulfil, as somebody reviewed and kept them. A kept plan never changes: a newer
-- version is a plan of its own that replaces it.
CREATE TABLE plans (
    id uuid NOT NULL PRIMARY KEY,
    -- Whose plan it is.
    unit_id uuid NOT NULL REFERENCES units (id),
    -- Number and symbol as printed, 15/KH-UBND; what the document calls itself; its subject.
    number text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    -- Number and title without marks, in small letters, to be found by.
    sought text NOT NULL,
    issuer text,
    issued_on date,
    signer text,
    first_year integer,
    last_year integer,
    -- The reporting rule as it was accepted, JSON; none where the plan has none.
    reporting text,
    -- The document as it came, and what was read from it, with its text.
    file_name text NOT NULL,
    file_sha256 text NOT NULL,
    reading_sha256 text NOT NULL,
    replaces uuid REFERENCES plans (id),
    recorded_at timestamptz NOT NULL
);
CREATE INDEX plans_unit ON plans (unit_id);
CREATE INDEX plans_file ON plans (file_sha256);
CREATE UNIQUE INDEX plans_replaces ON plans (replaces);
CREATE TABLE plan_clauses (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    -- The same clause in the first version of the plan that has it; itself where it is new. Tasks and indicators hang on it.
    first_id uuid NOT NULL,
    -- Order in the document, parents before children.
    position integer NOT NULL,
    -- IV.3.1/2
    path text NOT NULL,
    depth integer NOT NULL,
    kind text NOT NULL,
    role text NOT NULL,
    -- Without its label, scan errors mended where that was accepted.
    words text NOT NULL,
    -- Bytes in the text of the reading.
    span_start bigint NOT NULL,
    span_end bigint NOT NULL
);
CREATE UNIQUE INDEX plan_clauses_place ON plan_clauses (plan_id, position);
CREATE INDEX plan_clauses_first ON plan_clauses (first_id);
-- What the document lays upon units: clause by clause, as it says it. The work done for it are tasks.
CREATE TABLE plan_duties (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    clause_id uuid NOT NULL REFERENCES plan_clauses (id),
    position integer NOT NULL,
    words text NOT NULL,
    span_start bigint NOT NULL,
    span_end bigint NOT NULL
);
CREATE INDEX plan_duties_clause ON plan_duties (clause_id);
CREATE INDEX plan_duties_plan ON plan_duties (plan_id);
CREATE TABLE plan_duty_units (
    duty_id uuid NOT NULL REFERENCES plan_duties (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    -- lead, cooperate, advise, follow
    mode text NOT NULL,
    PRIMARY KEY (duty_id, unit_id)
);
CREATE INDEX plan_duty_units_unit ON plan_duty_units (unit_id);
-- A document on its way to become a plan: what the reader proposed, and what a person said of it, step by step.
CREATE TABLE plan_reviews (
    id uuid NOT NULL PRIMARY KEY,
    -- Whose plan it will be.
    unit_id uuid NOT NULL REFERENCES units (id),
    person_id uuid NOT NULL REFERENCES people (id),
    -- Its reading: under way, done, or gone with the upload where nobody came back in time.
    reading_id uuid NOT NULL,
    file_name text NOT NULL,
    -- The kept plan of which this is a newer version, where somebody said so.
    replaces uuid REFERENCES plans (id),
    -- The plan that was made of it.
    plan_id uuid REFERENCES plans (id),
    -- Counts steps, those taken back included.
    revision integer NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX plan_reviews_unit ON plan_reviews (unit_id);
CREATE TABLE plan_review_steps (
    review_id uuid NOT NULL REFERENCES plan_reviews (id),
    number integer NOT NULL,
    person_id uuid NOT NULL REFERENCES people (id),
    -- JSON, one step of the review.
    step text NOT NULL,
    taken_back boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (review_id, number)
);
