-- Files that prove something. What they prove is said where it stands: in `task_evidence` for what happened to a task.
CREATE TABLE evidence (
    id uuid NOT NULL PRIMARY KEY,
    file_sha256 text NOT NULL,
    -- As its sender called it.
    file_name text NOT NULL,
    -- Told by its content: pdf, jpeg, png, webp, docx, xlsx, pptx, odt, ods, text.
    kind text NOT NULL,
    bytes bigint NOT NULL,
    -- None: the program itself.
    person_id uuid REFERENCES people (id),
    recorded_at timestamptz NOT NULL
);
CREATE INDEX evidence_file ON evidence (file_sha256);
CREATE TABLE task_evidence (
    event_id uuid NOT NULL REFERENCES task_events (id),
    evidence_id uuid NOT NULL REFERENCES evidence (id),
    task_id uuid NOT NULL REFERENCES tasks (id),
    PRIMARY KEY (event_id, evidence_id)
);
CREATE INDEX task_evidence_task ON task_evidence (task_id);
CREATE INDEX task_evidence_evidence ON task_evidence (evidence_id);
