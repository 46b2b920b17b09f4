//! What may use what: the tables in ARCHITECTURE.md are the truth.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use super::tree::Tree;
use crate::program;

type Edges = BTreeMap<String, BTreeSet<String>>;

/// `cargo metadata` compared with the table after `<!-- edges: crates -->`.
pub fn between_crates(tree: &Tree) -> Result<Vec<String>> {
    let printed =
        program::output(&mut program::cargo(&["metadata", "--format-version", "1", "--no-deps", "--quiet"]))?;
    compare("crates", &table(tree, "crates")?, &crates(&serde_json::from_str(&printed)?))
}

/// `crate::other::` in `crates/app/src/<domain>/` compared with the table after `<!-- edges: domains -->`.
pub fn between_domains(tree: &Tree) -> Result<Vec<String>> {
    compare("domains", &table(tree, "domains")?, &domains(tree))
}

/// An edge must be allowed, and a row must be about something: a stale table misleads.
fn compare(what: &str, allowed: &Edges, found: &Edges) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (from, uses) in found {
        match allowed.get(from) {
            None => findings.push(format!("ARCHITECTURE.md: the table of {what} has no row for `{from}`")),
            Some(allowed) => findings.extend(uses.difference(allowed).map(|to| {
                format!("`{from}` uses `{to}`, which the table of {what} in ARCHITECTURE.md does not allow")
            })),
        }
    }
    let gone = allowed.keys().filter(|from| !found.contains_key(*from));
    findings.extend(
        gone.map(|from| format!("ARCHITECTURE.md: the table of {what} names `{from}`, which is not there")),
    );
    Ok(findings)
}

/// The first table after the mark: `` | `from` | `to`, `to` | … ``.
fn table(tree: &Tree, name: &str) -> Result<Edges> {
    let text = &tree.file("ARCHITECTURE.md").context("ARCHITECTURE.md is missing")?.text;
    let mark = format!("<!-- edges: {name} -->");
    let (_, rest) =
        text.split_once(&mark).with_context(|| format!("ARCHITECTURE.md: no table after {mark}"))?;
    let rows =
        rest.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    Ok(rows.filter_map(row).collect())
}

fn row(line: &str) -> Option<(String, BTreeSet<String>)> {
    let mut cells = line.trim_matches('|').split('|');
    let from = quoted(cells.next()?).next()?;
    Some((from, quoted(cells.next()?).collect()))
}

/// The words between back quotes.
fn quoted(cell: &str) -> impl Iterator<Item = String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned)
}

/// Our crates and those of ours that they use; what only tests use is left out.
fn crates(metadata: &Value) -> Edges {
    let packages = || metadata["packages"].as_array().into_iter().flatten();
    let ours: BTreeSet<&str> = packages().filter_map(|package| package["name"].as_str()).collect();
    let uses = |package: &Value| {
        let dependencies = package["dependencies"].as_array().into_iter().flatten();
        let normal = dependencies.filter(|dependency| dependency["kind"] != "dev");
        normal
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|name| ours.contains(name))
            .map(str::to_owned)
            .collect()
    };
    packages().filter_map(|package| Some((package["name"].as_str()?.to_owned(), uses(package)))).collect()
}

fn domains(tree: &Tree) -> Edges {
    // A test may borrow from every domain.
    let parts = |path: &str| {
        let (domain, file) = path.strip_prefix("crates/app/src/")?.split_once('/')?;
        let is_test = domain == "tests" || file.starts_with("tests") || file == "testing.rs";
        (!is_test).then(|| domain.to_owned())
    };
    let names: BTreeSet<String> = tree.files.iter().filter_map(|file| parts(&file.path)).collect();
    let mut edges: Edges = names.iter().map(|name| (name.clone(), BTreeSet::new())).collect();
    for file in tree.ending(".rs") {
        let Some(domain) = parts(&file.path) else { continue };
        let used =
            names.iter().filter(|name| **name != domain && file.text.contains(&format!("crate::{name}")));
        edges.entry(domain.clone()).or_default().extend(used.cloned());
    }
    edges
}
