//! A reading as a person reads it in a terminal: the header, the clauses as a tree, then targets, duties by unit, the
//! reporting rule and the likely scan errors. The words are those of the reading page.

use app::readings::{Words, signer};
use reading::Reading;
use reading::model::{Clause, Confidence, Due, Duty, Header, Reporting, Target};
use std::collections::BTreeMap;
use std::io::{self, Write};
use web::texts::Texts;
use web::{Language, format};

/// Writes all of `reading`.
pub(super) fn write(
    out: &mut dyn Write,
    reading: &Reading,
    texts: &Texts,
    language: Language,
) -> io::Result<()> {
    let words = Words { texts, language };
    header(out, &reading.document, words)?;
    if let Some(horizon) = &reading.horizon {
        let from = horizon.from.map(|year| format!("{year} – ")).unwrap_or_default();
        fact(out, &words.get("fact-horizon"), &format!("{from}{}", horizon.to))?;
    }
    part(out, words, "clauses", &reading.clauses, clause)?;
    part(out, words, "targets", &reading.targets, target)?;
    part(out, words, "duties", &by_unit(&reading.duties, words), duties)?;
    if !reading.budget.is_empty() {
        writeln!(out, "\n{} ({})", words.get("budget-title"), reading.budget.len())?;
        reading.budget.iter().try_for_each(|line| {
            let sum = words.sum(line).map(|sum| format!(" ({sum})")).unwrap_or_default();
            writeln!(out, "{:<16}{}{sum}", line.clause, line.text)
        })?;
    }
    part(out, words, "reporting", reading.reporting.as_slice(), reporting)?;
    part(out, words, "repairs", &reading.repairs, |out, repair, _| {
        writeln!(out, "{:<16}{} → {}", repair.clause, repair.seen, repair.meant)
    })
}

fn header(out: &mut dyn Write, header: &Header, words: Words<'_>) -> io::Result<()> {
    let number = header.number_and_symbol();
    for (fact_name, value) in [
        ("kind", &header.kind),
        ("number", &number),
        ("issuer", &header.issuer),
        ("place", &header.place),
        ("date", &header.date.as_deref().map(|date| format::date(words.language, date))),
        ("title", &header.title),
        ("signer", &signer(header)),
    ] {
        let value = value.clone().unwrap_or_else(|| words.get("absent"));
        fact(out, &words.get(&format!("fact-{fact_name}")), &value)?;
    }
    listed(out, &words.get("fact-recipients"), header.recipients.iter().cloned())?;
    let references = header.references.iter().map(|reference| {
        let date = reference.date.as_deref().map(|date| format::date(words.language, date));
        let rest = [date, reference.issuer.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        format!("{} {rest}", reference.symbol)
    });
    listed(out, &words.get("part-references"), references)
}

fn fact(out: &mut dyn Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "{name:<20}{value}")
}

/// A line a value, the name before the first.
fn listed(out: &mut dyn Write, name: &str, values: impl Iterator<Item = String>) -> io::Result<()> {
    values.enumerate().try_for_each(|(at, value)| fact(out, if at == 0 { name } else { "" }, &value))
}

/// A heading with the number of items, and the items.
fn part<T>(
    out: &mut dyn Write,
    words: Words<'_>,
    name: &str,
    items: &[T],
    write: impl Fn(&mut dyn Write, &T, Words<'_>) -> io::Result<()>,
) -> io::Result<()> {
    writeln!(out, "\n{} ({})", words.get(&format!("part-{name}")), items.len())?;
    if items.is_empty() {
        writeln!(out, "{}", words.get(&format!("{name}-none")))?;
    }
    items.iter().try_for_each(|item| write(out, item, words))
}

fn clause(out: &mut dyn Write, clause: &Clause, words: Words<'_>) -> io::Result<()> {
    let indent = "  ".repeat(usize::from(clause.depth.saturating_sub(1)));
    let role = words.of("role", clause.role);
    writeln!(out, "{indent}{} [{role}] {}", clause.path, clause.text)?;
    for (column, cell) in &clause.columns {
        writeln!(out, "{indent}    {column}: {cell}")?;
    }
    Ok(())
}

fn target(out: &mut dyn Write, target: &Target, words: Words<'_>) -> io::Result<()> {
    let number = |value| format::number(words.language, value);
    let amount = match (target.low, target.high) {
        (Some(low), Some(high)) if low != high => format!("{} – {}", number(low), number(high)),
        (Some(value), _) | (None, Some(value)) => number(value),
        (None, None) => words.get("amount-words"),
    };
    let bound = target.bound.map(|bound| words.of("bound", bound));
    let by = target.by.map(|year| format!("({}: {year})", words.get("target-by")));
    let amount = [bound, Some(amount), target.unit.clone(), by].into_iter().flatten().collect::<Vec<_>>();
    let doubt = doubt(words, target.confidence);
    writeln!(out, "{:<16}{}: {}{doubt}", target.clause, target.measure, amount.join(" "))
}

type Assigned<'reading> = (String, Vec<&'reading Duty>);

/// Units in order of their first duty; what names no clear unit stands at its place too.
fn by_unit<'reading>(duties: &'reading [Duty], words: Words<'_>) -> Vec<Assigned<'reading>> {
    let mut order = BTreeMap::new();
    let mut assigned: Vec<Assigned<'reading>> = Vec::new();
    for duty in duties {
        let nobody = [words.get("unit-unclear")];
        for unit in if duty.units.is_empty() { &nobody[..] } else { &duty.units[..] } {
            let place = *order.entry(unit.clone()).or_insert_with(|| {
                assigned.push((unit.clone(), Vec::new()));
                assigned.len() - 1
            });
            assigned[place].1.push(duty);
        }
    }
    assigned
}

fn duties(out: &mut dyn Write, (unit, duties): &Assigned<'_>, words: Words<'_>) -> io::Result<()> {
    writeln!(out, "{unit}")?;
    for duty in duties {
        let mode = words.of("mode", duty.mode);
        writeln!(out, "  {:<14}[{mode}] {}{}", duty.clause, duty.text, doubt(words, duty.confidence))?;
        for (name, value) in [
            ("cooperating", Some(duty.cooperating.join("; ")).filter(|units| !units.is_empty())),
            ("due", duty.due.as_ref().map(|Due { text, .. }| text.clone())),
            ("deliverable", duty.deliverable.clone()),
        ] {
            if let Some(value) = value {
                writeln!(out, "{:<16}{}: {value}", "", words.get(&format!("duty-{name}")))?;
            }
        }
    }
    Ok(())
}

fn reporting(out: &mut dyn Write, rule: &Reporting, words: Words<'_>) -> io::Result<()> {
    writeln!(out, "{:<16}{}{}", rule.clause, rule.text, doubt(words, rule.confidence))?;
    for (name, value) in [
        ("duty-due", words.day(rule)),
        ("reporting-cycles", words.cycles(rule)),
        ("reporting-reviews", words.reviews(rule)),
        ("reporting-from", rule.from.clone()),
        ("reporting-via", rule.via.clone()),
        ("reporting-to", rule.to.clone()),
        ("reporting-onward", Some(rule.onward.join("; ")).filter(|onward| !onward.is_empty())),
    ] {
        if let Some(value) = value {
            writeln!(out, "{:<16}{}: {value}", "", words.get(name))?;
        }
    }
    Ok(())
}

/// Marks what is not sure.
fn doubt(words: Words<'_>, confidence: Confidence) -> String {
    if confidence == Confidence::Sure {
        String::new()
    } else {
        format!(" ({})", words.of("confidence", confidence))
    }
}
