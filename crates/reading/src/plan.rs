//! A plan while it is read: its outline with what every rule asks of a clause.

use std::ops::Range;

use documents::Span;
use documents::outline::{Clause, Kind, Outline, Passage};

use crate::model::Role;
use crate::roles;
use crate::units::Named;

/// The outline, the role of each clause, the names in it and who its children are.
pub(crate) struct Plan<'a> {
    pub(crate) outline: &'a Outline,
    /// The text the clauses were read from; empty where only their words count.
    source: &'a str,
    pub(crate) roles: Vec<Role>,
    /// Some part of it hands out work.
    pub(crate) assigns: bool,
    /// It has sections, as plans have and letters have not.
    pub(crate) has_sections: bool,
    names: Vec<Named<'a>>,
    children: Vec<Vec<usize>>,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(outline: &'a Outline, source: &'a str) -> Self {
        let mut children = vec![Vec::new(); outline.clauses.len()];
        for (place, clause) in outline.clauses.iter().enumerate() {
            if let Some(parent) = clause.parent {
                children[parent].push(place);
            }
        }
        let roles = roles::roles(outline, &children);
        let names = outline.clauses.iter().map(|clause| Named::new(&clause.passage.text)).collect();
        let hands_out = |role: &Role| matches!(role, Role::Assignment | Role::Task | Role::Solution);
        Self {
            outline,
            source,
            assigns: roles.iter().any(hands_out),
            has_sections: outline.clauses.iter().any(|clause| clause.kind == Kind::Section),
            roles,
            names,
            children,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.outline.clauses.len()
    }

    pub(crate) fn clause(&self, place: usize) -> &'a Clause {
        &self.outline.clauses[place]
    }

    pub(crate) fn text(&self, place: usize) -> &'a str {
        &self.clause(place).passage.text
    }

    /// The text of a clause with the names in it.
    pub(crate) fn named(&self, place: usize) -> &Named<'a> {
        &self.names[place]
    }

    /// What stands in the source between a clause and the next one, and is no clause: the heading of a table.
    pub(crate) fn before_next(&self, place: usize) -> &'a str {
        let next = self.outline.clauses.get(place + 1).map_or(self.source.len(), |next| next.span.start);
        self.source.get(self.clause(place).span.end..next).unwrap_or_default()
    }

    /// Whether this place of a clause stands at the beginning of a printed line.
    pub(crate) fn begins_line(&self, place: usize, at: usize) -> bool {
        let passage = &self.clause(place).passage;
        let start = passage.locate(at, passage.text.len()).start;
        let before = self.source.get(..start).unwrap_or_default();
        before.trim_end_matches([' ', '\t', '\u{a0}']).ends_with('\n')
    }

    /// Whether this place of a clause stands at the end of a printed line, marks left out.
    pub(crate) fn ends_line(&self, place: usize, at: usize) -> bool {
        let passage = &self.clause(place).passage;
        let end = passage.locate(0, at).end;
        let after = self.source.get(end..).unwrap_or_default();
        let rest = after.trim_start_matches([' ', '\t', '\u{a0}', ',', ';', '.']);
        rest.is_empty() || rest.starts_with('\n')
    }

    pub(crate) fn path(&self, place: usize) -> String {
        self.clause(place).path.clone()
    }

    pub(crate) fn is_leaf(&self, place: usize) -> bool {
        self.children[place].is_empty()
    }
}

/// Where a piece of a passage stands in the source.
pub(crate) fn locate(passage: &Passage, range: &Range<usize>) -> Span {
    passage.locate(range.start, range.end)
}
