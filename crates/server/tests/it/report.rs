use crate::program::{Place, said};

#[test]
fn reports_are_built_and_verified() {
    let place = Place::new();
    let loaded = place.run(&["sample", "load"]);
    assert!(loaded.status.success(), "{}", said(&loaded.stderr));
    let out = place.data().with_file_name("out");
    let folder = out.to_str().expect("a name");

    // What was issued comes as it was issued, again and again.
    let built = place.run(&["report", "build", "--period", "2024", "--out", folder]);
    assert!(built.status.success(), "{}", said(&built.stderr));
    let told = said(&built.stdout);
    assert!(told.contains("the files that were issued"), "{told}");
    let paths: Vec<_> = told.lines().skip(1).map(|line| line.trim().to_owned()).collect();
    assert_eq!(paths.len(), 2, "{told}");
    let first: Vec<_> = paths.iter().map(|path| std::fs::read(path).expect("written")).collect();
    assert!(place.run(&["report", "build", "--period", "2024", "--out", folder]).status.success());
    for (path, before) in paths.iter().zip(&first) {
        assert_eq!(&std::fs::read(path).expect("written"), before, "{path}");
        let checked = place.run(&["document", "check", path]);
        assert!(checked.status.success(), "{}", said(&checked.stdout));
        let verified = place.run(&["report", "verify", path]);
        assert!(verified.status.success(), "{}", said(&verified.stdout));
        assert!(said(&verified.stdout).contains("01/BC-UBND"), "{}", said(&verified.stdout));
        let mut altered = before.clone();
        altered[before.len() / 3] ^= 1;
        let altered = place.file("altered", altered);
        let verified = place.run(&["report", "verify", altered.to_str().expect("a name")]);
        assert_eq!(verified.status.code(), Some(1), "{}", said(&verified.stdout));
    }

    // What is being written comes as it would be now.
    let built = place.run(&["report", "build", "--period", "2026", "--plan", "88/KH-UBND", "--out", folder]);
    assert!(built.status.success(), "{}", said(&built.stderr));
    let none = place.run(&["report", "build", "--period", "1999", "--out", folder]);
    assert_eq!(none.status.code(), Some(1));
    assert!(said(&none.stderr).contains("No reporting period of that name"), "{}", said(&none.stderr));
    let other = place.run(&["report", "build", "--period", "2024", "--plan", "1/KH", "--out", folder]);
    assert_eq!(other.status.code(), Some(1));
}
