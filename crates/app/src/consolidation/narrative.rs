//! What a consolidation tells in words: what the units told, in order, cut, joined and written on, and nothing lost unseen. Pure.
//!
//! Laws: a source is used by a passage or listed as not used, whatever is done; joining keeps all words and all origins; what
//! the editor wrote is never overwritten by what comes later.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::material::{Said, Told};

/// All words of a consolidation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Narrative {
    /// What returns told when it was taken in.
    pub(crate) sources: Vec<Source>,
    /// In order within their sections.
    pub(crate) passages: Vec<Passage>,
}

/// What a return tells of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) id: Uuid,
    pub(crate) said: Said,
}

/// What the document tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) id: Uuid,
    pub(crate) section: Uuid,
    pub(crate) words: String,
    /// Whether the document names the unit that told it.
    pub(crate) is_named: bool,
    /// What it was made of; nothing where the editor wrote it.
    pub(crate) origins: Vec<Uuid>,
    /// Counts its changes.
    pub(crate) revision: i32,
}

/// What returns tell now and a consolidation does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// Told for the first time.
    pub(crate) added: usize,
    /// Told otherwise.
    pub(crate) changed: usize,
    /// Told no more: the return went back, or was withdrawn.
    pub(crate) gone: usize,
}

impl News {
    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// How alike two texts have to be to be shown as the same, as Sørensen and Dice count pairs of letters.
const ALIKE: f64 = 0.85;
/// Most texts of a section that are compared each with each; of more only those that are just the same are found.
const COMPARED: usize = 100;
/// A line of this alone cuts a passage in two.
const CUT: &str = "---";

impl Narrative {
    /// Each source a passage of its own, in the given order; those that are alike one after the other.
    pub(crate) fn begun(said: Vec<Said>, mut next_id: impl FnMut() -> Uuid) -> Self {
        let sources: Vec<_> = said.into_iter().map(|said| Source { id: next_id(), said }).collect();
        let mut narrative = Self { sources, passages: Vec::new() };
        let groups = narrative.alike();
        // The place of the first of a group is that of all.
        let mut firsts = HashMap::new();
        let place = |(at, source): (usize, &Source)| match groups.get(&source.id) {
            Some(group) => (*firsts.entry(*group).or_insert(at), at),
            None => (at, at),
        };
        let mut order: Vec<_> = narrative.sources.iter().enumerate().map(place).collect();
        order.sort_unstable();
        for (_, at) in order {
            let source = narrative.sources[at].clone();
            narrative.passages.push(own(&source, next_id()));
        }
        narrative
    }

    /// The same for another consolidation.
    #[must_use]
    pub(crate) fn copied(mut self, mut next_id: impl FnMut() -> Uuid) -> Self {
        let ids: HashMap<_, _> = self.sources.iter().map(|source| (source.id, next_id())).collect();
        let new = |id: &mut Uuid| *id = ids.get(id).copied().unwrap_or(*id);
        self.sources.iter_mut().for_each(|source| new(&mut source.id));
        for passage in &mut self.passages {
            passage.id = next_id();
            passage.origins.iter_mut().for_each(new);
        }
        self
    }

    /// What is told otherwise than it was taken in.
    pub(crate) fn news(&self, said: &[Said]) -> News {
        let known: HashMap<_, _> = self.sources.iter().map(|one| (one.key(), &one.said.words)).collect();
        let told: HashMap<_, _> = said.iter().map(|one| (one.key(), &one.words)).collect();
        News {
            added: told.keys().filter(|key| !known.contains_key(*key)).count(),
            changed: told
                .iter()
                .filter(|(key, words)| known.get(*key).is_some_and(|known| known != *words))
                .count(),
            gone: known.keys().filter(|key| !told.contains_key(*key)).count(),
        }
    }

