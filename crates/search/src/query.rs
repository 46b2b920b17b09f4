//! A question as the engine asks it.
//!
//! One union of single terms, so that the engine skips what cannot be among the best; what has to hold is put around it only where
//! somebody asks for that.

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::analysis::pair;
use crate::index::Fields;
use crate::question::Question;
use crate::slips::Meant;

/// How much each way to find something counts beside a syllable without marks. Found by trying, on the questions of XQuAD (see
/// `examples/quality`); that of the title on those of the sample library.
mod weight {
    /// A pair of neighbours.
    pub(super) const PAIR: f32 = 0.8;
    /// What stands in the title beside what stands anywhere.
    pub(super) const TITLE: f32 = 0.5;
    /// A syllable with the marks that were typed.
    pub(super) const EXACT: f32 = 0.3;
    /// Words that mean the same as those that were typed.
    pub(super) const OTHER: f32 = 0.8;
    /// What may have been meant in the place of what no text has.
    pub(super) const MEANT: f32 = 0.8;
    /// What may have been meant in the place of what some text has, though not beside its neighbours.
    pub(super) const DOUBTED: f32 = 0.2;
}

/// A question, with what may have been meant in each of its runs.
pub(crate) fn of(fields: Fields, question: &Question, slips: &[Vec<Meant>]) -> BooleanQuery {
    let mut wanted = Wanted { fields, terms: Vec::new() };
    question.wanted().for_each(|run| wanted.add_run(run));
    for (run, others) in question.runs.iter().zip(&question.others) {
        for other in others {
            wanted.add_instead(run, (other.at, other.instead_of), &folded(&other.words), weight::OTHER);
            for word in other.words.iter().filter(|word| word.exact != word.folded) {
                wanted.add(fields.exact, &word.exact, weight::OTHER * weight::EXACT);
            }
        }
    }
    for (run, slips) in question.runs.iter().zip(slips) {
        for slip in slips {
            let weight = if slip.is_known { weight::DOUBTED } else { weight::MEANT };
            let words: Vec<_> = slip.words.iter().map(String::as_str).collect();
            wanted.add_instead(run, (slip.at, slip.instead_of), &words, weight);
        }
    }
    let wanted = BooleanQuery::new(wanted.terms);
    if question.phrases.is_empty() && question.without.is_empty() {
        return wanted;
    }
    let mut all: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(wanted))];
    all.extend(question.phrases.iter().map(|words| (Occur::Must, phrase(fields, words))));
    all.extend(question.without.iter().map(|words| (Occur::MustNot, phrase(fields, words))));
    BooleanQuery::new(all)
}

/// Terms of which each that a text has counts.
struct Wanted {
    fields: Fields,
    terms: Vec<(Occur, Box<dyn Query>)>,
}

impl Wanted {
    fn add(&mut self, field: Field, text: &str, weight: f32) {
        let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
        let boosted: Box<dyn Query> = match weight {
            1.0 => Box::new(term),
            weight => Box::new(BoostQuery::new(Box::new(term), weight)),
        };
        self.terms.push((Occur::Should, boosted));
    }

    /// What stands side by side in the question.
    fn add_run(&mut self, run: &[vietnamese::Term]) {
        let Fields { title, words, pairs, exact, .. } = self.fields;
        for (at, term) in run.iter().enumerate() {
            self.add(words, &term.folded, 1.0);
            self.add(title, &term.folded, weight::TITLE);
            if term.exact != term.folded {
                self.add(exact, &term.exact, weight::EXACT);
            }
            if let Some(next) = run.get(at + 1) {
                let pair = pair(&term.folded, &next.folded);
                self.add(pairs, &pair, weight::PAIR);
                self.add(title, &pair, weight::TITLE * weight::PAIR);
            }
        }
    }

    /// Words in the place of some of a run: they, and the pairs that they make with each other and with their neighbours.
    fn add_instead(
        &mut self,
        run: &[vietnamese::Term],
        (at, instead_of): (usize, usize),
        words: &[&str],
        weight: f32,
    ) {
        words.iter().for_each(|word| self.add(self.fields.words, word, weight));
        let run = folded(run);
        let (before, next) = (at.checked_sub(1).map(|at| run[at]), run.get(at + instead_of).copied());
        let all: Vec<_> = before.into_iter().chain(words.iter().copied()).chain(next).collect();
        for two in all.windows(2) {
            self.add(self.fields.pairs, &pair(two[0], two[1]), weight * weight::PAIR);
        }
    }
}

/// Terms that stand side by side; one alone with its marks, where they were typed.
fn phrase(fields: Fields, terms: &[vietnamese::Term]) -> Box<dyn Query> {
    let word = |term: &vietnamese::Term| Term::from_field_text(fields.words, &term.folded);
    let alone = |term: Term| Box::new(TermQuery::new(term, IndexRecordOption::Basic));
    match terms {
        [term] if term.exact != term.folded => alone(Term::from_field_text(fields.exact, &term.exact)),
        [term] => alone(word(term)),
        terms => Box::new(PhraseQuery::new(terms.iter().map(word).collect())),
    }
}

/// The terms of a run without marks.
pub(crate) fn folded(run: &[vietnamese::Term]) -> Vec<&str> {
    run.iter().map(|term| term.folded.as_str()).collect()
}
