//! What all pages of a running program share.

use std::sync::Arc;

use crate::assets::Assets;
use crate::templates::Templates;
use crate::texts::Texts;

/// Texts, templates and assets; cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub(crate) texts: Arc<Texts>,
    pub(crate) templates: Arc<Templates>,
}

impl Site {
    /// Loads everything.
    ///
    /// # Errors
    /// Says which file is missing or wrong.
    pub fn load() -> Result<Self, String> {
        let texts = Arc::new(Texts::load()?);
        let templates = Arc::new(Templates::new(texts.clone(), Arc::new(Assets::load()?)));
        Ok(Self { texts, templates })
    }

    /// The same, each page marked as showing a sample.
    ///
    /// # Errors
    /// As [`Site::load`].
    pub fn load_as_sample() -> Result<Self, String> {
        let Self { texts, .. } = Self::load()?;
        let templates = Templates::new(texts.clone(), Arc::new(Assets::load()?)).as_sample();
        Ok(Self { texts, templates: Arc::new(templates) })
    }

    /// The texts.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The templates.
    pub fn templates(&self) -> &Templates {
        &self.templates
    }
}