    /// With what returns tell now. A passage that nobody wrote on follows its source; of one that somebody wrote on the source is
    /// listed as not used, to be looked at.
    #[must_use]
    pub(crate) fn refreshed(mut self, said: Vec<Said>, mut next_id: impl FnMut() -> Uuid) -> Self {
        let mut told: BTreeMap<_, _> = said.into_iter().map(|one| (one.key(), one)).collect();
        let mut gone = Vec::new();
        for at in 0..self.sources.len() {
            let source = self.sources[at].clone();
            let now = told.remove(&source.key());
            if now.as_ref().is_some_and(|now| now.words == source.said.words) {
                continue;
            }
            let is_untouched =
                |passage: &Passage| passage.origins == [source.id] && passage.words == source.said.words;
            match now {
                Some(now) => {
                    for passage in &mut self.passages {
                        if is_untouched(passage) {
                            passage.words.clone_from(&now.words);
                            passage.revision += 1;
                        } else {
                            passage.origins.retain(|origin| *origin != source.id);
                        }
                    }
                    self.sources[at].said = now;
                }
                None => {
                    self.passages.retain(|passage| !is_untouched(passage));
                    self.passages
                        .iter_mut()
                        .for_each(|one| one.origins.retain(|origin| *origin != source.id));
                    gone.push(source.id);
                }
            }
        }
        self.sources.retain(|source| !gone.contains(&source.id));
        for said in told.into_values() {
            let source = Source { id: next_id(), said };
            self.passages.push(own(&source, next_id()));
            self.sources.push(source);
        }
        self
    }

    /// With the words of a passage changed. A line of dashes cuts it in two, each made of the same.
    ///
    /// None where there is no such passage.
    pub(crate) fn written(
        mut self,
        id: Uuid,
        words: &str,
        is_named: bool,
        mut next_id: impl FnMut() -> Uuid,
    ) -> Option<Self> {
        let at = self.place(id)?;
        let mut pieces = cut(words).into_iter();
        let Some(first) = pieces.next() else { return self.without(id) };
        let before = self.passages[at].clone();
        let passage = &mut self.passages[at];
        (passage.words, passage.is_named, passage.revision) = (first, is_named, before.revision + 1);
        for (after, words) in (at + 1..).zip(pieces) {
            // The unit is named once.
            let piece = Passage { id: next_id(), words, is_named: false, revision: 1, ..before.clone() };
            self.passages.insert(after, piece);
        }
        Some(self)
    }

    /// With words of the editor's own at the end of a section.
    #[must_use]
    pub(crate) fn with(mut self, section: Uuid, words: &str, mut next_id: impl FnMut() -> Uuid) -> Self {
        self.passages.extend(cut(words).into_iter().map(|words| Passage {
            id: next_id(),
            section,
            words,
            is_named: false,
            origins: Vec::new(),
            revision: 1,
        }));
        self
    }

    /// Without a passage; what it was made of is listed as not used.
    pub(crate) fn without(mut self, id: Uuid) -> Option<Self> {
        let at = self.place(id)?;
        self.passages.remove(at);
        Some(self)
    }

    /// With a source as a passage of its own at the end of its section.
    pub(crate) fn with_source(mut self, id: Uuid, next_id: Uuid) -> Option<Self> {
        let source = self.sources.iter().find(|source| source.id == id)?;
        self.passages.push(own(source, next_id));
        Some(self)
    }

    /// With a passage joined to the one before it in its section.
    pub(crate) fn joined(mut self, id: Uuid) -> Option<Self> {
        let at = self.place(id)?;
        let before = self.neighbour(at, false)?;
        let passage = self.passages.remove(at);
        let into = &mut self.passages[before];
        into.words = format!("{}\n{}", into.words, passage.words);
        into.revision += 1;
        let new = passage.origins.into_iter().filter(|origin| !into.origins.contains(origin));
        let new: Vec<_> = new.collect();
        into.origins.extend(new);
        // One name would not be true of all of it.
        into.is_named &= into.origins.len() < 2;
        Some(self)
    }

    /// With a passage at the end of another section.
    pub(crate) fn moved_to(mut self, id: Uuid, section: Uuid) -> Option<Self> {
        let at = self.place(id)?;
        let mut passage = self.passages.remove(at);
        (passage.section, passage.revision) = (section, passage.revision + 1);
        self.passages.push(passage);
        Some(self)
    }

