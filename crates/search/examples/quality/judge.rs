//! Texts with questions, and how well these are answered: for the command that prints it and the test that holds it.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

use search::{Document, Index, Question, Synonyms};

/// What went wrong with a set of questions.
pub(crate) type Failure = Box<dyn Error>;

/// Texts, and questions each with the key of the text that answers it.
pub(crate) struct Set {
    pub(crate) index: Index,
    pub(crate) texts: usize,
    pub(crate) questions: Vec<(String, String)>,
}

/// The questions of XQuAD, each about one paragraph.
pub(crate) fn xquad(file: &Path) -> Result<Set, Failure> {
    let set: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let parts = |of: &serde_json::Value, name: &str| of[name].as_array().cloned().unwrap_or_default();
    let text = |of: &serde_json::Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
    let (mut documents, mut questions) = (Vec::new(), Vec::new());
    for paragraph in parts(&set, "data").iter().flat_map(|one| parts(one, "paragraphs")) {
        let key = documents.len().to_string();
        let asked = parts(&paragraph, "qas");
        questions.extend(asked.iter().map(|one| (text(one, "question"), key.clone())));
        documents.push(Document { key, body: text(&paragraph, "context"), ..Document::default() });
    }
    let index = Index::in_memory()?;
    index.put(&documents, &[], 1)?;
    Ok(Set { index, texts: documents.len(), questions })
}

impl Set {
    /// The mean, over all questions, of one over the place of the right text among the first ten that are found; none of them is nought.
    pub(crate) fn mean_rank(&self, mut typed: impl FnMut(&str) -> String) -> Result<f64, Failure> {
        let mut sum = 0.0;
        for (question, key) in &self.questions {
            let found = self.index.search(&Question::read(&typed(question)), 10)?;
            let place = found.hits.iter().position(|hit| hit.key == *key);
            sum += place.map_or(0.0, |place| 1.0 / (place + 1) as f64);
        }
        Ok(sum / self.questions.len() as f64)
    }
}

/// The sample library, and queries with how well each item answers them: 3 is about just this, 2 in a good part, 1 touches it.
pub(crate) struct Library {
    index: Index,
    synonyms: Synonyms,
    pub(crate) items: usize,
    pub(crate) queries: Vec<(String, HashMap<String, u32>)>,
}

