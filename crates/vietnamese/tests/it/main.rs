//! Tables of Vietnamese cases and properties for every public function.

mod aloud;
mod dates;
mod identifiers;
mod numbers;
#[allow(clippy::print_stdout, reason = "the figures measured are worth reading")]
mod repair;
mod scan;
mod sort;
mod text;
mod vietqr;
