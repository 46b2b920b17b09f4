//! The other parts of the page: header, clauses, targets, money, reporting rule, repairs, references.

use std::collections::HashMap;

use documents::outline::Kind;
use minijinja::{Value, context};
use reading::Reading;
use reading::model::{BudgetLine, Clause, Header, Indicator, Reference, Repair, Reporting, Target};

use crate::readings::marks::{Finding, Sort, anchor};
use crate::readings::repairs as scan_errors;
use crate::readings::source::Place;
use crate::readings::words::{Words, signer};

/// How many clauses are shown unfolded.
const UNFOLDED: usize = 120;

/// The title of the page: `Kế hoạch 88/KH-UBND: thực hiện …`; none where the header was not found.
pub(super) fn heading(header: &Header) -> Option<String> {
    let name = [sentence_case(header.kind.as_deref()), header.number_and_symbol()];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
    match (name.as_str(), header.title.as_deref()) {
        ("", None) => None,
        ("", Some(title)) => Some(excerpt(title, 160)),
        (name, None) => Some(name.to_owned()),
        (name, Some(title)) => Some(format!("{name}: {}", excerpt(title, 160))),
    }
}

/// Header and closing of the document.
pub(super) fn document(reading: &Reading) -> Value {
    let header = &reading.document;
    context! {
        type => header.kind,
        number_and_symbol => header.number_and_symbol(),
        issuer => header.issuer,
        date => header.date,
        place => header.place,
        title => header.title,
        signer => signer(header),
        horizon => reading.horizon,
        recipients => &header.recipients,
    }
}

/// Where the clauses stand in the source.
pub(crate) fn places(reading: &Reading) -> Vec<Place<'_>> {
    let clauses = &reading.clauses;
    let deeper = |at: usize| clauses.get(at + 1).is_some_and(|next| next.depth > clauses[at].depth);
    let class = |at: usize| match clauses[at].kind {
        Kind::Part | Kind::Section | Kind::Annex | Kind::Article
            if clauses[at].text.chars().count() < 200 =>
        {
            "is-section"
        }
        Kind::Item if deeper(at) && clauses[at].text.chars().count() < 200 => "is-head",
        _ => "",
    };
    let place = |(at, clause)| {
        let clause: &Clause = clause;
        Place { span: clause.span, path: &clause.path, class: class(at) }
    };
    clauses.iter().enumerate().map(place).collect()
}

/// The outermost clauses, each with all that is below it.
pub(super) fn tree(reading: &Reading) -> Vec<Value> {
    let count = |paths: &mut dyn Iterator<Item = &str>| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        paths.for_each(|path| *counts.entry(path.to_owned()).or_default() += 1);
        counts
    };
    let targets = count(&mut reading.targets.iter().map(|target| target.clause.as_str()));
    let duties = count(&mut reading.duties.iter().map(|duty| duty.clause.as_str()));
    let value = |clause: &Clause, below: Vec<Value>| {
        context! {
            path => clause.path,
            depth => clause.depth.min(6),
            role => clause.role,
            words => excerpt(&clause.text, 110),
            targets => targets.get(&clause.path).copied().unwrap_or_default(),
            duties => duties.get(&clause.path).copied().unwrap_or_default(),
            open => reading.clauses.len() <= UNFOLDED,
            below,
        }
    };
    let mut tree = Vec::new();
    let mut rest = reading.clauses.as_slice();
    while let Some((root, after)) = rest.split_first() {
        let size = after.iter().take_while(|clause| clause.depth > root.depth).count();
        let below = after[..size].iter().map(|clause| value(clause, Vec::new())).collect();
        tree.push(value(root, below));
        rest = &after[size..];
    }
    tree
}

/// What is to be reached, in sentences and in rows of indicators.
pub(super) struct Targets {
    pub(super) in_sentences: Vec<Value>,
    pub(super) indicators: Vec<Value>,
}

/// Every target once: those of an indicator stand with it.
pub(super) fn targets(reading: &Reading) -> Targets {
    let value = |(target, number): (&Target, usize)| {
        context! {
            id => format!("target-{number}"),
            at => anchor(target.span, Sort::Finding(Finding::Target)),
            text => excerpt(&target.text, 320),
            ..Value::from_serialize(target)
        }
    };
    let mut in_sentences = Vec::new();
    let mut in_rows: HashMap<&str, Vec<Value>> =
        reading.indicators.iter().map(|indicator| (indicator.clause.as_str(), Vec::new())).collect();
    for (target, number) in reading.targets.iter().zip(1..) {
        let place = in_rows.get_mut(target.clause.as_str()).unwrap_or(&mut in_sentences);
        place.push(value((target, number)));
    }
    let indicator = |indicator: &Indicator| {
        let targets = in_rows.remove(indicator.clause.as_str());
        context! { targets => targets.unwrap_or_default(), ..Value::from_serialize(indicator) }
    };
    Targets { indicators: reading.indicators.iter().map(indicator).collect(), in_sentences }
}

/// Sums of money.
pub(super) fn budget(words: Words<'_>, lines: &[BudgetLine]) -> Vec<Value> {
    let value = |(line, number): (&BudgetLine, usize)| {
        context! {
            sum => words.sum(line),
            id => format!("budget-{number}"),
            at => anchor(line.span, Sort::Finding(Finding::Budget)),
            text => excerpt(&line.text, 320),
            ..Value::from_serialize(line)
        }
    };
    lines.iter().zip(1..).map(value).collect()
}

/// The reporting rule.
pub(crate) fn reporting(words: Words<'_>, rule: Option<&Reporting>) -> Option<Value> {
    rule.map(|rule| {
        context! {
            day => words.day(rule),
            cycles_told => words.cycles(rule),
            reviews => words.reviews(rule),
            id => "reporting-1",
            at => anchor(rule.span, Sort::Finding(Finding::Reporting)),
            ..Value::from_serialize(rule)
        }
    })
}

/// Scan errors, those of one kind together.
pub(super) fn repairs(repairs: &[Repair]) -> Vec<Value> {
    let value = |kind: Vec<&Repair>| {
        let place =
            |repair: &&Repair| context! { at => anchor(repair.span, Sort::Repair), clause => repair.clause };
        context! {
            seen => kind[0].seen,
            meant => kind[0].meant,
            confidence => scan_errors::level(&kind),
            places => kind.iter().map(place).collect::<Vec<_>>(),
        }
    };
    scan_errors::kinds(repairs).into_iter().map(value).collect()
}

/// Other documents it names.
pub(super) fn references(references: &[Reference]) -> Vec<Value> {
    let value = |reference: &Reference| {
        context! { at => anchor(reference.span, Sort::Reference), ..Value::from_serialize(reference) }
    };
    references.iter().map(value).collect()
}

/// The first words of a text, at most so many letters.
pub(crate) fn excerpt(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        None => text.to_owned(),
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{} …", text[..cut].trim_end_matches([',', ';', ' ']))
        }
    }
}

/// `KẾ HOẠCH` as `Kế hoạch`.
fn sentence_case(words: Option<&str>) -> Option<String> {
    let words = words?;
    let mut letters = words.chars();
    letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase())
}
