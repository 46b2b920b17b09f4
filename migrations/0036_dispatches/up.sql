-- By whom an authority is reached, as it was used last.
CREATE TABLE correspondents (
    unit_id uuid NOT NULL REFERENCES units (id),
    name text NOT NULL,
    -- mail, exchange, hand
    channel text NOT NULL,
    -- An address of mail, or the code of an agency.
    address text NOT NULL,
    PRIMARY KEY (unit_id, name)
);
-- A document on its way to one recipient. Its id names the message: it is sent once; to send it again is another.
CREATE TABLE dispatches (
    id uuid NOT NULL PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES official_documents (id),
    recipient text NOT NULL,
    channel text NOT NULL,
    address text NOT NULL,
    -- waiting, sending, sent, failed, unsure, received, rejected
    state text NOT NULL,
    -- Why it failed, or what the recipient said.
    words text,
    person_id uuid NOT NULL REFERENCES people (id),
    recorded_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    revision integer NOT NULL
);
CREATE INDEX dispatches_document ON dispatches (document_id, id);
-- The code of an agency in the exchange of documents.
ALTER TABLE letterheads ADD COLUMN organ text NOT NULL DEFAULT '';
