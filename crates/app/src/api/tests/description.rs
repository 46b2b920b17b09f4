use std::collections::BTreeSet;

use serde_json::Value;

use crate::api::document;

/// Each operation with its method and path.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let of = |(path, item): (&String, &'_ Value)| {
        let item = item.as_object().expect("operations").keys().cloned().collect::<Vec<_>>();
        item.into_iter().map(|method| (method.to_uppercase(), path.clone())).collect::<Vec<_>>()
    };
    let named = paths.iter().flat_map(of);
    named
        .map(|(method, path)| {
            let operation = &document["paths"][&path][method.to_lowercase()];
            (method, path, operation)
        })
        .collect()
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let document = serde_json::to_value(document()).expect("JSON");
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let described: BTreeSet<_> =
        operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let listed = crate::routes().listed().into_iter().filter(|listed| listed.path.starts_with("/api/v1"));
    let listed: BTreeSet<_> =
        listed.map(|listed| (listed.method.to_owned(), listed.path.to_owned())).collect();
    assert_eq!(described, listed);
    assert!(listed.len() > 9, "{listed:?}");
}

/// Whether an operation answers with a file.
fn is_file(operation: &Value) -> bool {
    ["fetch_evidence", "fetch_document"].into_iter().any(|name| operation == name)
}

#[test]
fn every_operation_says_what_it_takes_and_how_it_refuses() {
    let document = serde_json::to_value(document()).expect("JSON");
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        assert!(ids.insert(operation["operationId"].to_string()), "{method} {path}: an id of its own");
        assert!(operation["summary"].is_string(), "{method} {path}");
        for parameter in path.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let named = operation["parameters"].as_array().into_iter().flatten();
            assert!(named.into_iter().any(|one| one["name"] == parameter), "{method} {path}");
        }
        let answers = operation["responses"].as_object().expect("answers");
        let mut statuses = vec!["200", "401", "403", "404", "422"];
        if method == "POST" {
            statuses.extend(["400", "409", "413", "415"]);
            assert!(operation["requestBody"]["content"]["application/json"].is_object(), "{path}");
        }
        statuses.sort_unstable();
        assert_eq!(answers.keys().collect::<Vec<_>>(), statuses, "{method} {path}");
        for (status, answer) in answers {
            let kind = match status.as_str() {
                "200" if is_file(&operation["operationId"]) => "application/octet-stream",
                "200" => "application/json",
                _ => "application/problem+json",
            };
            assert!(answer["content"][kind]["schema"].is_object(), "{method} {path} {status}");
        }
    }
}

#[test]
fn every_shape_that_is_named_is_there() {
    let document = serde_json::to_value(document()).expect("JSON");
    let text = document.to_string();
    let shapes = document["components"]["schemas"].as_object().expect("shapes");
    let named: BTreeSet<_> =
        text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(named, shapes.keys().map(String::as_str).collect());
    for (name, shape) in shapes {
        assert!(shape["description"].is_string() || shape["allOf"].is_array(), "{name} says what it is");
    }
}
