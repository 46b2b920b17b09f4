//! What a person does to a draft, one step at a time. The draft is the reader's proposal with all steps applied in order,
//! so the last one can be taken back at any time. Pure.

use base::{Error, Result};
use reading::model::Confidence;
use serde::{Deserialize, Serialize};

use super::draft::{About, Draft, DutyFacts, Item, Standing, TargetFacts};
use super::names::Answer;

/// One step, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub(crate) enum Step {
    /// These are kept.
    Accept { items: Vec<String> },
    /// These are left out.
    Drop { items: Vec<String> },
    /// These are undecided again.
    Reopen { items: Vec<String> },
    /// All that the reader was sure of, at the time.
    Sure { items: Vec<String>, names: Vec<(String, Answer)> },
    /// What the plan calls itself.
    About { about: About },
    /// Whom a name stands for.
    Name { key: String, answer: Answer },
    /// The words of a clause, put right.
    Clause { item: String, words: String },
    /// A duty, put right.
    Duty { item: String, facts: DutyFacts },
    /// A target, put right.
    Target { item: String, facts: TargetFacts },
    /// The second goes into the first.
    Merge { item: String, with: String },
    /// What begins with `rest` in its words becomes one of its own.
    Split { item: String, rest: String },
}

impl Step {
    /// All that the reader was sure of and nobody has decided about yet; none where there is nothing.
    pub(crate) fn sure(draft: &Draft) -> Option<Self> {
        fn sure<F>(items: &[Item<F>]) -> impl Iterator<Item = String> {
            let open =
                |item: &&Item<F>| item.standing == Standing::Open && item.confidence == Confidence::Sure;
            items.iter().filter(open).map(|item| item.id.clone())
        }
        let names: Vec<_> = draft
            .names
            .iter()
            .filter(|name| name.answer.is_none() && name.proposal.confidence == Confidence::Sure)
            .map(|name| (name.key.clone(), name.proposal.answer.clone()))
            .collect();
        let mut items: Vec<_> = sure(&draft.duties).collect();
        items.extend(sure(&draft.targets));
        items.extend(sure(&draft.repairs));
        items.extend(sure(draft.reporting.as_slice()));
        (!items.is_empty() || !names.is_empty()).then_some(Self::Sure { items, names })
    }

    /// Its name in texts, after `step-`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Accept { .. } => "accept",
            Self::Drop { .. } => "drop",
            Self::Reopen { .. } => "reopen",
            Self::Sure { .. } => "sure",
            Self::About { .. } => "about",
            Self::Name { .. } => "name",
            Self::Clause { .. } | Self::Duty { .. } | Self::Target { .. } => "edit",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
        }
    }
}

impl Draft {
    /// The draft after the steps.
    ///
    /// # Errors
    /// That of the first step that does not fit.
    pub(crate) fn after(mut self, steps: &[Step]) -> Result<Self> {
        steps.iter().try_for_each(|step| self.take(step))?;
        Ok(self)
    }

    /// Takes one step.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is not there, [`Error::Invalid`] for what cannot be merged or split so.
    pub(crate) fn take(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Accept { items } => self.set(items, Standing::Accepted),
            Step::Drop { items } => self.set(items, Standing::Dropped),
            Step::Reopen { items } => self.set(items, Standing::Open),
            Step::Sure { items, names } => {
                names.iter().try_for_each(|(key, answer)| self.say(key, answer))?;
                self.set(items, Standing::Accepted)
            }
            Step::About { about } => {
                self.about = about.clone();
                Ok(())
            }
            Step::Name { key, answer } => self.say(key, answer),
            Step::Clause { item, words } => {
                edit(&mut self.clauses, item, |clause| clause.words.clone_from(words))
            }
            Step::Duty { item, facts } => edit(&mut self.duties, item, |duty| *duty = facts.clone()),
            Step::Target { item, facts } => edit(&mut self.targets, item, |target| *target = facts.clone()),
            Step::Merge { item, with } => match kind_of(item) {
                "duty" => merge(&mut self.duties, item, with),
                "target" => merge(&mut self.targets, item, with),
                _ => Err(Error::NotFound),
            },
            Step::Split { item, rest } => match kind_of(item) {
                "duty" => split(&mut self.duties, item, rest),
                "target" => split(&mut self.targets, item, rest),
                _ => Err(Error::NotFound),
            },
        }
    }

    fn say(&mut self, key: &str, answer: &Answer) -> Result<()> {
        let name = self.names.iter_mut().find(|name| name.key == *key).ok_or(Error::NotFound)?;
        name.answer = Some(answer.clone());
        Ok(())
    }

    fn set(&mut self, ids: &[String], standing: Standing) -> Result<()> {
        for id in ids {
            match kind_of(id) {
                "duty" => find(&mut self.duties, id)?.standing = standing,
                "target" => find(&mut self.targets, id)?.standing = standing,
                "repair" => find(&mut self.repairs, id)?.standing = standing,
                "reporting" => self.reporting.as_mut().ok_or(Error::NotFound)?.standing = standing,
                _ => return Err(Error::NotFound),
            }
        }
        Ok(())
    }
}

