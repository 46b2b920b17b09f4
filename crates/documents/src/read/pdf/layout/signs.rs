//! Words by which the columns of a header and of a closing are known, looked for once in each row.

use vietnamese::fold;

use super::rows::Row;

/// What the state's column says, what stands above the recipients, and what begins a signature; folded.
const STATE: [&str; 3] = ["cong hoa xa hoi", "doc lap", "dang cong san"];
const RECIPIENTS: &str = "noi nhan";
const SIGNERS: [&str; 12] = [
    "tm.",
    "kt.",
    "tl.",
    "tuq.",
    "q.",
    "t/m",
    "k/t",
    "chu tich",
    "pho chu tich",
    "bi thu",
    "giam doc",
    "truong phong",
];

/// Where they stand in a row; words are counted from nought.
#[derive(Debug)]
pub(super) struct Signs {
    /// Words with which what the state's column says begins.
    state: Vec<usize>,
    /// Words with which a signature begins.
    signers: Vec<usize>,
    /// So many words from the left name the recipients.
    recipients: Option<usize>,
}

impl Signs {
    pub(super) fn of(row: &Row) -> Self {
        let mut text = String::new();
        let mut begins = Vec::with_capacity(row.words.len());
        for word in &row.words {
            if !text.is_empty() {
                text.push(' ');
            }
            begins.push(text.len());
            text.push_str(&fold(&word.text));
        }
        let all = |names: &[&str]| {
            let is_one = |begin: usize| names.iter().any(|name| text[begin..].starts_with(name));
            (0..begins.len()).filter(|word| is_one(begins[*word])).collect()
        };
        let count = begins.partition_point(|begin| *begin < RECIPIENTS.len());
        Self {
            state: all(&STATE),
            signers: all(&SIGNERS),
            recipients: text.starts_with(RECIPIENTS).then_some(count),
        }
    }

    pub(super) fn are_any(&self) -> bool {
        !self.state.is_empty() || !self.signers.is_empty() || self.recipients.is_some()
    }

    /// The words from this one on begin as the state's column does.
    pub(super) fn name_state(&self, from: usize) -> bool {
        self.state.contains(&from)
    }

    /// The words from this one on speak on behalf of an authority.
    pub(super) fn sign(&self, from: usize) -> bool {
        self.signers.contains(&from)
    }

    /// The words before this one begin as a list of recipients does.
    pub(super) fn name_recipients(&self, to: usize) -> bool {
        self.recipients.is_some_and(|least| least <= to)
    }
}
