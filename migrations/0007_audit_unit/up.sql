-- The unit that an event is about or was done for, so that those who look after it see it; it is in the hash.
ALTER TABLE audit_events ADD COLUMN unit_id uuid;
CREATE INDEX audit_events_unit ON audit_events (unit_id, number);
CREATE INDEX audit_events_actor ON audit_events (actor, number);
