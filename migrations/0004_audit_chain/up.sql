-- Every event has a number without a gap and a hash over the event before it and all of its own, so that a change shows.
-- Events from before this step have neither; their hash stands in the head.
ALTER TABLE audit_events ADD COLUMN number bigint;
ALTER TABLE audit_events ADD COLUMN hash text;
CREATE UNIQUE INDEX audit_events_number ON audit_events (number);
-- The last link. Its one row is locked while events are added.
CREATE TABLE audit_head (
    id integer NOT NULL PRIMARY KEY CHECK (id = 1),
    number bigint NOT NULL,
    hash text NOT NULL,
    -- Hash over the events that have no number.
    before text NOT NULL
);
INSERT INTO audit_head (id, number, hash, before) VALUES (1, 0, '', '');
