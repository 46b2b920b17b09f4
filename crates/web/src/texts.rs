//! Every string a person reads, by key and language, from `locales/{vi,en}/*.ftl` (Fluent).

use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rust_embed::Embed;

use crate::Language;

/// The files: read from disk in development, inside the binary in release.
#[derive(Embed)]
#[folder = "../../locales"]
struct Files;

/// The texts of both languages.
pub struct Texts {
    vi: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl Texts {
    /// Reads every file.
    ///
    /// # Errors
    /// Says which file is not Fluent or names a key twice.
    pub fn load() -> Result<Self, String> {
        Ok(Self { vi: bundle(Language::Vi)?, en: bundle(Language::En)? })
    }

    /// The text under `key`, or `None` where the language has none.
    pub fn find(&self, language: Language, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let bundle = match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        };
        let pattern = bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(arguments), &mut faults).into_owned();
        // A text that misses an argument would show `{$count}`: better to fail where a test sees it.
        faults.is_empty().then_some(text)
    }

    /// The text under `key`, without arguments; the key itself where there is none.
    pub fn get(&self, language: Language, key: &str) -> String {
        self.find(language, key, &FluentArgs::new()).unwrap_or_else(|| key.to_owned())
    }

    /// The text under `key` with one value in it; the key itself where there is none.
    pub fn get_with(&self, language: Language, key: &str, name: &str, value: &str) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set(name.to_owned(), value.to_owned());
        self.find(language, key, &arguments).unwrap_or_else(|| key.to_owned())
    }

    /// All keys of a language.
    ///
    /// # Errors
    /// As [`Texts::load`].
    pub fn keys(language: Language) -> Result<BTreeSet<String>, String> {
        let mut keys = BTreeSet::new();
        for (name, content) in files(language) {
            let resource =
                FluentResource::try_new(content).map_err(|(_, faults)| format!("{name}: {faults:?}"))?;
            keys.extend(resource.entries().filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
        }
        Ok(keys)
    }
}

fn bundle(language: Language) -> Result<FluentBundle<FluentResource>, String> {
    let identifier = match language {
        Language::Vi => unic_langid::langid!("vi"),
        Language::En => unic_langid::langid!("en"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // The marks that keep writing directions apart would only disturb copying and tests: both languages run one way.
    bundle.set_use_isolating(false);
    for (name, content) in files(language) {
        let resource =
            FluentResource::try_new(content).map_err(|(_, faults)| format!("{name}: {faults:?}"))?;
        bundle.add_resource(resource).map_err(|faults| format!("{name}: {faults:?}"))?;
    }
    Ok(bundle)
}

fn files(language: Language) -> impl Iterator<Item = (String, String)> {
    let folder = format!("{}/", language.code());
    let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with(&folder)).collect();
    names.sort();
    names.into_iter().filter_map(|name| {
        let file = Files::get(&name)?;
        Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    })
}
