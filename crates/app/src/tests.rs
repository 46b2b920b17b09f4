//! What holds for all pages and routes together.

mod hostile;
mod permissions;

use std::collections::BTreeSet;
use std::path::Path;

use web::templates::Templates;
use web::texts::Texts;
use web::{Language, Site};

use crate::{
    audit, consolidation, desk, indicators, issuing, notices, people, plan, progress, readings, returns,
    tasks, units,
};

fn site() -> Site {
    Site::load().expect("the front end is built")
}

#[test]
fn every_page_renders_in_both_languages() {
    let site = site();
    let mut rendered = BTreeSet::new();
    for language in Language::ALL {
        let samples = web::failure::samples()
            .into_iter()
            .chain(readings::page_samples(&site, language))
            .chain(people::samples())
            .chain(units::samples())
            .chain(plan::samples(&site, language))
            .chain(tasks::samples(language))
            .chain(desk::samples())
            .chain(indicators::samples(&site, language))
            .chain(returns::samples(&site, language))
            .chain(crate::calendar::samples())
            .chain(consolidation::samples(&site, language))
            .chain(issuing::samples())
            .chain(crate::dispatch::samples())
            .chain(crate::incoming::samples())
            .chain(crate::exchange::samples())
            .chain(progress::samples(&site, language))
            .chain(notices::samples(language))
            .chain(audit::samples(&site, language));
        for sample in samples {
            let page = site.templates().render(language, sample.template, sample.context);
            let page =
                page.unwrap_or_else(|fault| panic!("{} ({}): {fault:#}", sample.template, sample.case));
            let is_plain = sample.template.ends_with(".txt");
            assert!(
                is_plain || page.contains(&format!("<html lang=\"{}\">", language.code())),
                "{}",
                sample.template
            );
            assert!(
                !page.contains("style=") && !page.contains(" onclick"),
                "{}: nothing stands inline",
                sample.template
            );
            rendered.insert(sample.template.to_owned());
        }
    }
    let pages: BTreeSet<_> = Templates::pages().into_iter().collect();
    assert_eq!(rendered, pages, "each page has a sample");
}

#[test]
fn both_languages_have_the_same_texts_and_each_is_used() {
    let vietnamese = Texts::keys(Language::Vi).expect("good files");
    let english = Texts::keys(Language::En).expect("good files");
    assert_eq!(vietnamese, english);

    // A key is named whole, or its first part is and the rest comes from a value. Those of errors come from codes, those
    // of what an event notes from its fields (a test of the audit looks at them).
    // The command line and the sheets name theirs in Rust.
    let sources = Templates::sources();
    let rust = rust_sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")));
    let is_used = |key: &str| {
        ["error-", "note-", "doctor-", "audit-field-", "rule-"].iter().any(|start| key.starts_with(start))
            || rust.contains(&format!("\"{key}\""))
            || sources.iter().any(|(_, source)| {
                let parts = key.match_indices('-').map(|(at, _)| &key[..=at]);
                source.contains(&format!("\"{key}\"")) || { parts }
                    .any(|part| source.contains(&format!("\"{part}\" ~")))
            })
    };
    let unused: Vec<_> = vietnamese.iter().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "no template names {unused:?}");
}

#[test]
fn every_reason_has_a_text() {
    let keys = Texts::keys(Language::Vi).expect("good files");
    for code in documents::ReadError::CODES.into_iter().chain(["stopped", "file-missing"]) {
        assert!(
            keys.contains(&format!("error-{code}")) && keys.contains(&format!("error-{code}-help")),
            "{code}"
        );
    }
}

#[test]
fn every_event_has_a_text() {
    let keys = Texts::keys(Language::Vi).expect("good files");
    let rust = rust_sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    let is_action = |literal: &&str| {
        literal.split_once('.').is_some_and(|(domain, verb)| {
            [
                "unit",
                "person",
                "reading",
                "plan",
                "task",
                "indicator",
                "incoming",
                "exchange",
                "notice",
                "sample",
                "audit",
                "instance",
            ]
            .contains(&domain)
                && verb.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        })
    };
    let actions: BTreeSet<_> = rust.split('"').filter(is_action).collect();
    assert!(actions.len() > 15, "{actions:?}");
    for action in actions {
        assert!(keys.contains(&format!("action-{}", action.replace('.', "-"))), "{action}");
    }
}

#[test]
fn the_permission_matrix_is_the_committed_one() {
    let matrix = crate::access::matrix(&crate::routes().listed());
    is_committed("permissions.md", &matrix);
}

#[test]
fn the_description_of_the_interface_is_the_committed_one() {
    let json = serde_json::to_string_pretty(&crate::api::document()).expect("JSON");
    is_committed("openapi.json", &format!("{json}\n"));
}

/// Compares with a file of `docs/generated`, or renews it.
fn is_committed(name: &str, made: &str) {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/generated")).join(name);
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(&path, made).expect("the file can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, made, "UPDATE_GENERATED=1 renews {name}");
}

/// All Rust of the workspace's crates, in one string.
fn rust_sources(folder: &Path) -> String {
    let entries =
        std::fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    let read = |path: std::path::PathBuf| match path.extension() {
        _ if path.is_dir() => rust_sources(&path),
        Some(extension) if extension == "rs" => std::fs::read_to_string(path).expect("a source"),
        _ => String::new(),
    };
    entries.map(read).collect()
}
