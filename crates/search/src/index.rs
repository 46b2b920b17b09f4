//! The index: what is in it, and how it is asked.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

use crate::analysis::{Analysis, pair};
use crate::query::{self, folded};
use crate::question::Question;
use crate::slips::{self, Known, Meant};

/// Counts the forms of the index: one of another form is made anew.
const VERSION: u32 = 1;
/// Memory of the writer, in bytes: the least that the engine takes, twice.
const WRITER: usize = 30_000_000;

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
pub(crate) struct Fields {
    key: Field,
    pub(crate) title: Field,
    pub(crate) words: Field,
    pub(crate) pairs: Field,
    pub(crate) exact: Field,
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
        let query = query::of(self.fields, question, &slips);
        let found = searcher.search(&query, &TopDocs::with_limit(most).order_by_score())?;
        let hit = |(score, at)| {
            let row: TantivyDocument = searcher.doc(at)?;
            let key = row.get_first(self.fields.key).and_then(|key| key.as_str()).unwrap_or_default();
            Ok(Hit { key: key.to_owned(), score })
        };
        let hits = found.into_iter().map(hit).collect::<Result<_, Fault>>()?;
        Ok(Found { hits, meant: question.with_meant(&slips) })
    }
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
