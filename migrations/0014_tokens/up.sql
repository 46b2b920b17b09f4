-- Secrets with which programs act for a person, under their SHA-256. A row goes when it is revoked, and with the password.
CREATE TABLE access_tokens (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (id),
    -- What the person calls it: the program that uses it.
    name text NOT NULL,
    token_sha256 text NOT NULL,
    -- False: it only looks.
    writes boolean NOT NULL,
    -- Last day on which it holds.
    last_day date NOT NULL,
    last_used_on date,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX access_tokens_token ON access_tokens (token_sha256);
CREATE INDEX access_tokens_person ON access_tokens (person_id);
CREATE INDEX access_tokens_last_day ON access_tokens (last_day);
