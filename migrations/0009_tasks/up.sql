-- Work with a unit that leads it. Its state follows from its events; what stands here is what they came to.
CREATE TABLE tasks (
    id uuid NOT NULL PRIMARY KEY,
    -- Where it comes from: plan, clause and duty, with number and path as printed, which never change. None for work that
    -- stands in no plan.
    plan_id uuid REFERENCES plans (id),
    plan_number text,
    clause_id uuid REFERENCES plan_clauses (id),
    clause_path text,
    duty_id uuid REFERENCES plan_duties (id),
    -- The recurring work of which it is one run, and the run: 2026, 2026-H1, 2026-Q1, 2026-03.
    series_id uuid,
    period text,
    title text NOT NULL,
    -- Title without marks, in small letters, to be found by.
    sought text NOT NULL,
    deliverable text,
    lead_id uuid NOT NULL REFERENCES units (id),
    -- not_started, in_progress, reported_done, returned, confirmed_done, suspended, cancelled
    state text NOT NULL,
    -- Last day in time: as first set, and as in force now.
    first_due_on date,
    due_on date,
    -- The day on which the work was done, as reported.
    done_on date,
    -- In percent, as last reported.
    progress integer NOT NULL,
    -- The rules it began with.
    workflow integer NOT NULL,
    revision integer NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX tasks_due ON tasks (due_on, id);
CREATE INDEX tasks_state_due ON tasks (state, due_on, id);
CREATE INDEX tasks_lead_due ON tasks (lead_id, due_on, id);
CREATE INDEX tasks_clause ON tasks (clause_id);
CREATE INDEX tasks_plan ON tasks (plan_id, clause_path);
CREATE UNIQUE INDEX tasks_series ON tasks (series_id, lead_id, period);
-- The units that take part; the lead is one of them.
CREATE TABLE task_units (
    task_id uuid NOT NULL REFERENCES tasks (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    -- lead, cooperate, former (it led before)
    mode text NOT NULL,
    PRIMARY KEY (task_id, unit_id)
);
CREATE INDEX task_units_unit ON task_units (unit_id, task_id);
-- What happened to a task, in order; rows are only ever added.
CREATE TABLE task_events (
    -- Proposed by the form, so that a form sent twice is one event.
    id uuid NOT NULL PRIMARY KEY,
    task_id uuid NOT NULL REFERENCES tasks (id),
    number integer NOT NULL,
    -- found, progress, done, return, confirm, extend, suspend, resume, cancel, hand-over, comment
    kind text NOT NULL,
    -- None: the program itself.
    person_id uuid REFERENCES people (id),
    -- What was said: the news, the reason, the comment.
    words text,
    -- What the kind needs: percent; days or units before and after.
    percent integer,
    day_before date,
    day_after date,
    unit_before uuid REFERENCES units (id),
    unit_after uuid REFERENCES units (id),
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX task_events_number ON task_events (task_id, number);
-- Recurring work: each period one task is made of it.
CREATE TABLE task_series (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid REFERENCES plans (id),
    plan_number text,
    clause_id uuid REFERENCES plan_clauses (id),
    clause_path text,
    duty_id uuid REFERENCES plan_duties (id),
    title text NOT NULL,
    deliverable text,
    lead_id uuid NOT NULL REFERENCES units (id),
    -- Ids of the units that help, between commas.
    helping text NOT NULL,
    -- monthly, quarterly, half_yearly, yearly
    every text NOT NULL,
    -- Due on this month and day of a year (11, 15), or this day of the last month of each shorter period; none: its last day.
    due_month integer,
    due_day integer,
    first_on date NOT NULL,
    -- Last day on which a period may begin; none: without end.
    last_on date,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX task_series_plan ON task_series (plan_id);
