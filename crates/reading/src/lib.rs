//! What a plan says: header, targets, duties, reporting rule, each with its sentence; a proposal for a person.
//!
//! Pure: no I/O, no clock, no randomness. It never invents a unit, a number or a date; what it names stands in the
//! text at the span it gives.

mod budget;
mod closing;
mod deadlines;
mod duties;
mod header;
mod horizon;
mod indicators;
pub mod model;
mod plan;
mod quantity;
mod references;
mod repairs;
mod reporting;
mod roles;
mod sentence;
mod targets;
mod text;
pub mod units;
mod vocabulary;
mod words;

use documents::Document;
use documents::outline::{Outline, outline};

pub use model::Reading;
use model::{Clause, UnitMention};
use plan::Plan;
pub use repairs::accept;
pub use sentence::sentences;

/// Reads a document: its outline, then what it says.
pub fn read(document: &Document) -> Reading {
    interpret(document, &outline(document))
}

/// Reads what a plan says out of its outline.
pub fn interpret(document: &Document, outline: &Outline) -> Reading {
    let plan = Plan::new(outline, &document.text);
    let mut header = header::header(outline);
    closing::closing(&outline.closing, &mut header);
    header.references = references(outline, &header);
    let (indicators, reached) = indicators::indicators(&plan);
    Reading {
        clauses: clauses(&plan),
        targets: targets::targets(&plan).into_iter().chain(reached).collect(),
        duties: duties::duties(&plan, horizon::single_year(&header)),
        indicators,
        budget: budget::budget(&plan),
        reporting: reporting::reporting(&plan),
        horizon: horizon::horizon(&plan, &header),
        units: mentions(&plan),
        repairs: repairs::repairs(outline),
        document: header,
    }
}

fn references(outline: &Outline, header: &model::Header) -> Vec<model::Reference> {
    let own = header.number_and_symbol().unwrap_or_default();
    let body = outline.clauses.iter().map(|clause| &clause.passage);
    references::collect(outline.front.iter().chain(body).chain(&outline.closing), &own)
}

fn clauses(plan: &Plan) -> Vec<Clause> {
    let columns = |clause: &documents::outline::Clause| {
        clause.columns.iter().map(|column| (column.name.clone(), column.passage.text.clone())).collect()
    };
    let clause = |(clause, role): (&documents::outline::Clause, &model::Role)| Clause {
        path: clause.path.clone(),
        kind: clause.kind,
        depth: clause.depth,
        role: *role,
        text: clause.passage.text.clone(),
        span: clause.span,
        columns: columns(clause),
    };
    plan.outline.clauses.iter().zip(&plan.roles).map(clause).collect()
}

/// Every name of an agency in the clauses; a group of places alone is none.
fn mentions(plan: &Plan) -> Vec<UnitMention> {
    let in_clause = |place: usize| {
        let clause = plan.clause(place);
        let found = plan.named(place).names.iter().filter(|found| !found.places_only);
        found.map(move |found| UnitMention {
            clause: clause.path.clone(),
            name: clause.passage.text[found.range.clone()].to_owned(),
            full_name: units::full_name(&found.name(&clause.passage.text)),
            group: found.group,
            span: plan::locate(&clause.passage, &found.range),
        })
    };
    (0..plan.len()).flat_map(in_clause).collect()
}
