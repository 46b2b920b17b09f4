//! Documents for tests.

use uuid::Uuid;

use super::model::{Authority, Document, Issued, Standing, State};

/// One that was issued.
pub(crate) fn written() -> Document {
    in_state(State::Issued)
}

/// One in a state.
pub(super) fn in_state(state: State) -> Document {
    let at = "2026-11-12T02:00:00Z".parse().expect("an instant");
    let issued =
        Issued { year: 2026, series: String::new(), number: 5, on: "2026-11-12".parse().expect("a day"), at };
    Document {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        origin: Uuid::nil(),
        kind: "Báo cáo".to_owned(),
        symbol: "BC-UBND".to_owned(),
        type_sign: "BC".to_owned(),
        title: "Kết quả thực hiện kế hoạch".to_owned(),
        state,
        signer: Uuid::nil(),
        signed_at: at,
        snapshot: "ab".repeat(32).parse().expect("a hash"),
        issued: (state != State::Signed).then_some(issued),
        replaces: None,
        revision: 2,
    }
}

/// That a deputy signs.
pub(crate) fn standing() -> Standing {
    signs(Authority::Deputy)
}

/// That somebody signs in a way.
pub(super) fn signs(authority: Authority) -> Standing {
    Standing {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        person: Uuid::nil(),
        authority,
        title: "Phó Chủ tịch".to_owned(),
        head_title: "Chủ tịch".to_owned(),
        act: Some("12/QĐ-UBND".to_owned()),
        from: "2026-01-01".parse().expect("a day"),
        to: "2026-12-31".parse().ok(),
    }
}
