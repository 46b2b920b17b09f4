-- Those who sign in.
CREATE TABLE people (
    id uuid NOT NULL PRIMARY KEY,
    -- What they type to sign in: small letters.
    login text NOT NULL,
    name text NOT NULL,
    email text,
    -- Name and login without marks, in small letters, to be found by.
    sought text NOT NULL,
    -- PHC string of argon2id; none until an invitation was taken up.
    password text,
    disabled_at timestamptz,
    revision integer NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX people_login ON people (login);
-- What somebody is, where and when; ended rather than deleted.
CREATE TABLE grants (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (id),
    role text NOT NULL,
    -- None: everywhere.
    unit_id uuid REFERENCES units (id),
    -- First day, and first day on which it does not hold any more.
    valid_from date NOT NULL,
    valid_to date,
    -- Where it is a delegation: of which role, and why. It ends with that role at the latest.
    delegated_from uuid REFERENCES grants (id),
    reason text,
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX grants_person ON grants (person_id);
CREATE INDEX grants_unit ON grants (unit_id);
CREATE INDEX grants_delegated_from ON grants (delegated_from);
-- Open sign-ins, under the SHA-256 of what the browser keeps.
CREATE TABLE sessions (
    token_sha256 text NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);
-- Links by which a password is chosen; a person has one at most.
CREATE TABLE invitations (
    person_id uuid NOT NULL PRIMARY KEY REFERENCES people (id),
    token_sha256 text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX invitations_token ON invitations (token_sha256);
-- Wrong passwords, by what was typed as the name: the next try has to wait.
CREATE TABLE sign_in_failures (
    login text NOT NULL PRIMARY KEY,
    count integer NOT NULL,
    -- No try before this instant.
    wait_until timestamptz NOT NULL,
    last_at timestamptz NOT NULL
);
