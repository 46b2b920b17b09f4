//! All that a document about a period is made of, as it is now.

use std::collections::{BTreeMap, HashMap, HashSet};

use base::Result;
use chrono::NaiveDate;
use db::ReadTx;
use reporting::{Period, Total};
use uuid::Uuid;
use web::View;

use crate::access::Signed;
use crate::indicators::Kind;
use crate::plan;
use crate::returns::{self, Section, Summing};
use crate::tasks::{self, Counts};
use crate::units::{self, Unit};

/// What a document about one period is made of.
pub(crate) struct Material {
    pub(crate) summing: Summing,
    /// What each indicator came to in all, by unit, and in the period before.
    pub(crate) totals: HashMap<Uuid, Total>,
    pub(crate) by_unit: HashMap<Uuid, BTreeMap<Uuid, Total>>,
    pub(crate) before: HashMap<Uuid, Total>,
    pub(crate) sections: Vec<Section>,
    /// What units say of indicators that ask for words, by unit and indicator; none of several periods.
    pub(crate) words: HashMap<(Uuid, Uuid), String>,
    /// What is told in words, in order.
    pub(crate) told: Vec<Told>,
    /// How the tasks of the plan stand on the day: by the unit that leads them, and by clause, in the plan's order.
    pub(crate) tasks: BTreeMap<Uuid, Counts>,
    pub(crate) by_clause: Vec<(Clause, Counts)>,
    /// The unit that reports, then those above it.
    pub(crate) line: Vec<Unit>,
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) today: NaiveDate,
}

/// What each indicator came to.
struct Totals {
    totals: HashMap<Uuid, Total>,
    by_unit: HashMap<Uuid, BTreeMap<Uuid, Total>>,
    before: HashMap<Uuid, Total>,
}

impl Totals {
    fn of(summing: &Summing) -> Self {
        let measured = || summing.measured.iter().copied();
        Self {
            totals: measured().map(|id| (id, summing.total(id))).collect(),
            by_unit: measured().map(|id| (id, summing.by_unit(id))).collect(),
            before: measured().map(|id| (id, summing.total_before(id))).collect(),
        }
    }
}

/// Words under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) section: Uuid,
    /// The unit that tells it and its return, where the document is to name them.
    pub(crate) by: Option<(Uuid, Uuid)>,
    pub(crate) words: String,
}

/// A clause under which there are tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) id: Uuid,
    pub(crate) path: String,
    pub(crate) words: String,
}

/// What a return tells of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) section: Uuid,
    pub(crate) returned: Uuid,
    pub(crate) unit: Uuid,
    pub(crate) words: String,
}

impl Material {
    /// Of a period, with what was written of it where somebody did, else with what the units tell. Up to fifteen statements.
    ///
    /// # Errors
    /// [`base::Error::NotFound`] for whoever does not see all its returns.
    pub(crate) async fn load(
        tx: &ReadTx,
        signed: &Signed,
        period: Uuid,
        written: Option<Vec<Told>>,
        today: NaiveDate,
    ) -> Result<Self> {
        let summing = Summing::load_with_before(tx, signed, period).await?;
        let sections = returns::sections(tx, summing.regime.id).await?;
        let said = match written {
            Some(_) => Vec::new(),
            None => said(tx, &summing, &sections).await?,
        };
        let (tasks, by_clause) = counted(tx, &summing, today).await?;
        let totals = Totals::of(&summing);
        let mut named: Vec<_> = summing.returns().map(|one| one.unit).chain(tasks.keys().copied()).collect();
        // Of several periods the units of today are told.
        named.extend(totals.by_unit.values().flat_map(|units| units.keys().copied()));
        named.extend(written.iter().flatten().filter_map(|told| told.by).map(|(unit, _)| unit));
        named.sort_unstable();
        named.dedup();
        let units = units::among_ids(tx, &named).await?;
        let told = written.unwrap_or_else(|| {
            let by = |one: &Said| Some((one.unit, one.returned));
            let told = |one: Said| Told { section: one.section, by: by(&one), words: one.words };
            in_order(said, &units).into_iter().map(told).collect()
        });
        let words = words(tx, &summing).await?;
        let figures = Self::of(summing, totals, units, today);
        Ok(Self { sections, words, told, tasks, by_clause, ..figures })
    }

