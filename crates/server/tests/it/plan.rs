use crate::program::{Place, said};
use serde_json::Value;

/// A plan of our own.
const PLAN: &str = "ỦY BAN NHÂN DÂN\nXÃ SUỐI MƠ\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nTrồng cây ven đường\n\nI. MỤC TIÊU\n\
    1. Đến năm 2030 trồng ít nhất 500 cây.\n\nII. NHIỆM VỤ\n1. Chọn giống cây hợp với đất.\n2. Chăm sóc cây hằng năm.\n";

#[test]
fn a_text_is_read_into_one_object() {
    let place = Place::new();
    let file = place.file("plan.txt", PLAN);
    let read = place.run(&["plan", "read", "--json", file.to_str().unwrap()]);
    assert!(read.status.success(), "{}", said(&read.stderr));
    let object: Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(
        (&object["document"]["number"], &object["document"]["symbol"]),
        (&"12".into(), &"KH-UBND".into())
    );
    let paths: Vec<_> =
        object["clauses"].as_array().unwrap().iter().map(|clause| clause["path"].as_str()).collect();
    assert_eq!(paths, ["I", "I.1", "II", "II.1", "II.2"].map(Some));
    for list in ["targets", "duties", "repairs"] {
        assert!(object[list].is_array(), "{list}");
    }
    assert!(object.get("source").is_none());
    assert!(!place.data().exists(), "reading needs no data folder");
}

#[test]
fn source_and_progress_come_where_they_are_asked_for() {
    let place = Place::new();
    let file = place.file("plan.txt", PLAN);
    let read = place.run(&["plan", "read", "--json", "--with-source", "--progress", file.to_str().unwrap()]);
    let object: Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(object["source"]["format"], "text");
    assert_eq!(object["source"]["text"], PLAN);
    assert!(object["source"]["blocks"].as_array().is_some_and(|blocks| blocks.len() > 5));
    let lines = said(&read.stderr);
    let mut steps: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["step"].as_str().unwrap().to_owned())
        .collect();
    steps.dedup();
    assert_eq!(steps, ["detect", "extract", "outline", "meaning"]);
}

#[test]
fn without_json_a_person_can_read_it() {
    let place = Place::new();
    let file = place.file("plan.txt", PLAN);
    let read = place.run(&["plan", "read", file.to_str().unwrap()]);
    assert!(read.status.success(), "{}", said(&read.stderr));
    let tree = said(&read.stdout);
    for line in ["12/KH-UBND", "Clauses (5)", "  II.2 [", "Targets (1)"] {
        assert!(tree.contains(line), "{line}: {tree}");
    }
}

#[test]
fn what_cannot_be_read_is_told_in_the_language_asked_for() {
    let place = Place::new();
    let empty = place.file("empty.txt", "");
    // The head of a compound file, and in its directory the stream that Word 97 writes, in UTF-16.
    let stream: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let head = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let word = place.file("old.doc", [&head[..], &[0; 1016], &stream, &[0; 1000]].concat());
    let large = place.file("large.txt", "");
    std::fs::File::options().write(true).open(&large).unwrap().set_len(200 << 20).unwrap();
    for (file, code, english) in [
        (&empty, "empty", "This file is empty."),
        (&large, "too-large", "The file is larger than allowed."),
        (&word, "old-word", "This is an old Word file (.doc)."),
    ] {
        let path = file.to_str().unwrap();
        let told = place.run(&["plan", "read", path]);
        assert_eq!(told.status.code(), Some(1), "{path}");
        assert!(told.stdout.is_empty());
        assert!(said(&told.stderr).contains(english), "{}", said(&told.stderr));
        let vietnamese = said(&place.run(&["plan", "read", path, "--lang", "vi"]).stderr);
        assert_ne!(vietnamese, said(&told.stderr));
        let line: Value = serde_json::from_str(
            said(&place.run(&["plan", "read", path, "--progress"]).stderr).lines().last().unwrap(),
        )
        .unwrap();
        assert_eq!(line["error"], code);
    }
    let missing = place.run(&["plan", "read", "nowhere.txt"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        said(&missing.stderr).contains("The file cannot be opened: nowhere.txt"),
        "{}",
        said(&missing.stderr)
    );
}

#[test]
fn the_largest_document_is_a_setting() {
    let place = Place::new();
    // A compound file of nothing, which no reader reads once it is not too large.
    let file = place.file("large.bin", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    std::fs::File::options().write(true).open(&file).unwrap().set_len(51 << 20).unwrap();
    for (megabytes, told) in [("50", "too-large"), ("52", "unsupported")] {
        let mut command = place.command(&["plan", "read", "--progress", file.to_str().unwrap()]);
        let read = command.env("BIOKHE__UPLOADS__MEGABYTES", megabytes).output().unwrap();
        let said = said(&read.stderr);
        let last: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
        assert_eq!(last["error"], told, "{megabytes}");
    }
}

#[test]
fn a_reading_that_takes_too_long_ends_itself() {
    let place = Place::new();
    // Nothing ever comes on standard input, and the process does not wait for it for ever.
    let mut command = place.command(&["plan", "read", "-"]);
    command.env("BIOKHE__READER__SECONDS", "1").stdin(std::process::Stdio::piped());
    let mut reading = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    let open = reading.stdin.take();
    let ended = reading.wait_with_output().unwrap();
    drop(open);
    assert_eq!(ended.status.code(), Some(1));
    assert!(said(&ended.stderr).contains("Reading took too long"), "{}", said(&ended.stderr));
}
