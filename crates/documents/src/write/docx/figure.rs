//! Drawings as pictures that stay sharp at any size.

use charts::Drawing;
use quick_xml::escape::escape;

use super::markup::paragraph;

/// Word's measure of drawings in a point, and in a twentieth of one.
const EMU: f64 = 12_700.0;
const EMU_PER_TWIP: f64 = EMU / 20.0;

/// A drawing across the text, the `number`th of the document, in a paragraph of its own that stays with what follows. `about` is
/// read out to those who do not see it.
pub(super) fn figure(drawing: &Drawing, about: &str, number: usize, width: i64) -> String {
    let scale = (width as f64 * EMU_PER_TWIP / (drawing.width * EMU)).min(1.0);
    let [wide, high] = [drawing.width, drawing.height].map(|length| emu(length * scale));
    let (about, relation) = (escape(about), relation(number));
    let run = format!(
        r#"<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="Figure {number}" descr="{about}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Figure {number}" descr="{about}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    );
    let props = r#"<w:pStyle w:val="Plain"/><w:keepNext/><w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/>"#;
    paragraph(props, &run)
}

/// The name of a figure's relation to the document.
pub(super) fn relation(number: usize) -> String {
    format!("rIdFigure{number}")
}

/// Where a figure stands beside the document.
pub(super) fn target(number: usize) -> String {
    format!("media/figure{number}.emf")
}

#[expect(clippy::cast_possible_truncation, reason = "lengths on a page")]
fn emu(points: f64) -> i64 {
    (points * EMU).round() as i64
}
