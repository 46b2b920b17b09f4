//! The real plan from its file to the report of 2026 that was signed and issued: by commands, and where there is none by what
//! pages and the JSON interface take.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::forms::{Program, Visitor, invitation, option, plain};
use crate::program::{Place, said};
use crate::serve::Serving;

const TOWN: &str = "Ủy ban nhân dân thị xã An Khê";
const OFFICE: &str = "Phòng Kinh tế";
const PASSWORD: &str = "con suối chảy qua làng";

/// The real plan as it comes out of a PDF.
fn plan() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let folder = std::env::var_os("BIOKHE_SHARED").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let path = folder.join("data/000_923be41ccff07cd5.txt");
    assert!(path.is_file(), "{} is missing: set BIOKHE_SHARED to the folder of test data", path.display());
    path
}

/// A server of an empty place, and who sets the town up.
struct Town<'a> {
    place: &'a Place,
    serving: Serving,
}

impl Town<'_> {
    /// Opens an invitation and chooses a password.
    fn joins(&self, invitation: &str) -> Visitor {
        let address = self.serving.address().to_owned();
        let form = format!("password={0}&again={0}", PASSWORD.replace(' ', "+"));
        let cookie = self.serving.cookie(invitation, &form);
        Visitor { address, cookie }
    }

    /// The administrator whom the first start made, let in by a command.
    fn administrator(&self) -> Visitor {
        let told = self.place.run(&["person", "recover", "quantri"]);
        assert!(told.status.success(), "{}", said(&told.stderr));
        self.joins(&invitation(&said(&told.stdout)))
    }

    fn person(
        &self,
        administrator: &Visitor,
        (name, login, role, unit): (&str, &str, &str, &str),
    ) -> Visitor {
        let typed = [("name", name), ("login", login), ("role", role), ("unit", unit)];
        let told = administrator.answer("/bo/people/new", "/bo/people", &typed);
        self.joins(&invitation(&told))
    }
}

/// Adds a unit and gives its id.
fn unit(administrator: &Visitor, parent: &str, name: &str, kind: &str) -> String {
    let path =
        if parent.is_empty() { "/bo/units/new".into() } else { format!("/bo/units/new?parent={parent}") };
    last(&administrator.fill(&path, "/bo/units", &[("name", name), ("kind", kind), ("from", "2004-01-01")]))
        .to_owned()
}

/// The end of a path, an id.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

#[test]
fn the_real_plan_comes_to_a_report_that_is_issued() {
    let place = Place::new();
    let town = Town { place: &place, serving: Serving::start(&place) };
    let administrator = town.administrator();
    let top = unit(&administrator, "", TOWN, "authority");
    let office = unit(&administrator, &top, OFFICE, "office");
    let join = |person| town.person(&administrator, person);
    let writes = join(("Trần Thị Mai", "mai.tt", "coordinator", &top));
    let reviews = join(("Phan Văn Bình", "binh.pv", "coordinator", &top));
    let signs = join(("Nguyễn Văn Hùng", "hung.nv", "leader", &top));
    let fills = join(("Lê Thị Hoa", "hoa.lt", "officer", &office));

    // The plan, its rule, its year.
    let file = plan();
    let kept = place
        .command(&["plan", "import", "--by", "mai.tt", "--unit", TOWN, "--keep"])
        .arg(&file)
        .output()
        .expect("runs");
    let told = said(&kept.stdout);
    assert!(kept.status.success(), "{told}{}", said(&kept.stderr));
    let plan = told.lines().find_map(|line| line.split_once("/bo/plans/")).expect("kept").1;
    let regime = writes.fill(&format!("/bo/regimes/new?plan={plan}"), "/bo/regimes", &[]);
    let [coordinator, officer] = [&writes, &fills].map(Visitor::program);
    let asked = coordinator.get(&format!("/regimes/{}", last(&regime)));
    let period = asked["periods"].as_array().and_then(|all| all.iter().find(|one| one["name"] == "2026"));
    let period = period.unwrap_or_else(|| panic!("no 2026: {asked}"));
    // Before 15 November, and the 14th is a Saturday.
    assert_eq!(period["due_on"], "2026-11-13");
    let period = period["id"].as_str().expect("an id");
    writes.fill(&regime, &format!("/bo/periods/{period}/opening"), &[]);

    report(&officer, &coordinator, period);
    let document = signed_and_issued(&top, period, [&writes, &reviews, &signs]);
    assert!(plain(&document).contains("01/BC-UBND"), "{document}");
    built_and_verified(&place);
}

