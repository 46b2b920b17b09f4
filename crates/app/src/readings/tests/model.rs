use crate::readings::model::{Progress, Standing, Step, file_name};

#[test]
fn names_of_files_are_kept_short_and_plain() {
    for (given, kept) in [
        ("kế hoạch.docx", "kế hoạch.docx"),
        ("C:\\Users\\Lan\\kh.doc", "kh.doc"),
        ("../../etc/passwd", "passwd"),
        ("a\u{0}b\n\u{202e}c.pdf", "a b c.pdf"),
        ("  ", "—"),
        ("", "—"),
        ("Kế hoạch.txt", "Kế hoạch.txt"),
    ] {
        assert_eq!(file_name(given), kept, "{given:?}");
    }
    assert_eq!(file_name(&"ă".repeat(500)).chars().count(), 160);
}

#[test]
fn progress_never_goes_back() {
    let at = |step, done, total| Progress { step, done, total }.percent();
    let way = [
        at(Step::Detect, 0, 1),
        at(Step::Extract, 0, 1),
        at(Step::Scan, 1, 12),
        at(Step::Scan, 6, 12),
        at(Step::Scan, 12, 12),
        at(Step::Outline, 0, 1),
        at(Step::Meaning, 0, 1),
    ];
    assert!(way.is_sorted(), "{way:?}");
    assert_eq!(at(Step::Scan, 99, 12), at(Step::Scan, 12, 12), "more done than there is");
    assert_eq!(at(Step::Scan, 3, 0), 5, "not known how much there is");
}

#[test]
fn a_scan_takes_the_place_of_extracting() {
    let steps = Progress { step: Step::Scan, done: 1, total: 2 }.steps();
    assert_eq!(
        steps,
        [
            (Step::Detect, Standing::Done),
            (Step::Scan, Standing::Now),
            (Step::Outline, Standing::Next),
            (Step::Meaning, Standing::Next),
        ]
    );
}
