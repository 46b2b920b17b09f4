//! Templates of reports and letters: one text that an officer reads and changes. Pure.
//!
//! It begins with lines `Field: words` up to the first empty line: what stands around the text. After them each line is
//! a paragraph, as in what units tell ([`documents::narrative`]); `# `, `## ` and `### ` begin a heading, which the document
//! numbers; `[[Name]]` on a line of its own puts in a table, a chart or what units tell, and `[[Phụ lục: Title]]` begins an
//! annex. In words `{{ name }}` is a figure and `{% if name %}` a choice, in [a part](language) of minijinja's language.
//!
//! It is Vietnamese as the documents are, names included. Parsed before anything is filled in, so no value of a figure
//! can be taken for a heading or for a table.

mod language;
#[cfg(test)]
mod tests;

use std::fmt;

use minijinja::{Environment, Error, ErrorKind, Value};
use vietnamese::nfc;

/// A template, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) head: Vec<(Field, Line)>,
    pub(crate) blocks: Vec<Block>,
}

/// What stands around the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The type of document; `Công văn` has none on paper.
    Type,
    /// The type's sign in the number, `BC`.
    Sign,
    /// What it is about; again for another line.
    Title,
    /// Whom it addresses; again for another.
    To,
    /// A legal basis; again for another.
    Basis,
    /// Who receives it, beside those of the regime; again for another.
    Recipient,
}

/// Words with figures to be filled in, and the number of their line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) words: String,
}

/// A piece of the text, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading of level 1 to 3.
    Heading(u8, Line),
    /// A paragraph.
    Words(Line),
    /// A table, a chart, or what units tell.
    Inset(Inset),
    /// The beginning of an annex.
    Annex(Line),
}

/// What is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inset {
    /// The official count of tasks by unit, as a table.
    TasksByUnit,
    /// The same as a chart.
    TasksChart,
    /// The official count by clause of the plan, as a table.
    TasksByClause,
    /// Indicators beside their targets and the period before.
    Figures,
    /// The same as a chart.
    FiguresChart,
    /// What units tell: each section of the regime under a heading of its own.
    Told,
    /// What each unit has of each indicator.
    FiguresByUnit,
    /// The duties that a unit was given, under the clauses of the plan.
    Duties,
    /// The same as a table.
    DutiesTable,
    /// What the plan sets to be reached.
    Targets,
}

/// Why a template does not stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where, from 1.
    pub(crate) line: usize,
    pub(crate) kind: FaultKind,
    /// The words that it is about.
    pub(crate) words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// A line before the first empty one that is no field.
    Field,
    /// Nothing is called so that could be put in.
    Inset,
    /// No figure is called so.
    Name,
    /// A figure or a choice is not written as it has to be.
    Form,
    /// It asks for too much.
    Cost,
    /// There is no line that says what the document is about.
    NoTitle,
}

impl Field {
    const ALL: [(&'static str, Self); 6] = [
        ("Loại", Self::Type),
        ("Ký hiệu", Self::Sign),
        ("Trích yếu", Self::Title),
        ("Kính gửi", Self::To),
        ("Căn cứ", Self::Basis),
        ("Nơi nhận", Self::Recipient),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, field)| field)
    }
}

impl Inset {
    /// All of them, with the names that templates use.
    const ALL: [(&'static str, Self); 10] = [
        ("Nhiệm vụ theo đơn vị", Self::TasksByUnit),
        ("Biểu đồ nhiệm vụ theo đơn vị", Self::TasksChart),
        ("Nhiệm vụ theo mục của kế hoạch", Self::TasksByClause),
        ("Chỉ tiêu", Self::Figures),
        ("Biểu đồ chỉ tiêu", Self::FiguresChart),
        ("Nội dung các đơn vị báo cáo", Self::Told),
        ("Số liệu của từng đơn vị", Self::FiguresByUnit),
        ("Nhiệm vụ được giao", Self::Duties),
        ("Bảng nhiệm vụ được giao", Self::DutiesTable),
        ("Chỉ tiêu của kế hoạch", Self::Targets),
    ];

    /// The names of those that a document made of a period has, or a unit's own plan.
    pub(crate) fn names(is_plan: bool) -> Vec<&'static str> {
        let of_plan = |inset| matches!(inset, Self::Duties | Self::DutiesTable | Self::Targets);
        Self::ALL.into_iter().filter(|(_, inset)| of_plan(*inset) == is_plan).map(|(name, _)| name).collect()
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, inset)| inset)
    }
}

