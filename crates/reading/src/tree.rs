//! A reading as a tree of lines, for a terminal.

use crate::model::{Duty, Reading, Target};

/// The reading as text. `label` gives the words for a key such as `reading-targets` in the reader's language; they
/// live in `locales/`.
///
/// Keys: `reading-number`, `-type`, `-issuer`, `-place`, `-date`, `-title`, `-signature`, `-recipients`,
/// `-references`, `-clauses`, `-targets`, `-duties`, `-cooperating`, `-due`, `-deliverable`, `-indicators`,
/// `-budget`, `-reporting`, `-horizon`, `-repairs`.
pub fn print(reading: &Reading, label: &dyn Fn(&str) -> String) -> String {
    let mut tree = Tree { lines: String::new(), label };
    tree.head(reading);
    tree.clauses(reading);
    tree.section("reading-targets", reading.targets.iter().map(target));
    tree.duties(&reading.duties);
    let indicators = reading.indicators.iter().map(|indicator| {
        let values: Vec<String> = indicator.targets.iter().map(value).collect();
        format!("{}  {}: {}", indicator.clause, indicator.name, values.join("; "))
    });
    tree.section("reading-indicators", indicators);
    tree.section(
        "reading-budget",
        reading.budget.iter().map(|line| format!("{}  {}", line.clause, line.text)),
    );
    if let Some(rule) = &reading.reporting {
        tree.section("reading-reporting", [format!("{}  {}", rule.clause, rule.text)]);
    }
    if let Some(horizon) = &reading.horizon {
        tree.section("reading-horizon", [format!("{} ({})", horizon.to, horizon.text)]);
    }
    let repairs =
        reading.repairs.iter().map(|repair| format!("{}  {} → {}", repair.clause, repair.seen, repair.meant));
    tree.section("reading-repairs", repairs);
    tree.lines
}

struct Tree<'a> {
    lines: String,
    label: &'a dyn Fn(&str) -> String,
}

impl Tree<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        self.lines.push_str(&"  ".repeat(depth));
        self.lines.push_str(text);
        self.lines.push('\n');
    }

    /// A heading with its lines; nothing where there are none.
    fn section(&mut self, key: &str, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().collect();
        if lines.is_empty() {
            return;
        }
        let heading = format!("{} ({})", (self.label)(key), lines.len());
        self.line(0, &heading);
        lines.iter().for_each(|line| self.line(1, line));
    }

    fn fact(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            let line = format!("{}: {value}", (self.label)(key));
            self.line(0, &line);
        }
    }

    fn head(&mut self, reading: &Reading) {
        let head = &reading.document;
        let number =
            head.symbol.as_ref().map(|symbol| format!("{}/{symbol}", head.number.as_deref().unwrap_or("…")));
        let signed = &head.signature;
        let signature: Vec<&str> = [&signed.on_behalf_of, &signed.capacity, &signed.title, &signed.name]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        self.fact("reading-type", head.kind.as_deref());
        self.fact("reading-number", number.as_deref());
        self.fact("reading-issuer", head.issuer.as_deref());
        self.fact("reading-place", head.place.as_deref());
        self.fact("reading-date", head.date.as_deref());
        self.fact("reading-title", head.title.as_deref());
        self.fact(
            "reading-signature",
            Some(signature.join(" / ")).as_deref().filter(|signature| !signature.is_empty()),
        );
        self.section("reading-recipients", head.recipients.clone());
        let references = head.references.iter().map(|reference| {
            let parts = [
                Some(&reference.symbol),
                reference.kind.as_ref(),
                reference.date.as_ref(),
                reference.issuer.as_ref(),
            ];
            parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
        });
        self.section("reading-references", references.collect::<Vec<_>>());
    }

    fn clauses(&mut self, reading: &Reading) {
        let heading = format!("{} ({})", (self.label)("reading-clauses"), reading.clauses.len());
        self.line(0, &heading);
        for clause in &reading.clauses {
            self.line(usize::from(clause.depth), &format!("{}  {}", clause.path, clause.text));
        }
    }

    fn duties(&mut self, duties: &[Duty]) {
        if duties.is_empty() {
            return;
        }
        let heading = format!("{} ({})", (self.label)("reading-duties"), duties.len());
        self.line(0, &heading);
        for duty in duties {
            self.line(1, &format!("{}  {}", duty.clause, duty.units.join("; ")));
            self.line(2, &duty.text);
            let helpers = Some(duty.cooperating.join("; ")).filter(|helpers| !helpers.is_empty());
            let due = duty.due.as_ref().map(|due| due.text.clone());
            let facts = [
                ("reading-cooperating", helpers),
                ("reading-due", due),
                ("reading-deliverable", duty.deliverable.clone()),
            ];
            for (key, value) in facts {
                if let Some(value) = value {
                    let line = format!("{}: {value}", (self.label)(key));
                    self.line(2, &line);
                }
            }
        }
    }
}

fn target(target: &Target) -> String {
    format!("{}  {}: {}", target.clause, target.measure, value(target))
}

/// `4–5 doanh nghiệp (2035)`, or the words where there is no figure.
fn value(target: &Target) -> String {
    let figure = match (target.low, target.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => target.text.clone(),
    };
    let unit = target.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let by = target.by.map(|by| format!(" ({by})")).unwrap_or_default();
    format!("{figure}{unit}{by}")
}