    /// The figures alone, for the page that shows them. Up to eight statements.
    ///
    /// # Errors
    /// [`base::Error::NotFound`] for whoever does not see all its returns.
    pub(crate) async fn figures(
        tx: &ReadTx,
        signed: &Signed,
        period: Uuid,
        today: NaiveDate,
    ) -> Result<Self> {
        let summing = Summing::load_with_before(tx, signed, period).await?;
        let totals = Totals::of(&summing);
        let mut named: Vec<_> = totals.by_unit.values().flat_map(|units| units.keys().copied()).collect();
        named.sort_unstable();
        named.dedup();
        let units = units::among_ids(tx, &named).await?;
        Ok(Self::of(summing, totals, units, today))
    }

    /// Figures, with nothing told beside them.
    fn of(summing: Summing, totals: Totals, units: HashMap<Uuid, Unit>, today: NaiveDate) -> Self {
        let Totals { totals, by_unit, before } = totals;
        let line = summing.line.clone();
        let (sections, words, told, tasks, by_clause) = Default::default();
        Self { summing, totals, by_unit, before, sections, words, told, tasks, by_clause, line, units, today }
    }

    /// Who tells something, of several periods with the period in which it was told.
    pub(crate) fn teller(&self, view: &View, (unit, returned): (Uuid, Uuid)) -> String {
        let name = self.name(unit);
        match self.summing.period_of(returned).filter(|_| self.summing.run.is_review()) {
            Some(period) => {
                let period = super::content::within_sentence(&returns::named(view, period));
                view.text_with("report-teller", &[("unit", name), ("period", &period)])
            }
            None => name.to_owned(),
        }
    }

    /// The name of a unit.
    pub(crate) fn name(&self, unit: Uuid) -> &str {
        self.units.get(&unit).map_or("", |unit| unit.name.as_str())
    }

    /// What an indicator came to.
    pub(crate) fn total(&self, indicator: Uuid) -> Total {
        self.totals.get(&indicator).copied().unwrap_or_default()
    }

    /// How all tasks stand.
    pub(crate) fn all_tasks(&self) -> Counts {
        self.tasks.values().fold(Counts::default(), |all, one| all.plus(*one))
    }

    /// The units that owe their report.
    pub(crate) fn owing(&self) -> Vec<Uuid> {
        let owing = self.summing.reporting().filter(|one| !one.state.is_sent()).map(|one| one.unit);
        self.in_order(owing)
    }

    /// The periods of a review for which nobody was asked yet.
    pub(crate) fn unasked(&self) -> impl Iterator<Item = Period> {
        let runs = self.summing.gathered.runs.iter().filter(|_| self.summing.run.is_review());
        let mut unasked: Vec<_> = runs.filter(|run| !run.may_be_told()).map(|run| run.period).collect();
        unasked.sort_unstable();
        unasked.into_iter()
    }

    /// Some units in the order of their names.
    pub(crate) fn in_order(&self, units: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
        let mut units: Vec<_> = units.collect();
        units.sort_by_cached_key(|unit| (vietnamese::sort::sort_key(self.name(*unit)), *unit));
        units.dedup();
        units
    }
}

/// What units say in words instead of figures. One statement where any is asked for.
async fn words(tx: &ReadTx, summing: &Summing) -> Result<HashMap<(Uuid, Uuid), String>> {
    let is_text = |id: &Uuid| summing.indicators.get(id).is_some_and(|one| one.kind == Kind::Text);
    let asked: Vec<_> = summing.measured.iter().copied().filter(is_text).collect();
    if asked.is_empty() || summing.run.is_review() {
        return Ok(HashMap::new());
    }
    let sent: HashMap<_, _> = summing.telling().map(|one| (one.id, one.unit)).collect();
    let said = returns::words_said(tx, &sent.keys().copied().collect::<Vec<_>>(), &asked).await?;
    let by_unit = |((returned, id), words)| Some(((*sent.get(&returned)?, id), words));
    Ok(said.into_iter().filter_map(by_unit).collect())
}

/// What the returns tell that were sent in, under the sections of the regime; of one unit in the order of the periods. One
/// statement, and one more where some of it was told to a regime before.
pub(crate) async fn said(
    tx: &impl db::sea_orm::ConnectionTrait,
    summing: &Summing,
    sections: &[Section],
) -> Result<Vec<Said>> {
    let sent: HashMap<_, _> =
        summing.telling().zip(0..).map(|(one, rank)| (one.id, (rank, one.unit))).collect();
    let ids: Vec<_> = sent.keys().copied().collect();
    let mut told = returns::told_by(tx, &ids).await?;
    if !summing.gathered.before.is_empty() {
        told = placed(tx, told, sections).await?;
    }
    told.sort_by(|one, other| (sent.get(&one.0), one).cmp(&(sent.get(&other.0), other)));
    let said = |(returned, section, words)| {
        let (_, unit) = *sent.get(&returned)?;
        Some(Said { section, returned, unit, words })
    };
    Ok(told.into_iter().filter_map(said).collect())
}

