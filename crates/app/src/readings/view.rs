//! A reading as the values of its page. Pure: from the reader's result to what the templates name.

mod duties;
mod looks;
mod parts;
#[cfg(test)]
pub(crate) mod samples;

use documents::{Document, Format, Span};
use minijinja::value::merge_maps;
use minijinja::{Value, context};
use reading::Reading;
use serde::{Deserialize, Serialize};
use web::View;

use super::marks::{Finding, Mark, Sort};
use super::model::Upload;
use super::source::pieces;
use super::words::Words;
#[cfg(test)]
pub(crate) use parts::places;
pub(crate) use parts::{excerpt, reporting};

/// What the reader gives back: the reading, and the document it was read from.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Outcome {
    /// The reading.
    #[serde(flatten)]
    pub(crate) reading: Reading,
    /// The document.
    pub(crate) source: Document,
}

impl Outcome {
    /// Reads a document of our own in this very process. What others send is read in one that can do no harm.
    pub(crate) fn read(document: &[u8]) -> base::Result<Self> {
        let fault = |fault| base::Error::internal(anyhow::anyhow!("{fault:?}"));
        let source =
            documents::read(document, &documents::ReadOptions::default(), &mut |_| {}).map_err(fault)?;
        let reading = reading::interpret(&source, &documents::outline::outline(&source));
        Ok(Self { reading, source })
    }

    /// As the reader's output.
    pub(crate) fn bytes(&self) -> base::Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(base::Error::internal)
    }

    /// From the reader's output.
    pub(crate) fn parse(bytes: &[u8]) -> base::Result<Self> {
        serde_json::from_slice(bytes).map_err(base::Error::internal)
    }
}

/// The values of `readings/reading.html`.
pub(crate) fn page(view: &View, upload: &Upload, outcome: &Outcome) -> Value {
    let Outcome { reading, source } = outcome;
    let groups = duties::groups(reading);
    let unit_count = groups.iter().filter(|group| group.unit.is_some()).count();
    let repairs = parts::repairs(&reading.repairs);
    let count = |name: &str, part: &str, count: usize| context! { name, part, count };
    let about_upload = context! {
        id => upload.id.to_string(),
        name => upload.name,
        bytes => upload.size,
        until => web::format::instant(view.language, upload.expires_at),
        format => format_name(source.format),
        pages => source.pages,
        heading => parts::heading(&reading.document),
    };
    let words = Words { texts: view.texts(), language: view.language };
    let overview = context! {
        document => parts::document(reading),
        figures => [
            count("clauses", "clauses", reading.clauses.len()),
            count("targets", "targets", reading.targets.len()),
            count("duties", "duties", reading.duties.len()),
            count("units", "duties", unit_count),
            count("repairs", "repairs", reading.repairs.len()),
            count("references", "references", reading.document.references.len()),
        ],
        parts => [
            count("clauses", "", reading.clauses.len()),
            count("targets", "", reading.targets.len()),
            count("duties", "", reading.duties.len()),
            count("reporting", "", usize::from(reading.reporting.is_some())),
            count("repairs", "", reading.repairs.len()),
            count("references", "", reading.document.references.len()),
        ],
        look => looks::looks(outcome),
    };
    let targets = parts::targets(reading);
    let findings = context! {
        source => self::source(view, outcome),
        clause_count => reading.clauses.len(),
        tree => parts::tree(reading),
        target_count => reading.targets.len(),
        targets => targets.in_sentences,
        indicators => targets.indicators,
        budget => parts::budget(words, &reading.budget),
        groups => Value::from_serialize(&groups),
        duty_count => reading.duties.len(),
        unit_count,
        reporting => parts::reporting(words, reading.reporting.as_ref()),
        repairs,
        repair_count => reading.repairs.len(),
        references => parts::references(&reading.document.references),
    };
    merge_maps([findings, overview, about_upload])
}

/// The document with every finding marked, for `readings/_source.html`.
pub(crate) fn source(view: &View, outcome: &Outcome) -> Value {
    let Outcome { reading, source } = outcome;
    Value::from_serialize(pieces(source, parts::places(reading), marks(view, reading)))
}

/// Every place in the source that something was read from, with the way back to it.
fn marks(view: &View, reading: &Reading) -> Vec<Mark> {
    let [target, duty, report, money] =
        ["target", "duty", "report", "money"].map(|name| view.text(&format!("note-{name}")));
    let finding = |span: Span, finding: Finding, card: String, label: String| Mark {
        span,
        sort: Sort::Finding(finding),
        title: None,
        note: Some((card, label)),
    };
    let plain = |span: Span, sort: Sort, title: Option<String>| Mark { span, sort, title, note: None };
    let mut marks = Vec::new();
    marks.extend(reading.targets.iter().zip(1..).map(|(found, number)| {
        finding(found.span, Finding::Target, format!("target-{number}"), format!("{target} {number}"))
    }));
    marks.extend(reading.duties.iter().zip(1..).map(|(found, number)| {
        finding(found.span, Finding::Duty, format!("duty-{number}"), format!("{duty} {number}"))
    }));
    marks.extend(reading.budget.iter().zip(1..).map(|(found, number)| {
        finding(found.span, Finding::Budget, format!("budget-{number}"), format!("{money} {number}"))
    }));
    marks.extend(
        reading
            .reporting
            .iter()
            .map(|found| finding(found.span, Finding::Reporting, "reporting-1".to_owned(), report.clone())),
    );
    marks.extend(reading.document.references.iter().map(|found| plain(found.span, Sort::Reference, None)));
    marks.extend(reading.units.iter().map(|unit| {
        let written_out = (unit.full_name != unit.name).then(|| unit.full_name.clone());
        plain(unit.span, Sort::Unit, written_out)
    }));
    marks.extend(
        reading
            .repairs
            .iter()
            .map(|repair| plain(repair.span, Sort::Repair, Some(format!("→ {}", repair.meant)))),
    );
    marks
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Markdown => "markdown",
        Format::Docx => "docx",
        Format::Pdf => "pdf",
        Format::Scan => "scan",
    }
}
