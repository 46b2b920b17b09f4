-- Files that prove something, each as it was handed in. Never changed; a better one replaces it and says so.
CREATE TABLE evidence (
    id uuid NOT NULL PRIMARY KEY,
    -- The unit that handed it in: who may see its work may see this.
    unit_id uuid NOT NULL REFERENCES units (id),
    person_id uuid NOT NULL REFERENCES people (id),
    file_sha256 text NOT NULL,
    -- Name of the file as it came.
    name text NOT NULL,
    size bigint NOT NULL,
    -- Told by content: pdf, docx, xlsx, jpeg, png, webp, text
    form text NOT NULL,
    -- What it shows, in words.
    note text,
    -- The evidence in whose place it stands now.
    replaces uuid REFERENCES evidence (id),
    recorded_at timestamptz NOT NULL
);
CREATE INDEX evidence_unit ON evidence (unit_id);
CREATE INDEX evidence_file ON evidence (file_sha256);
CREATE UNIQUE INDEX evidence_replaces ON evidence (replaces);
