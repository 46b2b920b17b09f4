//! From paragraphs to the tree of clauses: which clause is under which, and what each is called.

use std::collections::HashSet;

use super::label::{Label, Style};
use super::model::{Clause, Kind, Outline, Passage};
use super::paragraphs::{Element, Paragraph};
use super::regions::{bare_heading, body_start, is_annex, is_numbered, lacking_title, titles};
use super::rows::{self, TableRow};
use crate::model::{Document, Span};

/// Builds the outline of a document from its paragraphs and tables.
pub(super) fn build(document: &Document, elements: Vec<Element<'_>>) -> Outline {
    let body = body_start(&elements);
    let mut tree = Tree::new(&elements);
    let mut front = Vec::new();
    let mut closing = Vec::new();
    let mut at = 0;
    // The names of the columns of the last table, which no clause that follows it goes on with.
    let mut names = Vec::new();
    while at < elements.len() {
        if matches!(&elements[at], Element::Paragraph(p) if p.label.is_some() || is_annex(p)) {
            names.clear();
        }
        match &elements[at] {
            Element::Paragraph(p) if at < body => front.push(whole(document, p)),
            Element::Paragraph(p) if p.closing => closing.push(whole(document, p)),
            Element::Paragraph(p) => {
                let titles = titles(&elements, at);
                if titles.is_some() || is_annex(p) {
                    tree.annex(p);
                } else if let Some(label) = &p.label {
                    tree.labelled(p, label);
                } else if let Some(style) = bare_heading(&elements, at, tree.is_numbered) {
                    tree.bare(p, style);
                } else {
                    tree.paragraph(p);
                }
                for title in
                    elements[at + 1..].iter().take(titles.unwrap_or_else(|| lacking_title(&elements[at..])))
                {
                    at += 1;
                    if let Element::Paragraph(p) = title {
                        tree.add_title(p);
                    }
                }
            }
            Element::Table(table) if at < body => {
                front.extend(
                    table
                        .rows
                        .iter()
                        .flat_map(|row| &row.cells)
                        .map(|cell| Passage::from_source(&document.text, cell.span)),
                );
            }
            Element::Table(table) => tree.rows(rows::rows(document, table, &mut names)),
            Element::Rows(rows) => tree.rows(rows.clone()),
        }
        at += 1;
    }
    Outline { front, clauses: tree.clauses, closing }
}

struct Tree {
    clauses: Vec<Clause>,
    stack: Vec<Frame>,
    /// Unnumbered clauses with no parent.
    at_root: u32,
    used: HashSet<String>,
    /// Capital letters stand under Roman numbers here, where usually they stand above.
    capitals_below: bool,
    /// Some clause has a number.
    is_numbered: bool,
    annexes_unnumbered: u32,
    only_annex: bool,
}

struct Frame {
    style: Style,
    numbers: Vec<u32>,
    clause: usize,
    /// How many unnumbered clauses it has.
    unnumbered: u32,
    /// It belongs to a list under an item of its own form.
    is_list: bool,
}

