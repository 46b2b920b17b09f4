//! What a person should look at first.

use documents::Warning;
use minijinja::{Value, context};
use reading::model::Confidence;

use super::Outcome;

/// One line each, with the way to what it speaks of.
pub(super) fn looks(outcome: &Outcome) -> Vec<Value> {
    let reading = &outcome.reading;
    let header = &reading.document;
    let mut looks = Vec::new();
    let mut look = |name: &str, at: &str, count: usize| looks.push(context! { name, at, count, page => 0 });
    let unsure = |level: Confidence| level == Confidence::Unsure;

    for (name, is_missing) in [
        ("clauses", reading.clauses.is_empty()),
        ("number", header.number.is_none()),
        ("date", header.date.is_none()),
        ("issuer", header.issuer.is_none()),
        ("signer", header.signature.name.is_none()),
    ] {
        if is_missing {
            look(name, "", 1);
        }
    }
    for (name, at, count) in [
        ("targets", "targets", reading.targets.iter().filter(|target| unsure(target.confidence)).count()),
        ("duties", "duties", reading.duties.iter().filter(|duty| unsure(duty.confidence)).count()),
        ("units", "duties", reading.duties.iter().filter(|duty| duty.units.is_empty()).count()),
        ("reporting", "reporting", reading.reporting.iter().filter(|rule| unsure(rule.confidence)).count()),
        (
            "repairs",
            "repairs",
            reading
                .repairs
                .iter()
                .filter(|repair| unsure(crate::readings::repairs::level_of(repair)))
                .count(),
        ),
    ] {
        if count > 0 {
            look(name, at, count);
        }
    }
    looks.extend(outcome.source.warnings.iter().map(|warning| match warning {
        Warning::PageWithoutText { page } => {
            context! { name => "page-without-text", at => "", count => 1, page }
        }
        Warning::UndecodableBytes { count } => {
            context! { name => "undecodable-bytes", at => "", count, page => 0 }
        }
        Warning::UnmappedGlyphs { count } => {
            context! { name => "unmapped-glyphs", at => "", count, page => 0 }
        }
    }));
    looks
}
