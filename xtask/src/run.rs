//! `cargo xtask run`.

use anyhow::Result;

use crate::{front_end, place, program};

/// Builds everything and serves it until it is stopped; the first time with the sample town in it.
pub fn run(arguments: &[String]) -> Result<()> {
    front_end::build()?;
    program::run(&mut program::cargo(&["build", "--package", "server"]))?;
    let data = place::root().join("data");
    let is_first = !data.exists();
    std::fs::create_dir_all(data)?;
    if is_first {
        let mut load =
            program::within(place::root(), &place::biokhe().to_string_lossy(), &["sample", "load"]);
        program::run(&mut load)?;
    }
    let mut serve = program::within(place::root(), &place::biokhe().to_string_lossy(), &["serve"]);
    program::run(serve.args(arguments))
}
