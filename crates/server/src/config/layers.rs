use crate::settings::shown;
use anyhow::{Context, Result, anyhow, bail};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Each setting by its dotted name, with its value and where that comes from.
#[derive(Clone, Debug)]
pub(crate) struct Layers(BTreeMap<String, Setting>);

#[derive(Clone, Debug)]
struct Setting {
    default: Value,
    own: Option<(Value, Source)>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Default,
    File(PathBuf),
    Environment(String),
}

impl Layers {
    /// The defaults, and the names and types that all other layers have to keep to.
    pub(crate) fn new(default: &str) -> Result<Self> {
        let table: Table = default.parse().context("biokhe.default.toml")?;
        let settings = flatten(table).into_iter().map(|(key, default)| (key, Setting { default, own: None }));
        Ok(Self(settings.collect()))
    }

    /// Lays the file at `path` over it.
    pub(crate) fn with_file(mut self, path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        let table: Table = text.parse().with_context(|| path.display().to_string())?;
        for (key, value) in flatten(table) {
            self.set(&key, value, Source::File(path.to_owned()))?;
        }
        Ok(self)
    }

    /// Lays the variables over it whose names begin with `BIOKHE__`.
    pub(crate) fn with_environment(
        mut self,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self> {
        for (name, text) in variables {
            let Some(key) = name.strip_prefix("BIOKHE__") else { continue };
            let key = key.replace("__", ".").to_lowercase();
            // A variable is text; what it stands for is known from the default.
            let value = match self.0.get(&key).map(|setting| &setting.default) {
                Some(Value::Integer(_)) => text.parse().map(Value::Integer).unwrap_or(Value::String(text)),
                Some(Value::Boolean(_)) => text.parse().map(Value::Boolean).unwrap_or(Value::String(text)),
                _ => Value::String(text),
            };
            self.set(&key, value, Source::Environment(name))?;
        }
        Ok(self)
    }

    /// All of it as one value; an error names the setting that does not fit.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T> {
        self.read_with(|_| true).or_else(|error| {
            // The error knows no dotted name. The setting at fault is the one that does not fit between defaults either.
            for (key, value, source) in self.iter() {
                if let Err(error) = self.read_with::<T>(|other| other == key) {
                    let value = shown(key, &value.to_string());
                    bail!("{key} = {value} ({source}): {}", error.message());
                }
            }
            Err(anyhow!(error))
        })
    }

    /// Where the value of `key` comes from.
    pub(crate) fn source(&self, key: &str) -> &Source {
        self.0.get(key).map_or(&Source::Default, Setting::source)
    }

    /// Every setting in order of its name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value, &Source)> {
        self.0.iter().map(|(key, setting)| (key.as_str(), setting.value(), setting.source()))
    }

    /// The settings that `changed` picks as they are in force, the others as by default.
    fn read_with<T: DeserializeOwned>(&self, changed: impl Fn(&str) -> bool) -> Result<T, toml::de::Error> {
        let mut table = Table::new();
        for (key, setting) in &self.0 {
            let value = if changed(key) { setting.value() } else { &setting.default };
            let (section, name) = key.split_once('.').unwrap_or(("", key));
            let section = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(section) = section {
                section.insert(name.to_owned(), value.clone());
            }
        }
        table.try_into()
    }

    fn set(&mut self, key: &str, value: Value, source: Source) -> Result<()> {
        let Some(setting) = self.0.get_mut(key) else { bail!(self.unknown(key, &source)) };
        if !setting.default.same_type(&value) {
            let (wanted, given) = (setting.default.type_str(), value.type_str());
            let value = shown(key, &value.to_string());
            bail!("{key} = {value} ({source}): type {wanted} is wanted, this is {given}");
        }
        setting.own = Some((value, source));
        Ok(())
    }

    fn unknown(&self, key: &str, source: &Source) -> String {
        let likeness = |known: &String| strsim::jaro_winkler(known, key);
        let nearest = self.0.keys().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        let nearest = nearest.map_or("", String::as_str);
        format!("there is no setting {key} ({source}); the nearest name is {nearest}")
    }
}

impl Setting {
    fn value(&self) -> &Value {
        self.own.as_ref().map_or(&self.default, |(value, _)| value)
    }

    fn source(&self) -> &Source {
        self.own.as_ref().map_or(&Source::Default, |(_, source)| source)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::File(path) => write!(formatter, "{}", path.display()),
            Self::Environment(name) => formatter.write_str(name),
        }
    }
}

/// Values by dotted name, tables opened.
fn flatten(table: Table) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (name, value) in table {
        match value {
            Value::Table(inner) => {
                flat.extend(flatten(inner).into_iter().map(|(key, value)| (format!("{name}.{key}"), value)));
            }
            value => flat.push((name, value)),
        }
    }
    flat
}