/// What was told to a regime before, under the headings of this one: about the same clause, else of the same name. What has no such
/// heading stands under the last, where an editor finds it. What a return told under two headings that are one here is one.
async fn placed(
    tx: &impl db::sea_orm::ConnectionTrait,
    told: Vec<(Uuid, Uuid, String)>,
    sections: &[Section],
) -> Result<Vec<(Uuid, Uuid, String)>> {
    let is_own = |section: &Uuid| sections.iter().any(|one| one.id == *section);
    let mut others: Vec<_> = told.iter().map(|(_, section, _)| *section).filter(|id| !is_own(id)).collect();
    others.sort_unstable();
    others.dedup();
    let others = returns::sections_among(tx, &others).await?;
    let places: HashMap<_, _> =
        others.iter().filter_map(|other| Some((other.id, other.likest(sections)?.id))).collect();
    let own: HashSet<_> = sections.iter().map(|one| one.id).collect();
    Ok(joined(told, &places, &own))
}

/// What was told, under other headings; what a return told under two that are one now is one, in their order, which their ids have.
fn joined(
    mut told: Vec<(Uuid, Uuid, String)>,
    places: &HashMap<Uuid, Uuid>,
    own: &HashSet<Uuid>,
) -> Vec<(Uuid, Uuid, String)> {
    told.sort_unstable();
    let mut joined: Vec<(Uuid, Uuid, String)> = Vec::new();
    for (returned, section, words) in told {
        let section = places.get(&section).copied().unwrap_or(section);
        match joined.iter_mut().rfind(|one| (one.0, one.1) == (returned, section)) {
            Some(before) => before.2 = format!("{}\n{words}", before.2),
            None if own.contains(&section) => joined.push((returned, section, words)),
            None => {}
        }
    }
    joined
}

/// By the names of their units; of one unit in the order in which they are.
pub(crate) fn in_order(mut said: Vec<Said>, units: &HashMap<Uuid, Unit>) -> Vec<Said> {
    said.sort_by_cached_key(|one| {
        let name = units.get(&one.unit).map(|unit| unit.name.as_str()).unwrap_or_default();
        (vietnamese::sort::sort_key(name), one.unit)
    });
    said
}

/// How the tasks of the regime's plan stand on a day, by unit and by clause. Two statements.
async fn counted(
    tx: &ReadTx,
    summing: &Summing,
    today: NaiveDate,
) -> Result<(BTreeMap<Uuid, Counts>, Vec<(Clause, Counts)>)> {
    let Some(origin) = &summing.regime.origin else { return Ok(Default::default()) };
    let plans = plan::all_versions(origin.plan);
    let stands = tasks::stands_for_plans(tx, summing.regime.unit, plans).await?;
    let (mut by_unit, mut by_clause) = (BTreeMap::<_, Counts>::new(), BTreeMap::<_, Counts>::new());
    for stand in stands {
        let standing = stand.standing(today);
        by_unit.entry(stand.lead).or_default().count(standing);
        if let Some(clause) = stand.clause {
            by_clause.entry(clause).or_default().count(standing);
        }
    }
    by_unit.retain(|_, counts| counts.all() > 0);
    by_clause.retain(|_, counts| counts.all() > 0);
    let ids: Vec<_> = by_clause.keys().copied().collect();
    let clauses = if ids.is_empty() { Vec::new() } else { plan::clauses_among(tx, &ids).await? };
    let counted = |(id, path, words)| {
        let counts = by_clause.get(&id).copied().unwrap_or_default();
        (Clause { id, path, words }, counts)
    };
    Ok((by_unit, clauses.into_iter().map(counted).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_under_two_headings_that_are_one_is_one() {
        let id = Uuid::from_u128;
        let told = |returned, section, words: &str| (id(returned), id(section), words.to_owned());
        let places = HashMap::from([(id(11), id(21)), (id(12), id(22)), (id(13), id(22))]);
        let own = HashSet::from([id(21), id(22)]);
        let all = vec![
            told(2, 12, "hai"),
            told(1, 13, "Kiến nghị"),
            told(1, 12, "Khó khăn"),
            told(1, 11, "Kết quả"),
            told(3, 21, "của phường"),
            told(3, 99, "không còn mục"),
        ];
        let expected = [
            told(1, 21, "Kết quả"),
            told(1, 22, "Khó khăn\nKiến nghị"),
            told(2, 22, "hai"),
            told(3, 21, "của phường"),
        ];
        assert_eq!(joined(all, &places, &own), expected);
    }
}
