//! Recipients at the left, who signs at the right.

use super::markup::{Page, Run, paragraph, two_columns};
use crate::write::{Layout, Wording};

/// Room for a signature and a seal, twentieths of a point.
const ROOM: u32 = 1300;

pub(super) fn signature(wording: &Wording, layout: &Layout, page: &Page) -> String {
    let gap = paragraph(r#"<w:pStyle w:val="Plain"/><w:keepNext/>"#, "");
    let widths = [page.left, page.text - page.left];
    // Word wants a paragraph behind a table at the end of a text.
    let after = paragraph(r#"<w:pStyle w:val="Plain"/><w:spacing w:line="20" w:lineRule="exact"/>"#, "");
    gap + &two_columns(widths, [&recipients(wording, layout), &signer(wording, layout)]) + &after
}

fn recipients(wording: &Wording, layout: &Layout) -> String {
    let sizes = &layout.sizes;
    let line = |run: Run, text: &str| paragraph(r#"<w:pStyle w:val="Plain"/>"#, &run.words(text));
    if wording.recipients.is_empty() {
        return line(Run::default(), "");
    }
    let heading = line(Run::of(sizes.recipients_heading).bold().italic(), &layout.words.recipients);
    heading + &wording.recipients.iter().map(|text| line(Run::of(sizes.recipients), text)).collect::<String>()
}

fn signer(wording: &Wording, layout: &Layout) -> String {
    let run = Run::of(layout.sizes.signature).bold();
    let line = |space: u32, text: &str| {
        let props = format!(
            r#"<w:pStyle w:val="Plain"/><w:keepNext/><w:spacing w:before="{space}"/><w:jc w:val="center"/>"#
        );
        paragraph(&props, &run.words(text))
    };
    let shown: String = wording.capacities.iter().map(|title| line(0, title)).collect();
    shown + &line(ROOM, &wording.signer)
}