/// The items of a folder, Markdown with a head in TOML, the queries of its `queries.tsv`, and the words of its `glossary.toml`.
pub(crate) fn library(folder: &Path) -> Result<Library, Failure> {
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let key = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path)?;
        let parts: Vec<_> = text.splitn(3, "+++").collect();
        let [_, head, body] = parts[..] else { return Err(format!("{key} has no head").into()) };
        let head: toml::Table = head.parse().map_err(|fault| format!("{key}: {fault}"))?;
        let of = |name: &str| head.get(name).and_then(toml::Value::as_str).unwrap_or_default();
        let tags = head.get("tags").and_then(toml::Value::as_array).into_iter().flatten();
        let tags: Vec<_> = tags.filter_map(toml::Value::as_str).collect();
        let body = [of("summary"), &tags.join(". "), body].join("\n");
        documents.push(Document { title: of("title").to_owned(), body, key });
    }
    let mut queries = Vec::new();
    for line in std::fs::read_to_string(folder.join("queries.tsv"))?.lines() {
        let Some((query, answers)) = line.split_once('\t').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let mut grades = HashMap::new();
        for answer in answers.split_whitespace() {
            let (key, grade) = answer.rsplit_once(':').ok_or_else(|| format!("{answer} has no grade"))?;
            if !documents.iter().any(|one| one.key == key) {
                return Err(format!("{key} is no item").into());
            }
            grades.insert(key.to_owned(), grade.parse()?);
        }
        queries.push((query.to_owned(), grades));
    }
    let index = Index::in_memory()?;
    index.put(&documents, &[], 1)?;
    let glossary: toml::Table = std::fs::read_to_string(folder.join("glossary.toml"))?.parse()?;
    let groups = glossary.get("groups").and_then(toml::Value::as_array).into_iter().flatten();
    let words = |group: &toml::Value| {
        let words = group.as_array().into_iter().flatten();
        words.filter_map(toml::Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let synonyms = Synonyms::new(groups.map(words));
    Ok(Library { index, synonyms, items: documents.len(), queries })
}

impl Library {
    /// nDCG@10 of each query: what the first ten are worth, each less the lower it stands, beside the best that they could be (gain 2^grade − 1,
    /// discount log2 of place + 1; Järvelin and Kekäläinen 2002 as Burges 2005 has it).
    pub(crate) fn gains(&self, typed: impl Fn(&str) -> String) -> Result<Vec<f64>, Failure> {
        let worth = |grades: &mut dyn Iterator<Item = u32>| -> f64 {
            let gain = |(at, grade): (usize, u32)| (f64::from(grade).exp2() - 1.0) / (at as f64 + 2.0).log2();
            grades.take(10).enumerate().map(gain).sum()
        };
        let gained = |(query, grades): &(String, HashMap<String, u32>)| {
            let question = Question::read(&typed(query)).with_synonyms(&self.synonyms);
            let found = self.index.search(&question, 10)?;
            let mut found = found.hits.iter().map(|hit| grades.get(&hit.key).copied().unwrap_or_default());
            let mut best: Vec<_> = grades.values().copied().collect();
            best.sort_unstable_by(|one, other| other.cmp(one));
            Ok(worth(&mut found) / worth(&mut best.into_iter()))
        };
        self.queries.iter().map(gained).collect()
    }
}

/// The mean of some figures.
pub(crate) fn mean(figures: &[f64]) -> f64 {
    figures.iter().sum::<f64>() / figures.len() as f64
}

/// The rows of keys.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Slips of the keyboard, the same for the same seed.
pub(crate) struct Slips(pub(crate) u64);

impl Slips {
    /// A question with two slips, each in another syllable of two letters or more: a letter left out, struck twice, taken in the other order
    /// with the next, or the key beside it struck, each as often. The key beside gives a letter without marks.
    pub(crate) fn two(&mut self, question: &str) -> String {
        let mut words: Vec<String> = vietnamese::nfc(question).split(' ').map(str::to_owned).collect();
        let is_word = |word: &String| word.chars().filter(|letter| letter.is_alphabetic()).count() >= 2;
        let mut places: Vec<_> = (0..words.len()).filter(|at| is_word(&words[*at])).collect();
        for _ in 0..2 {
            if places.is_empty() {
                break;
            }
            let at = places.swap_remove(self.below(places.len()));
            words[at] = self.one(&words[at]);
        }
        words.join(" ")
    }

    fn one(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let places: Vec<_> = (0..letters.len()).filter(|at| letters[*at].is_alphabetic()).collect();
        let at = places[self.below(places.len())];
        match self.below(4) {
            0 => _ = letters.remove(at),
            1 => letters.insert(at, letters[at]),
            2 if at + 1 < letters.len() => letters.swap(at, at + 1),
            2 => letters.swap(at - 1, at),
            _ => letters[at] = self.beside(letters[at]),
        }
        letters.into_iter().collect()
    }

    /// The key left or right of that of a letter.
    fn beside(&mut self, letter: char) -> char {
        let base = vietnamese::fold(&letter.to_string());
        let row = KEYS.iter().find(|row| row.contains(&base) && !base.is_empty()).unwrap_or(&KEYS[0]);
        let at = row.find(&base).unwrap_or_default();
        let is_right = at == 0 || at + 1 < row.len() && self.below(2) == 0;
        row.as_bytes()[if is_right { at + 1 } else { at - 1 }].into()
    }

    /// A number below `end`, as if by chance: splitmix64.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % end.max(1) as u64) as usize
    }
}
