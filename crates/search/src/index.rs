//! The index: what is in it, and how it is asked.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

use crate::analysis::{Analysis, pair};
use crate::question::Question;
use crate::slips::{self, Known, Meant};

/// Counts the forms of the index: one of another form is made anew.
const VERSION: u32 = 1;
/// Memory of the writer, in bytes: the least that the engine takes, twice.
const WRITER: usize = 30_000_000;

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

/// Something that can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What tells it from all others.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// All that it says.
    pub body: String,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Of the document.
    pub key: String,
    /// How well it answers, beside other hits of the same question.
    pub score: f32,
}

/// What answers a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best first.
    pub hits: Vec<Hit>,
    /// What may have been meant, where something of the question stands in no text and what is like it does.
    pub meant: Option<String>,
}

/// What the engine could not do: of the disk, or of a broken index.
#[derive(Debug, thiserror::Error)]
#[error("the index: {0}")]
pub struct Fault(#[from] tantivy::TantivyError);

/// An index on disk or in memory.
pub struct Index {
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
}

#[derive(Clone, Copy)]
struct Fields {
    key: Field,
    title: Field,
    words: Field,
    pairs: Field,
    exact: Field,
}

impl Index {
    /// One in memory, which is gone with the process.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn in_memory() -> Result<Self, Fault> {
        let (schema, fields) = schema();
        Self::of(tantivy::Index::create_in_ram(schema), fields)
    }

    /// The one in a folder, made where there is none. One of another form has a folder of another name.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let (schema, fields) = schema();
        let folder = folder.join(format!("v{VERSION}"));
        std::fs::create_dir_all(&folder).map_err(tantivy::TantivyError::from)?;
        let directory = MmapDirectory::open(&folder).map_err(tantivy::TantivyError::from)?;
        Self::of(tantivy::Index::open_or_create(directory, schema)?, fields)
    }

    fn of(index: tantivy::Index, fields: Fields) -> Result<Self, Fault> {
        for analysis in [Analysis::Folded, Analysis::Pairs, Analysis::Both, Analysis::Exact] {
            index.tokenizers().register(analysis.name(), analysis);
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writer = Mutex::new(index.writer_with_num_threads(1, WRITER)?);
        Ok(Self { fields, reader, writer })
    }

    /// How far it is: what was told with the last commit; nothing where there was none.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn position(&self) -> Result<Option<i64>, Fault> {
        let meta = self.reader.searcher().index().load_metas()?;
        Ok(meta.payload.and_then(|position| position.parse().ok()))
    }

    /// Puts documents in, each in the place of the one with its key, and takes some out; all of it or nothing. `position`: how far it is
    /// then.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn put(&self, documents: &[Document], gone: &[String], position: i64) -> Result<(), Fault> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(fault) = self.write(&mut writer, documents, gone, position) {
            // What was not committed must not be committed by the next.
            writer.rollback()?;
            return Err(fault);
        }
        Ok(self.reader.reload()?)
    }

    fn write(
        &self,
        writer: &mut IndexWriter,
        documents: &[Document],
        gone: &[String],
        position: i64,
    ) -> Result<(), Fault> {
        let key = |key: &str| Term::from_field_text(self.fields.key, key);
        gone.iter().for_each(|gone| _ = writer.delete_term(key(gone)));
        for document in documents {
            writer.delete_term(key(&document.key));
            writer.add_document(self.row(document))?;
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&position.to_string());
        commit.commit()?;
        Ok(())
    }

    fn row(&self, document: &Document) -> TantivyDocument {
        let Fields { key, title, words, pairs, exact } = self.fields;
        let mut row = TantivyDocument::new();
        row.add_text(key, &document.key);
        row.add_text(title, &document.title);
        for text in [&document.title, &document.body] {
            for field in [words, pairs, exact] {
                row.add_text(field, text);
            }
        }
        row
    }

    /// What answers a question best, the best first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn search(&self, question: &Question, most: usize) -> Result<Found, Fault> {
        if question.is_empty() || most == 0 {
            return Ok(Found::default());
        }
        let searcher = self.reader.searcher();
        let texts = Texts { searcher: &searcher, fields: self.fields };
        let mut left = slips::MOST_DOUBTED;
        let meant = |run: &Vec<vietnamese::Term>| slips::meant(&folded(run), &texts, &mut left);
        let slips: Vec<Vec<Meant>> = question.runs.iter().map(meant).collect();
        let query = self.query(question, &slips);
        let found = searcher.search(&query, &TopDocs::with_limit(most).order_by_score())?;
        let hit = |(score, at)| {
            let row: TantivyDocument = searcher.doc(at)?;
            let key = row.get_first(self.fields.key).and_then(|key| key.as_str()).unwrap_or_default();
            Ok(Hit { key: key.to_owned(), score })
        };
        let hits = found.into_iter().map(hit).collect::<Result<_, Fault>>()?;
        Ok(Found { hits, meant: question.with_meant(&slips) })
    }

    fn query(&self, question: &Question, slips: &[Vec<Meant>]) -> BooleanQuery {
        let mut should: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut add = |field: Field, text: &str, weight: f32| {
            let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
            let boosted: Box<dyn Query> = match weight {
                1.0 => Box::new(term),
                weight => Box::new(BoostQuery::new(Box::new(term), weight)),
            };
            should.push((Occur::Should, boosted));
        };
        // Words in the place of some of a run: they, and the pairs that they make with each other and with their neighbours.
        let Fields { words: alone, pairs, .. } = self.fields;
        let instead = |run: &[&str],
                       (at, instead_of): (usize, usize),
                       words: &[&str],
                       weight: f32,
                       add: &mut dyn FnMut(Field, &str, f32)| {
            let (before, next) = (at.checked_sub(1).map(|at| run[at]), run.get(at + instead_of).copied());
            words.iter().for_each(|word| add(alone, word, weight));
            let all: Vec<_> = before.into_iter().chain(words.iter().copied()).chain(next).collect();
            for two in all.windows(2) {
                add(pairs, &pair(two[0], two[1]), weight * weight::PAIR);
            }
        };
        for run in question.wanted() {
            for (at, term) in run.iter().enumerate() {
                add(self.fields.words, &term.folded, 1.0);
                add(self.fields.title, &term.folded, weight::TITLE);
                if term.exact != term.folded {
                    add(self.fields.exact, &term.exact, weight::EXACT);
                }
                if let Some(next) = run.get(at + 1) {
                    let pair = pair(&term.folded, &next.folded);
                    add(self.fields.pairs, &pair, weight::PAIR);
                    add(self.fields.title, &pair, weight::TITLE * weight::PAIR);
                }
            }
        }
        for (run, others) in question.runs.iter().zip(&question.others) {
            for other in others {
                let place = (other.at, other.instead_of);
                instead(&folded(run), place, &folded(&other.words), weight::OTHER, &mut add);
                for word in other.words.iter().filter(|word| word.exact != word.folded) {
                    add(self.fields.exact, &word.exact, weight::OTHER * weight::EXACT);
                }
            }
        }
        for (run, slips) in question.runs.iter().zip(slips) {
            for slip in slips {
                let weight = if slip.is_known { weight::DOUBTED } else { weight::MEANT };
                let words: Vec<_> = slip.words.iter().map(String::as_str).collect();
                instead(&folded(run), (slip.at, slip.instead_of), &words, weight, &mut add);
            }
        }
        let wanted = BooleanQuery::new(should);
        if question.phrases.is_empty() && question.without.is_empty() {
            return wanted;
        }
        let mut all: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(wanted))];
        all.extend(question.phrases.iter().map(|phrase| (Occur::Must, self.phrase(phrase))));
        all.extend(question.without.iter().map(|phrase| (Occur::MustNot, self.phrase(phrase))));
        BooleanQuery::new(all)
    }

    /// Terms that stand side by side; one alone with its marks, where they were typed.
    fn phrase(&self, terms: &[vietnamese::Term]) -> Box<dyn Query> {
        let word = |term: &vietnamese::Term| Term::from_field_text(self.fields.words, &term.folded);
        let alone = |term: Term| Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        match terms {
            [term] if term.exact != term.folded => {
                alone(Term::from_field_text(self.fields.exact, &term.exact))
            }
            [term] => alone(word(term)),
            terms => Box::new(PhraseQuery::new(terms.iter().map(word).collect())),
        }
    }
}

