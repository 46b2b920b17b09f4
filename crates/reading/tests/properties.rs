//! Whatever the text, reading does not panic, spans lie inside it, and what is named stands in it.

use documents::ReadOptions;
use proptest::prelude::*;

/// Pieces that meet the rules, put together at random.
const PIECES: &[&str] = &[
    "I. MỤC TIÊU\n",
    "V. TỔ CHỨC THỰC HIỆN\n",
    "1. Phòng Kinh tế\n",
    "2. ",
    "- ",
    "a) ",
    "\n",
    " ",
    "; ",
    ", ",
    ". ",
    ": ",
    "Sở Khoa học và Công nghệ",
    "các Sở: Tài chính, Y tế",
    "UBND các xã, phường",
    "các ban, ngành",
    "chủ trì",
    "Ban",
    "phối hợp với",
    "giao",
    "đến năm 2030",
    "trước ngày 31/12/2026",
    "hằng năm",
    "04 - 05 doanh nghiệp",
    "trên 80%",
    "ít nhất hai",
    "tỷ lệ",
    "Điều 3. ",
    "chịu trách nhiệm thi hành",
    "Đơn vị chủ trì: ",
    "Thời gian: quý IV/2026",
    "Hội",
    "36-NQ/TW",
    "số 12/KH-UBND",
    "của Bộ Chính trị",
    "báo cáo",
    "e\u{301}",
    "Ð",
    "🌱",
    "…",
    "12,5 tỷ đồng",
    "kinh phí",
    "Nơi nhận:\n",
    "TM. ỦY BAN NHÂN DÂN\n",
    "Lưu: VT",
    "KẾ HOẠCH\n",
    "Số:   /KH-UBND",
    "An Khê, ngày 7 tháng 6 năm 2023",
];

/// Letters, figures and marks that belong to words; blanks and a drawn line between two lines are left out.
fn plain(text: &str) -> String {
    let is_drawn = |line: &&str| !line.chars().any(char::is_alphanumeric);
    let lines = text.lines().filter(|line| !is_drawn(line)).flat_map(str::split_whitespace);
    vietnamese::nfc(&lines.collect::<String>()).into_owned()
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let Ok(document) = documents::read(text.as_bytes(), &ReadOptions::default(), &mut |_| ()) else {
        return Ok(());
    };
    let reading = reading::read(&document);
    let source = &document.text;
    let spans = (reading.targets.iter().map(|target| target.span))
        .chain(reading.duties.iter().map(|duty| duty.span))
        .chain(reading.budget.iter().map(|line| line.span))
        .chain(reading.repairs.iter().map(|repair| repair.span))
        .chain(reading.reporting.iter().map(|rule| rule.span));
    for span in spans {
        prop_assert!(source.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
    }
    for unit in &reading.units {
        prop_assert_eq!(plain(unit.span.of(source)), plain(&unit.name));
    }
    // A head that a list shares stands before the list, so the words are looked for one by one; a line end may stand
    // within one, behind its hyphen.
    let words = plain(source).to_lowercase();
    for name in reading.duties.iter().flat_map(|duty| duty.units.iter().chain(&duty.cooperating)) {
        prop_assert!(
            name.split_whitespace().all(|word| words.contains(&word.to_lowercase())),
            "{name} in {text:?}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn anything_made_of_what_plans_say_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        check(&pieces.concat())?;
    }
}
