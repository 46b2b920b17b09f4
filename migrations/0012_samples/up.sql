-- Sample data that is here: pages say so, and `biokhe sample remove` takes it away.
CREATE TABLE samples (
    name text NOT NULL PRIMARY KEY,
    -- What was written down later is somebody's own.
    loaded_at timestamptz NOT NULL
);
