//! Who has to do what: under the name of a unit, in a sentence, in lines below the work, in rows of an annex, in an
//! article that names who carries the decision out.

mod card;
mod flat;
mod printed;
mod rows;
mod sentences;
mod wording;

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::deadlines;
use crate::model::{Confidence, Due, Duty, Mode, Role};
use crate::plan::{Plan, locate};
use crate::text::{Text, pattern, reach};
use crate::units::Named;
use card::Cards;
use documents::outline::Kind;

/// All duties of a plan, in the order of its clauses. Deadlines without a year fall in `year`, where the plan is for one.
pub(crate) fn duties(plan: &Plan, year: Option<i32>) -> Vec<Duty> {
    let cards = Cards::new(plan);
    let headings = unit_headings(plan);
    let above = headings_above(plan, &headings);
    let called_on = called_on(plan);
    let mut duties = Vec::new();
    for place in 0..plan.len() {
        if cards.is_line(place) || headings[place].is_some() || closes(plan.text(place)) {
            continue;
        }
        if plan.clause(place).kind == Kind::Row {
            let in_table = duties.last().is_some_and(|above| rows::same_table(plan, place, above));
            duties.extend(rows::duty(plan, place, &duties).or_else(|| flat::duty(plan, place, in_table)));
            continue;
        }
        match above[place].and_then(|above| headings[above].as_ref().map(|heading| (above, heading))) {
            Some((_, heading)) if sentences::led_by_another(plan.named(place), &heading.units) => {
                duties.extend(sentences::duties(plan, place));
            }
            Some((above, heading)) => duties.push(under_heading(plan, place, above, heading, &cards)),
            None if cards.leads(place) => duties.extend(by_card(plan, place, &cards)),
            None => {
                let mut found = sentences::duties(plan, place);
                let item = plan.clause(place).kind != Kind::Paragraph
                    && plan.clause(place).depth == 1
                    && !matches!(plan.roles[place], Role::Assignment | Role::Reporting | Role::Effect);
                if let Some(units) = called_on.as_ref().filter(|_| item && found.is_empty()) {
                    found.push(for_all(plan, place, units));
                }
                duties.extend(found.into_iter().map(|duty| cards.complete(place, duty)));
            }
        }
    }
    if let Some(year) = year {
        duties.iter_mut().for_each(|duty| complete_year(duty, year));
    }
    duties
}

/// Whom the words before the first number of a letter or directive call on; plans have sections that say who does what.
fn called_on(plan: &Plan) -> Option<Vec<String>> {
    let preamble = &plan.outline.front.last()?.text;
    if plan.has_sections { None } else { sentences::called_on(&Named::new(preamble)) }
}

/// What all those have to do whom the preamble calls on.
fn for_all(plan: &Plan, place: usize, units: &[String]) -> Duty {
    let passage = &plan.clause(place).passage;
    let text = Text::new(&passage.text);
    Duty {
        clause: plan.path(place),
        units: units.to_vec(),
        group: true,
        mode: wording::wording(&text).mode,
        text: passage.text.clone(),
        due: deadlines::of_sentence(&text),
        span: locate(passage, &(0..passage.text.len())),
        confidence: Confidence::Unsure,
        ..Duty::default()
    }
}

fn complete_year(duty: &mut Duty, year: i32) {
    let ended = duty.due.as_ref().is_some_and(|due| due.until.is_some());
    let repeats =
        || deadlines::find(&Text::new(&duty.text)).iter().any(|found| found.due.recurrence.is_some());
    if ended || duty.due.as_ref().is_some_and(|due| due.recurrence.is_some()) || repeats() {
        return;
    }
    let words = duty.due.as_ref().map_or(&duty.text, |due| &due.text);
    if let Some(due) = deadlines::in_year(&Text::new(words), year) {
        let text = duty.due.take().map_or(due.text.clone(), |own| own.text);
        duty.due = Some(Due { text, ..due });
    }
}

static CLOSES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\W*(?:tren day la (?:[a-z]+ ){0,3}(?:ke hoach|chuong trinh|de an|phuong an|huong dan|noi dung)\b",
        r"|(?:trong )?qua trinh (?:to chuc )?(?:trien khai|thuc hien)\b",
        r"|(?:ke hoach|chuong trinh|de an|nghi quyet|quyet dinh|phuong an|huong dan)(?: hanh dong)? nay (?:thay the|duoc pho bien|pho bien|co hieu luc))",
    ))
});

