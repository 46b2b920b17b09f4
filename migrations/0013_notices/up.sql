-- What people were told about tasks.
CREATE TABLE notices (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (id),
    task_id uuid NOT NULL REFERENCES tasks (id),
    -- due_soon, overdue, escalated, returned, to_confirm, handed_over
    kind text NOT NULL,
    -- What it is about, so that nobody is told the same thing twice: due 2026-11-30 7, overdue 2026-11-30 0,
    -- escalated 2026-11-30, event and its id.
    occasion text NOT NULL,
    -- Last day in time when it was told, and days until then or since then.
    due_on date,
    days integer NOT NULL,
    -- The day in Vietnam on which it was told, and the instant.
    day date NOT NULL,
    told_at timestamptz NOT NULL,
    read_at timestamptz,
    -- The day of the mail that tells it.
    mail_day date
);
CREATE UNIQUE INDEX notices_occasion ON notices (task_id, occasion, person_id);
CREATE INDEX notices_person ON notices (person_id, told_at, id);
CREATE INDEX notices_day ON notices (day, person_id);
-- Mails: one for a person and day, claimed by its row before it is sent.
CREATE TABLE notice_mails (
    person_id uuid NOT NULL REFERENCES people (id),
    -- In Vietnam.
    day date NOT NULL,
    message_id text NOT NULL,
    -- pending (on its way; whether it left nobody knows, and it is not sent again), sent, failed (refused for certain)
    state text NOT NULL,
    attempts integer NOT NULL,
    -- What failed is not tried again before this instant.
    retry_at timestamptz,
    -- Why it failed; without addresses.
    error text,
    -- When the state was written down.
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, day)
);
CREATE INDEX notice_mails_day ON notice_mails (day);
-- Whether somebody wants these mails.
ALTER TABLE people ADD COLUMN wants_mail boolean NOT NULL DEFAULT TRUE;
