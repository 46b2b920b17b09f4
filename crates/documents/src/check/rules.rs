//! The rules, one after the other.

use super::forms::{
    TOLERANCE_MM, is_number, is_well_dated, is_well_numbered, margin, meets, near, range, told,
};
use super::paper::{Paper, Piece, Sheet};
use super::{Broken, Rule};
use crate::write::Layout;

/// Signs that are told of a place.
const TOLD: usize = 60;

pub(super) fn broken(paper: &Paper, layout: &Layout) -> Vec<Broken> {
    let mut check = Check { paper, layout, broken: Vec::new() };
    check.pages();
    check.letters();
    check.page_numbers();
    check.header();
    let number = check.number_and_date();
    check.title_and_text(number);
    check.closing();
    check.broken
}

struct Check<'a> {
    paper: &'a Paper,
    layout: &'a Layout,
    broken: Vec<Broken>,
}

impl<'a> Check<'a> {
    /// Notes where a rule is broken first.
    fn breaks(&mut self, rule: Rule, found: &str, wanted: impl Into<String>) {
        if self.broken.iter().any(|broken| broken.rule == rule) {
            return;
        }
        let told: String = found.chars().take(TOLD).collect();
        self.broken.push(Broken { rule, found: told.replace('\n', " "), wanted: wanted.into() });
    }

    fn pages(&mut self) {
        let allowed = self.layout.allowed.clone();
        let page = self.layout.page_mm;
        for Sheet { size_mm, is_on_side, margins_mm, .. } in &self.paper.sheets {
            // A page that is turned has its four sides turned with it.
            let (size, margins) = match (size_mm, margins_mm) {
                ([width, height], [top, right, bottom, left]) if *is_on_side => {
                    ([*height, *width], [*right, *bottom, *left, *top])
                }
                _ => (*size_mm, *margins_mm),
            };
            if !near(size[0], page[0]) || !near(size[1], page[1]) {
                let found = format!("{:.0} × {:.0} mm", size[0], size[1]);
                self.breaks(Rule::PageSize, &found, format!("{:.0} × {:.0} mm", page[0], page[1]));
            }
            let bounds = [
                allowed.margin_top_mm,
                allowed.margin_right_mm,
                allowed.margin_bottom_mm,
                allowed.margin_left_mm,
            ];
            // Of a page on its side, whoever turned it may have kept the margins where they were.
            let fits = |margins: [[f64; 2]; 4]| {
                margins.iter().zip(bounds).all(|(margin, bounds)| meets(*margin, bounds))
            };
            if !(fits(margins) || *is_on_side && fits(*margins_mm)) {
                let found: Vec<_> =
                    margins.iter().zip(bounds).map(|(one, bounds)| margin(*one, bounds)).collect();
                let wanted = bounds.map(|bounds| range(bounds, "mm"));
                self.breaks(Rule::Margins, &found.join(", "), wanted.join(", "));
            }
        }
    }

    /// Face and form of all letters.
    fn letters(&mut self) {
        let paper = self.paper;
        for run in paper.pieces.iter().flat_map(Piece::shown).chain(&paper.letters) {
            let is_other = run.font.as_deref() != Some(self.layout.font.as_str());
            if is_other || run.is_without_font {
                let found = format!("{} ({})", run.font.as_deref().unwrap_or("?"), run.text.trim());
                let wanted = if is_other { self.layout.font.as_str() } else { "embedded" };
                self.breaks(Rule::Font, &found, wanted);
            }
            if vietnamese::nfc(&run.text) != run.text {
                self.breaks(Rule::Unicode, run.text.trim(), "NFC");
            }
        }
    }

    /// In the middle of the upper margin of all pages but the first.
    fn page_numbers(&mut self) {
        let paper = self.paper;
        for number in &paper.page_numbers {
            let Some(piece) = number else {
                self.breaks(Rule::PageNumber, "–", "2, 3, …");
                continue;
            };
            if !piece.is_on("center") {
                self.breaks(Rule::PageNumber, piece.side.as_deref().unwrap_or("–"), "center");
            }
            self.size(Rule::PageNumber, piece, self.layout.allowed.text_pt);
        }
        if paper.has_first_number {
            self.breaks(Rule::PageNumber, "1", "–");
        }
    }

    /// The state's name and motto at the right, the agency at the left.
    fn header(&mut self) {
        let (paper, words, allowed) = (self.paper, &self.layout.words, self.layout.allowed.clone());
        for (rule, wanted, bounds) in [
            (Rule::StateName, &words.state_name, allowed.small_pt),
            (Rule::Motto, &words.motto, allowed.text_pt),
        ] {
            let Some(piece) = self.named(wanted) else {
                self.breaks(rule, "–", wanted.as_str());
                continue;
            };
            if piece.text() != *wanted {
                self.breaks(rule, &piece.text(), wanted.as_str());
            }
            self.bold(rule, piece);
            self.size(rule, piece, bounds);
        }
        let Some([table, row, right]) = self.state_cell() else { return };
        let left = paper.pieces.iter().filter(|piece| {
            piece.cell.is_some_and(|[in_table, in_row, column]| {
                (in_table, in_row) == (table, row) && column < right
            }) && !piece.is_blank()
        });
        let left: Vec<_> = left.collect();
        // The agency that issues it stands below the one above it.
        let Some(agency) = left.iter().rfind(|piece| !is_number(&piece.text(), &words.number)) else {
            return self.breaks(Rule::Agency, "–", "");
        };
        self.bold(Rule::Agency, agency);
        for piece in &left {
            self.size(Rule::Agency, piece, allowed.small_pt);
            self.capitals(Rule::Agency, piece);
        }
    }

