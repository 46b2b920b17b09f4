//! What the plan says against its labels. Each labelled field is a point; a thing read that is not there costs one.

use serde_json::{Value, json};

use super::score::{Score, plain, same};

/// Scores of everything that is labelled.
pub(crate) fn scores(reading: &Value, facts: &Value) -> Vec<Score> {
    let measures: [(&str, Measure); 9] = [
        ("document", header),
        ("references", references),
        ("targets", targets),
        ("duties", duties),
        ("assignments", assignments),
        ("indicators", indicators),
        ("budget", budget),
        ("reporting", reporting),
        ("horizon", horizon),
    ];
    let labelled = measures.into_iter().filter(|(key, _)| !facts[*key].is_null());
    let mut scores: Vec<Score> = labelled.map(|(_, measure)| measure(reading, facts)).collect();
    scores.push(super::repairs::score(reading, facts));
    scores
}

/// Scores a reading by the labelled facts.
type Measure = fn(&Value, &Value) -> Score;

fn header(reading: &Value, facts: &Value) -> Score {
    let (labelled, read) = (&facts["document"], &reading["document"]);
    let mut score = Score::new("header");
    for (name, value) in fields(labelled) {
        match name {
            "signature" => {
                for (part, value) in fields(value) {
                    score.field("signature", part, value, &read["signature"][part]);
                }
            }
            "recipients" => score.field("header", name, value, &json!(list(&read["recipients"]).len())),
            "archive_line" => score.field("header", name, value, &read["archive"]),
            _ => score.field("header", name, value, &read[name]),
        }
    }
    score
}

fn references(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("references");
    let read = list(&reading["document"]["references"]);
    for labelled in list(&facts["references"]) {
        let found = read.iter().find(|one| one["symbol"] == labelled["symbol"]);
        compare(&mut score, &text(&labelled["symbol"]), labelled, found, &["symbol"]);
    }
    for one in read {
        if !list(&facts["references"]).iter().any(|labelled| labelled["symbol"] == one["symbol"]) {
            score.count(false, || format!("{} is not named", one["symbol"]));
        }
    }
    score
}

fn targets(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("targets");
    let labels = list(&facts["targets"]);
    let mut left: Vec<&Value> = list(&reading["targets"]).iter().collect();
    for labelled in labels {
        let position = left.iter().position(|one| {
            one["clause"] == labelled["clause"]
                && same(&labelled["low"], &one["low"])
                && same(&labelled["high"], &one["high"])
        });
        let found = position.map(|position| left.remove(position));
        if labelled["optional"] == true {
            continue;
        }
        let place = text(&labelled["clause"]);
        let mut labelled = labelled.clone();
        let part = plain(labelled["measure"].take().as_str().unwrap_or_default());
        // A target labelled without a bound is exact, or a range.
        let bound = labelled["bound"].take();
        labelled["bound"] = bound;
        let measured = found.is_some_and(|one| plain(&text(&one["measure"])).contains(&part));
        score.count(measured, || format!("{place} measures {part:?}: {}", found.unwrap_or(&Value::Null)));
        compare(&mut score, &place, &labelled, found, &["clause", "measure"]);
    }
    // Those of indicators are labelled there.
    left.retain(|one| !list(&reading["indicators"]).iter().any(|row| row["clause"] == one["clause"]));
    // Only where a plan sets its objectives is every figure labelled.
    let of_objectives = |one: &Value| role(reading, &one["clause"]).starts_with("objective");
    let figure = |one: &Value| !(one["low"].is_null() && one["high"].is_null());
    for one in left.into_iter().filter(|one| of_objectives(one) && figure(one)) {
        score.count(false, || format!("{} is no target: {one}", text(&one["clause"])));
    }
    score
}

fn duties(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("duties");
    let (labels, read) = (list(&facts["duties"]), list(&reading["duties"]));
    for labelled in labels {
        let place = text(&labelled["clause"]);
        let found = read.iter().find(|one| one["clause"] == labelled["clause"]);
        let mut rest = labelled.clone();
        let due = rest["due"].take();
        compare(&mut score, &place, &rest, found, &["due"]);
        for (name, value) in fields(&due) {
            score.field(&place, name, value, found.map_or(&Value::Null, |one| &one["due"][name]));
        }
    }
    for one in read {
        let path = text(&one["clause"]);
        let known = labels.iter().any(|labelled| related(&path, &text(&labelled["clause"])));
        let closing =
            ["reporting", "instruction", "effect"].contains(&role(reading, &one["clause"]).as_str());
        if !known && !closing {
            score.count(false, || format!("{path} is no duty: {}", one["text"]));
        }
    }
    score
}

