//! Prints the repairs proposed for a text file: `cargo run -p vietnamese --example propose -- FILE`.

use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("expected: FILE")?;
    let text = std::fs::read_to_string(path)?;
    let mut out = std::io::stdout().lock();
    for found in vietnamese::repair::suggest(&text) {
        writeln!(out, "{:>7} {:.3} {} → {}", found.start, found.confidence, found.seen, found.meant)?;
    }
    Ok(())
}
