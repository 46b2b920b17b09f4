//! What is found, and in which order.

mod quality;

use proptest::prelude::*;
use search::{Document, Index, Question, marked};

fn document(key: &str, title: &str, body: &str) -> Document {
    Document { key: key.to_owned(), title: title.to_owned(), body: body.to_owned() }
}

fn index(documents: &[Document]) -> Index {
    let index = Index::in_memory().expect("made");
    index.put(documents, &[], 1).expect("put");
    index
}

fn found(index: &Index, typed: &str) -> Vec<String> {
    let found = index.search(&Question::read(typed), 10).expect("answered");
    found.hits.into_iter().map(|hit| hit.key).collect()
}

fn roads() -> Index {
    index(&[
        document("name", "", "Ông Dương trồng rau ở phường An Bình"),
        document("fern", "", "Cây dương xỉ mọc ven suối"),
        document("sugar", "", "Đường mía nấu từ cây mía ở vùng này"),
        document("road", "", "Con đường vào phường An Bình đã mở"),
        document("other", "", "Phân hữu cơ ủ từ bã cà phê"),
    ])
}

#[test]
fn what_has_the_marks_comes_first_and_all_is_found_without() {
    let index = roads();
    let marks = found(&index, "đường");
    assert_eq!(marks.len(), 4);
    assert!(marks[..2].contains(&"sugar".to_owned()) && marks[..2].contains(&"road".to_owned()), "{marks:?}");
    let marks = found(&index, "dương");
    assert!(marks[..2].contains(&"name".to_owned()) && marks[..2].contains(&"fern".to_owned()), "{marks:?}");
    assert_eq!(found(&index, "duong mia")[0], "sugar");
    assert_eq!(found(&index, "DUONG XI")[0], "fern");
}

#[test]
fn it_does_not_matter_how_letters_are_made() {
    let index =
        index(&[document("a", "Hòa Bình", "thủy lợi"), document("b", "Khác", "Hoa quả, bình nước, lợi ích")]);
    for typed in ["hòa bình", "hoà bình", "ho\u{300}a bi\u{300}nh", "HOÀ BÌNH", "hoa binh"] {
        assert_eq!(found(&index, typed)[0], "a", "{typed}");
    }
    for typed in ["Ða", "Đa", "da", "ÐA"] {
        assert!(found(&index, typed).is_empty(), "{typed}");
    }
}

#[test]
fn phrases_stand_together_and_what_is_taken_out_is_not_there() {
    let index = roads();
    let mut both = found(&index, "\"phường an bình\" mía");
    both.sort_unstable();
    assert_eq!(both, ["name", "road"], "others lack it");
    assert_eq!(found(&index, "\"bình an\""), [""; 0]);
    assert_eq!(found(&index, "đường -mía -dương -xi -ông"), ["road"]);
    assert_eq!(found(&index, "cây -\"dương xỉ\""), ["sugar"]);
    let long = format!("{} -mía -\"An Bình\"", "đường ".repeat(60));
    assert_eq!(found(&index, &long), ["fern"], "a condition holds however long the question is");
    assert_eq!(found(&index, "-mía"), [""; 0], "nothing is looked for");
    for typed in ["", " ", "-", "\"", "\"\"", "- \"", "--", "… ?!", "🌾"] {
        assert_eq!(found(&index, typed), [""; 0], "{typed}");
    }
}

#[test]
fn what_is_put_again_takes_the_place_of_what_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = Index::open(folder.path()).expect("opened");
    assert_eq!(index.position().expect("read"), None);
    index.put(&[document("a", "", "ngô lai"), document("b", "", "ngô nếp")], &[], 7).expect("put");
    index.put(&[document("a", "", "khoai lang")], &["b".to_owned()], 9).expect("put");
    assert_eq!(found(&index, "ngô"), [""; 0]);
    drop(index);
    let index = Index::open(folder.path()).expect("opened again");
    assert_eq!(index.position().expect("read"), Some(9));
    assert_eq!(found(&index, "khoai"), ["a"]);
    index.put(&[], &["a".to_owned()], 10).expect("put");
    assert_eq!((found(&index, "khoai"), index.position().expect("read")), (Vec::new(), Some(10)));
}

#[test]
fn what_was_asked_is_marked_where_it_stands() {
    let marks = |text: &'static str, typed: &str| -> Vec<&str> {
        marked(text, &Question::read(typed)).into_iter().map(|at| &text[at]).collect()
    };
    assert_eq!(marks("Phân hữu cơ ủ từ phân bò", "phan huu co"), ["Phân hữu cơ", "phân"]);
    // Where the marks were typed and are there, other marks are another word.
    assert_eq!(marks("Đường mía, ông Dương", "đường"), ["Đường"]);
    assert_eq!(marks("Đường mía, ông Dương", "duong"), ["Đường", "Dương"]);
    assert_eq!(marks("cây dương xỉ", "đường"), ["dương"], "found without marks, so marked without");
    assert_eq!(marks("đu\u{31b}o\u{31b}\u{300}ng", "đường"), ["đu\u{31b}o\u{31b}\u{300}ng"]);
    assert_eq!(marks("Đường -mía", "đường -mía"), ["Đường"], "what must not be there is not asked");
    assert!(marks("", "a").is_empty() && marks("a", "").is_empty());
}

#[test]
fn a_slip_is_told_and_what_is_known_is_not_doubted() {
    let index = roads();
    let meant = |typed: &str| index.search(&Question::read(typed), 10).expect("answered").meant;
    // The last stand in the texts, though not side by side.
    for typed in ["đường mía", "duong mia", "phân hữu cơ", "An Bình", "dương", "", "ông đường", "cây cà"]
    {
        assert_eq!(meant(typed), None, "{typed}");
    }
    for (typed, expected, first) in [
        ("đưong mái", "đưong mia", "sugar"),
        ("phan huu ccơ", "phan huu co", "other"),
        ("cây dươngxỉ", "cây duong xi", "fern"),
        ("\"An Bình\" moơ", "\"An Bình\" mo", "road"),
    ] {
        assert_eq!(meant(typed).as_deref(), Some(expected), "{typed}");
        assert_eq!(found(&index, typed)[0], first, "{typed}");
    }
}

#[test]
fn a_question_may_be_as_long_as_somebody_likes() {
    let index = roads();
    let foreign: String =
        (0..48_u32).map(|at| format!("{}{:q>30} ", char::from(b'a' + (at % 26) as u8), at % 7)).collect();
    assert!(index.search(&Question::read(&foreign), 10).is_ok());
    for typed in
        ["x".repeat(1_000_000), "đường mía ".repeat(50_000), "\"".repeat(100_000), "-a ".repeat(100_000)]
    {
        assert!(index.search(&Question::read(&typed), 10).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_question_fails(typed in "[ -~àêđ\u{300}\u{31b}“”«»\\n\u{1f33e}\u{0}-\u{1f}]{0,80}|\\PC{0,60}") {
        let index = roads();
        let question = Question::read(&typed);
        prop_assert!(index.search(&question, 10).is_ok());
        for range in marked(&typed, &question) {
            prop_assert!(typed.get(range).is_some());
        }
    }
}