    /// The first piece of these words, whatever marks, dashes and capitals they are written with.
    fn named(&self, words: &str) -> Option<&'a Piece> {
        self.paper.pieces.iter().find(|piece| says(piece, words))
    }

    /// Where the state's name stands.
    fn state_cell(&self) -> Option<[usize; 3]> {
        self.named(&self.layout.words.state_name)?.cell
    }

    /// Whether a piece of the header stands in the state's column or beyond; unset where one of them stands in no column, or the state's
    /// name at the left.
    fn is_right(&self, piece: &Piece) -> Option<bool> {
        let (state, own) = (self.state_cell()?, piece.cell?);
        (own[0] == state[0] && state[2] > 0).then_some(own[2] >= state[2])
    }

    /// Where the number stands among the pieces.
    fn number_and_date(&mut self) -> Option<usize> {
        let (paper, words, allowed) = (self.paper, &self.layout.words, self.layout.allowed.clone());
        let number = paper.pieces.iter().position(|piece| is_number(&piece.text(), &words.number));
        match number.map(|at| &paper.pieces[at]) {
            None => self.breaks(Rule::Number, "–", format!("{} 05/KH-UBND", words.number)),
            Some(piece) => {
                let text = piece.text();
                let first = text.lines().next().unwrap_or_default();
                if !is_well_numbered(first, &words.number) {
                    self.breaks(Rule::Number, first, format!("{} 05/KH-UBND", words.number));
                }
                if self.is_right(piece) == Some(true) {
                    self.breaks(Rule::Number, first, "left");
                }
                self.size(Rule::Number, piece, allowed.number_pt);
            }
        }
        let date = paper.pieces.iter().find(|piece| piece.text().contains(", ngày"));
        let wanted = "…, ngày 05 tháng 01 năm 2026";
        match date {
            None => self.breaks(Rule::PlaceAndDate, "–", wanted),
            Some(piece) => {
                let text = piece.text();
                if !piece.is_italic() || !is_well_dated(&text) {
                    self.breaks(Rule::PlaceAndDate, &text, wanted);
                }
                if self.is_right(piece) == Some(false) {
                    self.breaks(Rule::PlaceAndDate, &text, "right");
                }
                self.size(Rule::PlaceAndDate, piece, allowed.text_pt);
            }
        }
        number
    }

    /// Type and title or the subject, and all paragraphs up to the signature.
    fn title_and_text(&mut self, number: Option<usize>) {
        let (paper, words, allowed) = (self.paper, &self.layout.words, self.layout.allowed.clone());
        let subject = paper.pieces.iter().find(|piece| piece.text().starts_with(words.subject.as_str()));
        let end = self.closing_table().map_or(paper.pieces.len(), |(at, _)| at);
        let from = number.map_or(0, |at| at + 1).min(end);
        let flowing: Vec<_> = paper.pieces[from..end]
            .iter()
            .filter(|piece| piece.cell.is_none() && !piece.is_blank())
            .collect();
        let is_front = |piece: &&&Piece| piece.is_on("center");
        let front: Vec<_> = flowing.iter().take_while(is_front).copied().collect();
        match (subject, &front[..]) {
            (Some(subject), _) => self.size(Rule::Subject, subject, allowed.small_pt),
            (None, [kind, title, ..]) => {
                self.bold(Rule::Kind, kind);
                self.capitals(Rule::Kind, kind);
                self.size(Rule::Kind, kind, allowed.text_pt);
                self.bold(Rule::Title, title);
                self.size(Rule::Title, title, allowed.text_pt);
            }
            (None, _) => self.breaks(Rule::Kind, "–", ""),
        }
        // A caption belongs to its table.
        let text = flowing.iter().skip(front.len()).filter(|piece| !piece.is_on("center"));
        self.text(&text.copied().collect::<Vec<_>>());
        let last = paper.pieces[..end].iter().rfind(|piece| !piece.is_blank());
        if let Some(last) = last.filter(|last| last.cell.is_none() && !last.text().ends_with(&words.end)) {
            let text = last.text();
            let tail: String = text.chars().skip(text.chars().count().saturating_sub(TOLD)).collect();
            self.breaks(Rule::End, &tail, words.end.as_str());
        }
    }

    /// The paragraphs.
    fn text(&mut self, text: &[&Piece]) {
        let allowed = self.layout.allowed.clone();
        for pair in text.windows(2) {
            let space = pair[0].after_pt.zip(pair[1].before_pt).map(|(after, before)| after.max(before));
            self.measure(
                Rule::SpaceBetween,
                pair[1],
                space,
                (allowed.space_between_pt, self.paper.rounding_pt),
                "pt",
            );
        }
        let first_line = (allowed.first_line_mm, TOLERANCE_MM);
        for piece in text {
            self.size(Rule::TextSize, piece, allowed.text_pt);
            self.measure(Rule::LineSpacing, piece, piece.line_spacing, (allowed.line_spacing, 0.01), "");
            self.measure(Rule::FirstLine, piece, piece.first_line_mm, first_line, "mm");
            let is_level = piece.side.as_deref().is_none_or(|side| ["both", "distribute"].contains(&side));
            if !is_level && !piece.is_heading {
                self.breaks(Rule::Justified, &piece.text(), "");
            }
        }
    }

    /// Recipients at the left, who signs at the right.
    fn closing(&mut self) {
        let (paper, words, allowed) = (self.paper, &self.layout.words, self.layout.allowed.clone());
        let Some((_, [table, row, column])) = self.closing_table() else {
            self.breaks(Rule::Recipients, "–", words.recipients.as_str());
            return self.breaks(Rule::Signature, "–", "");
        };
        let of = |is_left: bool| {
            paper.pieces.iter().filter(move |piece| {
                let is_there = piece.cell.is_some_and(|[one, other, at]| {
                    (one, other) == (table, row) && (at == column) == is_left
                });
                is_there && !piece.is_blank()
            })
        };
        let recipients: Vec<_> = of(true).collect();
        if let Some((heading, lines)) = recipients.split_first() {
            if !heading.is_bold() || !heading.is_italic() {
                self.breaks(Rule::Recipients, &heading.text(), "");
            }
            self.size(Rule::Recipients, heading, allowed.recipients_heading_pt);
            for (at, line) in lines.iter().enumerate() {
                self.size(Rule::Recipients, line, allowed.recipients_pt);
                let text = line.text();
                let end = if at + 1 == lines.len() { '.' } else { ';' };
                if !text.starts_with("- ") || !text.ends_with(end) {
                    self.breaks(Rule::Recipients, &text, format!("- …{end}"));
                }
            }
            if !lines.last().is_some_and(|line| line.text().contains(words.archive.as_str())) {
                self.breaks(Rule::Recipients, "–", format!("- {} VT, ….", words.archive));
            }
        }
        let signer: Vec<_> = of(false).collect();
        if let Some(line) = signer.iter().find(|line| line.cell.is_some_and(|[.., at]| at < column)) {
            self.breaks(Rule::Signature, &line.text(), "right");
        }
        let [capacities @ .., name] = &signer[..] else {
            return self.breaks(Rule::Signature, "–", "");
        };
        if capacities.is_empty() {
            self.breaks(Rule::Signature, &name.text(), "");
        }
        for line in capacities {
            self.capitals(Rule::Signature, line);
        }
        for line in &signer {
            self.bold(Rule::Signature, line);
            self.size(Rule::Signature, line, allowed.text_pt);
        }
    }

    /// The first piece of the table that holds the recipients, and their cell.
    fn closing_table(&self) -> Option<(usize, [usize; 3])> {
        let heading = self.layout.words.recipients.trim_end_matches(':');
        let pieces = &self.paper.pieces;
        let found = pieces.iter().find(|piece| piece.cell.is_some() && piece.text().starts_with(heading))?;
        let cell = found.cell?;
        let at = pieces.iter().position(|piece| piece.cell.is_some_and(|[table, ..]| table == cell[0]))?;
        Some((at, cell))
    }

    fn bold(&mut self, rule: Rule, piece: &Piece) {
        if !piece.is_bold() {
            self.breaks(rule, &piece.text(), "bold");
        }
    }

    fn capitals(&mut self, rule: Rule, piece: &Piece) {
        let text = piece.text();
        if text.to_uppercase() != text {
            self.breaks(rule, &text, text.to_uppercase());
        }
    }

    /// A measure of a piece has to lie within bounds, or off by no more than what is rounded; one that nobody knows may be any.
    fn measure(
        &mut self,
        rule: Rule,
        piece: &Piece,
        measure: Option<f64>,
        (bounds, rounding): ([f64; 2], f64),
        unit: &str,
    ) {
        let [least, most] = bounds;
        if let Some(measure) = measure.filter(|it| !(least - rounding..=most + rounding).contains(it)) {
            self.breaks(rule, &format!("{} ({})", told(measure, unit), piece.text()), range(bounds, unit));
        }
    }

    fn size(&mut self, rule: Rule, piece: &Piece, bounds: [f64; 2]) {
        for run in piece.shown() {
            self.measure(rule, piece, Some(run.size_pt), (bounds, 0.01), "pt");
        }
    }
}

/// Whether a piece is made of these words, whatever marks, dashes and capitals they are written with.
pub(super) fn says(piece: &Piece, words: &str) -> bool {
    let plain = |words: &str| vietnamese::fold(words).replace(['–', '—'], "-");
    let text = piece.text();
    text.len() < 3 * words.len() && plain(&text) == plain(words)
}
