//! The one binary, `biokhe`.

fn main() {}
