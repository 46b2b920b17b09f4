-- Work to be done later. A job that is done is deleted; one that failed too often keeps its row with `dead_at`.
CREATE TABLE jobs (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    payload text NOT NULL,
    created_at timestamptz NOT NULL,
    -- Not before this instant; moved forward after each failure.
    run_at timestamptz NOT NULL,
    -- How often it was begun.
    attempts integer NOT NULL,
    -- The worker that has it and until when; after that instant anybody may take it up.
    leased_by uuid,
    leased_until timestamptz,
    last_error text,
    dead_at timestamptz
);
CREATE INDEX jobs_due ON jobs (run_at) WHERE dead_at IS NULL;

-- Work that comes again and again. Whoever moves `next_at` forward enqueues the job, so that several nodes make one.
CREATE TABLE job_schedules (
    kind text NOT NULL PRIMARY KEY,
    next_at timestamptz NOT NULL
);
