//! `cargo xtask run`.

use anyhow::Result;

use crate::{front_end, place, program};

/// Builds everything and serves it until it is stopped.
pub fn run(arguments: &[String]) -> Result<()> {
    front_end::build()?;
    program::run(&mut program::cargo(&["build", "--package", "server"]))?;
    std::fs::create_dir_all(place::root().join("data"))?;
    let mut serve = program::within(place::root(), &place::biokhe().to_string_lossy(), &["serve"]);
    program::run(serve.args(arguments))
}
