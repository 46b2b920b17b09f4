//! A document composed of a template and of what is known. Pure.

mod duties;
mod facts;
mod figures;
mod sections;
mod tasks;
#[cfg(test)]
mod tests;

use documents::narrative::{self, Block as Paragraph, Span};
use documents::write::{OfficialDocument, Part, roman};
use uuid::Uuid;
use web::View;

use self::sections::Sections;
use super::duties::Duties;
use super::material::Material;
use super::template::{Block, Fault, Field, Inset, Template};
use crate::issuing::{Document, Letterhead};
use crate::units::Unit;

pub(crate) use facts::{known, within_sentence};
pub(crate) use figures::{aimed, change, is_reached, result, told, wanted};

/// The type that has no line of its own on paper.
const LETTER: &str = "Công văn";

/// What a document is made of.
pub(crate) enum Matter {
    /// The returns of a period.
    Period(Box<Material>),
    /// The duties of a unit.
    Duties(Box<Duties>),
}

impl Matter {
    /// The unit whose document it is, then those above it.
    pub(crate) fn line(&self) -> &[Unit] {
        match self {
            Self::Period(material) => &material.line,
            Self::Duties(duties) => &duties.line,
        }
    }

    fn facts(&self, view: &View) -> minijinja::Value {
        match self {
            Self::Period(material) => facts::of(view, material),
            Self::Duties(duties) => duties::facts(view, duties),
        }
    }

    /// Who receives it beside those whom the template names.
    fn receivers(&self) -> &[String] {
        match self {
            Self::Period(material) => &material.summing.regime.receivers,
            Self::Duties(_) => &[],
        }
    }

    /// Puts in what a template asks for; what documents of this sort do not have is left out.
    fn put_in(&self, view: &View, inset: Inset, to: &mut Sections) {
        match self {
            Self::Period(material) => put_in(view, material, inset, to),
            Self::Duties(duties) => match inset {
                Inset::Duties => duties::told(view, duties, to),
                Inset::DutiesTable => to.add(duties::table(view, duties)),
                Inset::Targets => to.add(duties::targets(view, duties)),
                _ => {}
            },
        }
    }
}

fn put_in(view: &View, material: &Material, inset: Inset, to: &mut Sections) {
    match inset {
        Inset::TasksByUnit => to.add(tasks::by_unit(view, material)),
        Inset::TasksChart => to.add(tasks::chart(view, material)),
        Inset::TasksByClause => to.add(tasks::by_clause(view, material)),
        Inset::Figures => to.add(figures::table(view, material)),
        Inset::FiguresChart => to.add(figures::chart(view, material)),
        Inset::FiguresByUnit => to.add(figures::by_unit(view, material)),
        Inset::Told => {
            for section in &material.sections {
                to.heading(1, &section.title);
                to.add(narrative(view, material, section.id));
            }
        }
        Inset::Duties | Inset::DutiesTable | Inset::Targets => {}
    }
}

/// A document with all that is known, to be read and signed. Number, date and signer are still to come.
///
/// # Errors
/// Every line of the template that asks for what there is not.
pub(crate) fn compose(
    view: &View,
    matter: &Matter,
    template: Template,
    head: &Letterhead,
) -> Result<OfficialDocument, Vec<Fault>> {
    let template = template.filled(&matter.facts(view))?;
    let first = |field| template.lines(field).into_iter().next().unwrap_or_default();
    let kind = first(Field::Type);
    let sign = [first(Field::Sign), head.sign.clone()].into_iter().filter(|part| !part.is_empty());
    let mut recipients = template.lines(Field::Recipient);
    recipients.extend(matter.receivers().iter().cloned());
    let (body, annexes) = parts(view, matter, &template);
    Ok(OfficialDocument {
        parent_agency: head.parent.clone(),
        agency: head.agency.clone(),
        symbol: sign.collect::<Vec<_>>().join("-"),
        place: head.place.clone(),
        kind: if kind == LETTER { String::new() } else { kind },
        title: template.lines(Field::Title).join("\n"),
        addressed_to: template.lines(Field::To),
        bases: template.lines(Field::Basis),
        body,
        recipients,
        archive: "VT".to_owned(),
        annexes,
        ..OfficialDocument::default()
    })
}

/// What stands before the signature and after it.
fn parts(view: &View, matter: &Matter, template: &Template) -> (Vec<Part>, Vec<Part>) {
    let annexes = template.blocks.iter().filter(|block| matches!(block, Block::Annex(_))).count();
    let (mut body, mut current, mut count) = (None, Sections::default(), 0);
    for block in &template.blocks {
        match block {
            Block::Heading(level, line) => current.heading(*level, &line.words),
            Block::Words(line) => {
                current.add(narrative::read(&line.words).into_iter().map(paragraph));
            }
            Block::Inset(inset) => matter.put_in(view, *inset, &mut current),
            Block::Annex(line) => {
                count += 1;
                let before = std::mem::take(&mut current).finish();
                match &mut body {
                    None => body = Some((before, Vec::new())),
                    Some((_, annexes)) => annexes.extend(before),
                }
                let label = view.text("report-annex");
                let label = if annexes > 1 { format!("{label} {}", roman(count)) } else { label };
                current.annex(Part::Annex { label, title: line.words.to_uppercase(), note: String::new() });
            }
        }
    }
    let last = current.finish();
    match body {
        None => (last, Vec::new()),
        Some((body, annexes)) => (body, annexes.into_iter().chain(last).collect()),
    }
}

/// What is told in a section, one after the other, with the names of those who tell it; what several say in the same words one
/// after the other is told once.
fn narrative(view: &View, material: &Material, section: Uuid) -> Vec<Part> {
    let mut parts = Vec::new();
    let of: Vec<_> = material.told.iter().filter(|told| told.section == section).collect();
    for same in of.chunk_by(|one, next| one.by.is_some() && next.by.is_some() && one.words == next.words) {
        let told = same[0];
        let names = same.iter().filter_map(|told| told.by).map(|by| material.teller(view, by));
        let names = names.collect::<Vec<_>>().join(", ");
        let by = told.by.map(|_| view.text_with("report-by", &[("unit", &names)]));
        let by = by.map(|text| Span { text, bold: false, italic: true });
        parts.extend(by.map(|by| Part::Paragraph { level: 1, label: String::new(), spans: vec![by] }));
        parts.extend(narrative::read(&told.words).into_iter().map(paragraph));
    }
    parts
}

fn paragraph(block: Paragraph) -> Part {
    let label = match block.item {
        None => String::new(),
        Some(item) => match (item.number, item.level) {
            (Some(number), _) => format!("{number}."),
            (None, 1) => "-".to_owned(),
            (None, _) => "+".to_owned(),
        },
    };
    let level = block.item.map_or(1, |item| item.level);
    Part::Paragraph { level, label, spans: block.spans }
}

/// Says which document it takes the place of, after all it says.
pub(crate) fn say_replaces(view: &View, document: &mut OfficialDocument, replaced: &Document) {
    let on = replaced.issued.as_ref().map(|issued| issued.on.to_string()).unwrap_or_default();
    let kind = if replaced.kind.is_empty() { LETTER } else { &replaced.kind };
    let day = web::format::date(view.language, &on);
    let told = [("kind", kind), ("code", &replaced.code()), ("day", &day)];
    document.body.push(Part::words(view.text_with("report-replaces", &told)));
}
