//! Marks around what was read, as HTML: they nest and cross, so this is the one place where HTML is written outside of
//! a template. Pure.

use documents::Span;
use minijinja::Value;

/// What a mark is for; the order is that of nesting for equal spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// A sentence with a finding.
    Finding(Finding),
    /// The name of another document.
    Reference,
    /// The name of an agency.
    Unit,
    /// A likely scan error.
    Repair,
}

/// A piece of the source to be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) sort: Sort,
    /// What a pointer shows: the name written out, the word meant.
    pub(crate) title: Option<String>,
    /// For a finding: id of its card, and what the link to it says.
    pub(crate) note: Option<(String, String)>,
}

/// What was read from a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Finding {
    Reporting,
    Target,
    Duty,
    Budget,
}

/// The id of what is marked at a span.
pub(crate) fn anchor(span: Span, sort: Sort) -> String {
    // A sentence and what is marked within it may have the same span.
    let suffix = match sort {
        Sort::Finding(Finding::Duty) => "",
        Sort::Finding(Finding::Target) => "-t",
        Sort::Finding(Finding::Reporting) => "-b",
        Sort::Finding(Finding::Budget) => "-m",
        Sort::Reference => "-f",
        Sort::Unit => "-u",
        Sort::Repair => "-r",
    };
    format!("s-{}-{}{suffix}", span.start, span.end)
}

/// The marks in the order in which they open, each once.
pub(crate) fn in_order(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.sort));
    let mut merged: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        let is_same = |other: &&Mark| other.span == mark.span && other.sort == mark.sort;
        if !merged.iter().rev().take(4).any(|other| is_same(&other)) {
            merged.push(mark);
        }
    }
    merged
}

/// The words of a span, with the marks that touch it.
pub(crate) fn html(text: &str, span: Span, marks: &[Mark]) -> Value {
    let mut page = Writer { out: String::new(), last: None, pending: Pending::No };
    let mut open: Vec<(&Mark, usize)> = Vec::new();
    let mut at = span.start;
    // Marks that begin before the span may reach into it; sentences are far shorter than this.
    const LONGEST: usize = 20_000;
    let first = marks.partition_point(|mark| mark.span.start + LONGEST < span.start);
    for mark in marks[first..].iter().take_while(|mark| mark.span.start < span.end) {
        if mark.span.end <= span.start {
            continue;
        }
        let start = mark.span.start.max(at);
        close(&mut page, text, &mut at, &mut open, start);
        page.text(&text[at..start]);
        at = start;
        // A mark that crosses the end of the one around it is cut there.
        let bound = open.last().map_or(span.end, |(_, end)| *end);
        let end = mark.span.end.min(bound);
        if start < end {
            page.open(mark, mark.span.start >= span.start);
            open.push((mark, end));
        }
    }
    close(&mut page, text, &mut at, &mut open, span.end);
    page.text(&text[at..span.end]);
    Value::from_safe_string(page.out)
}

/// Writes up to `until` and closes what ends on the way, the innermost first.
fn close(page: &mut Writer, text: &str, at: &mut usize, open: &mut Vec<(&Mark, usize)>, until: usize) {
    while let Some((mark, end)) = open.last().copied().filter(|(_, end)| *end <= until) {
        page.text(&text[*at..end]);
        *at = end;
        page.close(mark, mark.span.end <= end);
        open.pop();
    }
}

struct Writer {
    out: String,
    /// The last letter written.
    last: Option<char>,
    pending: Pending,
}

/// White space that was seen and is not written yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    No,
    Space,
    Break,
}

impl Writer {
    /// Words with single spaces; a word broken after its hyphen at the end of a line is joined.
    fn text(&mut self, text: &str) {
        for letter in vietnamese::nfc(text).chars() {
            if letter.is_whitespace() {
                let breaks = letter == '\n' || self.pending == Pending::Break;
                self.pending = if breaks { Pending::Break } else { Pending::Space };
                continue;
            }
            self.space();
            match letter {
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '&' => self.out.push_str("&amp;"),
                '"' => self.out.push_str("&quot;"),
                other => self.out.push(other),
            }
            self.last = Some(letter);
        }
    }

    fn space(&mut self) {
        let hyphenated = self.pending == Pending::Break && {
            let mut back = self.out.chars().rev();
            back.next() == Some('-') && back.next().is_some_and(char::is_alphanumeric)
        };
        if self.pending != Pending::No && self.last.is_some() && !hyphenated {
            self.out.push(' ');
        }
        self.pending = Pending::No;
    }

    fn open(&mut self, mark: &Mark, is_whole: bool) {
        self.space();
        let (tag, class) = match mark.sort {
            Sort::Finding(Finding::Duty) => ("span", "m m-duty"),
            Sort::Finding(Finding::Target) => ("span", "m m-target"),
            Sort::Finding(Finding::Reporting) => ("span", "m m-report"),
            Sort::Finding(Finding::Budget) => ("span", "m m-money"),
            Sort::Reference => ("span", "m m-reference"),
            Sort::Unit if mark.title.is_some() => ("abbr", "u"),
            Sort::Unit => ("span", "u"),
            Sort::Repair => ("span", "m seen"),
        };
        self.out.push_str(&format!("<{tag} class=\"{class}\""));
        if is_whole && mark.sort != Sort::Unit {
            self.out.push_str(&format!(" id=\"{}\"", anchor(mark.span, mark.sort)));
        }
        if let Some((card, _)) = &mark.note {
            self.out.push_str(&format!(" data-to=\"{}\"", escape(card)));
        }
        if let Some(title) = &mark.title {
            self.out.push_str(&format!(" title=\"{}\"", escape(title)));
        }
        self.out.push('>');
    }

    fn close(&mut self, mark: &Mark, is_whole: bool) {
        let tag = if mark.sort == Sort::Unit && mark.title.is_some() { "abbr" } else { "span" };
        self.out.push_str(&format!("</{tag}>"));
        if let Some((card, label)) = mark.note.as_ref().filter(|_| is_whole) {
            let (card, label) = (escape(card), escape(label));
            self.out.push_str(&format!(" <a class=\"note\" href=\"#{card}\">{label}</a>"));
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
