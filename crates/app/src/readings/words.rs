//! What a reading says in words, the same on the page, in the sheets and in the terminal.

use reading::model::{BudgetLine, Header, Period, Recurrence, Reporting};
use serde::Serialize;
use web::texts::Texts;
use web::{Language, format};

/// The texts of a language.
#[derive(Clone, Copy)]
pub struct Words<'texts> {
    /// The texts.
    pub texts: &'texts Texts,
    /// Of which the words are.
    pub language: Language,
}

impl Words<'_> {
    /// The text under a key; the key where there is none.
    pub fn get(self, key: &str) -> String {
        self.texts.get(self.language, key)
    }

    /// The same with one value in it.
    fn with(self, key: &str, name: &str, value: &str) -> String {
        self.texts.get_with(self.language, key, name, value)
    }

    /// The word for a value that `locales/` names after its group: `role-task`.
    pub fn of(self, group: &str, value: impl Serialize) -> String {
        let name = serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned));
        self.get(&format!("{group}-{}", name.unwrap_or_default()))
    }

    /// `hằng quý (ngày 20 tháng cuối quý), hằng năm (10/12)`; nothing where there is no cycle.
    pub fn cycles(self, rule: &Reporting) -> Option<String> {
        let cycle = |period: &Period| {
            let every = self.of("recurrence", period.every);
            let day = match (&period.month_day, period.day) {
                (Some(day), _) => Some(format::month_day(self.language, day)),
                (None, Some(day)) => {
                    let last_month = period.every == Recurrence::Quarterly;
                    let key = if last_month { "day-of-quarterly" } else { "day-of-monthly" };
                    Some(self.with(key, "day", &day.to_string()))
                }
                (None, None) => None,
            };
            Some(day.map_or(every.clone(), |day| format!("{every} ({day})")))
        };
        let cycles: Vec<_> = rule.periods.iter().filter_map(cycle).collect();
        (!cycles.is_empty()).then(|| cycles.join(", "))
    }

    /// `sau 1, 3, 5 năm`.
    pub fn reviews(self, rule: &Reporting) -> Option<String> {
        let years: Vec<_> = rule.reviews_after_years.iter().map(u32::to_string).collect();
        (!years.is_empty()).then(|| self.with("after-years", "years", &years.join(", ")))
    }

    /// `trước ngày 15/11`.
    pub fn day(self, rule: &Reporting) -> Option<String> {
        let day = format::month_day(self.language, rule.due_month_day.as_deref()?);
        Some(self.with(if rule.strictly_before { "due-before" } else { "due-on" }, "date", &day))
    }

    /// `1.200.000.000 đồng`, where the sum is written in figures.
    pub fn sum(self, line: &BudgetLine) -> Option<String> {
        #[allow(clippy::cast_precision_loss, reason = "sums stay below what a float keeps to the last đồng")]
        let amount = line.amount? as f64;
        Some(self.with("dong", "amount", &format::number(self.language, amount)))
    }
}

/// `TM. ỦY BAN NHÂN DÂN · KT. CHỦ TỊCH · PHÓ CHỦ TỊCH · Trần Văn A`; nothing where nobody signs.
pub fn signer(header: &Header) -> Option<String> {
    let signature = &header.signature;
    let parts = [&signature.on_behalf_of, &signature.capacity, &signature.title, &signature.name];
    let parts: Vec<_> = parts.into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
