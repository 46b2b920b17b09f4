-- The second step of signing in: codes of an app that shares a secret with us.
CREATE TABLE second_factors (
    person_id uuid NOT NULL PRIMARY KEY REFERENCES people (id),
    -- In base32. Codes are worked out of it, so a hash would not do (docs/decisions/0007-signing-in.md).
    secret text NOT NULL,
    -- The last time step of which a code was taken; it and those before it work no more.
    last_step bigint NOT NULL,
    confirmed_at timestamptz NOT NULL
);
-- What is left of the codes for whoever has lost the app; each goes when it is used.
CREATE TABLE recovery_codes (
    person_id uuid NOT NULL REFERENCES second_factors (person_id),
    code_sha256 text NOT NULL,
    PRIMARY KEY (person_id, code_sha256)
);
-- Sign-ins between the password and the code: no page knows them but that of the code.
CREATE TABLE half_sign_ins (
    token_sha256 text NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (id),
    expires_at timestamptz NOT NULL,
    -- A secret that this browser was shown, for who has to set the second step up.
    offered_secret text
);
CREATE INDEX half_sign_ins_person ON half_sign_ins (person_id);
CREATE INDEX half_sign_ins_expires ON half_sign_ins (expires_at);
-- The same, for who sets it up while signed in.
ALTER TABLE sessions ADD COLUMN offered_secret text;
-- What holds for everybody. Its one row is locked where it is asked before a sign-in is opened.
CREATE TABLE sign_in_rules (
    id integer NOT NULL PRIMARY KEY CHECK (id = 1),
    second_factor_required boolean NOT NULL
);
INSERT INTO sign_in_rules (id, second_factor_required) VALUES (1, false);
-- Checks of the audit's chain that were asked for on the page.
CREATE TABLE audit_checks (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (id),
    asked_at timestamptz NOT NULL,
    -- The head that was kept elsewhere and has to be in the chain: number:hash.
    kept text,
    ended_at timestamptz,
    -- Key of its text: audit-whole, audit-failed, or how the chain is broken; none until it has ended.
    result text,
    -- The head of a whole chain, or the number of the event at which it is broken.
    detail text NOT NULL
);
CREATE INDEX audit_checks_asked ON audit_checks (asked_at);
