//! Figures of speed and size.

fn main() {}
