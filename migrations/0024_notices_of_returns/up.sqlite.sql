-- Notices are about a task or about a return. A column can only be made to hold nothing in a new table.
CREATE TABLE notices_of_all (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (id),
    task_id uuid REFERENCES tasks (id),
    return_id uuid REFERENCES returns (id),
    -- due_soon, overdue, escalated, returned, to_confirm, handed_over, asked, to_accept
    kind text NOT NULL,
    -- What it is about, so that nobody is told the same thing twice.
    occasion text NOT NULL,
    due_on date,
    days integer NOT NULL,
    day date NOT NULL,
    told_at timestamptz NOT NULL,
    read_at timestamptz,
    mail_day date,
    CHECK ((task_id IS NULL) <> (return_id IS NULL))
);
INSERT INTO notices_of_all
    SELECT id, person_id, task_id, NULL, kind, occasion, due_on, days, day, told_at, read_at, mail_day FROM notices;
DROP TABLE notices;
ALTER TABLE notices_of_all RENAME TO notices;
CREATE UNIQUE INDEX notices_occasion ON notices (task_id, occasion, person_id);
CREATE UNIQUE INDEX notices_return_occasion ON notices (return_id, occasion, person_id);
CREATE INDEX notices_person ON notices (person_id, told_at, id);
CREATE INDEX notices_day ON notices (day, person_id);
