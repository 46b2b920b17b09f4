//! What kind of file it is, by its content.

/// Most pixels of a picture that a browser is asked to draw: more than phones take, 240 MB unpacked. A file of some
/// kilobytes can claim a thousand times as many.
const MOST_PIXELS: usize = 60_000_000;

/// A kind of file that is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pdf,
    Jpeg,
    Png,
    Webp,
    /// A picture that is too large to be shown, or does not say how large it is.
    VastPicture,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Text,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 11] = [
        Self::Pdf,
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::VastPicture,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Odt,
        Self::Ods,
        Self::Text,
    ];

    /// In the database and, after `evidence-kind-`, in texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::VastPicture => "vast-picture",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Text => "text",
        }
    }

    /// The kind of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is a picture that is shown.
    pub(crate) fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }

    /// The type under which a browser shows it; none for what it may only save.
    pub(crate) fn shown_as(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("application/pdf"),
            Self::Jpeg => Some("image/jpeg"),
            Self::Png => Some("image/png"),
            Self::Webp => Some("image/webp"),
            _ => None,
        }
    }

    /// The kind of the file that begins with these bytes, some thousands of them; none where it is not taken in.
    pub(crate) fn of(start: &[u8]) -> Option<Self> {
        let Some(found) = infer::get(start) else { return is_text(start).then_some(Self::Text) };
        match found.mime_type() {
            "application/pdf" => Some(Self::Pdf),
            "image/jpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            "image/webp" => Some(Self::Webp),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Some(Self::Docx),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Some(Self::Xlsx),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation" => Some(Self::Pptx),
            "application/vnd.oasis.opendocument.text" => Some(Self::Odt),
            "application/vnd.oasis.opendocument.spreadsheet" => Some(Self::Ods),
            "application/zip" => packed(start),
            _ => None,
        }
    }

    /// The same for the whole file: a picture is only shown where its head says a size that a browser can draw.
    pub(crate) fn of_whole(self, file: &[u8]) -> Self {
        let is_drawable = |size: imagesize::ImageSize| size.width.saturating_mul(size.height) <= MOST_PIXELS;
        let is_drawable = imagesize::blob_size(file).is_ok_and(is_drawable);
        if self.is_picture() && !is_drawable { Self::VastPicture } else { self }
    }
}

/// What a package of Office Open XML holds, by the names of its parts that stand in the beginning. `infer` knows those of Word itself;
/// what other programs write, ours among them, has its parts in another order.
fn packed(start: &[u8]) -> Option<Kind> {
    const HEADER: &[u8] = b"PK\x03\x04";
    const NAME: usize = 30;
    let at = memchr::memmem::find_iter(start, HEADER);
    let names: Vec<&[u8]> = at
        .filter_map(|at| {
            let length = u16::from_le_bytes(start.get(at + 26..at + 28)?.try_into().ok()?);
            start.get(at + NAME..at + NAME + usize::from(length))
        })
        .collect();
    let has = |beginning: &str| names.iter().any(|name| name.starts_with(beginning.as_bytes()));
    // LibreOffice writes the list of types last.
    if !has("[Content_Types].xml") && !has("_rels/.rels") {
        return None;
    }
    let kinds = [("word/", Kind::Docx), ("xl/", Kind::Xlsx), ("ppt/", Kind::Pptx)];
    kinds.into_iter().find(|(folder, _)| has(folder)).map(|(_, kind)| kind)
}

/// Letters and nothing else; a letter may be cut at the end.
fn is_text(start: &[u8]) -> bool {
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(cut) if cut.error_len().is_none() => {
            std::str::from_utf8(&start[..cut.valid_up_to()]).unwrap_or("")
        }
        Err(_) => return false,
    };
    !text.trim().is_empty() && !text.chars().any(|letter| letter.is_control() && !"\r\n\t".contains(letter))
}
