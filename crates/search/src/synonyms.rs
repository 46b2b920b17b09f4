//! Words that mean the same, as a glossary has them. Pure.

use std::collections::HashMap;

use vietnamese::Term;

/// Groups of words that mean the same: `lợn` and `heo`, `đậu tương` and `đậu nành`.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<Vec<Term>>>,
    /// By the first term without marks: which of which group.
    first: HashMap<String, Vec<(usize, usize)>>,
}

/// Other words for a part of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Other {
    /// Where in the run, and how many terms of it they stand for.
    pub(crate) at: usize,
    pub(crate) instead_of: usize,
    pub(crate) words: Vec<Term>,
}

impl Synonyms {
    /// Of groups of words.
    ///
    /// ```
    /// let synonyms = search::Synonyms::new([["lợn", "heo"], ["ngô", "bắp"]]);
    /// let question = search::Question::read("thịt lợn").with_synonyms(&synonyms);
    /// let text = "chuồng heo";
    /// let marked: Vec<_> = search::marked(text, &question).into_iter().map(|at| &text[at]).collect();
    /// assert_eq!(marked, ["heo"]);
    /// ```
    pub fn new<G: IntoIterator<Item = S>, S: AsRef<str>>(groups: impl IntoIterator<Item = G>) -> Self {
        let words = |words: S| vietnamese::terms(words.as_ref()).collect::<Vec<_>>();
        let group = |group: G| group.into_iter().map(words).filter(|words| !words.is_empty()).collect();
        let groups: Vec<Vec<Vec<Term>>> = groups.into_iter().map(group).collect();
        let mut first: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (at, group) in groups.iter().enumerate() {
            for (member, words) in group.iter().enumerate() {
                first.entry(words[0].folded.clone()).or_default().push((at, member));
            }
        }
        Self { groups, first }
    }

    /// Other words for all parts of a run that a group has; of parts that begin alike the longest.
    pub(crate) fn of(&self, run: &[Term]) -> Vec<Other> {
        let (mut others, mut at) = (Vec::new(), 0);
        while let Some(term) = run.get(at) {
            let members = self.first.get(&term.folded).into_iter().flatten();
            let same = members.filter(|(group, member)| begins(&run[at..], &self.groups[*group][*member]));
            let Some((group, member)) = same.max_by_key(|(group, member)| self.groups[*group][*member].len())
            else {
                at += 1;
                continue;
            };
            let instead_of = self.groups[*group][*member].len();
            let others_of = self.groups[*group].iter().enumerate().filter(|(other, _)| other != member);
            others.extend(others_of.map(|(_, words)| Other { at, instead_of, words: words.clone() }));
            at += instead_of;
        }
        others
    }
}

/// Whether a run begins with some words, as it was typed. What was typed without marks is them where they have none, or are several:
/// one syllable without marks may be too many.
fn begins(run: &[Term], words: &[Term]) -> bool {
    let is_same = |(typed, word): (&Term, &Term)| match typed.exact != typed.folded {
        true => typed.exact == word.exact,
        false => typed.folded == word.folded && (words.len() > 1 || word.exact == word.folded),
    };
    run.len() >= words.len() && run.iter().zip(words).all(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_others_as_they_were_typed() {
        let synonyms = Synonyms::new([
            vec!["lợn", "heo"],
            vec!["đậu tương", "đậu nành"],
            vec!["đậu", "đỗ"],
            vec!["biogas", "bi-ô-ga", "khí sinh học"],
            vec!["", "  "],
        ]);
        let others = |typed: &str| -> Vec<(usize, usize, String)> {
            let run: Vec<_> = vietnamese::terms(typed).collect();
            let words =
                |one: &Other| one.words.iter().map(|one| one.exact.clone()).collect::<Vec<_>>().join(" ");
            synonyms.of(&run).iter().map(|one| (one.at, one.instead_of, words(one))).collect()
        };
        let one = |at, instead_of, words: &str| (at, instead_of, words.to_owned());
        assert_eq!(others("chuồng lợn"), [one(1, 1, "heo")]);
        assert_eq!(others("heo"), [one(0, 1, "lợn")]);
        // Without marks it may be `lớn` too.
        assert_eq!(others("chuong lon"), []);
        assert_eq!(others("hạt lớn"), []);
        assert_eq!(others("dau nanh"), [one(0, 2, "đậu tương")]);
        assert_eq!(others("đậu tương"), [one(0, 2, "đậu nành")], "the longest");
        assert_eq!(others("hạt đậu"), [one(1, 1, "đỗ")]);
        assert_eq!(others("hầm Biogas"), [one(1, 1, "bi ô ga"), one(1, 1, "khí sinh học")]);
        assert_eq!(others("bi-o-ga lợn"), [one(0, 3, "biogas"), one(0, 3, "khí sinh học"), one(3, 1, "heo")]);
        assert_eq!(others(""), []);
    }
}