/// A clause that ends the document and sets nobody to work: `Trên đây là Kế hoạch …`, or the titles of those who sign,
/// which stand in capitals and are led by `KT.` or a head of an agency.
fn closes(text: &str) -> bool {
    let shouted = !text.contains(char::is_lowercase);
    CLOSES.is_match(&vietnamese::fold(reach(text))) || (shouted && crate::closing::is_title(text))
}

/// A heading that names who has to do what stands under it.
struct Heading {
    units: Vec<String>,
    cooperating: Vec<String>,
    group: bool,
    leads: bool,
    confidence: Confidence,
}

/// For every clause the units it is a heading of.
fn unit_headings(plan: &Plan) -> Vec<Option<Heading>> {
    let mut headings: Vec<Option<Heading>> = (0..plan.len()).map(|place| unit_heading(plan, place)).collect();
    let parent = |place: &usize| plan.clause(*place).parent;
    let known: HashSet<Option<usize>> =
        (0..plan.len()).filter(|place| headings[*place].is_some()).map(|place| parent(&place)).collect();
    for place in (0..plan.len()).filter(|place| parent(place).is_some() && known.contains(&parent(place))) {
        if headings[place].is_none() {
            headings[place] = printed_heading(plan, place);
        }
    }
    headings
}

/// What begins a heading of a matter rather than of a unit.
static MATTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\W*(?:ve|cong tac|che do|kinh phi|nguon|thoi gian|tien do|lo trinh|kiem tra|giam sat|thong tin|to chuc|noi dung",
        r"|nhiem vu|giai phap|muc tieu|phan cong|trach nhiem chung|thuc hien|hang nam|dinh ky|khen thuong|so ket|tong ket|mot so|phoi hop",
        r"|xay dung|trien khai|day manh|tang cuong|tuyen truyen|dao tao|ho tro|phat trien|nang cao|hoan thien|chi dao)\b",
    ))
});

/// A name that no rule knows, among headings that name units: it is taken as it is printed, and a person is asked.
fn printed_heading(plan: &Plan, place: usize) -> Option<Heading> {
    const LONGEST: usize = 16;
    let named = plan.text(place).trim_end_matches([':', ' ']);
    let text = crate::units::without_opening(named);
    let is_name = text.starts_with(char::is_uppercase)
        && !text.ends_with(['.', ';', ','])
        && !text.contains([':', ';'])
        && text.split_whitespace().count() <= LONGEST
        && !MATTER.is_match(&vietnamese::fold(text));
    let fits = plan.roles[place] == Role::Assignment
        && !plan.is_leaf(place)
        && !matches!(plan.clause(place).kind, Kind::Row | Kind::Paragraph);
    (is_name && fits).then(|| Heading {
        units: vec![text.to_owned()],
        cooperating: Vec::new(),
        group: text.starts_with("Các "),
        leads: false,
        confidence: Confidence::Unsure,
    })
}

/// The units a heading names, where what stands under it is theirs to do: `Phòng Kinh tế`, or
/// `Sở X chủ trì, phối hợp với Sở Y:`.
fn unit_heading(plan: &Plan, place: usize) -> Option<Heading> {
    let role_fits = !matches!(
        plan.roles[place],
        Role::Context
            | Role::Purpose
            | Role::Viewpoint
            | Role::Reporting
            | Role::Effect
            | Role::ObjectiveGeneral
    );
    if plan.is_leaf(place) || plan.clause(place).kind == Kind::Row || !role_fits {
        return None;
    }
    let text = plan.text(place);
    let named = plan.named(place);
    if let Some(list) = named.heading() {
        let leads = vietnamese::fold(&text[list.range.end..]).contains("chu tri");
        return Some(Heading {
            units: list.printed(text),
            cooperating: Vec::new(),
            group: list.group(),
            leads,
            confidence: Confidence::Sure,
        });
    }
    let shared = sentences::shared(named).map(|duty| Heading {
        units: duty.units,
        cooperating: duty.cooperating,
        group: duty.group,
        leads: duty.leads_explicitly,
        confidence: Confidence::Sure,
    });
    shared.or_else(|| responsible_heading(named)).or_else(|| guiding_heading(named))
}

