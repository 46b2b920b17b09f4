//! A plan while it is read: its outline with what every rule asks of a clause.

use std::ops::Range;

use documents::Span;
use documents::outline::{Clause, Outline, Passage};

use crate::model::Role;
use crate::roles;
use crate::units::Named;

/// The outline, the role of each clause, the names in it and who its children are.
pub(crate) struct Plan<'a> {
    pub(crate) outline: &'a Outline,
    pub(crate) roles: Vec<Role>,
    names: Vec<Named<'a>>,
    children: Vec<Vec<usize>>,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(outline: &'a Outline) -> Self {
        let mut children = vec![Vec::new(); outline.clauses.len()];
        for (place, clause) in outline.clauses.iter().enumerate() {
            if let Some(parent) = clause.parent {
                children[parent].push(place);
            }
        }
        let roles = roles::roles(outline, &children);
        let names = outline.clauses.iter().map(|clause| Named::new(&clause.passage.text)).collect();
        Self { outline, roles, names, children }
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

    pub(crate) fn path(&self, place: usize) -> String {
        self.clause(place).path.clone()
    }

    /// Whether some part of it hands out work.
    pub(crate) fn assigns(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::Assignment | Role::Task | Role::Solution))
    }

    pub(crate) fn is_leaf(&self, place: usize) -> bool {
        self.children[place].is_empty()
    }
}

/// Where a piece of a passage stands in the source.
pub(crate) fn locate(passage: &Passage, range: &Range<usize>) -> Span {
    passage.locate(range.start, range.end)
}
