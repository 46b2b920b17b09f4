//! The end of a document: who signed it for whom, and who receives it.

use std::sync::LazyLock;

use documents::outline::Passage;
use regex::Regex;

use crate::model::{Header, Signature};
use crate::text::{Text, pattern, reach};

/// Reads what stands after the last clause into the header.
pub(crate) fn closing(passages: &[Passage], header: &mut Header) {
    let mut lines = Lines::default();
    for passage in passages {
        for line in passage.text.lines() {
            lines.add(line.trim());
        }
    }
    header.archive = lines.recipients.iter().find(|line| is_archive(line)).cloned();
    if lines.signature.name.is_none() && lines.signed() {
        lines.name_beside_archive(header);
    }
    header.recipients = lines.recipients;
    header.signature = lines.signature;
}

/// What was read so far. The two columns may follow each other or stand line by line side by side.
#[derive(Default)]
struct Lines {
    recipients: Vec<String>,
    signature: Signature,
    in_recipients: bool,
}

static RECIPIENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\W*noi nhan\s*:?\s*)+"));

/// Stands where the hand and the seal were.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\W*(?:(?:da )?ky(?:,? (?:ten|va|dong dau))*|(?:ky,? )?(?:ghi ro )?ho (?:va )?ten)\W*$")
});

/// Where one recipient ends and the next begins on the same line.
static NEXT: LazyLock<Regex> = LazyLock::new(|| pattern(r";\s*[-–+•*]\s"));

/// How a signature block begins its lines; `T/M` and `K/T` are the party's forms.
static ON_BEHALF: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:tm|t/m|tuq|tl|t/l|q)[\s.]"));
static CAPACITY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:kt|k/t|q|tuq|tl|t/l)[\s.]"));
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:pho |q\. ?)?(?:chu tich|bi thu|giam doc|tong giam doc|truong |chanh |chanh van phong|thu tuong|bo truong|thu truong|vien truong|hieu truong",
        r"|cuc truong|chi cuc truong|tong thanh tra|thong doc|truong ban|truong phong|chu nhiem|pho tong|pho thu tuong|pho truong|pho chanh|pho vien truong)",
    ))
});

/// Whether a line begins as those of a signature block do: `KT. GIÁM ĐỐC`, `CHỦ TỊCH`.
pub(crate) fn is_title(line: &str) -> bool {
    let folded = vietnamese::fold(reach(line.trim_start()));
    [&ON_BEHALF, &CAPACITY, &TITLE].iter().any(|rule| rule.is_match(&folded))
}

impl Lines {
    fn add(&mut self, line: &str) {
        if line.is_empty() || line.chars().all(|letter| !letter.is_alphanumeric()) {
            return;
        }
        if let Some(end) = Text::new(line).find(&RECIPIENTS).map(|label| label.end) {
            self.in_recipients = true;
            return self.add(&line[end..]);
        }
        if SIGNED.is_match(&vietnamese::fold(reach(line))) {
            return;
        }
        // Several on one line: "- Như trên; - Lưu: VT."
        let mut rest = line;
        while let Some(next) = NEXT.find(rest).filter(|_| self.in_recipients) {
            self.add_one(&rest[..next.start()]);
            rest = rest[next.start()..].trim_start_matches([';', ' ']);
        }
        self.add_one(rest);
    }

    fn add_one(&mut self, line: &str) {
        let (left, right) = self.name_beside_recipient(line).unwrap_or_else(|| split_columns(line));
        if !left.is_empty() && !self.sign(left) {
            self.receive(left);
        }
        if !right.is_empty() {
            self.sign(right);
        }
    }

