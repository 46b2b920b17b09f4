-- Files that prove what a return tells. Each came with an event of the return; one that was withdrawn stays.
CREATE TABLE return_evidence (
    event_id uuid NOT NULL REFERENCES return_events (id),
    evidence_id uuid NOT NULL REFERENCES evidence (id),
    -- The figure that it proves; null: the return as a whole.
    indicator_id uuid REFERENCES indicators (id),
    -- The event that withdrew it.
    withdrawn_by uuid REFERENCES return_events (id),
    PRIMARY KEY (event_id, evidence_id)
);
CREATE INDEX return_evidence_evidence ON return_evidence (evidence_id);
CREATE INDEX return_evidence_withdrawn ON return_evidence (withdrawn_by);
