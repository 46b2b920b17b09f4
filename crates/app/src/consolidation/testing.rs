//! A town that reports, for tests.

use axum::http::StatusCode;
use base::Actor;
use db::sea_orm::ConnectionTrait;
use db::testing::TestDb;
use documents::{Block, ReadOptions};
use uuid::Uuid;

use super::forms::NewStep;
use super::material::Said;
use super::model::Kind;
use super::narrative::Narrative;
use super::{actions, beginning, signing, store};
use crate::access::{Grant, Role, Signed};
use crate::indicators::testing::indicator;
use crate::people::testing::{Somebody, somebody};
use crate::returns;
use crate::testing::Program;
use crate::units::testing::unit;
use crate::{AppState, issuing, plan, tasks};

/// A town with an office that reported a figure and some words, a task of the plan on time, and people.
pub(crate) struct Town {
    pub(crate) program: Program,
    pub(crate) town: Uuid,
    pub(crate) period: Uuid,
    pub(crate) returned: Uuid,
    pub(crate) officer: Somebody,
    pub(crate) coordinator: Somebody,
    pub(crate) other: Somebody,
    pub(crate) leader: Somebody,
    /// The forms' fields of the figure.
    pub(crate) fields: [String; 3],
}

/// The lines and rows of a Word file.
pub(crate) fn shown(bytes: &[u8]) -> Vec<String> {
    let document = documents::read(bytes, &ReadOptions::default(), &mut |_| {}).expect("a Word file");
    let cell = |cell: &documents::Cell| cell.span.of(&document.text).to_owned();
    let block = |block: &Block| match block {
        Block::Line(line) => vec![line.span.of(&document.text).to_owned()],
        Block::Table(table) => {
            table.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
        }
    };
    document.blocks.iter().flat_map(block).collect()
}

impl Town {
    pub(crate) async fn new(db: &TestDb) -> Self {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Ủy ban nhân dân thị xã Sông Trà", None).await;
        let office = unit(app, "Phòng Kinh tế", Some(town)).await;
        let measured = indicator(app, town).await;
        let (id, period) = returns::testing::asked(app, town, office, &[measured]).await;
        let whole = returns::testing::found(app, id).await;
        let (plan, clause) = plan::testing::kept(app, town).await;
        returns::testing::of_plan(app, whole.regime.id, plan).await;
        tasks::testing::done_for(app, office, (plan, clause), whole.run.first_on).await;
        let sections =
            returns::sections(&db.read().await.expect("reads"), whole.regime.id).await.expect("read");
        let words = format!("words.{}", sections[0].id);
        let [state, value] = ["state", "value"].map(|name| format!("{name}.{measured}"));
        Self {
            officer: somebody(app, Role::Officer, Some(office)).await,
            coordinator: somebody(app, Role::Coordinator, Some(town)).await,
            other: somebody(app, Role::Coordinator, Some(town)).await,
            leader: somebody(app, Role::Leader, Some(town)).await,
            fields: [state, value, words],
            returned: id,
            town,
            period,
            program,
        }
    }