    /// `- UBND tỉnh; Nguyễn Văn An`: the name stood beside a recipient on the printed line.
    fn name_beside_recipient<'a>(&self, line: &'a str) -> Option<(&'a str, &'a str)> {
        let awaited = self.signature.title.is_some() && self.signature.name.is_none();
        let (left, right) = line.split_once("; ").filter(|_| awaited && line.starts_with(['-', '–']))?;
        is_name(right).then_some((left, right))
    }

    fn signed(&self) -> bool {
        self.signature != Signature::default()
    }

    /// Takes a line of the signature block; false where it is none.
    fn sign(&mut self, line: &str) -> bool {
        let folded = vietnamese::fold(line);
        let shouted = line.chars().all(|letter| !letter.is_lowercase());
        let signature = &mut self.signature;
        let slot = if !shouted {
            let name = signature.name.is_none()
                && is_name(line)
                && (self.in_recipients || signature.title.is_some());
            let named = name
                && (signature.title.is_some()
                    || signature.on_behalf_of.is_some()
                    || signature.capacity.is_some());
            if !named {
                return false;
            }
            &mut signature.name
        } else if ON_BEHALF.is_match(&folded) && signature.on_behalf_of.is_none() && is_collective(&folded) {
            &mut signature.on_behalf_of
        } else if CAPACITY.is_match(&folded) && signature.capacity.is_none() {
            &mut signature.capacity
        } else if TITLE.is_match(&folded) && signature.title.is_none() {
            &mut signature.title
        } else if let Some(last) = unfinished(signature).filter(|_| line.split_whitespace().count() > 1) {
            // A long authority runs over two lines.
            last.push(' ');
            last.push_str(line);
            return true;
        } else {
            return false;
        };
        *slot = Some(line.to_owned());
        true
    }

    fn receive(&mut self, line: &str) {
        let begins = line.starts_with(['-', '–', '+', '•', '*']);
        let item = line.trim_start_matches(['-', '–', '+', '•', '*', ' ']);
        let archive = is_archive(item);
        if !self.in_recipients && !begins && !archive {
            return;
        }
        let item = item.trim_end_matches([';', ',', ' ']);
        let item = if archive { item } else { item.trim_end_matches('.') };
        if item.is_empty() {
            return;
        }
        match self.recipients.last_mut().filter(|last| !begins && !archive && !is_archive(last)) {
            // A recipient that runs over two lines.
            Some(last) => {
                last.push(' ');
                last.push_str(item);
            }
            None => self.recipients.push(item.to_owned()),
        }
    }

    /// `- Lưu: VT, KT. Nguyễn Văn An`: the name stood beside the last line of the left column.
    fn name_beside_archive(&mut self, header: &mut Header) {
        let Some(line) = self.recipients.iter_mut().find(|line| is_archive(line)) else { return };
        let words: Vec<&str> = line.split(' ').collect();
        let is_part = |word: &&&str| is_name_word(word) && word.chars().any(char::is_lowercase);
        let count = words.iter().rev().take_while(is_part).count();
        if (2..=5).contains(&count) && words.len() > count {
            self.signature.name = Some(words[words.len() - count..].join(" "));
            *line = words[..words.len() - count].join(" ");
            header.archive = Some(line.clone());
        }
    }
}

/// `TM. ỦY BAN NHÂN DÂN` speaks for a body; `TL. CHỦ TỊCH`, `KT. CHỦ TỊCH` for a person.
fn is_collective(folded: &str) -> bool {
    folded.starts_with("tm") || folded.starts_with("t/m")
}

/// The authority read last, while no person's title has come.
fn unfinished(signature: &mut Signature) -> Option<&mut String> {
    if signature.title.is_some() || signature.name.is_some() {
        return None;
    }
    signature.capacity.as_mut().or(signature.on_behalf_of.as_mut())
}

fn is_archive(line: &str) -> bool {
    let folded = vietnamese::fold(line);
    folded.starts_with("luu:") || folded.starts_with("luu ") || folded == "luu"
}

/// Two to six capitalised syllables, perhaps with a rank before them.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let archive = is_archive(line) || words.first().is_some_and(|word| word.len() > 1 && is_capital(word));
    !archive && (2..=7).contains(&words.len()) && words.iter().all(|word| is_name_word(word))
}

/// `VP.`, `VT`: no part of a name.
fn is_capital(word: &str) -> bool {
    word.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase)
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(|letter| letter.is_alphabetic() || letter == '.')
}

/// A recipient and, after it, capitals of the signature block on the same line.
fn split_columns(line: &str) -> (&str, &str) {
    let listed = line.starts_with(['-', '–', '+']);
    let shouted = line.rfind(char::is_lowercase).map_or(0, |at| at + 1);
    let mut starts = line
        .char_indices()
        .filter(|(at, _)| *at >= shouted && (*at == 0 || line[..*at].ends_with(' ')))
        .map(|(at, _)| at);
    let begins_signature = |at: &usize| {
        let rest = reach(&line[*at..]);
        let folded = vietnamese::fold(rest);
        // One short form alone names the office in an archive line: "Lưu: VT, KT."
        let several = rest.contains(' ');
        several && (ON_BEHALF.is_match(&folded) || CAPACITY.is_match(&folded) || TITLE.is_match(&folded))
    };
    match starts.find(begins_signature) {
        Some(at) if at > 0 && listed => (line[..at].trim_end(), &line[at..]),
        Some(0) | None => (line, ""),
        Some(at) => (line[..at].trim_end(), &line[at..]),
    }
}

#[cfg(test)]
mod tests;
