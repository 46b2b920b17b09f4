//! The figures that a template may name.

use minijinja::value::ValueKind;
use minijinja::{Value, context};
use web::View;

use super::Matter;
use super::figures::{aimed, is_reached, result, told, wanted};
use super::tasks::two_by_two;
use crate::consolidation::material::Material;
use crate::returns;

/// All of them, by the names that templates use. Numbers are numbers, so that a choice can ask for them; on paper they are written
/// as they are here.
pub(super) fn of(view: &View, material: &Material) -> Value {
    let summing = &material.summing;
    let day = |day: chrono::NaiveDate| web::format::date(view.language, &day.to_string());
    let (asked, sent) = (summing.reporting().count(), summing.telling().count());
    let owing = material.owing();
    let all = material.all_tasks();
    let [on_time, late, within, overdue] = two_by_two(all);
    let indicator = |id: &uuid::Uuid| {
        let indicator = summing.indicators.get(id)?;
        let (total, target) = (material.total(*id), wanted(material, indicator));
        let before = material.before.get(id).map(|before| told(view, material, *id, before));
        Some(context! {
            tên => indicator.name,
            đơn_vị_tính => indicator.measured_in.as_deref().unwrap_or_default(),
            mục_tiêu => target.map(|target| aimed(view, target)).unwrap_or_default(),
            kết_quả => result(view, material, *id),
            kỳ_trước => before.unwrap_or_default(),
            // Of one without a target, or without a number, nobody can say whether it is reached.
            có_đánh_giá => is_reached(indicator, &total, target).is_some(),
            đạt => is_reached(indicator, &total, target).unwrap_or_default(),
        })
    };
    context! {
        ngày => day(material.today),
        kỳ => within_sentence(&returns::named(view, summing.run.period)),
        năm => summing.run.period.year().to_string(),
        đơn_vị => material.line.first().map(|unit| unit.name.as_str()).unwrap_or_default(),
        kế_hoạch => summing.regime.origin.as_ref().map(|origin| origin.plan_number.as_str()).unwrap_or_default(),
        chế_độ => summing.regime.title,
        nhiệm_vụ => context! {
            tất_cả => all.all(),
            hoàn_thành => all.done(),
            đúng_hạn => on_time,
            quá_hạn => late,
            chưa_hoàn_thành => within + overdue,
            trong_hạn => within,
            trễ_hạn => overdue,
        },
        báo_cáo => context! {
            phải_gửi => asked,
            đã_gửi => sent,
            chưa_gửi => owing.iter().map(|unit| material.name(*unit)).collect::<Vec<_>>(),
            hạn => day(summing.run.due_on),
            kỳ_chưa_mở => material.unasked().map(|period| within_sentence(&returns::named(view, period))).collect::<Vec<_>>(),
        },
        chỉ_tiêu => summing.measured.iter().filter_map(indicator).collect::<Vec<_>>(),
    }
}

/// A name as it stands within a sentence.
pub(crate) fn within_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A name as it stands alone.
pub(super) fn alone(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next();
    // `pH` and its like are written as they are.
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return name.to_owned();
    }
    first.map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The names of the figures, each with what it is now, as a template writes them.
pub(crate) fn known(view: &View, matter: &Matter) -> Vec<(String, String)> {
    let mut known = Vec::new();
    named(&matter.facts(view), "", &mut known);
    known
}

fn named(value: &Value, above: &str, known: &mut Vec<(String, String)>) {
    let Ok(names) = value.try_iter() else { return };
    for name in names {
        let Ok(inner) = value.get_item(&name) else { continue };
        let path = if above.is_empty() { name.to_string() } else { format!("{above}.{name}") };
        match inner.kind() {
            ValueKind::Map => named(&inner, &path, known),
            // Of lists how they are written out.
            ValueKind::Seq => {
                known.push((format!("{path} | length"), inner.len().unwrap_or_default().to_string()))
            }
            _ => known.push((path, inner.to_string())),
        }
    }
}
