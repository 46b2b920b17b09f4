//! The regime that a plan's reporting rule comes to, as a form somebody confirms. Pure.

use chrono::NaiveDate;
use reading::model::{Recurrence, Reporting};
use reporting::{Cycle, Due, Window, WorkingDays};
use uuid::Uuid;
use web::{Form, Language, View};

use super::forms::{NewRegime, cycle_name, section_line};
use super::model::{Recurring, Regime, Section, proposed_until};
use crate::AppState;
use crate::plan::Rule;
use crate::units::{Kind, Unit};

/// Days before the due one on which a period opens, where nothing else is said.
const OPENS_BEFORE: u32 = 45;
/// Days between the last day of the units and that of what is made of their reports.
const EARLIER: u32 = 7;
const MONTH: u32 = 30;
/// Years of a plan that names no last one.
const YEARS: i32 = 5;
/// Months of a year in which a yearly report is about the one before.
const FIRST_MONTHS: u32 = 3;
/// Kinds of units that are asked, where nothing else is said.
const ASKED: [Kind; 3] = [Kind::Office, Kind::Commune, Kind::Service];

/// The form as the plan has it. What it does not say is what most regimes have.
pub(crate) fn form(view: &View, rule: &Rule, measured: &[Uuid], key: Uuid, today: NaiveDate) -> Form {
    let this_year = chrono::Datelike::year(&today);
    let first = rule.years.0.unwrap_or(this_year);
    let last = rule.years.1.unwrap_or(first + YEARS).max(first);
    let (cycle, due) = rule.says.as_ref().map_or((Cycle::Year, None), said);
    let due = due.unwrap_or(Due::LAST_DAY);
    let window = window(cycle, first, due);
    let sections = view.text("regime-sections-proposed").replace(" | ", "\n");
    // What was to be done comes first, and where the plan says it.
    let sections = match (&rule.tasks, sections.split_once('\n')) {
        (Some(clause), Some((first, rest))) => format!("{}\n{rest}", section_line(first, Some(clause))),
        _ => sections,
    };
    let mut fields = vec![
        ("key".to_owned(), key.to_string()),
        ("plan".to_owned(), rule.plan.to_string()),
        ("unit".to_owned(), rule.unit.to_string()),
        ("title".to_owned(), format!("{} {}", view.text("regime-title-proposed"), rule.number)),
        ("cycle".to_owned(), cycle_name(cycle).to_owned()),
        ("first_year".to_owned(), first.to_string()),
        ("last_year".to_owned(), last.to_string()),
        ("opens_before".to_owned(), OPENS_BEFORE.to_string()),
        ("sections".to_owned(), sections),
        ("closes_on".to_owned(), window.closes_on().to_string()),
        ("closes_months_before".to_owned(), window.months_before().to_string()),
        ("window".to_owned(), window_name(window).to_owned()),
    ];
    fields.extend(ASKED.map(|kind| ("asked".to_owned(), kind.name().to_owned())));
    fields.extend(measured.iter().map(|id| ("indicators".to_owned(), id.to_string())));
    fields.extend(day_fields("due", due, (due.months_after(), due.day())));
    if let Some(says) = &rule.says {
        let years: Vec<_> = says.reviews_after_years.iter().map(u32::to_string).collect();
        fields.push(("reviews".to_owned(), years.join(", ")));
        let receivers: Vec<_> = says.to.iter().chain(&says.onward).map(String::as_str).collect();
        fields.push(("receivers".to_owned(), receivers.join("\n")));
    }
    Form::new(fields)
}

