//! The workbook as it goes out: two sheets of which only what is asked for can be filled, and a hidden one that says whose it is.

use base::{Error, Result};
use documents::write::looks_like_formula;
use reporting::Figure;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder, ProtectionOptions,
    Workbook, Worksheet, XlsxError,
};
use web::View;
use web::format::{date, number};

use super::{
    ABOUT_PERIOD, ABOUT_RETURN, ABOUT_UNIT, ABOUT_VERSION, About, BEFORE, ID, MARK, MEASURE, NAME, NOTE,
    SEEN, STATE, TARGET, TITLE, VALUE, VERSION, WAS, WHOLE, WORDS, read_back,
};
use crate::indicators::{Indicator, Kind, Target};
use crate::returns::cell::CellState;
use crate::returns::forms::{MOST_OF_ONE, mark};
use crate::returns::store::{Passage, Told};
use crate::returns::view::{Shown, named, next_target, plain, texts};

/// Paper of size A4, as Excel numbers it.
const A4: u8 = 9;
/// Row of the headings; above it whose return it is, and how to fill it.
const HEAD: u32 = 4;
/// Height of a row of words, in points.
const TALL: f64 = 150.0;
/// Figures beyond which one is a slip.
const MOST: f64 = MOST_OF_ONE as f64;
/// Longest text that Excel shows with a cell.
const LONGEST_HINT: usize = 255;

/// The return as a workbook; where it cannot be changed any more, nothing in it can.
///
/// # Errors
/// Only where a text is longer than Excel holds, which no form lets in.
pub(crate) fn out(view: &View, shown: &Shown) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let build = |workbook: &mut Workbook| -> std::result::Result<Vec<u8>, XlsxError> {
        let out = Out { view, shown, looks: Looks::new() };
        out.figures(workbook.add_worksheet())?;
        if !shown.passages.is_empty() {
            out.words(workbook.add_worksheet())?;
        }
        out.about(workbook.add_worksheet())?;
        workbook.save_to_buffer()
    };
    build(&mut workbook).map_err(Error::internal)
}

struct Out<'a> {
    view: &'a View,
    shown: &'a Shown,
    looks: Looks,
}

/// How cells look.
struct Looks {
    title: Format,
    head: Format,
    fixed: Format,
    /// Of words: what looks like a day or a number stays as it was typed.
    open: Format,
    figure: Format,
}

impl Looks {
    fn new() -> Self {
        let base = || Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let framed = || base().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xBF_C8_C2));
        let open = || framed().set_unlocked().set_background_color(Color::RGB(0xFF_FB_E6));
        Self {
            title: Format::new().set_bold().set_font_size(14),
            head: framed().set_bold().set_background_color(Color::RGB(0xE3_EF_E6)),
            fixed: framed(),
            open: open().set_num_format("@"),
            // Digits that are there, and no more.
            figure: open().set_num_format("#,##0.####").set_align(FormatAlign::Right),
        }
    }
}

