//! Charts of plans and reports. Pure: figures in, a [`Drawing`] out.
//!
//! A drawing is made of a few forms only, so that one chart is the same on a page ([`svg`]), in a Word file ([`emf`]) and in a PDF, where
//! typst draws its forms. Every chart says its figures in words beside its forms: colour alone tells nothing.

mod drawing;
mod emf;
mod letters;
mod progress;
mod stacked;
mod svg;
mod trend;

#[cfg(test)]
mod tests;

pub use drawing::{Anchor, Drawing, Ink, Shape};
pub use emf::emf;
pub use letters::{letter_width, width_of};
pub use progress::{Progress, progress};
pub use stacked::{Series, Stack, stacked};
pub use svg::svg;
pub use trend::{Point, Trend, trend};
