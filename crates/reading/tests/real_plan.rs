//! The real plan in the shared data, read whole and compared with what people wrote down about it.

use std::path::PathBuf;

use documents::ReadOptions;
use reading::Reading;
use serde_json::Value;

fn shared(name: &str) -> String {
    let folder = std::env::var_os("BIOKHE_SHARED").map(PathBuf::from);
    let folder =
        folder.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")));
    let path = folder.join("data").join(name);
    std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; set BIOKHE_SHARED", path.display()))
}

fn facts() -> Value {
    serde_json::from_str(&shared("plan-88.facts.json")).unwrap()
}

fn reading() -> Reading {
    let text = shared("000_923be41ccff07cd5.txt");
    let document = documents::read(text.as_bytes(), &ReadOptions::default(), &mut |_| ()).unwrap();
    reading::read(&document)
}

#[test]
fn header_and_closing() {
    let (facts, reading) = (&facts()["document"], reading());
    let document = serde_json::to_value(&reading.document).unwrap();
    for name in ["number", "symbol", "type", "issuer", "place", "date", "signature"] {
        assert_eq!(document[name], facts[name], "{name}");
    }
    assert_eq!(Value::from(reading.document.recipients.len()), facts["recipients"]);
    assert_eq!(document["archive"], facts["archive_line"]);
}

#[test]
fn references_once_each() {
    let (facts, reading) = (facts(), reading());
    let found: Vec<[Option<String>; 3]> = reading
        .document
        .references
        .into_iter()
        .map(|reference| [Some(reference.symbol), reference.date, reference.issuer])
        .collect();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let expected: Vec<[Option<String>; 3]> = facts["references"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reference| [text(&reference["symbol"]), text(&reference["date"]), text(&reference["issuer"])])
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn roles_of_all_clauses() {
    let (table, reading) = (shared("plan-88.outline.tsv"), reading());
    let expected: Vec<(String, String)> = table
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|cells| (cells[0].to_owned(), cells[3].to_owned()))
        .collect();
    let role = |role| serde_json::to_value(role).unwrap().as_str().unwrap().to_owned();
    let found: Vec<(String, String)> =
        reading.clauses.iter().map(|clause| (clause.path.clone(), role(clause.role))).collect();
    assert_eq!(found, expected);
}

#[test]
fn targets_and_no_others() {
    let (facts, reading) = (facts(), reading());
    let found: Vec<Value> = reading
        .targets
        .iter()
        .map(|target| {
            serde_json::json!({
                "clause": target.clause, "by": target.by, "measure": target.measure, "unit": target.unit,
                "low": target.low.map(|low| low as i64), "high": target.high.map(|high| high as i64),
            })
        })
        .collect();
    assert_eq!(Value::from(found), facts["targets"]);
}

#[test]
fn duties_under_their_headings() {
    let (facts, reading) = (facts(), reading());
    let assignments = facts["assignments"].as_array().unwrap();
    for assignment in assignments {
        let duties: Vec<_> = reading
            .duties
            .iter()
            .filter(|duty| duty.heading.as_deref() == assignment["clause"].as_str())
            .collect();
        assert_eq!(Value::from(duties.len()), assignment["duties"], "{assignment}");
        for duty in duties {
            assert_eq!(Value::from(duty.units.clone()), assignment["units"]);
            assert_eq!(duty.group, assignment["group"].as_bool().unwrap_or(false), "{assignment}");
        }
    }
    let expected: usize =
        assignments.iter().map(|assignment| assignment["duties"].as_u64().unwrap() as usize).sum();
    assert_eq!(reading.duties.len(), expected);
    let leading: Vec<&str> =
        reading.duties.iter().filter(|duty| duty.leads_explicitly).map(|duty| duty.clause.as_str()).collect();
    assert_eq!(Value::from(leading), facts["leads_explicitly"]);
}

#[test]
fn the_reporting_rule() {
    let (facts, reading) = (&facts()["reporting"], reading());
    let rule = serde_json::to_value(reading.reporting.expect("a reporting rule")).unwrap();
    for name in
        ["clause", "due_month_day", "strictly_before", "via", "to", "onward", "annual", "reviews_after_years"]
    {
        assert_eq!(rule[name], facts[name], "{name}");
    }
    assert_eq!(rule["from"], "các cơ quan, đơn vị");
}

#[test]
fn the_horizon_stands_in_the_purpose() {
    let horizon = reading().horizon.expect("a horizon");
    assert_eq!((horizon.from, horizon.to), (None, 2035));
}

#[test]
fn repairs_are_those_people_found() {
    let (facts, reading) = (facts(), reading());
    let mut missing: Vec<(String, String)> = Vec::new();
    for error in facts["scan_errors"].as_array().unwrap() {
        let text = |name: &str| error[name].as_str().unwrap().to_owned();
        let count = error["count"].as_u64().unwrap() as usize;
        missing.extend(std::iter::repeat_n((text("seen"), text("meant")), count));
    }
    let mut others = Vec::new();
    for repair in reading.repairs {
        let same = |(seen, meant): &(String, String)| *seen == repair.seen && *meant == repair.meant;
        match missing.iter().position(same) {
            Some(at) => drop(missing.swap_remove(at)),
            None => others.push((repair.seen, repair.meant)),
        }
    }
    assert!(missing.len() <= 2, "not proposed: {missing:?}");
    assert!(others.len() <= 2, "proposed and not in the list: {others:?}");
}

#[test]
fn what_is_named_stands_where_its_span_says() {
    let text = shared("000_923be41ccff07cd5.txt");
    let document = documents::read(text.as_bytes(), &ReadOptions::default(), &mut |_| ()).unwrap();
    let reading = reading::read(&document);
    let plain = |text: &str| vietnamese::nfc(text).split_whitespace().collect::<Vec<_>>().join(" ");
    for unit in &reading.units {
        assert_eq!(plain(unit.span.of(&document.text)), unit.name, "{}", unit.clause);
    }
    for repair in &reading.repairs {
        assert_eq!(plain(repair.span.of(&document.text)), repair.seen, "{}", repair.clause);
    }
    for reference in &reading.document.references {
        let found = plain(reference.span.of(&document.text)).replace(' ', "");
        assert_eq!(found, reference.symbol);
    }
}