impl Out<'_> {
    fn text(&self, key: &str) -> String {
        self.view.text(key)
    }

    fn figures(&self, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
        self.begin(sheet, "return-figures", "workbook-how")?;
        let columns = [
            (NAME, "indicator", 50.0),
            (MEASURE, "indicator-unit", 12.0),
            (TARGET, "indicator-target", 16.0),
            (BEFORE, "cell-before-head", 18.0),
            (VALUE, "return-figures", 14.0),
            (WHOLE, "cell-whole", 14.0),
            (STATE, "cell-state", 20.0),
            (NOTE, "note", 40.0),
        ];
        self.head(sheet, &columns)?;
        let cells = &self.shown.contents.cells;
        for (row, told) in (HEAD + 1..).zip(cells) {
            self.figure(sheet, row, told)?;
        }
        let (first, last) = (HEAD + 1, HEAD + u32::try_from(cells.len()).unwrap_or(u32::MAX));
        if self.shown.may_write() && first <= last {
            let names = CellState::ALL.map(|state| self.text(&format!("cell-state-{}", state.name())));
            let states = DataValidation::new()
                .allow_list_strings(&names)?
                .set_error_message(self.text("workbook-choose"))?;
            sheet.add_data_validation(first, STATE, last, STATE, &states)?;
        }
        Ok(())
    }

    fn figure(&self, sheet: &mut Worksheet, row: u32, told: &Told) -> std::result::Result<(), XlsxError> {
        let indicator = self.shown.contents.indicators.get(&told.indicator);
        let target = indicator.and_then(|one| next_target(one, self.shown.whole.run.period.year()));
        let fixed = &self.looks.fixed;
        let before = told.before.as_ref().map(|before| plain(self.view, before, indicator));
        let fixed_texts = [
            (NAME, indicator.map(|one| capital(&one.name))),
            (MEASURE, indicator.and_then(|one| one.measured_in.clone())),
            (TARGET, target.map(|target| self.aim(target))),
            (BEFORE, before),
        ];
        for (column, text) in fixed_texts {
            write(sheet, row, column, &text.unwrap_or_default(), fixed)?;
        }
        let state = self.text(&format!("cell-state-{}", told.cell.state.name()));
        if let Some(one) = indicator.filter(|one| !one.is_typed()) {
            // Nobody fills it, so that it has no row to come back.
            write(sheet, row, VALUE, &plain(self.view, &told.cell, indicator), fixed)?;
            write(sheet, row, WHOLE, "", fixed)?;
            write(sheet, row, STATE, &state, fixed)?;
            let source = self.text(&format!("indicator-source-{}", one.source.name()));
            return write(sheet, row, NOTE, &source, fixed);
        }
        self.value(sheet, row, told, indicator)?;
        write(sheet, row, STATE, &state, self.open())?;
        let mut marked = texts(&told.cell);
        write(sheet, row, NOTE, marked.last().map(String::as_str).unwrap_or_default(), self.open())?;
        // As a spreadsheet gives numbers back.
        for (place, figure) in [(1, told.cell.value), (2, told.cell.whole)] {
            marked[place] = figure.and_then(|figure| read_back(figure.as_f64())).unwrap_or_default();
        }
        hide(sheet, row, About::Cell(told.indicator), told.number, &mark(&marked))
    }

    /// What is filled in, as the indicator's kind has it.
    fn value(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        told: &Told,
        indicator: Option<&Indicator>,
    ) -> std::result::Result<(), XlsxError> {
        let kind = indicator.map_or(Kind::Number, |one| one.kind);
        let choices = match (kind, indicator) {
            (Kind::YesNo, _) => ["cell-answer-yes", "cell-answer-no"].map(|key| self.text(key)).into(),
            (Kind::Scale, Some(one)) => one.steps.clone(),
            _ => Vec::new(),
        };
        match kind {
            Kind::Number | Kind::Share | Kind::Mean => self.number(sheet, row, VALUE, told.cell.value)?,
            Kind::YesNo | Kind::Scale | Kind::Text => {
                let is_told = told.cell.value.is_some() || told.cell.words.is_some();
                let said = if is_told { plain(self.view, &told.cell, indicator) } else { String::new() };
                write(sheet, row, VALUE, &said, self.open())?;
            }
        }
        if kind.has_whole() {
            self.number(sheet, row, WHOLE, told.cell.whole)?;
        } else {
            sheet.write_blank(row, WHOLE, &self.looks.fixed)?;
        }
        if !self.shown.may_write() || kind == Kind::Text {
            return Ok(());
        }
        if kind.is_counted() && kind != Kind::YesNo {
            sheet.add_data_validation(row, VALUE, row, VALUE, &self.numbers(indicator)?)?;
        } else if can_be_listed(&choices) {
            let list = DataValidation::new()
                .allow_list_strings(&choices)?
                .set_error_message(self.text("workbook-choose"))?;
            sheet.add_data_validation(row, VALUE, row, VALUE, &list)?;
        }
        if kind.has_whole() {
            sheet.add_data_validation(row, WHOLE, row, WHOLE, &self.numbers(None)?)?;
        }
        Ok(())
    }

    /// Only numbers can be typed; what the plan wants of the indicator is shown beside.
    fn numbers(&self, indicator: Option<&Indicator>) -> std::result::Result<DataValidation, XlsxError> {
        // Of a share the percent has bounds, not what is typed.
        let rules = indicator.filter(|one| one.kind != Kind::Share).map(|one| one.rules);
        let least = rules.and_then(|rules| rules.least).map_or(-MOST, Figure::as_f64);
        let most = rules.and_then(|rules| rules.most).map_or(MOST, Figure::as_f64);
        let rule = DataValidationRule::Between(least, most);
        let hint = indicator.and_then(|one| one.words.as_deref()).unwrap_or_default();
        let hint: String = hint.chars().take(LONGEST_HINT).collect();
        DataValidation::new()
            .allow_decimal_number(rule)
            .set_input_message(hint)?
            .set_error_message(self.text("workbook-number"))
    }

    fn words(&self, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
        self.begin(sheet, "return-words", "workbook-how-words")?;
        self.head(sheet, &[(TITLE, "workbook-section", 40.0), (WORDS, "return-words", 100.0)])?;
        for (row, Passage { section, title, words, number, .. }) in (HEAD + 1..).zip(&self.shown.passages) {
            write(sheet, row, TITLE, title, &self.looks.fixed)?;
            write(sheet, row, WORDS, words, self.open())?;
            sheet.set_row_height(row, TALL)?;
            hide(sheet, row, About::Passage(*section), *number, &mark(std::slice::from_ref(words)))?;
        }
        Ok(())
    }

    /// A sheet with its name, whose return it is, until when, and how it is filled.
    fn begin(&self, sheet: &mut Worksheet, name: &str, how: &str) -> std::result::Result<(), XlsxError> {
        let (shown, run) = (self.shown, &self.shown.whole.run);
        let of = |iso: String| date(self.view.language, &iso);
        let period = format!(
            "{} ({} – {})",
            named(self.view, run.period),
            of(run.first_on.to_string()),
            of(run.last_on.to_string())
        );
        let due = format!("{}: {}", self.text("return-term"), of(shown.whole.it.due_on.to_string()));
        let how = if shown.may_write() { self.text(how) } else { self.text("workbook-closed") };
        sheet.set_name(self.text(name))?;
        write(sheet, 0, 0, &format!("{} – {}", shown.whole.regime.title, shown.unit), &self.looks.title)?;
        write(sheet, 1, 0, &format!("{period}. {due}"), &Format::new())?;
        write(sheet, 2, 0, &how, &Format::new().set_italic())?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_freeze_panes(HEAD + 1, 1)?;
        sheet.set_repeat_rows(HEAD, HEAD)?;
        // Rows stay where they are; their height and width are everybody's own.
        sheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        });
        for column in [ID, SEEN, WAS] {
            sheet.set_column_hidden(column)?;
        }
        Ok(())
    }

    fn head(
        &self,
        sheet: &mut Worksheet,
        columns: &[(u16, &str, f64)],
    ) -> std::result::Result<(), XlsxError> {
        for (column, title, width) in columns {
            sheet.set_column_width(*column, *width)?;
            write(sheet, HEAD, *column, &self.text(title), &self.looks.head)?;
        }
        Ok(())
    }

    /// The sheet that nobody sees: whose return it is.
    fn about(&self, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
        let run = &self.shown.whole.run;
        let rows = [
            (0, MARK.to_owned()),
            (ABOUT_VERSION, VERSION.to_owned()),
            (ABOUT_RETURN, self.shown.whole.it.id.to_string()),
            (ABOUT_UNIT, self.shown.unit.clone()),
            (ABOUT_PERIOD, named(self.view, run.period)),
        ];
        for (row, text) in rows {
            write(sheet, row, 0, &text, &Format::new())?;
        }
        sheet.set_name("BioKhê")?.set_very_hidden(true).protect();
        Ok(())
    }

    fn number(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        figure: Option<Figure>,
    ) -> std::result::Result<(), XlsxError> {
        let format = if self.shown.may_write() { &self.looks.figure } else { &self.looks.fixed };
        match figure {
            Some(figure) => sheet.write_number_with_format(row, column, figure.as_f64(), format)?,
            None => sheet.write_blank(row, column, format)?,
        };
        Ok(())
    }

    fn open(&self) -> &Format {
        if self.shown.may_write() { &self.looks.open } else { &self.looks.fixed }
    }

    /// What is to be reached: `3 – 5`.
    fn aim(&self, target: &Target) -> String {
        let of = |bound: f64| number(self.view.language, bound);
        match (target.low, target.high) {
            (Some(low), Some(high)) if low != high => format!("{} – {}", of(low), of(high)),
            (Some(low), _) => of(low),
            (None, Some(high)) => format!("≤ {}", of(high)),
            (None, None) => String::new(),
        }
    }
}

/// Whether Excel can offer them: it holds them in one text, between commas.
fn can_be_listed(choices: &[String]) -> bool {
    let letters: usize = choices.iter().map(|one| one.encode_utf16().count() + 1).sum();
    letters <= LONGEST_HINT && choices.iter().all(|one| !one.contains(','))
}

/// As a line of its own begins.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Words, which are never a formula.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> std::result::Result<(), XlsxError> {
    if looks_like_formula(text) {
        sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

fn hide(
    sheet: &mut Worksheet,
    row: u32,
    about: About,
    seen: i32,
    was: &str,
) -> std::result::Result<(), XlsxError> {
    sheet.write_string(row, ID, about.written())?;
    sheet.write_string(row, SEEN, seen.to_string())?;
    sheet.write_string(row, WAS, was)?;
    Ok(())
}
