//! Fonts from before Unicode: the letters stand in the places of Western European ones, and the font's name says so.

/// The ways of writing Vietnamese with a font of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    /// `.VnTime` and its kin: TCVN 5712, one byte a letter.
    Tcvn,
    /// `.VnTimeH`: the same, with small letters drawn as capitals.
    TcvnCapitals,
    /// `VNI-Times` and its kin: the mark is a letter of its own behind the vowel.
    Vni,
}

impl Legacy {
    /// By the font's name.
    pub(super) fn of_font(font: &str) -> Option<Self> {
        if let Some(rest) = font.strip_prefix(".Vn").or_else(|| font.strip_prefix(".VN")) {
            return Some(if rest.ends_with('H') { Self::TcvnCapitals } else { Self::Tcvn });
        }
        (font.starts_with("VNI-") || font.starts_with("VNI ")).then_some(Self::Vni)
    }

    /// The letters meant. Words that hold a letter beyond Western European are Unicode already and stay.
    pub(super) fn decode(self, words: &str) -> String {
        let plain =
            words.chars().all(|sign| u32::from(sign) <= 0xFF || ('\u{2010}'..='\u{2027}').contains(&sign));
        if !plain {
            return words.to_owned();
        }
        match self {
            Self::Tcvn => words.chars().map(tcvn).collect(),
            Self::TcvnCapitals => words.chars().map(tcvn).collect::<String>().to_uppercase(),
            Self::Vni => words.chars().flat_map(vni).collect(),
        }
    }
}

/// TCVN 5712:1993 from A1 to FE.
const TCVN: &str = "ĂÂÊÔƠƯĐăâêôơưđẰ\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ";

fn tcvn(sign: char) -> char {
    let place = u32::from(sign).checked_sub(0xA1).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| TCVN.chars().nth(place)).unwrap_or(sign)
}

/// VNI for Windows: signs that are marks, in either case, and the letters that have a place of their own.
fn vni(sign: char) -> impl Iterator<Item = char> {
    let marks = match sign {
        'ù' | 'Ù' => "\u{301}",
        'ø' | 'Ø' => "\u{300}",
        'û' | 'Û' => "\u{309}",
        'õ' | 'Õ' => "\u{303}",
        'ï' | 'Ï' => "\u{323}",
        'â' | 'Â' => "\u{302}",
        'á' | 'Á' => "\u{302}\u{301}",
        'à' | 'À' => "\u{302}\u{300}",
        'å' | 'Å' => "\u{302}\u{309}",
        'ã' | 'Ã' => "\u{302}\u{303}",
        'ä' | 'Ä' => "\u{302}\u{323}",
        'ê' | 'Ê' => "\u{306}",
        'é' | 'É' => "\u{306}\u{301}",
        'è' | 'È' => "\u{306}\u{300}",
        'ú' | 'Ú' => "\u{306}\u{309}",
        'ü' | 'Ü' => "\u{306}\u{303}",
        'ë' | 'Ë' => "\u{306}\u{323}",
        _ => "",
    };
    let letter = match sign {
        'ô' => 'ơ',
        'Ô' => 'Ơ',
        'ö' => 'ư',
        'Ö' => 'Ư',
        'ñ' => 'đ',
        'Ñ' => 'Đ',
        'æ' => 'ỉ',
        'Æ' => 'Ỉ',
        'ó' => 'ĩ',
        'Ó' => 'Ĩ',
        'ò' => 'ị',
        'Ò' => 'Ị',
        'î' => 'ỵ',
        'Î' => 'Ỵ',
        other => other,
    };
    marks.chars().chain(marks.is_empty().then_some(letter))
}
