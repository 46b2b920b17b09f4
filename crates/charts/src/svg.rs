use std::fmt::Write;

use crate::{Anchor, Drawing, Ink, Shape};

/// The drawing as SVG. Its forms carry the colours of paper and classes `ink-…`, by which a page gives them its own; it is read out
/// as `about`, where that is not empty.
pub fn svg(drawing: &Drawing, about: &str) -> String {
    let Drawing { width, height, .. } = drawing;
    let label = if about.is_empty() {
        r#" aria-hidden="true""#.to_owned()
    } else {
        format!(r#" role="img" aria-label="{}""#, escaped(about))
    };
    let mut text = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {} {}" font-family="Tinos, 'Times New Roman', serif"{label}>"#,
        short(*width),
        short(*height)
    );
    for shape in &drawing.shapes {
        // Writing to a text cannot fail.
        let _ = write(&mut text, shape);
    }
    text + "</svg>"
}

fn write(text: &mut String, shape: &Shape) -> std::fmt::Result {
    match shape {
        Shape::Bar { x, y, width, height, ink } => write!(
            text,
            r#"<rect x="{}" y="{}" width="{}" height="{}" {}/>"#,
            short(*x),
            short(*y),
            short(*width),
            short(*height),
            fill(*ink)
        ),
        Shape::Line { from, to, width, dashed, ink } => write!(
            text,
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="{}" {}{}/>"#,
            short(from[0]),
            short(from[1]),
            short(to[0]),
            short(to[1]),
            short(*width),
            stroke(*ink),
            if *dashed { r#" stroke-dasharray="4 3""# } else { "" }
        ),
        Shape::Dot { x, y, radius, hollow, ink } => {
            let look = if *hollow {
                format!(r##"fill="#ffffff" fill-opacity="0" stroke-width="1.5" {}"##, stroke(*ink))
            } else {
                fill(*ink)
            };
            write!(text, r#"<circle cx="{}" cy="{}" r="{}" {look}/>"#, short(*x), short(*y), short(*radius))
        }
        Shape::Words { x, y, size, anchor, strong, ink, text: words } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = if *strong { r#" font-weight="bold""# } else { "" };
            write!(
                text,
                r#"<text x="{}" y="{}" font-size="{}" text-anchor="{anchor}"{weight} {}>{}</text>"#,
                short(*x),
                short(*y),
                short(*size),
                fill(*ink),
                escaped(words)
            )
        }
    }
}

fn fill(ink: Ink) -> String {
    format!(r##"fill="#{}" class="ink-{}""##, ink.on_paper(), ink.name())
}

fn stroke(ink: Ink) -> String {
    format!(r##"stroke="#{}" class="line-{}""##, ink.on_paper(), ink.name())
}

/// A length to a hundredth.
fn short(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Words as XML has them; signs that it cannot hold are left out.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            sign if sign.is_control() => {}
            sign => text.push(sign),
        }
    }
    text
}
