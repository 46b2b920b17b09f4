-- Documents that visitors handed in to be read, kept for a day.
CREATE TABLE readings (
    id uuid NOT NULL PRIMARY KEY,
    name text NOT NULL,
    size bigint NOT NULL,
    file_sha256 text NOT NULL,
    -- queued, running, done, failed
    state text NOT NULL,
    -- The step it is at and how far in it: `done` of `total`.
    step text,
    done bigint NOT NULL,
    total bigint NOT NULL,
    -- Key of its message in the locales, after `error-`, where it failed.
    error_code text,
    result_sha256 text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX readings_expires_at ON readings (expires_at);
