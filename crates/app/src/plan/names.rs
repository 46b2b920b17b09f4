//! Names of agencies in a document, matched to the units there are. Pure.
//!
//! A match is a proposal: it names units that exist, says that the name stands for nobody in particular, or proposes a
//! unit that would have to be added. How sure it is decides only whether "accept all that is sure" takes it.

use std::collections::HashMap;

use reading::model::Confidence;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vietnamese::fold;

use crate::units::{Kind, Unit};

/// Whom a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Answer {
    /// These units.
    Units(Vec<Uuid>),
    /// A unit that is to be added below the one whose plan it is.
    New {
        /// Its name in full.
        name: String,
        /// What sort of unit, as [`Kind::name`] writes it.
        kind: String,
    },
    /// Nobody in particular, such as "các đơn vị liên quan": it stays in the words.
    Nobody,
}

/// What the program proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) answer: Answer,
    pub(crate) confidence: Confidence,
}

/// The units that names may mean.
pub(crate) struct Directory<'a> {
    /// Whose plan it is.
    owner: &'a Unit,
    /// Those that hold on the day, by what they are called.
    by_name: HashMap<String, Vec<&'a Unit>>,
    /// Those right or further below the owner.
    below: Vec<&'a Unit>,
    /// Units that ended before the day, with those that they became.
    former: HashMap<String, Vec<Uuid>>,
    /// How the owner's place is called, folded: `thi xa an khe`, and its level alone: `thi xa`.
    place: (String, String),
}

impl<'a> Directory<'a> {
    /// `units` hold on the day of the plan; `below` says which of them stand under the owner; `former` are ended ones,
    /// each with its successors.
    pub(crate) fn new(
        owner: &'a Unit,
        units: &'a [Unit],
        below: &dyn Fn(Uuid) -> bool,
        former: &[(Unit, Vec<Uuid>)],
    ) -> Self {
        let place = place_of(&owner.name);
        let names = |unit: &Unit| -> Vec<String> {
            let mut names: Vec<_> = [Some(&unit.name), unit.short_name.as_ref()]
                .into_iter()
                .flatten()
                .map(|name| plain(name, &place))
                .collect();
            names.dedup();
            names
        };
        let mut by_name: HashMap<String, Vec<&Unit>> = HashMap::new();
        for unit in units {
            for name in names(unit) {
                by_name.entry(name).or_default().push(unit);
            }
        }
        let former = former
            .iter()
            .flat_map(|(unit, became)| names(unit).into_iter().map(|name| (name, became.clone())));
        Self {
            former: former.collect(),
            below: units.iter().filter(|unit| unit.id != owner.id && below(unit.id)).collect(),
            owner,
            by_name,
            place,
        }
    }

    /// Whom a name stands for; `full` is it with short forms written out, `group` whether it stands for several.
    pub(crate) fn find(&self, full: &str, group: bool) -> Match {
        let name = plain(full, &self.place);
        if group {
            return self.group(&name);
        }
        if name == COMMITTEE || name == plain(&self.owner.name, &self.place) {
            return sure(vec![self.owner.id]);
        }
        if let Some(units) = self.by_name.get(&name) {
            let within: Vec<_> =
                units.iter().filter(|unit| self.below.iter().any(|one| one.id == unit.id)).collect();
            return match (within.as_slice(), units.as_slice()) {
                ([one], _) => sure(vec![one.id]),
                (_, [one]) => sure(vec![one.id]),
                _ => Match { answer: Answer::Units(vec![units[0].id]), confidence: Confidence::Unsure },
            };
        }
        if let Some(became) = self.former.get(&name) {
            return Match { answer: Answer::Units(became.clone()), confidence: Confidence::Likely };
        }
        let alike =
            self.by_name.iter().map(|(other, units)| (strsim::normalized_levenshtein(&name, other), units));
        if let Some((_, units)) =
            alike.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|one, other| one.0.total_cmp(&other.0))
        {
            return Match { answer: Answer::Units(vec![units[0].id]), confidence: Confidence::Unsure };
        }
        let kind = kind_of(&name).name().to_owned();
        Match { answer: Answer::New { name: full.to_owned(), kind }, confidence: Confidence::Unsure }
    }

    fn group(&self, name: &str) -> Match {
        let words: Vec<_> = name.split_whitespace().collect();
        let has = |word: &str| words.contains(&word);
        let of_kind = |kinds: &[Kind]| -> Vec<Uuid> {
            self.below.iter().filter(|unit| kinds.contains(&unit.kind)).map(|unit| unit.id).collect()
        };
        // "liên quan" leaves open who it is; what belongs to a province or to all levels is not under this owner.
        if name.ends_with("lien quan") || has("so") || has("cap") {
            return Match { answer: Answer::Nobody, confidence: Confidence::Sure };
        }
        let communes = of_kind(&[Kind::Commune]);
        let (answer, confidence) = if (has("xa") || has("phuong")) && !communes.is_empty() {
            (Answer::Units(communes), Confidence::Sure)
        } else if has("phong") || has("nganh") {
            (Answer::Units(of_kind(&[Kind::Office])), Confidence::Likely)
        } else if name.contains("su nghiep") {
            (Answer::Units(of_kind(&[Kind::Service])), Confidence::Likely)
        } else if name.contains("co quan") || name.contains("don vi") {
            (Answer::Units(of_kind(&[Kind::Office, Kind::Service])), Confidence::Likely)
        } else {
            (Answer::Nobody, Confidence::Unsure)
        };
        match answer {
            Answer::Units(units) if units.is_empty() => {
                Match { answer: Answer::Nobody, confidence: Confidence::Unsure }
            }
            answer => Match { answer, confidence },
        }
    }
}

