//! Styles: what a paragraph or run has without saying so itself.

use std::collections::HashMap;

use super::props::Props;
use super::xml::Xml;
use crate::error::ReadError;

/// A style may rest on another, that on a third; no real file goes deeper, and a circle ends here.
const LONGEST_CHAIN: usize = 32;

#[derive(Debug, Default)]
pub(crate) struct Styles {
    defaults: Props,
    default_paragraph: Option<String>,
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    name: String,
    props: Props,
}

/// What a style comes to.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) props: Props,
    /// Depth of the heading, from 1.
    pub(crate) heading: Option<u8>,
    /// The style is that of a line in the table of contents.
    pub(crate) of_contents: bool,
    /// The style in the chain that sets the list: levels are bound to styles.
    pub(crate) list_style: Option<String>,
}

impl Styles {
    pub(crate) fn read(text: &str, depth: usize) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let xml = &mut Xml::new(text, depth);
        xml.child()?;
        while let Some(element) = xml.child()? {
            match element.name() {
                "docDefaults" => styles.read_defaults(xml)?,
                "style" => {
                    let id = element.get("styleId").unwrap_or_default().into_owned();
                    let of_paragraphs = element.get("type").is_none_or(|kind| kind == "paragraph");
                    let default = element.get("default").is_some_and(|on| on == "1" || on == "true");
                    if default && of_paragraphs {
                        styles.default_paragraph = Some(id.clone());
                    }
                    styles.styles.insert(id, Style::read(xml)?);
                }
                _ => xml.skip()?,
            }
        }
        Ok(styles)
    }

    /// What a paragraph of this style has; `None` is the default style.
    pub(crate) fn paragraph(&self, id: Option<&str>) -> Resolved {
        let known = id.filter(|id| self.styles.contains_key(*id));
        let mut resolved = self.chain(known.or(self.default_paragraph.as_deref()));
        resolved.props = resolved.props.or(&self.defaults);
        resolved
    }

    /// What a run sets itself, and by its style.
    pub(crate) fn run(&self, mut own: Props) -> Props {
        match own.style.take() {
            Some(style) => own.or(&self.chain(Some(&style)).props),
            None => own,
        }
    }

    fn chain(&self, id: Option<&str>) -> Resolved {
        let mut resolved = Resolved::default();
        let mut next = id;
        for _ in 0..LONGEST_CHAIN {
            let Some((id, style)) = next.and_then(|id| Some((id, self.styles.get(id)?))) else { break };
            if style.props.list.is_some() && resolved.list_style.is_none() {
                resolved.list_style = Some(id.to_owned());
            }
            resolved.props = resolved.props.or(&style.props);
            resolved.heading = resolved.heading.or(style.heading());
            resolved.of_contents |= style.name.starts_with("toc ");
            next = style.based_on.as_deref();
        }
        resolved
    }

    fn read_defaults(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "rPrDefault" | "pPrDefault" => self.read_defaults(xml)?,
                "rPr" => self.defaults.read_run(xml)?,
                "pPr" => self.defaults.read_paragraph(xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }
}

impl Style {
    fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let mut style = Self::default();
        while let Some(element) = xml.child()? {
            match element.name() {
                "pPr" => {
                    style.props.read_paragraph(xml)?;
                    continue;
                }
                "rPr" => {
                    style.props.read_run(xml)?;
                    continue;
                }
                "basedOn" => style.based_on = element.val().map(|id| id.into_owned()),
                "name" => style.name = element.val().unwrap_or_default().to_lowercase(),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(style)
    }

    /// By its place in the navigation tree, else by Word's own name of it.
    fn heading(&self) -> Option<u8> {
        let by_outline = self.props.outline.map(|outline| outline.saturating_add(1));
        let by_name = self.name.strip_prefix("heading ").and_then(|number| number.parse().ok());
        by_outline
            .or(by_name)
            .filter(|depth| (1..=9).contains(depth))
            .and_then(|depth| u8::try_from(depth).ok())
    }
}
