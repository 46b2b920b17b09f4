-- Templates of documents as an authority changed them; the supplied ones come with the program. Rows are only ever added: the
-- latest that holds on a day counts.
CREATE TABLE report_templates (
    -- Proposed by the form, so that a form sent twice is one row.
    id uuid NOT NULL PRIMARY KEY,
    -- Whose regimes it is for: one of them, or all of a unit.
    unit_id uuid NOT NULL REFERENCES units (id),
    regime_id uuid REFERENCES regimes (id),
    -- report, review, final, reminder, submission
    kind text NOT NULL,
    from_on date NOT NULL,
    -- Empty: the supplied one again.
    words text NOT NULL,
    person_id uuid NOT NULL REFERENCES people (id),
    recorded_at timestamptz NOT NULL
);
CREATE INDEX report_templates_unit ON report_templates (unit_id, kind, from_on);
-- What is made of the returns of a period: a report, or a letter about them.
CREATE TABLE consolidations (
    id uuid NOT NULL PRIMARY KEY,
    period_id uuid NOT NULL REFERENCES report_periods (id),
    kind text NOT NULL,
    -- The one that it corrects.
    replaces_id uuid REFERENCES consolidations (id),
    -- The template as it was when it began, to be changed for this document alone.
    template text NOT NULL,
    -- draft, reviewed, signed
    state text NOT NULL,
    -- The day on which tasks are counted, and the SHA-256 of the document, as they were when it was reviewed.
    counted_on date,
    reviewed_sha256 text,
    -- Counts its changes.
    revision integer NOT NULL,
    recorded_at timestamptz NOT NULL
);
-- One at a time is in hand.
CREATE UNIQUE INDEX consolidations_in_hand ON consolidations (period_id, kind) WHERE state <> 'signed';
CREATE INDEX consolidations_period ON consolidations (period_id);
-- What happened to it, in order; rows are only ever added.
CREATE TABLE consolidation_events (
    id uuid NOT NULL PRIMARY KEY,
    consolidation_id uuid NOT NULL REFERENCES consolidations (id),
    number integer NOT NULL,
    -- begin, refresh, write, review, reopen, sign
    kind text NOT NULL,
    person_id uuid NOT NULL REFERENCES people (id),
    words text,
    recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX consolidation_events_number ON consolidation_events (consolidation_id, number);
-- What a return told when it was taken in.
CREATE TABLE consolidation_sources (
    id uuid NOT NULL PRIMARY KEY,
    consolidation_id uuid NOT NULL REFERENCES consolidations (id),
    section_id uuid NOT NULL REFERENCES regime_sections (id),
    return_id uuid NOT NULL REFERENCES returns (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    words text NOT NULL
);
CREATE UNIQUE INDEX consolidation_sources_return ON consolidation_sources (consolidation_id, return_id, section_id);
-- What the document tells, in order within a section.
CREATE TABLE consolidation_passages (
    id uuid NOT NULL PRIMARY KEY,
    consolidation_id uuid NOT NULL REFERENCES consolidations (id),
    section_id uuid NOT NULL REFERENCES regime_sections (id),
    position integer NOT NULL,
    words text NOT NULL,
    -- Whether the document names the unit that told it.
    is_named boolean NOT NULL,
    revision integer NOT NULL
);
CREATE INDEX consolidation_passages_of ON consolidation_passages (consolidation_id, section_id, position);
-- Of what a passage was made: of several where they were joined; one told may be in several where it was cut. What no passage is
-- made of is not used.
CREATE TABLE consolidation_origins (
    passage_id uuid NOT NULL REFERENCES consolidation_passages (id),
    source_id uuid NOT NULL REFERENCES consolidation_sources (id),
    PRIMARY KEY (passage_id, source_id)
);
CREATE INDEX consolidation_origins_source ON consolidation_origins (source_id);