/// The form of a regime by which a unit asks those below it for what it is asked itself: as the one above, due some days before.
pub(crate) fn form_below(above: &Regime, rule: &Recurring, sections: &[Section], key: Uuid) -> Form {
    let path = |section: &Section| section.clause.as_ref().map(|(_, path)| path.clone());
    let lines = sections.iter().map(|section| section_line(&section.title, path(section).as_deref()));
    let (months, on) = (rule.due.months_after(), rule.due.day());
    // Across the beginning of a month as months have it on average.
    let earlier = if on > EARLIER { (months, on - EARLIER) } else { (months - 1, on + MONTH - EARLIER) };
    let mut fields = vec![
        ("key".to_owned(), key.to_string()),
        ("above".to_owned(), above.id.to_string()),
        ("title".to_owned(), above.title.clone()),
        ("cycle".to_owned(), cycle_name(rule.cycle).to_owned()),
        ("first_year".to_owned(), rule.first_year.to_string()),
        ("last_year".to_owned(), rule.last_year.to_string()),
        ("opens_before".to_owned(), rule.opens_before.to_string()),
        ("sections".to_owned(), lines.collect::<Vec<_>>().join("\n")),
        ("closes_on".to_owned(), rule.window.closes_on().to_string()),
        ("closes_months_before".to_owned(), rule.window.months_before().to_string()),
        ("window".to_owned(), window_name(rule.window).to_owned()),
    ];
    fields.extend(day_fields("due", rule.due, earlier));
    // What is made of them answers the one above.
    fields.extend(day_fields("sends", rule.due, (months, on)));
    fields.extend(ASKED.map(|kind| ("asked".to_owned(), kind.name().to_owned())));
    Form::new(fields)
}

/// The form of a report that is asked for once: of all below, about all that is measured, from the beginning of the year on, at once.
pub(crate) fn form_once(
    view: &View,
    below: &[Unit],
    indicators: &[(Uuid, String)],
    key: Uuid,
    today: NaiveDate,
) -> Form {
    let first = NaiveDate::from_ymd_opt(chrono::Datelike::year(&today), 1, 1).unwrap_or(today);
    let due = proposed_until(today, today);
    let days = [("first_on", first), ("last_on", today), ("opens_on", today), ("due_on", due)];
    let mut fields = vec![
        ("key".to_owned(), key.to_string()),
        ("kind".to_owned(), "once".to_owned()),
        ("sections".to_owned(), view.text("once-sections-proposed").replace(" | ", "\n")),
    ];
    fields.extend(days.map(|(name, day)| (name.to_owned(), day.to_string())));
    fields.extend(below.iter().map(|unit| ("asked".to_owned(), unit.id.to_string())));
    fields.extend(indicators.iter().map(|(id, _)| ("indicators".to_owned(), id.to_string())));
    Form::new(fields)
}

/// The fields of a last day: months after the period, and the day of that month.
fn day_fields(name: &str, due: Due, (months, day): (i32, u32)) -> [(String, String); 5] {
    let tick = |is_so: bool| if is_so { "1" } else { "" }.to_owned();
    // Of a yearly report its month, in the year or in the one after.
    let month = if months > 0 { months } else { 12 + months };
    [
        (format!("{name}_day"), day.to_string()),
        (format!("{name}_month"), month.clamp(1, 12).to_string()),
        (format!("{name}_next_year"), tick(months > 0)),
        (format!("{name}_months_after"), months.to_string()),
        (format!("{name}_strictly_before"), tick(due.is_strictly_before())),
    ]
}

/// The regime as a plan has it, unlooked at.
///
/// # Errors
/// Those of the form.
pub(crate) fn proposed(app: &AppState, rule: &Rule) -> base::Result<NewRegime> {
    let view = View::new(app.site.clone(), Language::Vi);
    let today = web::format::day_of(app.db.clock().now());
    NewRegime::read(&mut form(&view, rule, &[], app.db.next_id(), today))
}

/// The name of a window in the form.
pub(crate) fn window_name(window: Window) -> &'static str {
    match window {
        Window::DECREE_09_2019 => "decree",
        Window::CALENDAR => "calendar",
        _ => "own",
    }
}

