-- The register of documents that came in. A row keeps its number whatever becomes of it.
CREATE TABLE incoming_documents (
    id uuid NOT NULL PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    year integer NOT NULL,
    number integer NOT NULL,
    arrived_on date NOT NULL,
    -- exchange, mail, hand
    channel text NOT NULL,
    sender text NOT NULL,
    -- Number and symbol that the sender gave it, its day, type and subject; empty where it has none.
    code text NOT NULL,
    document_on date,
    kind text NOT NULL,
    title text NOT NULL,
    due_on date,
    words text,
    -- new, accepted, passed, refused, cancelled, revoked, replaced
    state text NOT NULL,
    -- To whom it was passed on last.
    passed_unit_id uuid REFERENCES units (id),
    passed_person_id uuid REFERENCES people (id),
    -- Of the exchange: the code of the sender, and the id of the document between systems.
    organ text,
    exchange_id text,
    -- What it is found by: folded.
    sought text NOT NULL,
    revision integer NOT NULL
);
CREATE UNIQUE INDEX incoming_documents_number ON incoming_documents (unit_id, year, number);
CREATE INDEX incoming_documents_state ON incoming_documents (unit_id, state, year, number);
CREATE INDEX incoming_documents_exchange ON incoming_documents (exchange_id);
CREATE INDEX incoming_documents_passed_unit ON incoming_documents (passed_unit_id);
CREATE INDEX incoming_documents_passed_person ON incoming_documents (passed_person_id);
-- What happened to it, in order; rows are only ever added.
CREATE TABLE incoming_document_events (
    id uuid NOT NULL PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES incoming_documents (id),
    number integer NOT NULL,
    -- register, accept, refuse, correct, pass, cancel, revoke, replace
    kind text NOT NULL,
    -- Null: the program, for a message.
    person_id uuid REFERENCES people (id),
    words text,
    -- What was corrected, as JSON: field, before, after.
    changes text,
    -- To whom it was passed on.
    to_unit_id uuid REFERENCES units (id),
    to_person_id uuid REFERENCES people (id),
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX incoming_document_events_number ON incoming_document_events (document_id, number);
CREATE TABLE incoming_document_files (
    document_id uuid NOT NULL REFERENCES incoming_documents (id),
    evidence_id uuid NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (document_id, evidence_id)
);
CREATE INDEX incoming_document_files_evidence ON incoming_document_files (evidence_id);
-- Messages that were found in the folder of the exchange, each once for each unit that it is for.
CREATE TABLE exchange_messages (
    id uuid NOT NULL PRIMARY KEY,
    -- What makes it the same message as another.
    key text NOT NULL,
    file_name text NOT NULL,
    -- new, revocation, update, replacement, receipt, unreadable
    kind text NOT NULL,
    -- Why it was not taken in; null: it was.
    reason text,
    -- The code of who sent it, and the document that it brings or is about.
    sender text NOT NULL,
    code text NOT NULL,
    -- Whose it is; null: nobody's here.
    unit_id uuid REFERENCES units (id),
    -- What it brought, or what it answered.
    incoming_id uuid REFERENCES incoming_documents (id),
    document_id uuid REFERENCES official_documents (id),
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX exchange_messages_key ON exchange_messages (key);
CREATE INDEX exchange_messages_reason ON exchange_messages (reason, recorded_at);
-- The id of the document between systems, by which receipts name it.
ALTER TABLE dispatches ADD COLUMN exchange_id text;
CREATE INDEX dispatches_exchange ON dispatches (exchange_id);
UPDATE dispatches SET exchange_id = (
    SELECT letterheads.organ || ',' || replace(CAST(official_documents.issued_on AS text), '-', '/') || ','
        || CAST(official_documents.number AS text) || '/' || official_documents.symbol
    FROM official_documents JOIN letterheads ON letterheads.unit_id = official_documents.unit_id
    WHERE official_documents.id = dispatches.document_id
) WHERE channel = 'exchange';
-- Why it failed, by the name of a text; what the recipient or a server said stays in words.
ALTER TABLE dispatches ADD COLUMN reason text;
UPDATE dispatches SET reason = 'workers-lost', words = NULL WHERE words = 'the workers were lost';
UPDATE dispatches SET reason = 'broken-off', words = NULL WHERE words = 'broken off while it was sent';
-- Notices are about a task, a return or an incoming document. A rule of a table can only be changed in a new one.
CREATE TABLE notices_of_all (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (id),
    task_id uuid REFERENCES tasks (id),
    return_id uuid REFERENCES returns (id),
    kind text NOT NULL,
    -- What it is about, so that nobody is told the same thing twice.
    occasion text NOT NULL,
    due_on date,
    days integer NOT NULL,
    day date NOT NULL,
    told_at timestamptz NOT NULL,
    read_at timestamptz,
    mail_day date,
    incoming_id uuid REFERENCES incoming_documents (id),
    CHECK ((task_id IS NOT NULL) + (return_id IS NOT NULL) + (incoming_id IS NOT NULL) = 1)
);
INSERT INTO notices_of_all
    SELECT id, person_id, task_id, return_id, kind, occasion, due_on, days, day, told_at, read_at, mail_day, NULL FROM notices;
DROP TABLE notices;
ALTER TABLE notices_of_all RENAME TO notices;
CREATE UNIQUE INDEX notices_occasion ON notices (task_id, occasion, person_id);
CREATE UNIQUE INDEX notices_return_occasion ON notices (return_id, occasion, person_id);
CREATE UNIQUE INDEX notices_incoming_occasion ON notices (incoming_id, occasion, person_id);
CREATE INDEX notices_person ON notices (person_id, told_at, id);
CREATE INDEX notices_day ON notices (day, person_id);
