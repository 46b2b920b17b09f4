//! Repair, measured: on a real plan, on clean text, and on errors put into clean text.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;
use vietnamese::repair::{Suggestion, suggest, suggest_each};

use crate::scan::scanned;

/// A file of the shared data, which stands beside the workspace or where `BIOKHE_SHARED` says.
fn shared(name: &str) -> String {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let folder = std::env::var_os("BIOKHE_SHARED").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let path = folder.join("data").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{} is needed: {error}", path.display()))
}

fn json(name: &str) -> Value {
    serde_json::from_str(&shared(name)).unwrap()
}

fn xquad_paragraphs() -> Vec<String> {
    let data = json("xquad.vi.json");
    let articles = data["data"].as_array().unwrap().iter();
    let paragraphs = articles.flat_map(|article| article["paragraphs"].as_array().unwrap());
    paragraphs.map(|paragraph| paragraph["context"].as_str().unwrap().to_owned()).collect()
}

/// Questions are not among the texts that the counts were made from.
fn xquad_questions() -> Vec<String> {
    let data = json("xquad.vi.json");
    let articles = data["data"].as_array().unwrap().iter();
    let paragraphs = articles.flat_map(|article| article["paragraphs"].as_array().unwrap());
    let questions = paragraphs.flat_map(|paragraph| paragraph["qas"].as_array().unwrap());
    questions.map(|question| question["question"].as_str().unwrap().to_owned()).collect()
}

/// Our own texts in the words of offices.
fn own_texts() -> Vec<String> {
    [include_str!("../texts/ward.txt"), include_str!("../texts/farm.txt")].map(str::to_owned).into()
}

/// Our own text in the words of a village, of which the counts know few.
fn village_text() -> Vec<String> {
    vec![include_str!("../texts/village.txt").to_owned()]
}

#[test]
fn the_real_plan_is_repaired() {
    let plan = shared("000_923be41ccff07cd5.txt");
    let plan = plan.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut wanted: BTreeMap<(String, String), i64> = BTreeMap::new();
    for error in json("plan-88.facts.json")["scan_errors"].as_array().unwrap() {
        let key = (error["seen"].as_str().unwrap().to_owned(), error["meant"].as_str().unwrap().to_owned());
        wanted.insert(key, error["count"].as_i64().unwrap());
    }
    let total: i64 = wanted.values().sum();
    let mut extra = Vec::new();
    let mut found = 0;
    for suggestion in suggest(&plan) {
        match wanted.get_mut(&(suggestion.seen.clone(), suggestion.meant.clone())) {
            Some(left) if *left > 0 => {
                *left -= 1;
                found += 1;
            }
            _ => extra.push((suggestion.seen, suggestion.meant)),
        }
    }
    wanted.retain(|_, left| *left > 0);
    println!("plan: {found} of {total}; missed {wanted:?}; not in the list {extra:?}");
    assert!(found >= 25, "found only {found} of {total}, missed {wanted:?}");
    assert!(extra.len() <= 2, "not in the list: {extra:?}");
}

#[test]
fn clean_text_is_left_alone() {
    // Proposals allowed per 1,000 syllables; those made on this text are mostly true misprints.
    let cases = [
        ("paragraphs", xquad_paragraphs(), 0.3),
        ("questions", xquad_questions(), 0.4),
        ("own", own_texts(), 0.0),
        ("village", village_text(), 0.0),
    ];
    for (name, texts, allowed) in cases {
        let syllables: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
        let found: Vec<Suggestion> = texts.iter().flat_map(|text| suggest(text)).collect();
        let rate = found.len() as f64 * 1000.0 / syllables as f64;
        println!("{name}: {} in {syllables} syllables, {rate:.3} per 1,000", found.len());
        for each in &found {
            println!("  {} → {}", each.seen, each.meant);
        }
        assert!(rate <= allowed, "{name}: {rate:.3} per 1,000: {found:?}");
    }
}

#[test]
fn errors_put_into_clean_text_are_found() {
    // Rounds, and the least precision and recall, on texts the counts know and on texts they do not.
    let cases = [
        ("paragraphs", xquad_paragraphs(), 1, 0.97, 0.70),
        ("questions", xquad_questions(), 2, 0.97, 0.65),
        ("own", own_texts(), 20, 0.97, 0.55),
        ("village", village_text(), 20, 0.75, 0.20),
    ];
    for (name, texts, rounds, least_precision, least_recall) in cases {
        let mut tally = Tally::default();
        for round in 0..rounds {
            for (number, text) in texts.iter().enumerate() {
                tally.count(text, &scanned(text, round * 1_000_003 + number as u64));
            }
        }
        let (precision, recall) = tally.precision_and_recall();
        println!("{name}: {} errors, precision {precision:.3}, recall {recall:.3}", tally.errors);
        assert!(precision >= least_precision, "{name}: precision {precision:.3}");
        assert!(recall >= least_recall, "{name}: recall {recall:.3}");
    }
}

#[derive(Default)]
struct Tally {
    errors: usize,
    right: usize,
    wrong: usize,
}

impl Tally {
    /// Counts what repair makes of a damaged text; what it also changes in the clean text is passed over.
    fn count(&mut self, text: &str, damaged: &str) {
        let clean = mended(text);
        let mended = mended(damaged);
        let words = text.split_whitespace().zip(damaged.split_whitespace());
        let results = mended.split_whitespace().zip(clean.split_whitespace());
        for ((original, seen), (result, clean)) in words.zip(results) {
            self.errors += usize::from(seen != original);
            self.right += usize::from(seen != original && result == original);
            self.wrong += usize::from(result != original && result != seen && result != clean);
        }
    }

