//! `cargo xtask tidy`: what neither the compiler nor clippy sees.

mod edges;
mod layout;
mod locales;
mod paths;
mod plan;
#[cfg(test)]
mod tests;
mod tree;

use anyhow::{Result, bail};

use tree::Tree;

type Check = fn(&Tree) -> Result<Vec<String>>;

const CHECKS: &[Check] = &[
    layout::crates_say_their_purpose,
    layout::files_are_short,
    layout::no_stray_space,
    layout::pages_hold_no_queries,
    layout::locks_name_public_registries,
    edges::between_crates,
    edges::between_domains,
    paths::named_paths_exist,
    paths::links_resolve,
    locales::same_keys,
    plan::no_sentence_of_the_plan,
];

/// Runs every check and prints all that is wrong, not only the first.
pub fn tidy() -> Result<()> {
    let tree = Tree::load()?;
    let mut findings = Vec::new();
    for check in CHECKS {
        findings.extend(check(&tree)?);
    }
    if !findings.is_empty() {
        bail!("not tidy:\n  {}", findings.join("\n  "));
    }
    Ok(())
}
