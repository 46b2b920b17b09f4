//! Numbers of headings that Word counts by itself, wherever it would count to what stands there.
//!
//! A heading that is moved in Word then keeps its order. Vietnamese counts letters with `đ`, which Word cannot, and what is taken
//! out of another document keeps the numbers it had there: those are plain words.

use crate::write::roman;

/// Counts headings of the first two levels, `I.` and `1.`; each text and each annex begins anew.
#[derive(Default)]
pub(super) struct Numbering {
    /// Texts that were begun after the first.
    begun: usize,
    counts: [u32; 2],
}

impl Numbering {
    /// Counts anew.
    pub(super) fn begin(&mut self) {
        *self = Self { begun: self.begun + 1, counts: [0, 0] };
    }

    /// The properties of a heading whose label is just what Word counts to, and counts it.
    pub(super) fn counted(&mut self, level: u8, label: &str) -> Option<String> {
        let at = usize::from(level).checked_sub(1).filter(|at| *at < self.counts.len())?;
        let next = self.counts[at] + 1;
        let expected = if at == 0 { roman(next) } else { next.to_string() };
        if label != format!("{expected}.") {
            return None;
        }
        self.counts[at] = next;
        self.counts[at + 1..].fill(0);
        let id = self.begun + 1;
        Some(format!(r#"<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{id}"/></w:numPr>"#))
    }

    /// What the part `numbering.xml` holds: one way to count, begun anew for each text.
    pub(super) fn definitions(&self, indent: i64) -> String {
        let level = |at: usize, form: &str| {
            let text = at + 1;
            format!(
                r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/><w:lvlText w:val="%{text}."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{indent}"/></w:pPr></w:lvl>"#
            )
        };
        let levels = level(0, "upperRoman") + &level(1, "decimal");
        let counts: String = (1..=self.begun + 1)
            .map(|id| {
                let anew = |at: usize| {
                    format!(r#"<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="1"/></w:lvlOverride>"#)
                };
                let anew = if id == 1 { String::new() } else { anew(0) + &anew(1) };
                format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="0"/>{anew}</w:num>"#)
            })
            .collect();
        format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>{counts}"#
        )
    }
}
