use documents::Span;

use crate::readings::marks::{Finding, Mark, Sort, html, in_order};
use crate::readings::source::pieces;
use crate::readings::view::samples::full;

fn mark(start: usize, end: usize, sort: Sort) -> Mark {
    let note = matches!(sort, Sort::Finding(_)).then(|| ("card".to_owned(), "1".to_owned()));
    Mark { span: Span::new(start, end), sort, title: None, note }
}

/// The HTML of all of `text`, without attributes, for reading.
fn bare(text: &str, marks: Vec<Mark>) -> String {
    let html = html(text, Span::new(0, text.len()), &in_order(marks)).to_string();
    let mut bare = String::new();
    for (at, part) in html.split('<').enumerate() {
        let (tag, words) = if at == 0 { ("", part) } else { part.split_once('>').expect("a whole tag") };
        match tag.chars().next() {
            None => {}
            Some('/') => bare.push(']'),
            Some(_) => bare.push('['),
        }
        bare.push_str(words);
    }
    bare
}

#[test]
fn marks_nest_and_cross() {
    let (duty, target) = (Sort::Finding(Finding::Duty), Sort::Finding(Finding::Target));
    for (marks, expected) in [
        (vec![], "abcdefghij"),
        (vec![mark(2, 5, Sort::Unit)], "ab[cde]fghij"),
        (vec![mark(0, 10, duty), mark(2, 4, Sort::Repair)], "[ab[cd]efghij] [1]"),
        (vec![mark(0, 4, duty), mark(4, 8, target)], "[abcd] [1][efgh] [1]ij"),
        // The second is cut where the first ends; what is left of it goes unmarked.
        (vec![mark(0, 5, Sort::Reference), mark(3, 8, Sort::Unit)], "[abc[de]]fghij"),
        (vec![mark(2, 5, duty), mark(2, 5, duty)], "ab[cde] [1]fghij"),
    ] {
        assert_eq!(bare("abcdefghij", marks.clone()), expected, "{marks:?}");
    }
}

#[test]
fn words_are_safe_and_joined() {
    assert_eq!(bare("a <b>\n  c & \"d\"", vec![]), "a &lt;b&gt; c &amp; &quot;d&quot;");
    assert_eq!(bare("số 141-\nKH/TU, nông -\nlâm", vec![]), "số 141-KH/TU, nông - lâm");
    assert_eq!(bare("phát\ntriến", vec![mark(0, 6, Sort::Unit)]), "[phát] triến");
}

#[test]
fn the_whole_source_is_shown_once() {
    let outcome = full();
    let pieces = pieces(&outcome.source, crate::readings::view::places(&outcome.reading), Vec::new());
    let shown = serde_json::to_value(&pieces).expect("values");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: Vec<_> =
        shown.as_array().expect("pieces").iter().map(|piece| piece["html"].to_string()).collect();
    let shown = shown.iter().map(|html| html.trim_matches('"').to_owned()).collect::<Vec<_>>().join(" ");
    assert_eq!(words(&shown), words(&outcome.source.text));
}
