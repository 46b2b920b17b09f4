-- The days in Vietnam on which all that their dates bring was told: the job that runs all day looks once.
CREATE TABLE notice_days (
    day date NOT NULL PRIMARY KEY,
    told_at timestamptz NOT NULL
);
