//! The head and the end of a document, and the documents it names.

use documents::Span;
use serde::{Deserialize, Serialize};

/// Header and closing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Number as printed: `88`, `05`; `None` where it was left blank.
    pub number: Option<String>,
    /// The year that stands between number and symbol where the document makes law: `2026` in `21/2026/TT-BCT`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// Symbol: `KH-UBND`.
    pub symbol: Option<String>,
    /// Type as printed: `KẾ HOẠCH`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Issuer, written out: `Ủy ban nhân dân thị xã An Khê`.
    pub issuer: Option<String>,
    /// Place: `An Khê`.
    pub place: Option<String>,
    /// Date, `2023-06-07`.
    pub date: Option<String>,
    /// Subject (trích yếu), wrapped lines joined.
    pub title: Option<String>,
    /// Signature block.
    pub signature: Signature,
    /// Recipients as printed, the archive line at their end included.
    pub recipients: Vec<String>,
    /// Archive line: `Lưu: VT, KT.`
    pub archive: Option<String>,
    /// Other documents it names, each once, in order of first naming.
    pub references: Vec<Reference>,
}

impl Header {
    /// As printed: `88/KH-UBND`, `21/2026/TT-BCT`, and of the party's bodies, whose symbols hold a stroke of their own,
    /// `15-KH/TU`.
    #[must_use]
    pub fn number_and_symbol(&self) -> Option<String> {
        match (self.number_and_year(), &self.symbol) {
            (Some(number), Some(symbol)) => {
                Some(format!("{number}{}{symbol}", if symbol.contains('/') { '-' } else { '/' }))
            }
            (number, symbol) => number.or_else(|| symbol.clone()),
        }
    }

    /// `88`, `21/2026`.
    #[must_use]
    pub fn number_and_year(&self) -> Option<String> {
        let number = self.number.as_ref()?;
        Some(self.year.as_ref().map_or_else(|| number.clone(), |year| format!("{number}/{year}")))
    }
}

/// Signature block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// `TM. ỦY BAN NHÂN DÂN`
    pub on_behalf_of: Option<String>,
    /// `KT. CHỦ TỊCH`
    pub capacity: Option<String>,
    /// `PHÓ CHỦ TỊCH`
    pub title: Option<String>,
    /// Name of the signer.
    pub name: Option<String>,
}

/// Another document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// `36-NQ/TW`
    pub symbol: String,
    /// Type as named in the sentence: `Nghị quyết`.
    pub kind: Option<String>,
    /// Date, `2023-01-30`.
    pub date: Option<String>,
    /// `Bộ Chính trị`
    pub issuer: Option<String>,
    /// Where it is first named.
    pub span: Span,
}
