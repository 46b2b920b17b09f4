//! How well questions find their texts, held: `examples/quality` prints the same.

use std::path::PathBuf;

#[path = "../../examples/quality/judge.rs"]
mod judge;

use judge::Slips;

/// The questions of XQuAD, which stand beside the workspace or where `BIOKHE_SHARED` says.
fn xquad() -> judge::Set {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let folder = std::env::var_os("BIOKHE_SHARED").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let file = folder.join("data/xquad.vi.json");
    judge::xquad(&file).unwrap_or_else(|error| panic!("{} is needed: {error}", file.display()))
}

#[test]
fn texts_are_found_with_marks_without_and_with_slips() {
    let set = xquad();
    assert_eq!((set.texts, set.questions.len()), (240, 1190));
    let as_it_is = set.mean_rank(str::to_owned).expect("answered");
    let without = set.mean_rank(vietnamese::fold).expect("answered");
    let mut slips = Slips(1);
    let slipped = set.mean_rank(|question| slips.two(question)).expect("answered");
    assert!(as_it_is >= 0.949 && without >= 0.949 && slipped >= 0.90, "{as_it_is} {without} {slipped}");
}

#[test]
fn the_sample_library_is_found() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/an-khe/knowledge"));
    let library = judge::library(&folder).expect("the library");
    assert!(
        library.items >= 60 && library.queries.len() >= 100,
        "{} {}",
        library.items,
        library.queries.len()
    );
    let as_it_is = judge::mean(&library.gains(str::to_owned).expect("answered"));
    let without = judge::mean(&library.gains(vietnamese::fold).expect("answered"));
    assert!(as_it_is >= 0.90 && without >= 0.90, "{as_it_is} {without}");
}
