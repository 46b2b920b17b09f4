-- What stands on the documents of a unit. Of one without a row the tree tells.
CREATE TABLE letterheads (
    unit_id uuid NOT NULL PRIMARY KEY REFERENCES units (id),
    -- The agency above; empty where none is shown.
    parent text NOT NULL,
    agency text NOT NULL,
    -- Its sign in numbers: UBND
    sign text NOT NULL,
    -- Where it issues.
    place text NOT NULL,
    -- The body on whose behalf its head signs; empty where the head decides alone.
    collective text NOT NULL,
    -- Whether each type of document has numbers of its own.
    is_by_type boolean NOT NULL,
    revision integer NOT NULL,
    recorded_at timestamptz NOT NULL
);
-- Who signs for a unit, how, and when.
CREATE TABLE signers (
    -- Proposed by the form, so that a form sent twice is one row.
    id uuid NOT NULL PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    person_id uuid NOT NULL REFERENCES people (id),
    -- head, acting, deputy, by_order, delegated
    authority text NOT NULL,
    title text NOT NULL,
    -- The head's title, where it is another's.
    head_title text NOT NULL,
    -- The act of a delegation.
    act text,
    from_on date NOT NULL,
    -- First day on which it does not hold any more.
    to_on date,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX signers_unit ON signers (unit_id, person_id);
-- The last number of each series.
CREATE TABLE number_registers (
    unit_id uuid NOT NULL REFERENCES units (id),
    year integer NOT NULL,
    -- The sign of the type where each has numbers of its own; else empty.
    series text NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (unit_id, year, series)
);
-- What was signed. It never changes; a correction is another.
CREATE TABLE official_documents (
    id uuid NOT NULL PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    -- What it was made of.
    consolidation_id uuid NOT NULL REFERENCES consolidations (id),
    -- Its type in words, empty for a letter; its symbol BC-UBND; the sign of its type BC.
    kind text NOT NULL,
    symbol text NOT NULL,
    type_sign text NOT NULL,
    title text NOT NULL,
    -- signed, issued, replaced, revoked
    state text NOT NULL,
    signer_id uuid NOT NULL REFERENCES people (id),
    signed_at timestamptz NOT NULL,
    snapshot_sha256 text NOT NULL,
    -- The number that it was given.
    year integer,
    series text,
    number integer,
    issued_on date,
    issued_at timestamptz,
    replaces_id uuid REFERENCES official_documents (id),
    -- Counts what happened to it.
    revision integer NOT NULL
);
CREATE UNIQUE INDEX official_documents_number ON official_documents (unit_id, year, series, number);
CREATE UNIQUE INDEX official_documents_made_of ON official_documents (consolidation_id);
CREATE INDEX official_documents_unit ON official_documents (unit_id, state, id);
-- What happened to it, in order; rows are only ever added.
CREATE TABLE official_document_events (
    id uuid NOT NULL PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES official_documents (id),
    number integer NOT NULL,
    -- sign, issue, take-back, replace, revoke
    kind text NOT NULL,
    person_id uuid NOT NULL REFERENCES people (id),
    words text,
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX official_document_events_number ON official_document_events (document_id, number);
-- Its files: made when it was issued, and signed outside since.
CREATE TABLE official_document_files (
    document_id uuid NOT NULL REFERENCES official_documents (id),
    -- docx, pdf, signed
    kind text NOT NULL,
    sha256 text NOT NULL,
    bytes bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, kind, sha256)
);
CREATE INDEX official_document_files_sha256 ON official_document_files (sha256);