    /// Reports a figure and words, and sends them in.
    pub(crate) async fn report(&self, words: &str) {
        let [state, value, told] = &self.fields;
        let path = format!("/bo/returns/{}", self.returned);
        let typed = [
            (state.as_str(), "value"),
            (value, "1234,5"),
            (told, words),
            ("do", "submit"),
            ("revision", "1"),
        ];
        let answer = self.program.post(&self.officer.cookie, &path, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }

    /// Begins a document of the period as the coordinator; its id.
    pub(crate) async fn begin(&self, kind: &str) -> Uuid {
        let path = format!("/bo/periods/{}/consolidations", self.period);
        let answer = self.program.post(&self.coordinator.cookie, &path, &[("kind", kind)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.place().rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id")
    }

    /// Takes a step as somebody, with the revision that it has.
    pub(crate) async fn step(&self, who: &Somebody, id: Uuid, step: &str) -> crate::testing::Answer {
        let tx = self.program.app.db.read().await.expect("reads");
        let revision = store::find(&tx, id).await.expect("there").revision.to_string();
        drop(tx);
        let fields = [("revision", revision.as_str()), ("words", "Lý do")];
        self.program.post(&who.cookie, &format!("/bo/consolidations/{id}/{step}"), &fields).await
    }

    /// Says that the leader signs as a deputy.
    pub(crate) async fn let_leader_sign(&self) {
        let person = self.leader.id.to_string();
        let signer = [
            ("person", person.as_str()),
            ("authority", "deputy"),
            ("title", "Phó Chủ tịch"),
            ("head_title", "Chủ tịch"),
            ("from", "2020-01-01"),
        ];
        let path = format!("/bo/units/{}/signers", self.town);
        let answer = self.program.post(&self.coordinator.cookie, &path, &signer).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let head = [
            ("revision", "0"),
            ("parent", "Ủy ban nhân dân tỉnh"),
            ("agency", "Ủy ban nhân dân thị xã Sông Trà"),
            ("sign", "UBND"),
            ("place", "Sông Trà"),
            ("collective", "Ủy ban nhân dân"),
        ];
        let path = format!("/bo/units/{}/letterhead", self.town);
        let answer = self.program.post(&self.coordinator.cookie, &path, &head).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }

    /// A report that was reviewed and signed; the ids of the consolidation and of the document.
    pub(crate) async fn signed(&self) -> (Uuid, Uuid) {
        self.let_leader_sign().await;
        let id = self.begin("report").await;
        let answer = self.step(&self.other, id, "review").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let answer = self.step(&self.leader, id, "signature").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let document = answer.place().rsplit('/').next().and_then(|id| id.parse().ok());
        (id, document.expect("an id"))
    }
}

/// Somebody who coordinates a unit, as verbs know them.
async fn coordinator(app: &AppState, unit: Uuid) -> Signed {
    let person = somebody(app, Role::Coordinator, Some(unit)).await;
    let grants = vec![Grant { role: Role::Coordinator, unit: Some(unit) }];
    Signed::new(person.id, "Lan".to_owned(), String::new(), grants)
}

/// A report of a period that somebody began.
pub(crate) async fn just_begun(app: &AppState, unit: Uuid, period: Uuid) -> Uuid {
    let signed = coordinator(app, unit).await;
    beginning::begin(app, &signed, (period, Kind::Report), None).await.expect("begun")
}

/// A report of a period, with words of the editor's own, and a source that is not used; the ids of all three.
pub(crate) async fn begun(app: &AppState, unit: Uuid, period: Uuid, returned: Uuid) -> (Uuid, Uuid, Uuid) {
    let id = just_begun(app, unit, period).await;
    let tx = app.db.write(Actor::System).await.expect("writes");
    let section = section(&tx, period).await;
    let told = Said { section, returned, unit, words: "Một".to_owned() };
    let mut narrative = Narrative::begun(vec![told], || tx.next_id());
    narrative.passages.clear();
    let narrative = narrative.with(section, "Hai", || tx.next_id());
    store::set_narrative(&tx, id, &Narrative::default(), &narrative).await.expect("set");
    tx.record(db::Event::new("test.narrative", "test"));
    tx.commit().await.expect("commits");
    (id, narrative.passages[0].id, narrative.sources[0].id)
}

/// The first section of a period's regime.
pub(crate) async fn section(tx: &impl ConnectionTrait, period: Uuid) -> Uuid {
    let (regime, ..) = returns::run(tx, period).await.expect("there");
    returns::sections(tx, regime.id).await.expect("read")[0].id
}

/// A report of a period that somebody reviewed.
pub(crate) async fn reviewed(app: &AppState, unit: Uuid, period: Uuid) -> Uuid {
    let id = just_begun(app, unit, period).await;
    let step = NewStep { key: None, revision: 1, words: None };
    actions::review(app, &coordinator(app, unit).await, id, step).await.expect("reviewed");
    id
}

/// A report of a period that a leader signed; the id of the document.
pub(crate) async fn signed(app: &AppState, unit: Uuid, period: Uuid) -> Uuid {
    let id = reviewed(app, unit, period).await;
    let leader = somebody(app, Role::Leader, Some(unit)).await;
    issuing::testing::may_sign(app, unit, leader.id).await;
    let grants = vec![Grant { role: Role::Leader, unit: Some(unit) }];
    let leader = Signed::new(leader.id, "Nguyễn Văn An".to_owned(), String::new(), grants);
    let step = NewStep { key: None, revision: 2, words: None };
    signing::sign(app, &leader, id, None, step).await.expect("signed")
}
