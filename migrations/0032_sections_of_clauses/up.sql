-- A section of a regime may tell about a clause of its plan; the path as printed, which never changes.
ALTER TABLE regime_sections ADD COLUMN clause_id uuid REFERENCES plan_clauses (id);
ALTER TABLE regime_sections ADD COLUMN clause_path text;
