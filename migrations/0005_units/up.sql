-- Agencies, offices, wards, centres. A unit never changes its name, place or kind: that makes another unit, by a
-- succession; what was written down wrongly is corrected.
CREATE TABLE units (
    id uuid NOT NULL PRIMARY KEY,
    parent_id uuid REFERENCES units (id),
    -- authority, commune, office, service, party, front, enterprise, other
    kind text NOT NULL,
    -- Of the General Statistics Office, or of whoever numbers such units.
    code text,
    name text NOT NULL,
    short_name text,
    -- First day on which it holds, and first day on which it does not hold any more.
    valid_from date NOT NULL,
    valid_to date,
    revision integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX units_parent ON units (parent_id);
-- Who stands above whom, at whatever distance; each unit is its own ancestor at 0.
CREATE TABLE unit_ancestors (
    unit_id uuid NOT NULL REFERENCES units (id),
    ancestor_id uuid NOT NULL REFERENCES units (id),
    distance integer NOT NULL,
    PRIMARY KEY (unit_id, ancestor_id)
);
CREATE INDEX unit_ancestors_ancestor ON unit_ancestors (ancestor_id, unit_id);
-- Acts by which units become others.
CREATE TABLE successions (
    id uuid NOT NULL PRIMARY KEY,
    -- Number and symbol of the act, and its day.
    act text NOT NULL,
    act_on date NOT NULL,
    -- First day on which the successors act.
    effective_on date NOT NULL,
    note text,
    recorded_at timestamptz NOT NULL
);
CREATE TABLE succession_shares (
    succession_id uuid NOT NULL REFERENCES successions (id),
    from_unit uuid NOT NULL REFERENCES units (id),
    to_unit uuid NOT NULL REFERENCES units (id),
    -- Millionths of the predecessor; those of one predecessor make a million.
    share bigint NOT NULL CHECK (share > 0 AND share <= 1000000),
    PRIMARY KEY (succession_id, from_unit, to_unit)
);
CREATE INDEX succession_shares_from ON succession_shares (from_unit);
CREATE INDEX succession_shares_to ON succession_shares (to_unit);