/// What can be merged and split by its words.
trait Worded: Clone {
    fn words(&mut self) -> &mut String;

    /// Takes in the rest of what `other` says.
    fn join(&mut self, other: Self);
}

impl Worded for DutyFacts {
    fn words(&mut self) -> &mut String {
        &mut self.words
    }

    fn join(&mut self, other: Self) {
        let add = |takers: &mut Vec<_>, more: Vec<_>| {
            for taker in more {
                if !takers.contains(&taker) {
                    takers.push(taker);
                }
            }
        };
        add(&mut self.lead, other.lead);
        add(&mut self.cooperating, other.cooperating);
        self.cooperating.retain(|taker| !self.lead.contains(taker));
        self.due_on = self.due_on.or(other.due_on);
        self.every = self.every.or(other.every);
        self.month_day = self.month_day.or(other.month_day);
        self.deliverable = self.deliverable.take().or(other.deliverable);
    }
}

impl Worded for TargetFacts {
    fn words(&mut self) -> &mut String {
        &mut self.words
    }

    fn join(&mut self, other: Self) {
        self.low = self.low.or(other.low);
        self.high = self.high.or(other.high);
        self.bound = self.bound.or(other.bound);
        self.by = self.by.or(other.by);
    }
}

/// `duty` of `duty-3.1`.
fn kind_of(id: &str) -> &str {
    id.split('-').next().unwrap_or_default()
}

fn find<'a, F>(items: &'a mut [Item<F>], id: &str) -> Result<&'a mut Item<F>> {
    items.iter_mut().find(|item| item.id == id).ok_or(Error::NotFound)
}

/// What a person puts right is kept too.
fn edit<F>(items: &mut [Item<F>], id: &str, change: impl FnOnce(&mut F)) -> Result<()> {
    let item = find(items, id)?;
    change(&mut item.facts);
    (item.is_edited, item.standing) = (true, Standing::Accepted);
    Ok(())
}

/// Only what stands in one clause is one thing that was taken apart wrongly; two others stay two.
fn merge<F: Worded>(items: &mut Vec<Item<F>>, id: &str, with: &str) -> Result<()> {
    let at = items.iter().position(|item| item.id == with).filter(|_| id != with).ok_or(Error::NotFound)?;
    find(items, id)?;
    let mut other = items.remove(at);
    let item = find(items, id)?;
    let words = std::mem::take(other.facts.words());
    let own = item.facts.words();
    // Two findings of one sentence carry the same words.
    if !own.contains(&words) {
        let joined = format!("{} {words}", own.trim_end());
        *own = joined;
    }
    item.facts.join(other.facts);
    item.span = item.span.cover(other.span);
    (item.is_edited, item.standing) = (true, Standing::Accepted);
    Ok(())
}

fn split<F: Worded>(items: &mut Vec<Item<F>>, id: &str, rest: &str) -> Result<()> {
    let at = items.iter().position(|item| item.id == id).ok_or(Error::NotFound)?;
    let words = items[at].facts.words().clone();
    let cut = words.find(rest).filter(|cut| *cut > 0 && !rest.is_empty());
    let cut = cut.ok_or_else(|| Error::invalid("rest", "split-place"))?;
    let (first, second) = words.split_at(cut);
    let (first, second) = (first.trim_end_matches([' ', ';', ',']).to_owned(), second.to_owned());
    let mut other = items[at].clone();
    let is_free = |new: &String| items.iter().all(|item| item.id != *new);
    other.id = (1..).map(|number| format!("{id}.{number}")).find(is_free).ok_or(Error::NotFound)?;
    *items[at].facts.words() = first;
    *other.facts.words() = second;
    for item in [&mut items[at], &mut other] {
        (item.is_edited, item.standing) = (true, Standing::Open);
    }
    items.insert(at + 1, other);
    Ok(())
}