impl FaultKind {
    /// As keys of texts have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Inset => "inset",
            Self::Name => "name",
            Self::Form => "form",
            Self::Cost => "cost",
            Self::NoTitle => "no-title",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {} ({})", self.line, self.kind.name(), self.words)
    }
}

/// What begins an annex, between the brackets.
const ANNEX: &str = "Phụ lục:";

impl Template {
    /// Takes a text apart.
    ///
    /// # Errors
    /// All that is wrong with it, line by line.
    pub(crate) fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let (mut template, mut faults) = (Self::default(), Vec::new());
        let mut is_head = true;
        for (number, line) in (1..).zip(nfc(text).lines()) {
            let words = line.trim();
            let line = |words: &str| Line { number, words: words.trim().to_owned() };
            let fault = |kind, words: &str| Fault { line: number, kind, words: words.to_owned() };
            if words.is_empty() {
                is_head &= template.head.is_empty();
            } else if is_head {
                let field = words.split_once(':').and_then(|(name, rest)| Some((Field::named(name)?, rest)));
                match field {
                    Some((field, rest)) => template.head.push((field, line(rest))),
                    None => faults.push(fault(FaultKind::Field, words)),
                }
            } else if let Some(inside) = words.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
                match (inside.trim().strip_prefix(ANNEX), Inset::named(inside.trim())) {
                    (Some(title), _) => template.blocks.push(Block::Annex(line(title))),
                    (None, Some(inset)) => template.blocks.push(Block::Inset(inset)),
                    (None, None) => faults.push(fault(FaultKind::Inset, inside.trim())),
                }
            } else {
                let level = words.bytes().take_while(|byte| *byte == b'#').count();
                template.blocks.push(match (level, words[level..].strip_prefix(' ')) {
                    (1..=3, Some(title)) => Block::Heading(level as u8, line(title)),
                    _ => Block::Words(line(words)),
                });
            }
        }
        if !template.head.iter().any(|(field, _)| *field == Field::Title) {
            faults.push(Fault { line: 1, kind: FaultKind::NoTitle, words: String::new() });
        }
        if faults.is_empty() { Ok(template) } else { Err(faults) }
    }

    /// The same with the figures in its words.
    ///
    /// # Errors
    /// All lines that ask for what there is not, or are not written as they have to be.
    pub(crate) fn filled(mut self, facts: &Value) -> Result<Self, Vec<Fault>> {
        let environment = language::environment();
        let mut faults = Vec::new();
        let head = self.head.iter_mut().map(|(_, line)| line);
        let blocks = self.blocks.iter_mut().filter_map(|block| match block {
            Block::Heading(_, line) | Block::Words(line) | Block::Annex(line) => Some(line),
            Block::Inset(_) => None,
        });
        for line in head.chain(blocks) {
            match filled(&environment, line, facts) {
                Ok(words) => line.words = words,
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }

    /// The lines of a field that say something.
    pub(crate) fn lines(&self, field: Field) -> Vec<String> {
        let of = self.head.iter().filter(|(one, _)| *one == field);
        let lines = of.flat_map(|(_, line)| line.words.lines()).map(str::trim);
        lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

/// Bytes that one line may become.
const LONGEST: usize = 100_000;

/// The words with the figures in them.
fn filled(environment: &Environment<'_>, line: &Line, facts: &Value) -> Result<String, Fault> {
    let fault = |kind, words: &str| Fault { line: line.number, kind, words: words.to_owned() };
    if let Some(foreign) = language::foreign(&line.words) {
        return Err(fault(FaultKind::Form, foreign));
    }
    let told = |error: &Error| told(line, error);
    let template = environment.template_from_str(&line.words).map_err(|error| told(&error))?;
    let mut words = language::Bounded::new(LONGEST);
    let done = template.render_captured_to(facts, &mut words);
    if words.is_full() {
        return Err(fault(FaultKind::Cost, ""));
    }
    done.map_err(|error| told(&error))?;
    Ok(words.into_text())
}

fn told(line: &Line, error: &Error) -> Fault {
    let kind = match error.kind() {
        ErrorKind::UndefinedError => FaultKind::Name,
        ErrorKind::OutOfFuel => FaultKind::Cost,
        _ => FaultKind::Form,
    };
    // What stands around the place, so that it is found in a long line.
    let around = error.range().map(|range| {
        let begin = line.words.floor_char_boundary(range.start);
        let end = line.words.ceil_char_boundary(range.end.min(line.words.len()));
        line.words.get(begin..end).unwrap_or_default()
    });
    let words = around.filter(|words| !words.is_empty()).unwrap_or(&line.words);
    Fault { line: line.number, kind, words: words.to_owned() }
}
