//! The examples of `docs/api.md`, sent as `curl` would send them.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use db::testing::each_database;

use super::town;
use crate::indicators::testing::indicator;
use crate::plan::testing::kept;
use crate::tasks::testing::{found, proven};
use crate::testing::{Program, parts};

const PAGE: &str = include_str!("../../../../../docs/api.md");

#[tokio::test]
async fn the_examples_work() {
    let examples: Vec<_> = examples().collect();
    assert!(examples.len() > 12, "{examples:?}");
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let (plan, clause) = kept(&program.app, there.town).await;
        let task = found(&program.app, there.office).await;
        let evidence = proven(&program.app, task).await;
        let measured = indicator(&program.app, there.town).await;
        let (id, period) =
            crate::returns::testing::asked(&program.app, there.town, there.office, &[measured]).await;
        let (regime, section) = crate::returns::testing::origins(&program.app, id).await;
        let document = crate::consolidation::testing::signed(&program.app, there.town, period).await;
        let variables: HashMap<_, _> = [
            ("BASE", "http://localhost".to_owned()),
            ("TOKEN", there.coordinators.clone()),
            ("UNIT", there.office.to_string()),
            ("PLAN", plan.to_string()),
            ("CLAUSE", clause.to_string()),
            ("TASK", task.to_string()),
            ("EVIDENCE", evidence.to_string()),
            ("INDICATOR", measured.to_string()),
            ("REGIME", regime.to_string()),
            ("PERIOD", period.to_string()),
            ("RETURN", id.to_string()),
            ("DOCUMENT", document.to_string()),
            ("SECTION", section.to_string()),
            ("KEY", program.app.db.next_id().to_string()),
            ("OTHER_KEY", program.app.db.next_id().to_string()),
            ("THIRD_KEY", program.app.db.next_id().to_string()),
            ("FOURTH_KEY", program.app.db.next_id().to_string()),
        ]
        .into();
        for example in &examples {
            let words = words(example, &variables);
            let mut request = Request::builder();
            let (mut address, mut data) = (String::new(), None);
            let (mut fields, mut files, mut saved) = (Vec::new(), Vec::new(), None);
            let mut rest = words.iter().skip(1);
            while let Some(word) = rest.next() {
                match word.as_str() {
                    "-H" => {
                        let header = rest.next().and_then(|header| header.split_once(": "));
                        let (name, value) = header.unwrap_or_else(|| panic!("a header: {example}"));
                        request = request.header(name, value);
                    }
                    "-d" => data = rest.next().cloned(),
                    "-F" => {
                        let part = rest.next().and_then(|part| part.split_once('='));
                        let (name, value) = part.unwrap_or_else(|| panic!("a part: {example}"));
                        match value.strip_prefix('@') {
                            Some(file) => files.push((file, "Biên bản nghiệm thu".as_bytes())),
                            None => fields.push((name, value.to_owned())),
                        }
                    }
                    "-o" => saved = rest.next(),
                    _ => address = word.clone(),
                }
            }
            let path = address.strip_prefix("http://localhost").unwrap_or_else(|| panic!("{example}"));
            let mut body = data.map(String::into_bytes);
            if !fields.is_empty() {
                let (kind, made) = parts(&fields, "evidence", &files);
                (request, body) = (request.header("content-type", kind), Some(made));
            }
            let request = request.method(if body.is_some() { "POST" } else { "GET" }).uri(path);
            let answer = program.send(request, Body::from(body.unwrap_or_default())).await;
            assert_eq!(answer.status, StatusCode::OK, "{example}: {}", answer.body);
            match saved {
                Some(name) if name == "bao-cao.pdf" => assert!(answer.body.starts_with("%PDF-"), "{example}"),
                Some(_) => assert_eq!(answer.body, "Biên bản"),
                None => drop(answer.json()),
            }
        }
    })
    .await;
}

/// Each call of curl, on one line.
fn examples() -> impl Iterator<Item = String> {
    PAGE.split("\n    curl ").skip(1).map(|rest| {
        let mut lines = Vec::new();
        for line in rest.lines() {
            lines.push(line.trim_end_matches('\\').trim());
            if !line.ends_with('\\') {
                break;
            }
        }
        format!("curl {}", lines.join(" "))
    })
}

/// The words of a command as a shell takes them apart: quotation marks, and variables but within single ones.
fn words(line: &str, variables: &HashMap<&str, String>) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if quote == Some('"') => word.extend(letters.next()),
            '"' | '\'' if quote.is_none() => quote = Some(letter),
            '"' | '\'' if quote == Some(letter) => quote = None,
            '$' if quote != Some('\'') => {
                let mut name = String::new();
                while let Some(next) = letters.next_if(|next| next.is_ascii_uppercase() || *next == '_') {
                    name.push(next);
                }
                word += variables.get(name.as_str()).unwrap_or_else(|| panic!("what is ${name}?"));
            }
            ' ' if quote.is_none() => words.push(std::mem::take(&mut word)),
            _ => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}