impl Tree {
    fn new(elements: &[Element<'_>]) -> Self {
        let styles = |wanted: Style| {
            elements.iter().position(
                |e| matches!(e, Element::Paragraph(p) if p.label.as_ref().is_some_and(|l| l.style == wanted)),
            )
        };
        let capitals_below = matches!((styles(Style::Roman), styles(Style::Capital)), (Some(roman), Some(capital)) if roman < capital);
        Self {
            clauses: Vec::new(),
            stack: Vec::new(),
            at_root: 0,
            used: HashSet::new(),
            capitals_below,
            is_numbered: is_numbered(elements),
            annexes_unnumbered: 0,
            only_annex: unnumbered_annexes(elements) == 1,
        }
    }

    /// An annex, or a document attached under its own type: everything before it is closed.
    fn annex(&mut self, paragraph: &Paragraph) {
        self.stack.clear();
        let numbers = paragraph.label.as_ref().map(|l| l.numbers.clone()).unwrap_or_default();
        let path = match numbers.first() {
            Some(number) => format!("PL{number}"),
            None => {
                self.annexes_unnumbered += 1;
                if self.only_annex { "PL".to_owned() } else { format!("PL{}", self.annexes_unnumbered) }
            }
        };
        self.push(path, Kind::Annex, Some((Style::Annex, numbers)), paragraph);
    }

    fn labelled(&mut self, paragraph: &Paragraph, label: &Label) {
        let (style, numbers) = (label.style, &label.numbers);
        if let Some(above) = self.list_above(paragraph, label) {
            self.stack.truncate(above + 1);
            let path = self.below(self.top(), &join(numbers));
            self.push(path, Kind::Item, Some((style, numbers.clone())), paragraph);
            if let Some(frame) = self.stack.last_mut() {
                frame.is_list = true;
            }
            return;
        }
        while self.stack.last().is_some_and(|top| !self.is_above(top, style, numbers)) {
            self.stack.pop();
        }
        let path = match style {
            Style::Dash | Style::Plus | Style::Star | Style::Row | Style::RowGroup => self.unnumbered_path(),
            Style::Arabic(_) => {
                let container = self.stack.iter().rev().find(|f| !matches!(f.style, Style::Arabic(_)));
                self.below(container.map(|f| f.clause), &join(numbers))
            }
            Style::Article => {
                let annex = self.stack.iter().find(|f| f.style == Style::Annex);
                self.below(annex.map(|f| f.clause), &format!("Đ{}", join(numbers)))
            }
            Style::Part => self.below(self.top(), &format!("P{}", join(numbers))),
            Style::Chapter => self.below(self.top(), &format!("C{}", join(numbers))),
            Style::Subchapter => self.below(self.top(), &format!("M{}", join(numbers))),
            _ => self.below(self.top(), &label.typed),
        };
        self.push(path, kind_of(style), Some((style, numbers.clone())), paragraph);
    }

    /// The open item that a list of its own form stands under: `2. Mục tiêu cụ thể` and below it `1.`, `2.`, `3.`
    fn list_above(&self, paragraph: &Paragraph, label: &Label) -> Option<usize> {
        let number = *label.numbers.first().filter(|_| label.style == Style::Arabic(1))?;
        let is_item = |at: &usize| self.stack[*at].style == Style::Arabic(1);
        let inner = (0..self.stack.len()).rev().find(is_item)?;
        if !self.stack[inner].is_list {
            return (number == 1).then_some(inner);
        }
        let outer = (0..inner).rev().find(is_item)?;
        let next_of = |at: usize| self.stack[at].numbers.first().map(|n| n + 1) == Some(number);
        // Where both counts could go on, a heading goes on with the outer one.
        let heading = paragraph.raised || !paragraph.passage.text.ends_with(['.', ';', ',']);
        (next_of(inner) && !(next_of(outer) && heading)).then_some(outer)
    }

    /// A paragraph without a mark stands beside the dashes of its item; under a point or under a dash that
    /// announces it with a colon.
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let announced = self.clauses.last().is_some_and(|c| c.passage.text.ends_with(':') && is_mark(c.kind));
        if !announced {
            self.leave_marks();
        }
        let path = self.unnumbered_path();
        self.push(path, Kind::Paragraph, None, paragraph);
    }

    /// A heading with neither number nor mark.
    fn bare(&mut self, paragraph: &Paragraph, style: Style) {
        while self.stack.last().is_some_and(|top| !self.is_above(top, style, &[])) {
            self.stack.pop();
        }
        let path = self.unnumbered_path();
        let kind = if style == Style::BareSection { Kind::Section } else { Kind::Paragraph };
        self.push(path, kind, Some((style, Vec::new())), paragraph);
    }

    /// The title that stands on lines of its own below `Phần thứ nhất` or `PHỤ LỤC I`.
    fn add_title(&mut self, paragraph: &Paragraph) {
        let Some(clause) = self.clauses.last_mut() else { return };
        clause.span = clause.span.cover(paragraph.span);
        clause.passage.append(&paragraph.passage, " ");
    }

    fn rows(&mut self, rows: Vec<TableRow>) {
        self.leave_marks();
        let parent = self.top();
        let depth = self.stack.len() as u8 + 1;
        let mut groups: Vec<(u8, usize, u32)> = Vec::new();
        for row in rows {
            while groups.last().is_some_and(|(rank, ..)| *rank >= row.rank) {
                groups.pop();
            }
            let path = match groups.last_mut() {
                Some((_, group, children)) => {
                    *children += 1;
                    format!("{}/{children}", self.clauses[*group].path)
                }
                None => self.unnumbered_path(),
            };
            let own = self.clauses.len();
            let clause = Clause {
                path: self.unique(path),
                kind: Kind::Row,
                depth: depth + groups.len() as u8,
                parent: groups.last().map(|(_, group, _)| *group).or(parent),
                label: row.label,
                passage: row.passage,
                span: row.span,
                columns: row.columns,
            };
            self.clauses.push(clause);
            if row.group {
                groups.push((row.rank, own, 0));
            }
        }
    }