static GUIDES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:truc tiep )?(?:lanh dao|chi dao)(?:,? chi dao)?\s*$"));

/// `Đảng ủy UBND phường lãnh đạo UBND phường:`: what stands below is for the one who guides.
fn guiding_heading(named: &Named) -> Option<Heading> {
    let text = named.text.trim_end().strip_suffix(':')?;
    let lists = named.lists();
    let [first, second] = &lists[..] else { return None };
    let begins = !text[..first.range.start].contains(char::is_alphanumeric);
    let guides = GUIDES.is_match(&vietnamese::fold(&text[first.range.end..second.range.start]));
    let ends = text[second.range.end..].trim().is_empty();
    (begins && guides && ends).then(|| Heading {
        units: first.printed(named.text),
        cooperating: Vec::new(),
        group: first.group(),
        leads: false,
        confidence: Confidence::Likely,
    })
}

static RESPONSIBLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:(?:co|chiu) trach nhiem|(?:co|thuc hien) (?:cac )?nhiem vu)(?: [a-z]+){0,3}\s*:?\s*$")
});

/// `Sở X là cơ quan thường trực giúp UBND tỉnh; chịu trách nhiệm:`: what stands below is for the one it begins with.
fn responsible_heading(named: &Named) -> Option<Heading> {
    let end = vietnamese::fold(crate::text::end(named.text));
    let lists = named.lists();
    let first = lists.first()?;
    let begins = !named.text[..first.range.start].contains(char::is_alphanumeric);
    (begins && RESPONSIBLE.is_match(&end)).then(|| Heading {
        units: first.printed(named.text),
        cooperating: Vec::new(),
        group: first.group(),
        leads: false,
        confidence: Confidence::Likely,
    })
}

/// For every clause the unit heading it is a duty of: its parent's, or further up where what stands between only leads
/// over (`a) Về trồng rừng:`).
fn headings_above(plan: &Plan, headings: &[Option<Heading>]) -> Vec<Option<usize>> {
    // For what stands directly below each clause.
    let mut below: Vec<Option<usize>> = Vec::with_capacity(plan.len());
    let mut above: Vec<Option<usize>> = Vec::with_capacity(plan.len());
    for (place, heading) in headings.iter().enumerate() {
        let inherited = plan.clause(place).parent.and_then(|parent| below[parent]);
        let leads_over = leads_over(plan, place);
        below.push(if heading.is_some() { Some(place) } else { inherited.filter(|_| leads_over) });
        above.push(inherited.filter(|_| !leads_over));
    }
    above
}

/// A few words and a colon with the work itself below.
fn leads_over(plan: &Plan, place: usize) -> bool {
    let text = plan.text(place).trim_end();
    !plan.is_leaf(place) && text.ends_with(':') && text.split_whitespace().count() <= 12
}

/// A clause under the name of a unit.
fn under_heading(plan: &Plan, place: usize, above: usize, heading: &Heading, cards: &Cards) -> Duty {
    let passage = &plan.clause(place).passage;
    let text = Text::new(&passage.text);
    let wording = wording::wording(&text);
    let duty = Duty {
        clause: plan.path(place),
        heading: Some(plan.path(above)),
        units: heading.units.clone(),
        cooperating: [&heading.cooperating[..], &wording.cooperating[..]].concat(),
        group: heading.group,
        mode: if heading.leads { Mode::Lead } else { wording.mode },
        leads_explicitly: heading.leads || wording.leads_explicitly,
        text: passage.text.clone(),
        due: deadlines::of_sentence(&text),
        deliverable: None,
        span: locate(passage, &(0..passage.text.len())),
        confidence: heading.confidence,
    };
    cards.complete(place, duty)
}

/// A clause whose lines name who leads.
fn by_card(plan: &Plan, place: usize, cards: &Cards) -> Option<Duty> {
    let passage = &plan.clause(place).passage;
    let work = cards.work(place);
    // All that is told of the work may stand in its lines: product, time.
    let work = if work.is_empty() { 0..passage.text.len() } else { work };
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
