use minijinja::context;

use super::*;

/// What is wrong with a text, line and kind.
fn wrong(text: &str) -> Vec<(usize, FaultKind)> {
    match Template::read(text) {
        Ok(template) => {
            let filled = template.filled(&context! { năm => 2026, bốn => 4_000, ai => vec!["A", "B"] });
            filled.err().unwrap_or_default()
        }
        Err(faults) => faults,
    }
    .iter()
    .map(|fault| (fault.line, fault.kind))
    .collect()
}

#[test]
fn a_text_is_taken_apart_before_anything_is_filled_in() {
    let text = "\nLoại: Báo cáo\nTrích yếu: Năm {{ năm }}\nTrích yếu: (lần đầu)\n\n# Một {{ tên }}\nCó {{ bốn }} hộ.\n\
                [[Chỉ tiêu]]\n## Hai\n#ba\n[[Phụ lục: Bảng {{ năm }}]]\n";
    let facts = context! { năm => "2026", bốn => 4_000, tên => "# [[Chỉ tiêu]]" };
    let filled = Template::read(text).expect("a template").filled(&facts).expect("filled");
    assert_eq!(filled.lines(Field::Type), ["Báo cáo"]);
    assert_eq!(filled.lines(Field::Title), ["Năm 2026", "(lần đầu)"]);
    let line = |number, words: &str| Line { number, words: words.to_owned() };
    assert_eq!(
        filled.blocks,
        [
            // What a figure holds is words, whatever it looks like.
            Block::Heading(1, line(6, "Một # [[Chỉ tiêu]]")),
            Block::Words(line(7, "Có 4.000 hộ.")),
            Block::Inset(Inset::Figures),
            Block::Heading(2, line(9, "Hai")),
            Block::Words(line(10, "#ba")),
            Block::Annex(line(11, "Bảng 2026")),
        ]
    );
}

#[test]
fn one_name_may_be_written_composed_or_not() {
    use FaultKind::Name;

    let decomposed = "Trích yếu: {{ na\u{306}m }}";
    assert_eq!(wrong(decomposed), []);
    assert_eq!(wrong("Trích yếu: {{ nam }}"), [(1, Name)]);
}

#[test]
fn every_fault_is_told_with_its_line() {
    use FaultKind::{Cost, Field, Form, Inset, Name, NoTitle};

    for (text, faults) in [
        ("", vec![(1, NoTitle)]),
        ("Loại: Báo cáo\n\nNội dung", vec![(1, NoTitle)]),
        ("Trich yeu: không dấu\nTrích yếu: có dấu", vec![(1, Field)]),
        ("Trích yếu: A\n\n[[Không có]]\n[[Chỉ tiêu]]", vec![(3, Inset)]),
        ("Trích yếu: A\n\n{{ không_có }}\n{{ năm.tháng }}", vec![(3, Name), (4, Name)]),
        ("Trích yếu: A\n\n{{ năm\n{% if năm %}", vec![(3, Form), (4, Form)]),
        (
            "Trích yếu: A\n\n{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{% for i in ai %}{{ i }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
            vec![(3, Cost)],
        ),
        ("Trích yếu: A\n\n{% include \"x\" %}", vec![(3, Form)]),
        ("Trích yếu: A\n\n{{ ai | join(\"; \") }}{% if bốn %}!{% endif %}", vec![]),
    ] {
        assert_eq!(wrong(text), faults, "{text}");
    }
}

#[test]
fn no_line_makes_more_than_it_may() {
    let long = format!("{{% for i in ai %}}{}{{% endfor %}}", "x".repeat(60_000));
    for words in [
        "{{ 'x' * 999999999 }}",
        "{{ [1] * 999999999 }}",
        "{{ 10 ** 99999 }}",
        "{{ 'x' ~ 'y' }}",
        "{% set a = 'x' %}",
        "{%- set a = 'x' -%}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% raw %}{{ năm }}{% endraw %}",
        "{{ '}}' * 999999999 }}",
        "{{ '\\'' * 999999999 }}",
        "{{ {'a': 1} }}",
        "{# {{ năm }} #}",
        "{{ năm | join('xxxx') }}",
        "{{ 'ab' | join('xxxx') | join('xxxx') }}",
        "{{ năm | upper }}",
        "{{ năm }",
        long.as_str(),
    ] {
        let faults = wrong(&format!("Trích yếu: A\n\n{words}"));
        assert_eq!(faults.len(), 1, "{words}: {faults:?}");
    }
}

#[test]
fn numbers_are_written_and_said_as_they_are_here() {
    let text = "Trích yếu: {{ bốn }} ({{ bốn | chữ }}), {{ tỷ_lệ(1, 3) }}%, {{ tỷ_lệ(1, 0) }}%, {{ ai | map(attribute=\"tên\") | join(\", \") }}";
    let ai = [context! { tên => "A" }, context! { tên => "B" }];
    let filled =
        Template::read(text).expect("a template").filled(&context! { bốn => 4_000, ai }).expect("filled");
    assert_eq!(filled.lines(Field::Title), ["4.000 (bốn nghìn), 33,3%, 0%, A, B"]);
}

proptest::proptest! {
    /// Whatever stands there, it ends soon, and as words or as faults.
    #[test]
    fn any_line_ends(words in "[ a{}%#'\"\\\\*~|()\\[\\].,=+-]{0,60}") {
        let _ = wrong(&format!("Trích yếu: A\n\n{words}"));
    }
}
