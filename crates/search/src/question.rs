//! What somebody asks. Pure.

use vietnamese::Term;

use crate::slips::Meant;
use crate::synonyms::{Other, Synonyms};

/// Most terms of a question that are looked for: a whole article may be pasted.
const MOST: usize = 48;

/// A question, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What was typed.
    pub(crate) typed: String,
    /// What is looked for, in order; those that stand side by side are in one run. Places are those of what was typed.
    pub(crate) runs: Vec<Vec<Term>>,
    /// What has to stand there just so.
    pub(crate) phrases: Vec<Vec<Term>>,
    /// What must not stand there.
    pub(crate) without: Vec<Vec<Term>>,
    /// Other words for parts of each run.
    pub(crate) others: Vec<Vec<Other>>,
}

impl Question {
    /// Takes apart what was typed: words, `"words that stand together"`, and `-word` or `-"words"` that must not be there. Whatever is
    /// typed is a question; a quotation mark that is not closed reaches to the end.
    ///
    /// ```
    /// let question = search::Question::read("ủ phân \"chế phẩm\" -hóa");
    /// assert!(!question.is_empty());
    /// assert!(search::Question::read(" - \" ").is_empty());
    /// ```
    pub fn read(typed: &str) -> Self {
        let mut question = Self { typed: typed.to_owned(), ..Self::default() };
        // A condition holds however much stands before it.
        let mut left = [MOST; 3];
        let mut take = |text: &str, rest: &str, sort: usize| {
            let begin = typed.len() - rest.len();
            let mut terms: Vec<_> = vietnamese::terms(text).take(left[sort]).collect();
            terms.iter_mut().for_each(|term| {
                term.original = term.original.start + begin..term.original.end + begin;
            });
            left[sort] -= terms.len();
            terms
        };
        let mut rest = typed;
        while !rest.is_empty() {
            let (is_without, after) = match rest.strip_prefix('-') {
                Some(after) => (true, after),
                None => (false, rest),
            };
            let (terms, is_phrase, next) = if let Some(quoted) = after.strip_prefix(is_quote) {
                let (inside, next) = quoted.split_once(is_quote).unwrap_or((quoted, ""));
                (take(inside, quoted, if is_without { 0 } else { 1 }), true, next)
            } else if is_without {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                (take(&after[..end], after, 0), false, &after[end..])
            } else {
                let end = end_of_run(after);
                (take(&after[..end], after, 2), false, &after[end..])
            };
            rest = next.trim_start();
            let to = match (is_without, is_phrase) {
                (true, _) => &mut question.without,
                (false, true) => &mut question.phrases,
                (false, false) => &mut question.runs,
            };
            if !terms.is_empty() {
                to.push(terms);
            }
        }
        question
    }

    /// With other words that mean the same. A phrase stays as it is.
    #[must_use]
    pub fn with_synonyms(mut self, synonyms: &Synonyms) -> Self {
        self.others = self.runs.iter().map(|run| synonyms.of(run)).collect();
        self
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.phrases.is_empty()
    }

    /// As it may have been meant: in the place of what no text has the most probable of what some have. Nothing where there is nothing
    /// such.
    pub(crate) fn with_meant(&self, slips: &[Vec<Meant>]) -> Option<String> {
        let mut meant = self.typed.clone();
        let mut end = usize::MAX;
        for (run, slips) in self.runs.iter().zip(slips).rev() {
            let mut best: Vec<_> =
                slips.chunk_by(|one, other| one.at == other.at).filter_map(|same| same.first()).collect();
            best.reverse();
            for slip in best.into_iter().filter(|slip| !slip.is_known) {
                let place = run[slip.at].original.start..run[slip.at + slip.instead_of - 1].original.end;
                // A place is changed once.
                if place.end <= end {
                    end = place.start;
                    meant.replace_range(place, &slip.words.join(" "));
                }
            }
        }
        (end < usize::MAX).then_some(meant)
    }

    /// All that is looked for, run by run.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = &Vec<Term>> {
        self.runs.iter().chain(&self.phrases)
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '«' | '»')
}

/// Where the words end that stand side by side: before a quotation mark, or a dash that begins a word.
fn end_of_run(text: &str) -> usize {
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        if at > 0 && (is_quote(letter) || letter == '-' && before.is_whitespace()) {
            return at;
        }
        before = letter;
    }
    text.len()
}