/// The officer's unit sends what it has, and the coordinator accepts it.
fn report(officer: &Program, coordinator: &Program, period: &str) {
    let owed = officer.get("/returns");
    let path = format!("/returns/{}", owed["items"][0]["id"].as_str().expect("an id"));
    let returned = officer.get(&path);
    assert_eq!(returned["period"]["id"], period);
    let cell = |(at, cell): (usize, &Value)| {
        let (state, value) = if at == 0 { ("value", json!(2)) } else { ("not_applicable", Value::Null) };
        json!({ "indicator": cell["indicator"]["id"], "state": state, "value": value, "seen": cell["number"] })
    };
    let cells: Vec<_> = returned["cells"].as_array().expect("cells").iter().enumerate().map(cell).collect();
    assert!(!cells.is_empty(), "{returned}");
    let passage = &returned["passages"][0];
    let words = json!({ "section": passage["section"]["id"], "words": "Đã có hai mô hình.", "seen": passage["number"] });
    let kept = officer.post(&format!("{path}/cells"), &json!({ "cells": cells, "passages": [words] }));
    let sent = officer.post(&format!("{path}/submission"), &json!({ "revision": kept["revision"] }));
    assert_eq!(sent["state"], "submitted");
    let accepted = coordinator.post(&format!("{path}/acceptance"), &json!({ "revision": sent["revision"] }));
    assert_eq!(accepted["state"], "accepted");
}

/// One writes, another reviews, a third signs as deputy, and the first issues: the page of the document.
fn signed_and_issued(unit: &str, period: &str, [writes, reviews, signs]: [&Visitor; 3]) -> String {
    let list = format!("/bo/periods/{period}/consolidations");
    let report = writes.fill(&list, &list, &[("kind", "report")]);
    let figures = writes.page(&format!("{report}/figures"));
    assert!(figures.contains("<strong>2</strong>"), "{figures}");
    let signing = format!("/bo/units/{unit}/signing");
    let signer = option(&writes.page(&signing), "Nguyễn Văn Hùng");
    let standing = [
        ("person", &*signer),
        ("authority", "deputy"),
        ("title", "Phó Chủ tịch"),
        ("head_title", "Chủ tịch"),
    ];
    writes.fill(&signing, &format!("/bo/units/{unit}/signers"), &standing);
    reviews.fill(&report, &format!("{report}/review"), &[]);
    let document = signs.fill(&report, &format!("{report}/signature"), &[]);
    writes.fill(&document, &format!("{document}/issue"), &[]);
    writes.page(&document)
}

/// The commands write the issued files, know them, and know where a byte of them was changed.
fn built_and_verified(place: &Place) {
    let out = place.data().with_file_name("out");
    let built = place.run(&["report", "build", "--period", "2026", "--out", out.to_str().expect("a name")]);
    let told = said(&built.stdout);
    assert!(
        built.status.success() && told.contains("the files that were issued"),
        "{told}{}",
        said(&built.stderr)
    );
    let files: Vec<_> = told.lines().skip(1).map(str::trim).collect();
    assert_eq!(files.len(), 2, "{told}");
    for file in files {
        let checked = place.run(&["document", "check", file]);
        assert!(checked.status.success(), "{}", said(&checked.stdout));
        let verified = place.run(&["report", "verify", file]);
        assert!(verified.status.success(), "{}", said(&verified.stdout));
        assert!(said(&verified.stdout).contains("01/BC-UBND"), "{}", said(&verified.stdout));
        let mut bytes = std::fs::read(file).expect("written");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let altered = place.file("altered", bytes);
        let verified = place.run(&["report", "verify", altered.to_str().expect("a name")]);
        assert_eq!(verified.status.code(), Some(1), "{}", said(&verified.stdout));
    }
    let audit = place.run(&["audit", "verify"]);
    assert!(audit.status.success(), "{}", said(&audit.stdout));
}
