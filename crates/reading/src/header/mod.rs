//! The head of a document: who issued it, number, place and date, type and subject.

mod agencies;
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
            header.title = subject.or_else(|| title(&mut front));
        } else if let Some(subject) = lines::letter_subject(rest) {
            header.title = Some(subject);
        } else if lines::is_shouted(rest) || header.number.is_none() && agencies::begins_agency(rest) {
            agencies.extend(rest.lines().map(|line| line.trim().to_owned()));
        }
    }
    header.issuer = agencies::issuer(&agencies);
    header
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

/// The lines after the type up to the legal bases, the preamble or an addressee.
fn title(front: &mut std::iter::Peekable<impl Iterator<Item = String>>) -> Option<String> {
    let mut title = String::new();
    while let Some(line) = front.peek() {
        let text = line.trim();
        let body_in_charge = !title.is_empty() && !lines::is_shouted(&title) && lines::is_shouted(text);
        if body_in_charge
            || lines::ends_title(&Text::new(text))
            || (!title.is_empty() && lines::begins_preamble(text))
        {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(text.trim_matches(['-', '–', '_', '*', ' ']));
        front.next();
    }
    (!title.trim().is_empty()).then(|| title.trim().to_owned())
}

#[cfg(test)]
mod tests;