/// Headings with the names of units, and how many duties stand under each.
fn assignments(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("assignments");
    let read = list(&reading["duties"]);
    for labelled in list(&facts["assignments"]) {
        let place = text(&labelled["clause"]);
        let under: Vec<&Value> = read.iter().filter(|one| one["heading"] == labelled["clause"]).collect();
        score.field(&place, "duties", &labelled["duties"], &json!(under.len()));
        for one in under {
            score.field(&place, "units", &labelled["units"], &one["units"]);
            score.field(&place, "group", &json!(labelled["group"] == true), &one["group"]);
        }
    }
    let leads = read.iter().filter(|one| one["leads_explicitly"] == true).map(|one| &one["clause"]);
    let leads: Vec<&Value> = leads.collect();
    score.field("duties", "that say chủ trì", &facts["leads_explicitly"], &json!(leads));
    score
}

fn indicators(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("indicators");
    let read = list(&reading["indicators"]);
    for labelled in list(&facts["indicators"]) {
        let place = text(&labelled["clause"]);
        let found = read.iter().find(|one| one["clause"] == labelled["clause"]);
        compare(&mut score, &place, labelled, found, &["targets"]);
        let targets: Vec<&Value> =
            list(&reading["targets"]).iter().filter(|one| one["clause"] == labelled["clause"]).collect();
        for (number, target) in list(&labelled["targets"]).iter().enumerate() {
            compare(&mut score, &place, target, targets.get(number).copied(), &[]);
        }
    }
    let unknown = read.len().saturating_sub(list(&facts["indicators"]).len());
    (0..unknown).for_each(|_| score.count(false, || "an indicator too many".to_owned()));
    score
}

fn budget(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("budget");
    let (labels, read) = (list(&facts["budget"]), list(&reading["budget"]));
    for labelled in labels {
        let same = |one: &&Value| one["clause"] == labelled["clause"] && one["amount"] == labelled["amount"];
        score.count(read.iter().any(|one| same(&one)), || format!("{labelled} is missing"));
    }
    let of_funding = |one: &&Value| role(reading, &one["clause"]) == "funding" && !one["amount"].is_null();
    for one in read.iter().filter(of_funding) {
        if !labels.iter().any(|labelled| labelled["clause"] == one["clause"]) {
            score.count(false, || format!("{} is no sum of money", one["text"]));
        }
    }
    score
}

fn reporting(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("reporting");
    for (name, value) in fields(&facts["reporting"]) {
        // `due` and `from` are told there in words of the person who labelled.
        if !["due", "from"].contains(&name) {
            score.field("reporting", name, value, &reading["reporting"][name]);
        }
    }
    score
}

fn horizon(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("horizon");
    for (name, value) in fields(&facts["horizon"]) {
        score.field("horizon", name, value, &reading["horizon"][name]);
    }
    score
}

/// One point for finding it, and one for each labelled field but those in `apart`.
fn compare(score: &mut Score, place: &str, labelled: &Value, found: Option<&Value>, apart: &[&str]) {
    score.count(found.is_some(), || format!("{place} is missing: {labelled}"));
    for (name, value) in fields(labelled).filter(|(name, _)| *name != "clause" && !apart.contains(name)) {
        score.field(place, name, value, found.map_or(&Value::Null, |one| &one[name]));
    }
}

fn related(path: &str, other: &str) -> bool {
    let below =
        |path: &str, other: &str| path.strip_prefix(other).is_some_and(|rest| rest.starts_with(['.', '/']));
    path == other || below(path, other) || below(other, path)
}

fn role(reading: &Value, path: &Value) -> String {
    let clause = list(&reading["clauses"]).iter().find(|clause| clause["path"] == *path);
    clause.map_or_else(String::new, |clause| text(&clause["role"]))
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
