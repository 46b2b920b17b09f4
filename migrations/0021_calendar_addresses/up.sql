-- Addresses under which a calendar reads the tasks of somebody, under the SHA-256 of their secret; a person has one at most.
CREATE TABLE calendar_addresses (
    person_id uuid NOT NULL PRIMARY KEY REFERENCES people (id),
    secret_sha256 text NOT NULL,
    made_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX calendar_addresses_secret ON calendar_addresses (secret_sha256);
