//! Recipients at the left, who signs at the right.

use super::markup::{Page, Run, paragraph, two_columns};
use crate::write::{Layout, OfficialDocument};

/// Room for a signature and a seal, twentieths of a point.
const ROOM: u32 = 1300;

pub(super) fn signature(document: &OfficialDocument, layout: &Layout, page: &Page) -> String {
    let gap = paragraph(r#"<w:pStyle w:val="Plain"/><w:keepNext/>"#, "");
    let widths = [page.left, page.text - page.left];
    // Word wants a paragraph behind a table at the end of a text.
    let after = paragraph(r#"<w:pStyle w:val="Plain"/><w:spacing w:line="20" w:lineRule="exact"/>"#, "");
    gap + &two_columns(widths, [&recipients(document, layout), &signer(document, layout)]) + &after
}

fn recipients(document: &OfficialDocument, layout: &Layout) -> String {
    let (sizes, words) = (&layout.sizes, &layout.words);
    let line = |run: Run, text: &str| paragraph(r#"<w:pStyle w:val="Plain"/>"#, &run.words(text));
    let mut lines = document.recipients.iter().map(|one| format!("- {one};")).collect::<Vec<_>>();
    if !document.archive.is_empty() {
        lines.push(format!("- {} {}.", words.archive, document.archive));
    } else if let Some(last) = lines.last_mut() {
        last.truncate(last.len() - 1);
        last.push('.');
    }
    if lines.is_empty() {
        return line(Run::default(), "");
    }
    let heading = line(Run::of(sizes.recipients_heading).bold().italic(), &words.recipients);
    heading + &lines.iter().map(|text| line(Run::of(sizes.recipients), text)).collect::<String>()
}

fn signer(document: &OfficialDocument, layout: &Layout) -> String {
    let signature = &document.signature;
    let run = Run::of(layout.sizes.signature).bold();
    let line = |space: u32, text: &str| {
        let props = format!(
            r#"<w:pStyle w:val="Plain"/><w:keepNext/><w:spacing w:before="{space}"/><w:jc w:val="center"/>"#
        );
        paragraph(&props, &run.words(text))
    };
    let titles = [&signature.on_behalf_of, &signature.capacity, &signature.title];
    let shown: String =
        titles.iter().filter(|title| !title.is_empty()).map(|title| line(0, &title.to_uppercase())).collect();
    shown + &line(ROOM, &signature.name)
}