    fn precision_and_recall(&self) -> (f64, f64) {
        let right = self.right as f64;
        (right / (self.right + self.wrong) as f64, right / self.errors as f64)
    }
}

/// The text with all proposals accepted that keep the number of words.
fn mended(text: &str) -> String {
    let mut mended = String::new();
    let mut last = 0;
    let count = |words: &str| words.split_whitespace().count();
    for each in suggest(text).iter().filter(|each| count(&each.seen) == count(&each.meant)) {
        mended.push_str(&text[last..each.start]);
        mended.push_str(&each.meant);
        last = each.end;
    }
    mended + &text[last..]
}

#[test]
fn slips_are_found_and_true_words_are_not() {
    // Text, and the proposals for it as seen and meant.
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("", &[]),
        ("...", &[]),
        ("triển khai kế hoạch", &[]),
        ("tổ chức triến khai kế hoạch", &[("triến khai", "triển khai")]),
        ("Phát triến nông thôn mới", &[("Phát triến", "Phát triển")]),
        ("ĐẨY MẠNH PHÁT TRIẾN NÔNG NGHIỆP", &[("PHÁT TRIẾN", "PHÁT TRIỂN")]),
        ("đẩy mạnh pha\u{301}t triê\u{301}n", &[("phát triến", "phát triển")]),
        ("quản lý nhà nưóc về đất đai", &[("nhà nưóc", "nhà nước")]),
        ("bảo vệ môi trưòng", &[("môi trưòng", "môi trường")]),
        ("bảo đảm an toàn thực phấm", &[("thực phấm", "thực phẩm")]),
        ("chiển khai thực hiện", &[("chiển khai", "triển khai")]),
        ("xản xuất nông nghiệp", &[("xản xuất", "sản xuất")]),
        ("kiểm tra, xữ lý vi phạm", &[("xữ lý", "xử lý")]),
        ("chuyễn giao công nghệ", &[("chuyễn giao", "chuyển giao")]),
        // Across the end of a line, which stays where it is.
        ("phát\ntriến kinh tế", &[("phát\ntriến", "phát\ntriển")]),
        // Neighbouring slips.
        ("phát triến triến khai", &[("phát triến", "phát triển"), ("triến khai", "triển khai")]),
        // Written twice.
        ("gây ô nhiễm trong trong chăn nuôi", &[("trong trong", "trong")]),
        ("giao cho cho các tổ", &[("cho cho", "cho")]),
        ("đến đến năm 2035", &[("đến đến", "đến")]),
        ("xanh xanh, ngày ngày, dần dần, thường thường, từ từ, luôn luôn, nhà nhà, người người", &[]),
        ("trong, trong", &[]),
        // Names, numbers, codes, foreign words and chains are not touched.
        ("theo ông Trần Triến ở xã", &[]),
        ("thôn Triến Khai", &[]),
        ("CÔNG TRIẾN", &[]),
        ("ỦY BAN NHÂN DÂN XÃ VĂN BÀN", &[]),
        ("TỐ CHỨC THỰC HIỆN", &[("TỐ CHỨC", "TỔ CHỨC")]),
        ("theo Phát Triến", &[]),
        ("số 88/KH-UBND và triến/khai", &[]),
        ("trang website, protein, marketing, café", &[]),
        ("con cún con", &[]),
        ("úng ngập", &[]),
    ];
    for (text, expected) in cases {
        let found = suggest(text);
        let pairs: Vec<(&str, &str)> = found.iter().map(|each| (&*each.seen, &*each.meant)).collect();
        assert_eq!(&pairs, expected, "{text}");
    }
}

#[test]
fn passages_of_one_document_are_read_alike() {
    let plan = shared("000_923be41ccff07cd5.txt");
    let words: Vec<&str> = plan.split_whitespace().collect();
    // A passage ends with its sentence, as clauses do.
    let passages: Vec<String> = words
        .split_inclusive(|word| word.ends_with([';', '.', ':']))
        .map(|passage| passage.join(" "))
        .collect();
    let each = suggest_each(passages.iter().map(String::as_str));
    assert_eq!(each.len(), passages.len());
    let apart: Vec<Suggestion> = each.into_iter().flatten().collect();
    let whole = suggest(&words.join(" "));
    let seen = |found: &[Suggestion]| found.iter().map(|each| each.seen.clone()).collect::<Vec<_>>();
    assert_eq!(seen(&apart), seen(&whole));
}

proptest! {
    #[test]
    fn spans_hold_what_is_seen(text in prop_oneof![any::<String>(), plan_like()]) {
        let mut last = 0;
        for each in suggest(&text) {
            prop_assert!(each.start >= last && each.start < each.end);
            prop_assert_eq!(vietnamese::nfc(&text[each.start..each.end]), each.seen.as_str());
            prop_assert!(each.seen != each.meant);
            prop_assert!((0.9..=1.0).contains(&each.confidence));
            last = each.end;
        }
    }
}

/// Words that are often mistaken, in any order, with any signs between them.
fn plan_like() -> impl Strategy<Value = String> {
    "((phát|triến|triển|khai|Tố|chức|trong|cho|nưóc|nhà|cún|nghiên|THỰC|PHẤM|e\u{302}\u{301}|88/KH)(  ?|\n|, |\\. |-|/)){0,12}"
}
