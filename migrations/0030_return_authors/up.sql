-- Who typed the figures of a return up to a submission: none of them accepts it.
CREATE TABLE return_authors (
    event_id uuid NOT NULL REFERENCES return_events (id),
    person_id uuid NOT NULL REFERENCES people (id),
    PRIMARY KEY (event_id, person_id)
);
INSERT INTO return_authors (event_id, person_id)
    SELECT DISTINCT return_events.id, return_cell_changes.person_id FROM return_events
    JOIN return_cell_changes ON return_cell_changes.return_id = return_events.return_id
        AND return_cell_changes.recorded_at <= return_events.recorded_at
    WHERE return_events.kind = 'submit';
