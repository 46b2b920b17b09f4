//! What every page needs: layout, language, templates, assets, security headers, error pages. No domain.
//!
//! Invariants: every text a person reads comes from `locales/`; a template that names something unknown fails; no
//! page needs another host, an inline script or an inline style; an error becomes a page in one place only
//! ([`failure`]).

pub mod address;
pub mod api;
pub mod assets;
pub mod download;
pub mod failure;
pub mod form;
pub mod format;
pub mod language;
pub mod problem;
pub mod security;
pub mod site;
pub mod templates;
pub mod texts;
pub mod view;

pub use address::id;
pub use failure::Failure;
pub use form::Form;
pub use language::Language;
pub use site::Site;
pub use templates::Sample;
pub use view::View;
