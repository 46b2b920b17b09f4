//! The parts of the file beside its text.

use super::body::HEADINGS;
use quick_xml::escape::escape;

use super::figure;
use super::markup::{Run, paragraph, twips};
use super::numbering::Numbering;
use crate::write::{Layout, OfficialDocument};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
/// What drawings are made of.
const DRAWING: &str = r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) fn document(content: &str, section: &str) -> String {
    format!("{HEAD}<w:document {WORD} {DRAWING}><w:body>{content}{section}</w:body></w:document>")
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
        part("numbering", "numbering"),
        r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#.to_owned(),
        r#"<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>"#.to_owned(),
    ]
    .concat();
    format!(
        r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="emf" ContentType="image/x-emf"/>{parts}</Types>"#
    )
}

pub(super) fn package_relations() -> String {
    relations(&[
        (RELATIONS, "officeDocument", "word/document.xml"),
        (PACKAGE, "metadata/core-properties", "docProps/core.xml"),
        (RELATIONS, "custom-properties", "docProps/custom.xml"),
    ])
}

/// What the document names, the figures among it.
pub(super) fn document_relations(figures: usize) -> String {
    let own = |(kind, target)| (RELATIONS, kind, target);
    let parts = [
        ("styles", "styles.xml"),
        ("header", "header1.xml"),
        ("settings", "settings.xml"),
        ("numbering", "numbering.xml"),
    ];
    let figure = |number: usize| {
        let (id, target) = (figure::relation(number), figure::target(number));
        format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/image" Target="{target}"/>"#)
    };
    let figures: String = (1..=figures).map(figure).collect();
    relations(&parts.map(own)).replace("</Relationships>", &format!("{figures}</Relationships>"))
}

fn relations(targets: &[(&str, &str, &str)]) -> String {
    let relation = |(at, (whose, kind, target)): (usize, &(&str, &str, &str))| {
        format!(r#"<Relationship Id="rId{}" Type="{whose}/{kind}" Target="{target}"/>"#, at + 1)
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
    let field = Run::of(layout.sizes.page_number).field("PAGE", "2");
    let number = paragraph(r#"<w:pStyle w:val="Plain"/><w:jc w:val="center"/>"#, &field);
    format!("{HEAD}<w:hdr {WORD}>{number}</w:hdr>")
}

/// How headings are counted.
pub(super) fn numbering(numbering: &Numbering, layout: &Layout) -> String {
    let definitions = numbering.definitions(twips(layout.first_line_mm));
    format!("{HEAD}<w:numbering {WORD}>{definitions}</w:numbering>")
}

/// What the document is called, and who issues it.
pub(super) fn core_properties(document: &OfficialDocument) -> String {
    let title = document.title.replace('\n', " ");
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>"#,
        escape(&title),
        escape(&document.agency)
    )
}

/// What the document was made of, where that is kept.
pub(super) fn custom_properties(document: &OfficialDocument) -> String {
    let snapshot = if document.snapshot.is_empty() {
        String::new()
    } else {
        format!(
            r#"<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{SNAPSHOT}"><vt:lpwstr>{}</vt:lpwstr></property>"#,
            escape(&document.snapshot)
        )
    };
    format!(
        r#"{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{snapshot}</Properties>"#
    )
}

/// The property that tells what a document was made of.
const SNAPSHOT: &str = "BioKhe.snapshot";

/// Styles: `Plain` for header, cells and signature, `Body` for paragraphs, headings that keep with what follows.
pub(super) fn styles(layout: &Layout) -> String {
    let font = &layout.font;
    let half_points = layout.sizes.body * 2.0;
    let before = layout.space_before_pt * 20.0;
    let indent = twips(layout.first_line_mm);
    // 240 is one line.
    let line = layout.line_spacing * 240.0;
    let style = |id: &str, name: &str, base: &str, props: &str, run: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{props}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let body = format!(
        r#"<w:spacing w:before="{before}" w:after="0" w:line="{line}" w:lineRule="auto"/><w:ind w:firstLine="{indent}"/><w:jc w:val="both"/>"#
    );
    let heading = |depth: u8| {
        let look = match depth {
            1 | 2 => "<w:b/>",
            3 => "<w:b/><w:i/>",
            _ => "<w:i/>",
        };
        // Deep ones look like text and run over lines as text does.
        let side = if depth > 3 { "" } else { r#"<w:jc w:val="left"/>"# };
        let props = format!(r#"<w:keepNext/>{side}<w:outlineLvl w:val="{}"/>"#, depth - 1);
        style(&format!("Heading{depth}"), &format!("heading {depth}"), "Body", &props, look)
    };
    let headings: String = (1..=HEADINGS).map(heading).collect();
    format!(
        r#"{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/><w:color w:val="000000"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>{}{}{}{headings}</w:styles>"#,
        style("Plain", "Plain", "Normal", r#"<w:spacing w:before="0" w:after="0"/>"#, ""),
        style("Body", "Body Text", "Normal", &body, ""),
        style(
            "Caption",
            "caption",
            "Normal",
            r#"<w:spacing w:before="60" w:after="60"/><w:jc w:val="center"/>"#,
            ""
        ),
    )
}
