//! The parts of the file beside its text.

use super::body::HEADINGS;
use super::markup::{Run, paragraph, twips};
use crate::write::Layout;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) fn document(content: &str, section: &str) -> String {
    format!("{HEAD}<w:document {WORD}><w:body>{content}{section}</w:body></w:document>")
}

pub(super) fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!(r#"<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>"#)
    };
    let parts = [
        part("document", "document.main"),
        part("styles", "styles"),
        part("header1", "header"),
        part("settings", "settings"),
    ]
    .concat();
    format!(
        r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{parts}</Types>"#
    )
}

pub(super) fn package_relations() -> String {
    relations(&[("officeDocument", "word/document.xml")])
}

pub(super) fn document_relations() -> String {
    relations(&[("styles", "styles.xml"), ("header", "header1.xml"), ("settings", "settings.xml")])
}

fn relations(targets: &[(&str, &str)]) -> String {
    let relation = |(at, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="rId{}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#, at + 1)
    };
    let relations: String = targets.iter().enumerate().map(relation).collect();
    format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
    )
}

pub(super) fn settings() -> String {
    format!(
        r#"{HEAD}<w:settings {WORD}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#
    )
}

/// The header of every page but the first: its number in the middle.
pub(super) fn page_number(layout: &Layout) -> String {
    let run = |content: &str| {
        let half_points = layout.sizes.page_number * 2.0;
        format!(r#"<w:r><w:rPr><w:sz w:val="{half_points}"/></w:rPr>{content}</w:r>"#)
    };
    let field = [
        run(r#"<w:fldChar w:fldCharType="begin"/>"#),
        run(r#"<w:instrText xml:space="preserve"> PAGE </w:instrText>"#),
        run(r#"<w:fldChar w:fldCharType="separate"/>"#),
        Run::of(layout.sizes.page_number).words("2"),
        run(r#"<w:fldChar w:fldCharType="end"/>"#),
    ]
    .concat();
    let number = paragraph(r#"<w:pStyle w:val="Plain"/><w:jc w:val="center"/>"#, &field);
    format!("{HEAD}<w:hdr {WORD}>{number}</w:hdr>")
}

/// Styles: `Plain` for header, cells and signature, `Body` for paragraphs, headings that keep with what follows.
pub(super) fn styles(layout: &Layout) -> String {
    let font = &layout.font;
    let half_points = layout.sizes.body * 2.0;
    let before = layout.space_before_pt * 20.0;
    let indent = twips(layout.first_line_mm);
    let style = |id: &str, name: &str, base: &str, props: &str, run: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{props}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let body = format!(
        r#"<w:spacing w:before="{before}" w:after="0" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="{indent}"/><w:jc w:val="both"/>"#
    );
    let heading = |depth: u8| {
        let look = match depth {
            1 | 2 => "<w:b/>",
            3 => "<w:b/><w:i/>",
            _ => "<w:i/>",
        };
        let props = format!(r#"<w:keepNext/><w:outlineLvl w:val="{}"/>"#, depth - 1);
        style(&format!("Heading{depth}"), &format!("heading {depth}"), "Body", &props, look)
    };
    let headings: String = (1..=HEADINGS).map(heading).collect();
    format!(
        r#"{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/><w:color w:val="000000"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>{}{}{headings}</w:styles>"#,
        style("Plain", "Plain", "Normal", r#"<w:spacing w:before="0" w:after="0"/>"#, ""),
        style("Body", "Body Text", "Normal", &body, ""),
    )
}
