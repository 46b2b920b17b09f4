//! The head of a document: who issued it, number, place and date, type and subject.

pub(crate) mod agencies;
mod lines;

use documents::outline::{Outline, Passage};

use crate::model::Header;
use crate::text::Text;

/// Reads what stands before the first clause.
pub(crate) fn header(outline: &Outline) -> Header {
    let mut header = Header::default();
    let mut agencies: Vec<String> = Vec::new();
    let mut front = joined(&outline.front).into_iter().peekable();
    while let Some(line) = front.next() {
        let rest = lines::take(&line, &mut header);
        let rest = rest.trim();
        if rest.is_empty() || header.kind.is_some() {
            continue;
        }
        if let Some((kind, subject)) = lines::kind(rest) {
            header.kind = Some(kind);
            header.title = subject.or_else(|| title(&mut front, agencies::issuer(&agencies).as_deref()));
        } else if let Some(subject) = lines::letter_subject(rest) {
            header.title = Some(subject_goes_on(subject, &mut front));
        } else if lines::is_shouted(rest) || !numbered(&header) && agencies::begins_agency(rest) {
            agencies.extend(rest.lines().map(|line| line.trim().to_owned()));
        }
    }
    header.issuer = agencies::issuer(&agencies);
    // "Nghị quyết số 57-NQ/TW" at the top of a page of the web.
    header.kind =
        header.kind.or_else(|| outline.front.iter().find_map(|line| lines::kind_of_number(&line.text)));
    header
}

/// The agencies stand above the number, of which the figure may be left blank.
fn numbered(header: &Header) -> bool {
    header.number.is_some() || header.symbol.is_some()
}

/// The passages, those put together that a number or day left blank has torn apart: `Số:` and `/KH-UBND`.
fn joined(front: &[Passage]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for passage in front {
        match lines.last_mut().filter(|last| lines::is_open(last, &passage.text)) {
            Some(last) => {
                last.push(' ');
                last.push_str(&passage.text);
            }
            None => lines.push(passage.text.clone()),
        }
    }
    lines
}

/// `V/v triển khai Công văn số 5/VPCP-CN` / `của Văn phòng Chính phủ`: the subject goes on in lines below.
fn subject_goes_on(subject: String, front: &mut std::iter::Peekable<impl Iterator<Item = String>>) -> String {
    let mut whole = subject;
    while let Some(line) = front.next_if(|line| lines::goes_on_with_subject(line)) {
        whole.push(' ');
        whole.push_str(line.trim());
    }
    whole
}

/// The lines after the type up to the legal bases, the preamble or an addressee.
fn title(
    front: &mut std::iter::Peekable<impl Iterator<Item = String>>,
    issuer: Option<&str>,
) -> Option<String> {
    let mut title = String::new();
    while let Some(line) = front.peek() {
        let text = line.trim();
        let body_in_charge = !title.is_empty() && !lines::is_shouted(&title) && lines::is_shouted(text);
        let repeats_issuer = !title.is_empty()
            && issuer.is_some_and(|issuer| vietnamese::fold(issuer) == vietnamese::fold(text));
        if body_in_charge
            || repeats_issuer
            || lines::ends_title(&Text::new(text))
            || (!title.is_empty() && lines::begins_preamble(text))
        {
            break;
        }
        if text.contains(char::is_alphanumeric) {
            title.push(' ');
            title.push_str(text);
        }
        front.next();
    }
    let title = title.trim_matches(['-', '–', '_', '*', ' ']);
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests;
