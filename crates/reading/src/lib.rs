//! What a plan says: header, targets, duties, reporting rule, each with its sentence; a proposal for a person.