    /// With a passage one place up or down in its section.
    pub(crate) fn moved(mut self, id: Uuid, down: bool) -> Option<Self> {
        let at = self.place(id)?;
        let other = self.neighbour(at, down)?;
        self.passages.swap(at, other);
        Some(self)
    }

    /// What no passage is made of.
    pub(crate) fn unused(&self) -> Vec<&Source> {
        let is_used =
            |source: &Source| self.passages.iter().any(|passage| passage.origins.contains(&source.id));
        self.sources.iter().filter(|source| !is_used(source)).collect()
    }

    /// Those that tell almost the same of a section, each with the number of its group.
    pub(crate) fn alike(&self) -> HashMap<Uuid, usize> {
        let mut groups: HashMap<Uuid, usize> = HashMap::new();
        let folded: Vec<_> = self.sources.iter().map(|source| vietnamese::fold(&source.said.words)).collect();
        let mut sizes: HashMap<Uuid, usize> = HashMap::new();
        self.sources.iter().for_each(|source| *sizes.entry(source.said.section).or_default() += 1);
        for (at, source) in self.sources.iter().enumerate() {
            let section = source.said.section;
            let is_long = sizes[&section] > COMPARED;
            let is_same = |words: &String| words == &folded[at] || !is_long && is_alike(words, &folded[at]);
            let mut earlier = self.sources[..at].iter().zip(&folded);
            let earlier = earlier.find(|(other, words)| other.said.section == section && is_same(words));
            if let Some((other, _)) = earlier {
                let number = groups.len();
                let group = *groups.entry(other.id).or_insert(number);
                groups.insert(source.id, group);
            }
        }
        groups
    }

    /// As the document tells it.
    pub(crate) fn told(&self) -> Vec<Told> {
        let by = |passage: &Passage| {
            let teller = |id: &Uuid| {
                let source = self.sources.iter().find(|source| source.id == *id);
                source.map(|one| (one.said.unit, one.said.returned))
            };
            passage.origins.first().filter(|_| passage.is_named).and_then(teller)
        };
        let told = |passage: &Passage| Told {
            section: passage.section,
            by: by(passage),
            words: passage.words.clone(),
        };
        self.passages.iter().map(told).collect()
    }

    /// A passage.
    pub(crate) fn passage(&self, id: Uuid) -> Option<&Passage> {
        self.place(id).map(|at| &self.passages[at])
    }

    fn place(&self, id: Uuid) -> Option<usize> {
        self.passages.iter().position(|passage| passage.id == id)
    }

    /// The one after or before another in its section.
    fn neighbour(&self, at: usize, after: bool) -> Option<usize> {
        let section = self.passages[at].section;
        let is_there = |at: &usize| self.passages[*at].section == section;
        if after { (at + 1..self.passages.len()).find(is_there) } else { (0..at).rev().find(is_there) }
    }
}

impl Said {
    fn key(&self) -> (Uuid, Uuid) {
        (self.section, self.returned)
    }
}

impl Source {
    fn key(&self) -> (Uuid, Uuid) {
        self.said.key()
    }
}

fn own(source: &Source, id: Uuid) -> Passage {
    Passage {
        id,
        section: source.said.section,
        words: source.said.words.clone(),
        is_named: true,
        origins: vec![source.id],
        revision: 1,
    }
}

/// The pieces between lines of dashes, in the form in which words are kept; those that say nothing are none.
fn cut(words: &str) -> Vec<String> {
    let lines: Vec<_> = words.lines().collect();
    let pieces =
        lines.split(|line| line.trim() == CUT).map(|lines| documents::narrative::normal(&lines.join("\n")));
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// Texts of very unlike lengths are not alike, and need not be compared.
fn is_alike(one: &str, other: &str) -> bool {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    short * 2 > long && strsim::sorensen_dice(one, other) >= ALIKE
}