    fn push(&mut self, path: String, kind: Kind, frame: Option<(Style, Vec<u32>)>, paragraph: &Paragraph) {
        let clause = Clause {
            path: self.unique(path),
            kind,
            depth: self.stack.len() as u8 + 1,
            parent: self.top(),
            label: paragraph.label.as_ref().map(|l| l.typed.clone()).unwrap_or_default(),
            passage: paragraph.passage.clone(),
            span: paragraph.span,
            columns: Vec::new(),
        };
        if let Some((style, numbers)) = frame {
            self.stack.push(Frame {
                style,
                numbers,
                clause: self.clauses.len(),
                unnumbered: 0,
                is_list: false,
            });
        }
        self.clauses.push(clause);
    }

    fn top(&self) -> Option<usize> {
        self.stack.last().map(|frame| frame.clause)
    }

    fn leave_marks(&mut self) {
        while self.stack.last().is_some_and(|f| matches!(f.style, Style::Dash | Style::Plus | Style::Star)) {
            self.stack.pop();
        }
    }

    fn unnumbered_path(&mut self) -> String {
        match self.stack.last_mut() {
            Some(frame) => {
                frame.unnumbered += 1;
                format!("{}/{}", self.clauses[frame.clause].path, frame.unnumbered)
            }
            None => {
                self.at_root += 1;
                format!("/{}", self.at_root)
            }
        }
    }

    fn below(&self, parent: Option<usize>, own: &str) -> String {
        match parent {
            Some(parent) => format!("{}.{own}", self.clauses[parent].path),
            None => own.to_owned(),
        }
    }

    /// A number typed twice by its author still names one clause: the second is told apart.
    fn unique(&mut self, path: String) -> String {
        let mut own = path.clone();
        let mut copy = 2;
        while !self.used.insert(own.clone()) {
            own = format!("{path}~{copy}");
            copy += 1;
        }
        own
    }

    /// Whether a clause of this style belongs under an open one.
    fn is_above(&self, open: &Frame, style: Style, numbers: &[u32]) -> bool {
        match (open.style, style) {
            (Style::Arabic(_), Style::Arabic(_)) => {
                numbers.len() > open.numbers.len() && numbers.starts_with(&open.numbers)
            }
            _ => self.rank(open.style) < self.rank(style),
        }
    }

    fn rank(&self, style: Style) -> u8 {
        match style {
            Style::Annex => 0,
            Style::Part => 1,
            Style::Chapter => 2,
            Style::Subchapter => 3,
            Style::Article => 4,
            Style::Capital => {
                if self.capitals_below {
                    7
                } else {
                    5
                }
            }
            Style::Roman | Style::BareSection => 6,
            // The table of a text file stands where items do.
            Style::RowGroup => 8,
            Style::Row => 9,
            Style::Arabic(_) => 8,
            Style::Bracketed => 9,
            Style::Enclosed => 10,
            Style::Letter => 11,
            Style::Bare => 12,
            Style::Star => 13,
            Style::Dash => 14,
            Style::Plus => 15,
        }
    }
}

/// How many annexes and attached documents begin without a number.
fn unnumbered_annexes(elements: &[Element<'_>]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while let Some(element) = elements.get(at) {
        let titles = titles(elements, at);
        if let Element::Paragraph(p) = element {
            let numbered = p.label.as_ref().is_some_and(|l| l.style != Style::Annex || !l.numbers.is_empty());
            count += usize::from(!numbered && (titles.is_some() || is_annex(p)));
        }
        at += 1 + titles.unwrap_or(0);
    }
    count
}

/// A paragraph outside of the clauses, its label put back.
fn whole(document: &Document, paragraph: &Paragraph) -> Passage {
    let mut passage = Passage::from_source(
        &document.text,
        Span::new(paragraph.span.start, paragraph.passage.span.start.max(paragraph.span.start)),
    );
    passage.append(&paragraph.passage, " ");
    passage
}

fn kind_of(style: Style) -> Kind {
    match style {
        Style::Annex => Kind::Annex,
        Style::Part | Style::Chapter | Style::Subchapter => Kind::Part,
        Style::Article => Kind::Article,
        Style::Capital | Style::Roman | Style::BareSection => Kind::Section,
        Style::Arabic(_) | Style::Bracketed | Style::Enclosed => Kind::Item,
        Style::Letter => Kind::Letter,
        Style::Star | Style::Dash => Kind::Dash,
        Style::Plus => Kind::Plus,
        Style::Row | Style::RowGroup => Kind::Row,
        Style::Bare => Kind::Paragraph,
    }
}

fn is_mark(kind: Kind) -> bool {
    matches!(kind, Kind::Dash | Kind::Plus)
}

fn join(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}
