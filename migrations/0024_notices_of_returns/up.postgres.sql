-- Notices are about a task or about a return.
ALTER TABLE notices ALTER COLUMN task_id DROP NOT NULL;
ALTER TABLE notices ADD COLUMN return_id uuid REFERENCES returns (id);
ALTER TABLE notices ADD CHECK ((task_id IS NULL) <> (return_id IS NULL));
CREATE UNIQUE INDEX notices_return_occasion ON notices (return_id, occasion, person_id);