fn folded(run: &[vietnamese::Term]) -> Vec<&str> {
    run.iter().map(|term| term.folded.as_str()).collect()
}

/// What the texts of an index know.
struct Texts<'a> {
    searcher: &'a Searcher,
    fields: Fields,
}

impl Texts<'_> {
    /// A dictionary that cannot be read knows nothing; the search itself tells why.
    fn count(&self, field: Field, text: &str) -> u64 {
        self.searcher.doc_freq(&Term::from_field_text(field, text)).unwrap_or_default()
    }
}

impl Known for Texts<'_> {
    fn word(&self, word: &str) -> u64 {
        self.count(self.fields.words, word)
    }

    fn pair(&self, one: &str, next: &str) -> u64 {
        self.count(self.fields.pairs, &pair(one, next))
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let mut analysed = |name: &str, analysis: Analysis, option: IndexRecordOption| {
        let indexing = TextFieldIndexing::default().set_tokenizer(analysis.name()).set_index_option(option);
        schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
    };
    let title = analysed("title", Analysis::Both, IndexRecordOption::WithFreqs);
    let words = analysed("words", Analysis::Folded, IndexRecordOption::WithFreqsAndPositions);
    let pairs = analysed("pairs", Analysis::Pairs, IndexRecordOption::WithFreqs);
    let exact = analysed("exact", Analysis::Exact, IndexRecordOption::WithFreqs);
    let key = schema.add_text_field("key", STRING | STORED);
    (schema.build(), Fields { key, title, words, pairs, exact })
}