/// Cycle and due day as the plan says them: the yearly report where there is one, else the first that is named.
fn said(says: &Reporting) -> (Cycle, Option<Due>) {
    let cycle_of = |every: Recurrence| match every {
        Recurrence::Monthly => Some(Cycle::Month),
        Recurrence::Quarterly => Some(Cycle::Quarter),
        Recurrence::HalfYearly => Some(Cycle::HalfYear),
        Recurrence::Yearly => Some(Cycle::Year),
        Recurrence::Continuous => None,
    };
    let is_yearly = says.annual || says.cycles.contains(&Recurrence::Yearly);
    let cycle = match says.cycles.iter().find_map(|every| cycle_of(*every)) {
        Some(cycle) if !is_yearly => cycle,
        _ => Cycle::Year,
    };
    let period = says.periods.iter().find(|period| cycle_of(period.every) == Some(cycle));
    let month_day = period.and_then(|period| period.month_day.as_ref()).or(says.due_month_day.as_ref());
    let named = month_day.and_then(|text| {
        let (month, day) = text.split_once('-')?;
        Some((month.parse::<u32>().ok()?, day.parse::<u32>().ok()?))
    });
    let due = match (cycle, named, period.and_then(|period| period.day)) {
        (Cycle::Year, Some((month, day)), _) => {
            let due = Due::every_year(month, day, says.strictly_before);
            // In the first months of a year it is the year before that can be told.
            if says.next_year || month <= FIRST_MONTHS { due.and_then(Due::a_year_later) } else { due }
        }
        (_, _, Some(day)) => Due::new(0, day.into(), says.strictly_before),
        (_, Some((_, day)), _) => Due::new(0, day, says.strictly_before),
        _ => None,
    };
    (cycle, due)
}

/// As the decree has it where its figures are whole in time; else to the end of the month before the due day.
fn window(cycle: Cycle, year: i32, due: Due) -> Window {
    let days = WorkingDays::default();
    let Some(period) = reporting::Period::new(cycle, year, 1) else { return Window::CALENDAR };
    let leaves_time = |window: &Window| due.leaves_time(period, *window.of(period).end(), &days);
    let own = (1..12).filter_map(|months| Window::new(31, months));
    let windows = [Window::DECREE_09_2019].into_iter().chain(own);
    windows.into_iter().find(leaves_time).unwrap_or(Window::CALENDAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::returns::model::Rule as Asks;

    #[test]
    fn a_report_in_january_is_about_the_year_before() {
        for (month_day, next_year, name, last) in [
            ("01-15", true, "2026", "2027-01-14"),
            ("01-15", false, "2026", "2027-01-14"),
            ("12-15", false, "2026", "2026-12-14"),
        ] {
            let says = Reporting {
                due_month_day: Some(month_day.to_owned()),
                strictly_before: true,
                annual: true,
                next_year,
                ..Reporting::default()
            };
            let (cycle, due) = said(&says);
            let (due, year) = (due.expect("a day"), reporting::Period::named(name).expect("a year"));
            assert_eq!(due.last_day(year, &WorkingDays::default()).to_string(), last, "{month_day}");
            // As the form takes it back.
            let mut fields = day_fields("due", due, (due.months_after(), due.day())).to_vec();
            fields.extend(
                [("cycle", "year"), ("window", "decree"), ("opens_before", "45"), ("asked", "office")]
                    .map(|(name, value)| (name.to_owned(), value.to_owned())),
            );
            fields.extend(["first_year", "last_year"].map(|field| (field.to_owned(), "2026".to_owned())));
            fields.extend(["plan", "unit"].map(|field| (field.to_owned(), Uuid::nil().to_string())));
            fields.push(("title".to_owned(), "Báo cáo năm".to_owned()));
            let new = NewRegime::read(&mut Form::new(fields)).expect("a regime");
            let Asks::Recurring(rule) = &new.rule else { panic!("it recurs") };
            assert_eq!((cycle, rule.due), (Cycle::Year, due));
            assert!(rule.leaves_time() || month_day == "12-15");
        }
    }

    #[test]
    fn a_report_in_november_is_about_the_time_until_october() {
        let due = Due::every_year(11, 15, true).expect("a day");
        assert_eq!(window(Cycle::Year, 2026, due), Window::new(31, 2).expect("in range"));
        let due = Due::new(0, 20, false).expect("a day");
        assert_eq!(window(Cycle::Quarter, 2026, due), Window::DECREE_09_2019);
    }
}
