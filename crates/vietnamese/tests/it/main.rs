//! Tables of Vietnamese cases and properties for every public function.

mod repair;
mod scan;
mod text;
