//! What tidy sees, on small trees.

use super::tree::{File, Tree};
use super::{edges, layout, locales, paths};

fn tree(files: &[(&str, &str)]) -> Tree {
    let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
    Tree { files: files.iter().map(file).collect() }
}

#[test]
fn documents_name_what_is_there() {
    let cases = [
        ("see `crates/db/src/lib.rs`", 0),
        ("see `crates/db`", 0),
        ("see `crates/gone`", 1),
        ("see `crates/*` and `assets/dist/app.css`", 0),
        ("[why](docs/decisions/0001-a.md)", 0),
        ("[why](docs/decisions/0009-b.md)", 1),
        ("[elsewhere](https://example.org/docs/x.md) and [here](#section)", 0),
    ];
    for (text, count) in cases {
        let tree =
            tree(&[("README.md", text), ("crates/db/src/lib.rs", ""), ("docs/decisions/0001-a.md", "")]);
        let named = paths::named_paths_exist(&tree).unwrap();
        let linked = paths::links_resolve(&tree).unwrap();
        assert_eq!(named.len() + linked.len(), count, "{text}: {named:?} {linked:?}");
    }
}

#[test]
fn domains_use_only_what_the_table_allows() {
    let table =
        "<!-- edges: domains -->\n\n| domain | may use |\n|---|---|\n| `plan` | `units` |\n| `units` | |\n";
    let uses = |plan: &str, units: &str| {
        let files = [
            ("ARCHITECTURE.md", table),
            ("crates/app/src/plan/mod.rs", plan),
            ("crates/app/src/units/mod.rs", units),
        ];
        edges::between_domains(&tree(&files)).unwrap()
    };
    assert!(uses("use crate::units;", "").is_empty());
    assert_eq!(uses("", "use crate::plan::Plan;").len(), 1);
}

#[test]
fn every_text_stands_in_every_language() {
    let files =
        [("locales/vi/a.ftl", "one = một\ntwo = hai\n"), ("locales/en/a.ftl", "one = one\n    .title = x\n")];
    assert_eq!(locales::same_keys(&tree(&files)).unwrap(), ["locales/en/a.ftl: two is missing"]);
}

#[test]
fn layout_is_held() {
    let long = "//! Long.\n".repeat(401);
    let files = [
        ("crates/a/src/lib.rs", "fn main() {}\n"),
        ("crates/a/src/long.rs", long.as_str()),
        ("crates/a/src/space.rs", "//! Space. \n"),
        ("crates/app/src/plan/pages.rs", "//! Pages.\nuse sea_orm::X;\n"),
        ("assets/package-lock.json", "\"resolved\": \"https://mirror.example/x.tgz\"\n"),
    ];
    let tree = tree(&files);
    let checks = [
        layout::crates_say_their_purpose,
        layout::files_are_short,
        layout::no_stray_space,
        layout::pages_hold_no_queries,
        layout::locks_name_public_registries,
    ];
    for (check, (path, _)) in checks.iter().zip(files) {
        let findings = check(&tree).unwrap();
        assert!(findings.len() == 1 && findings[0].starts_with(path), "{path}: {findings:?}");
    }
}
