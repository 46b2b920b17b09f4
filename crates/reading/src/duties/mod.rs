//! Who has to do what: under the name of a unit, in a sentence, in lines below the work, in rows of an annex, in an
//! article that names who carries the decision out.

mod card;
mod rows;
mod sentences;
mod wording;

use crate::deadlines;
use crate::model::{Confidence, Duty, Mode, Role};
use crate::plan::{Plan, locate};
use crate::text::Text;
use crate::units::{self, List};
use card::Cards;
use documents::outline::Kind;

/// All duties of a plan, in the order of its clauses.
pub(crate) fn duties(plan: &Plan) -> Vec<Duty> {
    let cards = Cards::new(plan);
    let headings: Vec<Option<List>> = (0..plan.len()).map(|place| unit_heading(plan, place)).collect();
    let mut duties = Vec::new();
    for place in 0..plan.len() {
        if cards.is_line(place) || headings[place].is_some() {
            continue;
        }
        if plan.clause(place).kind == Kind::Row {
            duties.extend(rows::duty(plan, place, &duties));
            continue;
        }
        let heading = heading_above(plan, place, &headings);
        match heading.and_then(|above| headings[above].as_ref().map(|list| (above, list))) {
            Some((above, list)) => duties.push(under_heading(plan, place, above, list, &cards)),
            None if cards.leads(place) => duties.extend(by_card(plan, place, &cards)),
            None => duties
                .extend(sentences::duties(plan, place).into_iter().map(|duty| cards.complete(place, duty))),
        }
    }
    duties
}

/// The units a heading names, where what stands under it is theirs to do.
fn unit_heading(plan: &Plan, place: usize) -> Option<List> {
    let role_fits = !matches!(
        plan.roles[place],
        Role::Context
            | Role::Purpose
            | Role::Viewpoint
            | Role::Reporting
            | Role::Effect
            | Role::ObjectiveGeneral
    );
    let heads = !plan.is_leaf(place) && plan.clause(place).kind != Kind::Row;
    if heads && role_fits { units::heading(plan.text(place)) } else { None }
}

/// The unit heading this clause is a duty of: its parent's, or further up where what stands between only leads over
/// (`a) Về trồng rừng:`).
fn heading_above(plan: &Plan, place: usize, headings: &[Option<List>]) -> Option<usize> {
    if leads_over(plan, place) {
        return None;
    }
    let mut above = plan.clause(place).parent?;
    while headings[above].is_none() {
        if !leads_over(plan, above) {
            return None;
        }
        above = plan.clause(above).parent?;
    }
    Some(above)
}

/// A few words and a colon with the work itself below.
fn leads_over(plan: &Plan, place: usize) -> bool {
    let text = plan.text(place).trim_end();
    !plan.is_leaf(place) && text.ends_with(':') && text.split_whitespace().count() <= 12
}

/// A clause under the name of a unit.
fn under_heading(plan: &Plan, place: usize, heading: usize, list: &List, cards: &Cards) -> Duty {
    let passage = &plan.clause(place).passage;
    let text = Text::new(&passage.text);
    let wording = wording::wording(&text);
    let duty = Duty {
        clause: plan.path(place),
        heading: Some(plan.path(heading)),
        units: list.printed(plan.text(heading)),
        cooperating: wording.cooperating,
        group: list.group(),
        mode: wording.mode,
        leads_explicitly: wording.leads_explicitly,
        text: passage.text.clone(),
        due: deadlines::of_sentence(&text),
        deliverable: None,
        span: locate(passage, &(0..passage.text.len())),
        confidence: Confidence::Sure,
    };
    cards.complete(place, duty)
}

/// A clause whose lines name who leads.
fn by_card(plan: &Plan, place: usize, cards: &Cards) -> Option<Duty> {
    let passage = &plan.clause(place).passage;
    let work = cards.work(place);
    let text = Text::new(&passage.text[work.clone()]);
    let duty = Duty {
        clause: plan.path(place),
        mode: Mode::Lead,
        text: passage.text[work.clone()].to_owned(),
        due: deadlines::of_sentence(&text),
        span: locate(passage, &work),
        confidence: Confidence::Sure,
        ..Duty::default()
    };
    Some(cards.complete(place, duty)).filter(|duty| !duty.units.is_empty())
}

#[cfg(test)]
mod tests;
