//! Plans of our own, to try with one click.

use base::{Error, Result};
use rust_embed::Embed;
use serde::Deserialize;
use web::Language;

/// The plans: read from disk in development, inside the binary in release.
#[derive(Embed)]
#[folder = "../../samples/plans"]
struct Plans;

/// A plan that a visitor may try.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct SamplePlan {
    /// Its name in the form.
    pub(crate) name: String,
    file: String,
    title_vi: String,
    title_en: String,
}

impl SamplePlan {
    /// What it is called.
    pub(crate) fn title(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.title_vi,
            Language::En => &self.title_en,
        }
    }
}

/// The plans offered, in order.
pub(crate) fn offered() -> Result<Vec<SamplePlan>> {
    #[derive(Deserialize)]
    struct List {
        sample: Vec<SamplePlan>,
    }
    let list = Plans::get("samples.toml").ok_or(Error::NotFound)?;
    let list: List = toml::from_slice(&list.data).map_err(Error::internal)?;
    Ok(list.sample)
}

/// Name of the file and bytes of an offered plan.
pub(crate) fn document(name: &str) -> Result<(String, Vec<u8>)> {
    let plan = offered()?.into_iter().find(|plan| plan.name == name).ok_or(Error::NotFound)?;
    let file = Plans::get(&plan.file).ok_or(Error::NotFound)?;
    Ok((plan.file, file.data.into_owned()))
}