/// From which likeness on two names may be the same; below it `Phòng Nội vụ` and `Phòng Y tế` meet.
const ALIKE: f64 = 0.86;
/// People's committee.
const COMMITTEE: &str = "uy ban nhan dan";
/// Levels of administration, folded.
const LEVELS: [&str; 8] = ["thanh pho", "thi xa", "thi tran", "quan", "huyen", "tinh", "phuong", "xa"];

/// The key under which all spellings of a name meet: marks, case and dashes do not count.
pub(crate) fn key(full: &str) -> String {
    fold(full)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `Phòng Kinh tế thị xã An Khê`, `Phòng Kinh tế thị xã` and `Phòng Kinh tế` alike; `UBND phường An Bình` as `phường An
/// Bình`.
fn plain(full: &str, (place, level): &(String, String)) -> String {
    let key = key(full);
    let mut name = key.as_str();
    for tail in [place, level] {
        for before in [" cua ", " thuoc ", " "] {
            let cut = name.strip_suffix(tail.as_str()).and_then(|rest| rest.strip_suffix(before));
            if let Some(cut) = cut.filter(|cut| !tail.is_empty() && !cut.is_empty()) {
                name = cut;
            }
        }
    }
    let rest = name.strip_prefix(COMMITTEE).map(str::trim_start);
    match rest {
        Some(rest) if LEVELS.iter().any(|level| rest.starts_with(&format!("{level} "))) => rest.to_owned(),
        _ => name.to_owned(),
    }
}

/// The place in the name of a people's committee, and its level.
fn place_of(owner: &str) -> (String, String) {
    let name = key(owner);
    let place = name.strip_prefix(COMMITTEE).map_or(name.as_str(), str::trim_start).to_owned();
    let level = LEVELS.iter().find(|level| place.starts_with(**level)).map(|level| (*level).to_owned());
    (place, level.unwrap_or_default())
}

/// What sort of unit a name tells, by its first words.
fn kind_of(name: &str) -> Kind {
    const HEADS: [(&str, Kind); 24] = [
        ("phong", Kind::Office),
        ("van phong", Kind::Office),
        ("so", Kind::Office),
        ("thanh tra", Kind::Office),
        ("chi cuc", Kind::Office),
        ("ban quan ly", Kind::Office),
        ("trung tam", Kind::Service),
        ("truong", Kind::Service),
        ("benh vien", Kind::Service),
        ("tram", Kind::Service),
        ("hat", Kind::Service),
        ("dai", Kind::Service),
        ("thi uy", Kind::Party),
        ("dang", Kind::Party),
        ("ban", Kind::Party),
        ("mat tran", Kind::Front),
        ("uy ban mat tran", Kind::Front),
        ("hoi", Kind::Front),
        ("doan", Kind::Front),
        ("lien doan", Kind::Front),
        ("cong ty", Kind::Enterprise),
        ("hop tac xa", Kind::Enterprise),
        ("phuong", Kind::Commune),
        ("xa", Kind::Commune),
    ];
    let starts =
        |head: &str| name == head || name.strip_prefix(head).is_some_and(|rest| rest.starts_with(' '));
    let heads = HEADS.iter().filter(|(head, _)| starts(head));
    heads.max_by_key(|(head, _)| head.len()).map_or(Kind::Other, |(_, kind)| *kind)
}

fn sure(units: Vec<Uuid>) -> Match {
    Match { answer: Answer::Units(units), confidence: Confidence::Sure }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICES: [(u128, Kind, &str); 8] = [
        (1, Kind::Authority, "Ủy ban nhân dân thị xã An Khê"),
        (2, Kind::Office, "Phòng Kinh tế thị xã An Khê"),
        (3, Kind::Office, "Phòng Tài chính - Kế hoạch thị xã An Khê"),
        (4, Kind::Service, "Trung tâm Y tế thị xã An Khê"),
        (5, Kind::Commune, "Phường An Bình"),
        (6, Kind::Commune, "Xã Cửu An"),
        (7, Kind::Authority, "Ủy ban nhân dân tỉnh Gia Lai"),
        (8, Kind::Office, "Phòng Nội vụ thị xã An Khê"),
    ];

    fn units() -> Vec<Unit> {
        let unit = |(id, kind, name): (u128, Kind, &str)| Unit {
            id: Uuid::from_u128(id),
            parent: None,
            kind,
            code: None,
            name: name.to_owned(),
            short_name: None,
            from: "2004-01-01".parse().expect("a day"),
            to: None,
            revision: 1,
        };
        OFFICES.into_iter().map(unit).collect()
    }

    fn check(name: &str, group: bool, expected: &[u128], confidence: Confidence) {
        let units = units();
        let below = |id: Uuid| ![1, 7].contains(&id.as_u128());
        let mut old = units[0].clone();
        old.name = "Phòng Văn hóa thị xã An Khê".to_owned();
        let former = [(old, vec![Uuid::from_u128(8)])];
        let directory = Directory::new(&units[0], &units, &below, &former);
        let found = directory.find(name, group);
        let ids = match &found.answer {
            Answer::Units(ids) => ids.iter().map(Uuid::as_u128).collect(),
            Answer::Nobody => Vec::new(),
            Answer::New { .. } => vec![0],
        };
        assert_eq!((ids, found.confidence), (expected.to_vec(), confidence), "{name}: {found:?}");
    }

    #[test]
    fn one_unit_by_each_of_its_names() {
        for name in [
            "Phòng Kinh tế",
            "Phòng Kinh tế thị xã",
            "Phòng Kinh tế thị xã An Khê",
            "PHÒNG KINH TẾ",
            "Phòng Kinh tế của thị xã",
        ] {
            check(name, false, &[2], Confidence::Sure);
        }
        check("Phòng Tài chính – Kế hoạch", false, &[3], Confidence::Sure);
        check("Trung tâm y tế thị xã", false, &[4], Confidence::Sure);
        check("Ủy ban nhân dân phường An Bình", false, &[5], Confidence::Sure);
        check("Ủy ban nhân dân thị xã", false, &[1], Confidence::Sure);
        check("Ủy ban nhân dân tỉnh Gia Lai", false, &[7], Confidence::Sure);
    }

    #[test]
    fn what_is_near_is_a_guess_and_what_is_unknown_is_new() {
        check("Phòng Tài chánh - Kế hoạch", false, &[3], Confidence::Unsure);
        check("Phòng Văn hóa", false, &[8], Confidence::Likely);
        check("Phòng Tư pháp", false, &[0], Confidence::Unsure);
    }

    #[test]
    fn groups() {
        check("Ủy ban nhân dân các xã, phường", true, &[5, 6], Confidence::Sure);
        check("các phòng, ban", true, &[2, 3, 8], Confidence::Likely);
        check("các cơ quan, đơn vị", true, &[2, 3, 4, 8], Confidence::Likely);
        check("các cơ quan, đơn vị liên quan", true, &[], Confidence::Sure);
        check("các Sở, ngành của tỉnh", true, &[], Confidence::Sure);
        check("các doanh nghiệp", true, &[], Confidence::Unsure);
    }

    #[test]
    fn kinds_by_their_first_words() {
        for (name, kind) in [
            ("Văn phòng HĐND và UBND", Kind::Office),
            ("Ban Quản lý dự án", Kind::Office),
            ("Ban Tuyên giáo", Kind::Party),
            ("Hội Nông dân", Kind::Front),
            ("Hợp tác xã rau sạch", Kind::Enterprise),
            ("Xã Tú An", Kind::Commune),
            ("Tổ công tác", Kind::Other),
        ] {
            assert_eq!(kind_of(&key(name)), kind, "{name}");
        }
    }
}
