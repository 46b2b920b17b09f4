use crate::program::{Place, said};
use crate::serve::Serving;

/// What somebody of the sample signs in with, from what `sample load` printed.
pub(crate) fn password(printed: &str, login: &str) -> String {
    let line = printed.lines().map(str::split_whitespace).find_map(|mut words| {
        (words.next() == Some(login)).then(|| words.next().unwrap_or_default().to_owned())
    });
    line.unwrap_or_else(|| panic!("no {login} in {printed}"))
}

#[test]
fn the_sample_comes_and_goes_while_no_server_runs() {
    let place = Place::new();
    let loaded = place.run(&["sample", "load"]);
    assert!(loaded.status.success(), "{}", said(&loaded.stderr));
    assert_eq!(password(&said(&loaded.stdout), "mai.tt").len(), 24);
    assert!(said(&place.run(&["sample", "load"]).stderr).contains("empty instance only"));
    assert!(said(&place.run(&["audit", "verify"]).stdout).contains("whole"));

    let serving = Serving::start(&place);
    assert!(serving.get("/", "Accept-Language: en\r\n").contains("made up"), "each page says so");
    for command in [["sample", "remove"], ["sample", "load"]] {
        assert!(said(&place.run(&command).stderr).contains("stop the server first"));
    }
    drop(serving);
    let removed = place.run(&["sample", "remove"]);
    assert!(removed.status.success(), "{}", said(&removed.stderr));
    assert!(said(&place.run(&["sample", "remove"]).stderr).contains("no sample"));
    let serving = Serving::start(&place);
    assert!(!serving.get("/", "Accept-Language: en\r\n").contains("made up"));
}

#[test]
fn a_plan_is_taken_in_from_the_command_line() {
    let place = Place::new();
    assert!(place.run(&["sample", "load"]).status.success());
    let plan = place.file(
        "kế hoạch.txt",
        "ỦY BAN NHÂN DÂN\nPHƯỜNG AN KHÊ\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nTrồng rau sạch\n\nI. NHIỆM VỤ\n\n1. Trồng rau.\n\n\
         II. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế, Hạ tầng và Đô thị phường An Khê\n\nTập huấn cho hộ trồng rau.\n",
    );
    let import = |more: &[&str]| {
        let mut command = place.command(&["plan", "import"]);
        command.arg(&plan).args(more).output().unwrap()
    };
    let ward = ["--by", "mai.tt", "--unit", "23617"];
    let begun = import(&ward);
    assert!(said(&begun.stdout).contains("/bo/plan-reviews/"), "{}", said(&begun.stderr));
    let kept = import(&[&ward[..], &["--keep"]].concat());
    assert!(said(&kept.stdout).contains("/bo/plans/"), "{}", said(&kept.stderr));
    for (by, unit, reason) in [
        ("hoa.lt", "23617", "run no plans"),
        ("nobody", "23617", "Nobody signs in"),
        ("mai.tt", "Phường trên mây", "no such unit"),
    ] {
        let refused = import(&["--by", by, "--unit", unit]);
        assert!(
            !refused.status.success() && said(&refused.stderr).contains(reason),
            "{}",
            said(&refused.stderr)
        );
    }
}
