//! Every route, asked as nobody and as each role, for a unit of one's own and for another: the permission matrix holds.

use axum::http::StatusCode;
use db::testing::{TestDb, count, each_database};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::{Listed, Role, Who};
use crate::people::testing::{Somebody, access_token, calendar_address, delegation, invitation, somebody};
use crate::tasks::State;
use crate::tasks::testing::{task, task_in};
use crate::testing::Program;
use crate::units::testing::{ended_unit, unit};

/// What a request is about: fresh for each, since some are gone or changed after it.
pub(super) struct Target {
    /// The unit under which everything of it stands.
    side: Uuid,
    unit: Uuid,
    sibling: Uuid,
    /// A unit that has ended, with a task.
    ended: Uuid,
    person: Somebody,
    plan: Uuid,
    clause: Uuid,
    review: Uuid,
    indicator: Uuid,
    /// A regime of the side, a period of it that is to come, and a draft and a submitted return of the unit.
    regime: Uuid,
    coming: Uuid,
    draft: Uuid,
    /// A file of that draft.
    proof: Uuid,
    period: Uuid,
    locked: Uuid,
    submitted: Uuid,
    withdrawn: Uuid,
    days_off: Uuid,
    task: Uuid,
    /// Of that task.
    evidence: Uuid,
    /// Tasks that somebody reported done, and that wait.
    reported: Uuid,
    suspended: Uuid,
    /// A run of recurring work.
    recurring: Uuid,
    invitation: String,
    /// From the person who asks, or from somebody else.
    delegation: Uuid,
    grant_to_delegate: Uuid,
    /// An access token, as above.
    token: Uuid,
    /// The secret in the address of somebody's calendar.
    calendar: String,
    /// A report in hand or reviewed, with a passage, a source and a section.
    consolidation: Uuid,
    passage: Uuid,
    source: Uuid,
    section: Uuid,
    /// A document that was signed, and issued where the route is about that.
    document: Uuid,
    /// What was handed over of it.
    dispatch: Uuid,
    /// That somebody signs for the unit.
    signer: Uuid,
    /// A document that came in, by the exchange where the route is about that, and a file of it.
    incoming: Uuid,
    paper: Uuid,
}

impl Target {
    /// With what the route is about; of the rest there is nothing.
    pub(super) async fn new(
        program: &Program,
        listed: &Listed,
        side: Uuid,
        asks: &Somebody,
        is_own: bool,
    ) -> Self {
        let (app, nobody) = (&program.app, Uuid::nil());
        let is_about = |parts: &[&str]| parts.iter().any(|part| listed.path.contains(part));
        let (unit, sibling) =
            (unit(app, "Phòng A", Some(side)).await, unit(app, "Phòng B", Some(side)).await);
        let person = somebody(app, Role::Viewer, Some(unit)).await;
        let owner = if is_own { asks.clone() } else { somebody(app, Role::Viewer, Some(unit)).await };
        let reader = somebody(app, Role::Officer, Some(unit)).await;
        let mut target = Self {
            side,
            ended: ended_unit(app, "Phòng cũ", Some(side)).await,
            plan: nobody,
            clause: nobody,
            review: nobody,
            indicator: crate::indicators::testing::indicator(app, unit).await,
            regime: nobody,
            coming: nobody,
            draft: nobody,
            proof: nobody,
            period: nobody,
            locked: nobody,
            submitted: nobody,
            withdrawn: nobody,
            days_off: nobody,
            task: nobody,
            evidence: nobody,
            reported: nobody,
            recurring: nobody,
            suspended: nobody,
            unit,
            sibling,
            invitation: invitation(app, &person).await,
            delegation: delegation(app, &owner, &person).await,
            grant_to_delegate: owner.grant,
            token: access_token(app, owner.id, true).await.0,
            calendar: calendar_address(app, reader.id).await,
            consolidation: nobody,
            passage: nobody,
            source: nobody,
            section: nobody,
            document: nobody,
            dispatch: nobody,
            signer: nobody,
            incoming: nobody,
            paper: nobody,
            person,
        };
        let today = web::format::day_of(app.db.clock().now());
        if is_about(&["plan", "regimes", "/api/v1/tasks"]) {
            (target.plan, target.clause) = crate::plan::testing::kept(app, unit).await;
        }
        if is_about(&["unit-plans"]) {
            let of = (target.plan, target.clause);
            // Another unit makes its own plan of it.
            crate::tasks::testing::given(app, sibling, of, "Tập huấn", Some(today), &[]).await;
        }
        if is_about(&["plan-reviews"]) {
            target.review = crate::plan::testing::under_review(app, unit, &target.person).await;
        }
        if is_about(&["tasks", "units", "successions"]) {
            task(app, target.ended).await;
            target.task = task(app, unit).await;
            target.evidence = crate::tasks::testing::proven(app, target.task).await;
            target.reported = task_in(app, unit, State::ReportedDone).await;
            target.recurring = crate::tasks::testing::run_of_series(app, unit).await;
            target.suspended = task_in(app, unit, State::Suspended).await;
        }
        if is_about(&["days-off"]) {
            target.days_off = crate::calendar::testing::day_off(app, side, today).await;
        }
        if is_about(&["returns", "periods", "regimes"]) {
            (target.regime, target.coming) = crate::returns::testing::regime(app, side, &[], today).await;
            (target.draft, target.period) = crate::returns::testing::asked(app, side, unit, &[]).await;
            target.proof = crate::returns::testing::proven(app, side, target.draft).await;
            target.locked = crate::returns::testing::locked(app, side, unit).await;
            target.submitted = crate::returns::testing::submitted(app, side, unit, reader.id).await;
            target.withdrawn = crate::returns::testing::withdrawn(app, side, unit).await;
        }
        if is_about(&["/bo/incoming/{id}"]) {
            use crate::incoming::State;
            let is_new = is_about(&["acceptance", "refusal"]);
            let state = if is_new { State::New } else { State::Accepted };
            (target.incoming, target.paper) = crate::incoming::testing::entered(app, side, state).await;
        }
        if is_about(&["signers"]) {
            target.signer = crate::issuing::testing::may_sign(app, unit, target.person.id).await;
        }
        if is_about(&["/bo/consolidations/", "/documents/{id}"]) {
            target.add_documents(program, listed, asks).await;
        }
        target
    }

    /// With a report in the state that the route is about.
    async fn add_documents(&mut self, program: &Program, listed: &Listed, asks: &Somebody) {
        let (app, side) = (&program.app, self.side);
        let (draft, period) = crate::returns::testing::asked(app, side, self.unit, &[]).await;
        if listed.path.contains("documents") {
            self.document = crate::consolidation::testing::signed(app, side, period).await;
            if !listed.path.ends_with("/issue") {
                crate::issuing::testing::issued(app, side, self.document).await;
                self.dispatch = crate::dispatch::testing::handed_over(app, self.document).await;
            }
        } else if listed.path.ends_with("/signature") || listed.path.ends_with("/reopening") {
            crate::issuing::testing::may_sign(app, side, asks.id).await;
            self.consolidation = crate::consolidation::testing::reviewed(app, side, period).await;
        } else if listed.path.ends_with("/review") {
            self.consolidation = crate::consolidation::testing::just_begun(app, side, period).await;
        } else {
            (self.consolidation, self.passage, self.source) =
                crate::consolidation::testing::begun(app, side, period, draft).await;
            let tx = app.db.read().await.expect("reads");
            self.section = crate::consolidation::testing::section(&tx, period).await;
        }
    }
}

/// Address and fields by which a route is asked about a target. A route that is not here has nobody who tests it.
pub(super) fn request(listed: &Listed, target: &Target) -> (String, Vec<(String, String)>) {
    let fields = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
    };
    let (unit, sibling, person) =
        (target.unit.to_string(), target.sibling.to_string(), target.person.id.to_string());
    let at = |id: &str| listed.path.replace("{id}", id);
    // As unique as the target.
    let name = format!("Phòng {}", target.unit.simple());
    let facts = [("name", name.as_str()), ("kind", "office"), ("from", "2026-01-01"), ("revision", "1")];
    let grant = [("role", "officer"), ("unit", &unit), ("from", "2026-11-01")];
    match (listed.method, listed.path) {
        (
            "GET",
            "/"
            | "/sign-in"
            | "/sign-in/code"
            | "/plan/readings"
            | "/bo"
            | "/bo/account"
            | "/bo/account/tokens"
            | "/bo/account/second-factor"
            | "/bo/units"
            | "/bo/audit"
            | "/bo/audit/events.csv"
            | "/bo/audit/events.xlsx"
            | "/bo/people"
            | "/bo/people/new"
            | "/bo/plans"
            | "/bo/indicators"
            | "/bo/indicators/catalogue"
            | "/bo/indicators/new"
            | "/bo/returns"
            | "/bo/days-off"
            | "/bo/documents"
            | "/api/v1/documents"
            | "/bo/incoming"
            | "/bo/incoming/new"
            | "/bo/incoming/messages"
            | "/bo/progress"
            | "/bo/progress/figures.xlsx"
            | "/bo/progress/figures.csv"
            | "/progress"
            | "/progress.csv"
            | "/bo/documents/verification"
            | "/bo/notices"
            | "/bo/tasks"
            | "/bo/tasks/unowned"
            | "/bo/tasks/new"
            | "/bo/tasks/sheet.xlsx"
            | "/bo/tasks/values.csv"
            | "/bo/tasks/calendar.ics"
            | "/bo/plan-reviews/new"
            | "/bo/successions/new"
            | "/api/openapi.json"
            | "/api/v1/units"
            | "/api/v1/plans"
            | "/api/v1/tasks"
            | "/api/v1/indicators"
            | "/api/v1/regimes"
            | "/api/v1/returns",
        ) => (listed.path.to_owned(), Vec::new()),
        ("GET", "/bo/units/new") => (format!("/bo/units/new?parent={unit}"), Vec::new()),
        ("GET", "/bo/units/{id}" | "/api/v1/units/{id}") => (at(&unit), Vec::new()),
        ("GET", "/bo/people/{id}") => (at(&person), Vec::new()),
        ("GET", "/api/v1/plans/{id}" | "/api/v1/plans/{id}/clauses") => {
            (at(&target.plan.to_string()), Vec::new())
        }
        (
            "GET",
            "/bo/plans/{id}"
            | "/bo/plans/{id}/original"
            | "/bo/plan-reviews/{id}"
            | "/bo/plan-reviews/{id}/progress",
        ) => (
            at(&if listed.path.contains("reviews") { target.review } else { target.plan }.to_string()),
            Vec::new(),
        ),
        ("GET" | "POST", path) if path.starts_with("/api/v1/indicators/{id}") => {
            (at(&target.indicator.to_string()), Vec::new())
        }
        ("POST", "/api/v1/tasks") => (listed.path.to_owned(), Vec::new()),
        ("GET" | "POST", path) if path.starts_with("/api/v1/tasks/{id}") => {
            (at(&target.task.to_string()).replace("{evidence}", &target.evidence.to_string()), Vec::new())
        }
        ("POST", "/bo/days-off") => {
            let side = target.side.to_string();
            let days = [("unit", side.as_str()), ("name", "Quốc khánh"), ("first_on", "2027-09-02")];
            (listed.path.to_owned(), fields(&days))
        }
        ("POST", "/bo/days-off/{id}/removal") => (at(&target.days_off.to_string()), Vec::new()),
        ("GET" | "POST", "/bo/returns/{id}/workbook") | ("GET", "/bo/returns/{id}") => {
            (at(&target.draft.to_string()), Vec::new())
        }
        ("GET", "/api/v1/regimes/{id}") => (at(&target.regime.to_string()), Vec::new()),
        ("GET", "/api/v1/periods/{id}") => (at(&target.period.to_string()), Vec::new()),
        ("POST", "/api/v1/returns/{id}/acceptance" | "/api/v1/returns/{id}/giving-back") => {
            (at(&target.submitted.to_string()), Vec::new())
        }
        ("POST", "/api/v1/returns/{id}/asking") => (at(&target.withdrawn.to_string()), Vec::new()),
        ("GET" | "POST", path) if path.starts_with("/api/v1/returns/{id}") => {
            (at(&target.draft.to_string()), Vec::new())
        }
        ("GET" | "POST", path) if path.starts_with("/bo/returns/{id}/evidence") => {
            (at(&target.draft.to_string()).replace("{evidence}", &target.proof.to_string()), Vec::new())
        }
        ("GET", path) if path.starts_with("/bo/periods/{id}/") => {
            (at(&target.period.to_string()), Vec::new())
        }
        ("GET", "/bo/periods/{id}") => (at(&target.period.to_string()), Vec::new()),
        ("POST", "/bo/periods/{id}/consolidations") => {
            (at(&target.period.to_string()), fields(&[("kind", "report")]))
        }
        ("GET" | "POST", "/bo/plans/{id}/unit-plans") => {
            (at(&target.plan.to_string()), fields(&[("unit", &target.sibling.to_string())]))
        }
        ("GET" | "POST", "/bo/units/{id}/plan-template") => {
            (at(&unit), fields(&[("template", "Trích yếu: Kế hoạch"), ("from_on", "2027-01-01")]))
        }
        ("GET" | "POST", "/bo/regimes/{id}/templates/{kind}") => {
            let path = at(&target.regime.to_string()).replace("{kind}", "report");
            (path, fields(&[("template", "Trích yếu: Kết quả"), ("from_on", "2027-01-01")]))
        }
        ("GET" | "POST", path) if path.starts_with("/bo/consolidations/") => {
            let path = at(&target.consolidation.to_string())
                .replace("{passage}", &target.passage.to_string())
                .replace("{source}", &target.source.to_string())
                .replace("{section}", &target.section.to_string());
            let revision = if listed.path.ends_with("/signature") || listed.path.ends_with("/reopening") {
                "2"
            } else {
                "1"
            };
            let sent =
                [("revision", revision), ("do", "write"), ("words", "Ba"), ("template", "Trích yếu: Ba")];
            (path, fields(&sent))
        }
        ("GET", "/bo/units/{id}/signing" | "/bo/units/{id}/publication") => (at(&unit), Vec::new()),
        ("POST", "/bo/units/{id}/publication") => {
            (at(&unit), fields(&[("indicator", &target.indicator.to_string())]))
        }
        ("POST", "/bo/units/{id}/letterhead") => {
            let head = [("revision", "0"), ("agency", "Phòng"), ("sign", "P"), ("place", "Sông Trà")];
            (at(&unit), fields(&head))
        }
        ("POST", "/bo/units/{id}/signers") => {
            let signer = [("person", person.as_str()), ("authority", "head"), ("title", "Trưởng phòng")];
            (at(&unit), fields(&[&signer[..], &[("from", "2026-01-01")]].concat()))
        }
        ("POST", "/bo/units/{id}/signers/{signer}/end") => {
            (at(&unit).replace("{signer}", &target.signer.to_string()), Vec::new())
        }
        ("POST", "/bo/units/{id}/register") => (at(&unit), fields(&[("last", "5")])),
        ("GET", path) if path.starts_with("/api/v1/documents/{id}") => {
            (at(&target.document.to_string()).replace("{kind}", "pdf"), Vec::new())
        }
        ("POST", "/bo/incoming") => {
            let side = target.side.to_string();
            let entry = [("unit", side.as_str()), ("channel", "hand"), ("arrived_on", "2026-11-20")];
            let more = [("sender", "Sở Y tế"), ("title", "Về việc tiêm phòng")];
            (listed.path.to_owned(), fields(&[&entry[..], &more].concat()))
        }
        ("GET" | "POST", path) if path.starts_with("/bo/incoming/{id}") => {
            let path = at(&target.incoming.to_string()).replace("{file}", &target.paper.to_string());
            let to = format!("unit:{unit}");
            let act = [("revision", "1"), ("reason", "Nhầm"), ("to", to.as_str())];
            let entry = [("arrived_on", "2026-11-20"), ("sender", "Sở Y tế"), ("title", "Về việc khác")];
            (path, fields(&[&act[..], &entry].concat()))
        }
        ("POST", "/bo/documents/verification") => (listed.path.to_owned(), Vec::new()),
        ("GET" | "POST", path) if path.starts_with("/bo/documents/{id}/dispatch") => {
            let path = at(&target.document.to_string()).replace("{dispatch}", &target.dispatch.to_string());
            let to = [("send.0", "1"), ("name.0", "Sở"), ("channel.0", "hand"), ("address.0", "")];
            (path, fields(&[&to[..], &[("revision", "1"), ("state", "received")]].concat()))
        }
        ("GET" | "POST", path) if path.starts_with("/bo/documents/{id}") => {
            let revision = if listed.path.ends_with("/issue") { "1" } else { "3" };
            (at(&target.document.to_string()), fields(&[("revision", revision), ("words", "Sai sót")]))
        }
        ("GET", "/bo/regimes/{id}") => (at(&target.regime.to_string()), Vec::new()),
        ("POST", "/bo/regimes/{id}/end") => (at(&target.regime.to_string()), Vec::new()),
        ("GET", "/bo/regimes/new") => (format!("/bo/regimes/new?plan={}", target.plan), Vec::new()),
        ("GET", "/bo/regimes/once") => (listed.path.to_owned(), Vec::new()),
        ("POST", "/bo/regimes/once") => {
            let side = target.side.to_string();
            let what = [("title", "Thiệt hại do bão"), ("kind", "once"), ("sections", "Tình hình")];
            let days = [("first_on", "2026-11-01"), ("last_on", "2026-11-20"), ("opens_on", "2026-11-20")];
            let of = [("due_on", "2027-01-31"), ("unit", side.as_str()), ("asked", unit.as_str())];
            (listed.path.to_owned(), fields(&[what, days, of].concat()))
        }
        ("POST", "/bo/regimes") => {
            let (plan, side) = (target.plan.to_string(), target.side.to_string());
            let rule =
                [("title", "Báo cáo năm"), ("asked", "office"), ("cycle", "year"), ("window", "decree")];
            let years =
                [("first_year", "2026"), ("last_year", "2030"), ("due_day", "15"), ("due_month", "11")];
            let of = [("opens_before", "45"), ("plan", plan.as_str()), ("unit", side.as_str())];
            (listed.path.to_owned(), fields(&[&rule[..], &years, &of].concat()))
        }
        ("POST", "/bo/periods/{id}/locking" | "/bo/periods/{id}/reminder") => {
            (at(&target.period.to_string()), fields(&[("revision", "1")]))
        }
        ("POST", "/bo/periods/{id}/unlocking") => {
            (at(&target.locked.to_string()), fields(&[("revision", "2"), ("words", "Sửa số liệu")]))
        }
        ("POST", "/bo/periods/{id}/opening") => (at(&target.coming.to_string()), Vec::new()),
        ("POST", "/bo/returns/{id}") => {
            (at(&target.draft.to_string()), fields(&[("do", "submit"), ("revision", "1")]))
        }
        ("POST", "/bo/returns/{id}/cells") => (at(&target.draft.to_string()), Vec::new()),
        ("POST", "/bo/periods/{id}/asking") => {
            (at(&target.period.to_string()), fields(&[("unit", &sibling), ("due_on", "2027-01-31")]))
        }
        ("POST", "/bo/returns/{id}/asking") => {
            let again = [("revision", "2"), ("due_on", "2027-01-31")];
            (at(&target.withdrawn.to_string()), fields(&again))
        }
        ("POST", "/bo/returns/{id}/extension") => {
            let term = [("revision", "1"), ("words", "Mưa lũ"), ("due_on", "2027-01-31")];
            (at(&target.draft.to_string()), fields(&term))
        }
        ("POST", path) if path.starts_with("/bo/returns/{id}/") => {
            (at(&target.submitted.to_string()), fields(&[("revision", "2"), ("words", "Đã xem")]))
        }
        ("GET", "/bo/indicators/{id}") => (at(&target.indicator.to_string()), Vec::new()),
        ("POST", "/bo/indicators/{id}/rules") => (
            at(&target.indicator.to_string()),
            fields(&[
                ("kind", "share"),
                ("over_time", "sum"),
                ("over_units", "add"),
                ("jump", "20"),
                ("revision", "1"),
            ]),
        ),
        ("POST", "/bo/indicators") => (
            listed.path.to_owned(),
            fields(&[("unit", &unit), ("name", "Vườn mẫu"), ("kind", "number"), ("direction", "up")]),
        ),
        ("POST", "/bo/indicators/{id}/source") => {
            (at(&target.indicator.to_string()), fields(&[("source", "tasks_done"), ("revision", "1")]))
        }
        ("POST", "/bo/indicators/{id}/place") => (
            at(&target.indicator.to_string()),
            fields(&[("baseline", "2"), ("baseline_year", "2022"), ("revision", "1")]),
        ),
        ("POST", "/bo/indicators/{id}/values") => (
            at(&target.indicator.to_string()),
            fields(&[("unit", &unit), ("year", "2025"), ("value", "3"), ("seen", "0")]),
        ),
        ("GET", path) if path.starts_with("/bo/plans/{id}/clauses/{clause}") => {
            (at(&target.plan.to_string()).replace("{clause}", &target.clause.to_string()), Vec::new())
        }
        ("POST", "/bo/plans/{id}/clauses/{clause}/tasks") => (
            at(&target.plan.to_string()).replace("{clause}", &target.clause.to_string()),
            fields(&[("title", "Tập huấn"), ("lead", &unit), ("due_on", "2027-06-30")]),
        ),
        ("POST", "/bo/tasks") => (
            listed.path.to_owned(),
            fields(&[("title", "Tập huấn"), ("lead", &unit), ("helping", &sibling), ("every", "yearly")]),
        ),
        ("POST", "/bo/tasks/chosen") => {
            let what = [("task", format!("{}.2", target.task)), ("to", sibling.clone())];
            let what: Vec<_> = what.iter().map(|(name, value)| (*name, value.as_str())).collect();
            (listed.path.to_owned(), fields(&[&what[..], &[("words", "Phân công lại")]].concat()))
        }
        ("POST", "/bo/plan-reviews/{id}/steps") => {
            let about =
                [("do", "about"), ("number", "9/KH"), ("kind", "Kế hoạch"), ("title", "Về việc khác")];
            (at(&target.review.to_string()), fields(&[&about[..], &[("revision", "0")]].concat()))
        }
        ("POST", "/bo/plan-reviews/{id}/plan") => {
            (at(&target.review.to_string()), fields(&[("revision", "0"), ("leave_open", "1")]))
        }
        // With a file, which `ask` adds.
        ("POST", "/bo/plan-reviews") => (listed.path.to_owned(), fields(&[("unit", &unit)])),
        ("POST", path) if path.starts_with("/bo/plan-reviews/{id}/") => {
            (at(&target.review.to_string()), fields(&[("revision", "0")]))
        }
        ("GET", "/bo/tasks/{id}/evidence/{evidence}") => {
            (at(&target.task.to_string()).replace("{evidence}", &target.evidence.to_string()), Vec::new())
        }
        ("GET", "/bo/tasks/{id}") => (at(&target.task.to_string()), Vec::new()),
        ("POST", "/bo/tasks/handovers") => {
            let to = format!("to.{}", target.ended);
            (listed.path.to_owned(), fields(&[(&to, &sibling), ("words", "Sắp xếp")]))
        }
        ("POST", path) if path.starts_with("/bo/tasks/{id}/") => {
            let what = [("words", "Theo báo cáo"), ("percent", "50"), ("done_on", "2026-11-01")];
            let more = [("due_on", "2027-06-30"), ("to", sibling.as_str()), ("revision", "2")];
            let of = match path.rsplit('/').next() {
                Some("confirmation" | "return") => target.reported,
                Some("resumption") => target.suspended,
                Some("series-end") => target.recurring,
                _ => target.task,
            };
            (at(&of.to_string()), fields(&[&what[..], &more].concat()))
        }
        ("POST", "/bo/units") => {
            ("/bo/units".to_owned(), fields(&[&facts[..], &[("parent", &unit)]].concat()))
        }
        ("POST", "/bo/units/{id}/correction") => (at(&unit), fields(&facts)),
        ("POST", "/bo/units/{id}/closing") => {
            (at(&unit), fields(&[("revision", "1"), ("last_day", "2026-10-31"), ("reason", "Giải thể")]))
        }
        ("POST", "/bo/successions") => {
            let share = format!("share.{unit}.{sibling}");
            let act =
                [("act", "1/QĐ"), ("act_on", "2026-01-01"), ("effective_on", "2026-02-01"), (&share, "100")];
            (listed.path.to_owned(), fields(&act))
        }
        ("POST", "/bo/people") => {
            // As unique as the target.
            let login = format!("moi-{}", target.unit.simple());
            let login = [("login", login.as_str()), ("name", "Hà")];
            (listed.path.to_owned(), fields(&[&grant[..], &login].concat()))
        }
        (
            "POST",
            "/bo/people/{id}/invitation"
            | "/bo/people/{id}/disablement"
            | "/bo/people/{id}/enablement"
            | "/bo/people/{id}/second-factor/reset",
        ) => (at(&person), Vec::new()),
        ("POST", "/bo/people/{id}/grants") => (at(&person), fields(&grant)),
        ("POST", "/bo/grants/{id}/end") => (at(&target.person.grant.to_string()), Vec::new()),
        ("POST", "/bo/notices/read") => (listed.path.to_owned(), Vec::new()),
        ("POST", "/bo/account/mail") => (listed.path.to_owned(), fields(&[("email", "lan@example.vn")])),
        ("POST", "/bo/audit/checks") => (listed.path.to_owned(), Vec::new()),
        ("POST", "/bo/people/second-factor") => (listed.path.to_owned(), fields(&[("required", "0")])),
        ("POST", path) if OF_ONESELF.contains(&path) => (listed.path.to_owned(), Vec::new()),
        ("POST", "/bo/account/delegations") => {
            let (grant, to) = (target.grant_to_delegate.to_string(), target.person.login.clone());
            let days = [("from", "2026-11-25"), ("last_day", "2026-11-30"), ("reason", "Đi học")];
            let whom = [("grant", grant.as_str()), ("to_login", &to)];
            (listed.path.to_owned(), fields(&[&days[..], &whom].concat()))
        }
        ("POST", "/bo/account/tokens") => {
            let token = [("name", "Bảng tính"), ("may", "read"), ("last_day", "2026-12-31")];
            (listed.path.to_owned(), fields(&token))
        }
        ("POST", "/bo/account/tokens/{id}/revocation") => (at(&target.token.to_string()), Vec::new()),
        ("POST", "/bo/account/delegations/{id}/end") => (at(&target.delegation.to_string()), Vec::new()),
        ("POST", "/sign-in" | "/sign-in/code" | "/sign-out") => (listed.path.to_owned(), Vec::new()),
        ("POST", "/bo/account/calendar" | "/bo/account/calendar/end") => (listed.path.to_owned(), Vec::new()),
        ("GET", "/calendar/{file}") => (format!("/calendar/{}.ics", target.calendar), Vec::new()),
        (_, "/invitations/{token}") => (format!("/invitations/{}", target.invitation), Vec::new()),
        other => panic!("say here how {other:?} is asked"),
    }
}

/// What is sent to a route of the JSON interface.
fn input(listed: &Listed, target: &Target) -> Value {
    match listed.path {
        "/api/v1/tasks" => json!({
            "title": "Tập huấn", "lead": target.unit, "clause": { "plan_id": target.plan, "clause_id": target.clause },
        }),
        "/api/v1/tasks/{id}/acts" => json!({ "act": "comment", "words": "Đã xem" }),
        "/api/v1/indicators/{id}/values" => {
            json!({ "unit": target.unit, "year": 2025, "value": 3, "seen": 0 })
        }
        "/api/v1/returns/{id}/cells" => json!({ "cells": [], "passages": [] }),
        "/api/v1/returns/{id}/submission" => json!({ "revision": 1 }),
        "/api/v1/returns/{id}/acceptance" | "/api/v1/returns/{id}/giving-back" => {
            json!({ "revision": 2, "words": "Đã xem" })
        }
        "/api/v1/returns/{id}/extension" => {
            json!({ "revision": 1, "words": "Mưa lũ", "due_on": "2027-01-31" })
        }
        "/api/v1/returns/{id}/withdrawal" => json!({ "revision": 1, "words": "Nhầm đơn vị" }),
        "/api/v1/returns/{id}/asking" => json!({ "revision": 2, "due_on": "2027-01-31" }),
        other => panic!("say here what is sent to {other}"),
    }
}
/// What one does to one's own account: sent empty, the form comes back.
const OF_ONESELF: [&str; 5] = [
    "/bo/account/password",
    "/bo/account/second-factor",
    "/bo/account/second-factor/confirmation",
    "/bo/account/second-factor/end",
    "/bo/account/recovery-codes",
];

/// Routes without a unit or a person of their own: there is no other one to ask for.
fn is_about_nothing(listed: &Listed) -> bool {
    let (method, path) = (listed.method, listed.path);
    // Whose clause it is does not matter: the form offers one's own units.
    let is_form = ["/bo/plans/{id}/clauses/{clause}/tasks/new", "/bo/regimes/new"].contains(&path);
    let is_list = method == "GET" && !path.contains('{') && path != "/bo/units/new";
    let own = [
        "/bo/account/tokens",
        "/bo/account/mail",
        "/bo/account/calendar",
        "/bo/account/calendar/end",
        "/bo/notices/read",
        "/bo/documents/verification",
    ];
    is_form || is_list || own.contains(&path) || OF_ONESELF.contains(&path)
}

/// Tests among which the routes are divided: cores ask at the same time, and none asks among all that the others left behind.
const PARTS: usize = 6;

#[tokio::test]
async fn the_matrix_holds_in_its_first_part() {
    part_holds(0).await;
}

#[tokio::test]
async fn the_matrix_holds_in_its_second_part() {
    part_holds(1).await;
}

#[tokio::test]
async fn the_matrix_holds_in_its_third_part() {
    part_holds(2).await;
}

#[tokio::test]
async fn the_matrix_holds_in_its_fourth_part() {
    part_holds(3).await;
}

#[tokio::test]
async fn the_matrix_holds_in_its_fifth_part() {
    part_holds(4).await;
}

#[tokio::test]
async fn the_matrix_holds_in_its_last_part() {
    part_holds(PARTS - 1).await;
}

async fn part_holds(part: usize) {
    each_database(async |db| {
        let program = Program::new(db);
        let top = unit(&program.app, "Tỉnh", None).await;
        let (own, other) = (
            unit(&program.app, "Thị xã A", Some(top)).await,
            unit(&program.app, "Thị xã B", Some(top)).await,
        );
        for listed in crate::routes().listed().into_iter().skip(part).step_by(PARTS) {
            // The reading pages have tests of their own; they ask nobody who they are.
            if listed.path.starts_with("/plan/readings") {
                assert!(matches!(listed.who, Who::Everybody | Who::Holder), "{listed:?}");
                continue;
            }
            as_visitor(&program, &listed, own).await;
            for role in Role::ALL {
                let place = (role != Role::Administrator).then_some(own);
                as_role(&program, db, &listed, (role, place), (own, true)).await;
                if role != Role::Administrator && !is_about_nothing(&listed) {
                    as_role(&program, db, &listed, (role, place), (other, false)).await;
                }
            }
        }
    })
    .await;
}

async fn as_visitor(program: &Program, listed: &Listed, side: Uuid) {
    let asks = somebody(&program.app, Role::Viewer, Some(side)).await;
    let target = Target::new(program, listed, side, &asks, true).await;
    let answer = ask(program, None, listed, &target).await;
    let is_sent_away =
        answer.status == StatusCode::UNAUTHORIZED || answer.place().starts_with("/sign-in?to=");
    let is_open = matches!(listed.who, Who::Everybody | Who::Holder);
    // A program is not sent to a form.
    assert!(!listed.path.starts_with("/api/") || answer.place().is_empty(), "{listed:?}");
    assert_eq!(is_sent_away, !is_open, "nobody asks {listed:?}: {}", answer.status);
}

async fn as_role(
    program: &Program,
    db: &TestDb,
    listed: &Listed,
    (role, place): (Role, Option<Uuid>),
    (side, is_own): (Uuid, bool),
) {
    let asks = somebody(&program.app, role, place).await;
    let target = Target::new(program, listed, side, &asks, is_own).await;
    assert_eq!(target.side, side);
    let (_, token) = access_token(&program.app, asks.id, true).await;
    let events = || async { count(&db.read().await.expect("reads"), "audit_events").await };
    let before = events().await;
    let answer = ask(program, Some((&asks.cookie, &token)), listed, &target).await;
    let case = format!("{role:?} asks {listed:?}, own: {is_own}: {}\n{}", answer.status, said(&answer.body));
    let (status, is_changed) = (answer.status, events().await != before);
    match listed.who {
        Who::May(right) if !role.rights().contains(&right) => {
            assert!(status == StatusCode::FORBIDDEN && !is_changed, "{case}");
        }
        // What is another's is not found; where it was chosen in a form, the form says so.
        Who::May(right) if right.is_bounded() && !is_own => {
            let is_refused = [StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY].contains(&status);
            assert!(is_refused && !is_changed, "{case}");
        }
        Who::Signed if !is_own && listed.method == "POST" => {
            assert!(status == StatusCode::NOT_FOUND && !is_changed, "{case}");
        }
        _ => {
            let is_let_in = status.is_success() || status.is_redirection();
            let is_empty_form = ["/sign-in", "/invitations/{token}"].contains(&listed.path)
                || OF_ONESELF.contains(&listed.path);
            assert!(is_let_in || is_empty_form && status == StatusCode::UNPROCESSABLE_ENTITY, "{case}");
        }
    }
}

/// Asks with the cookie, or under `/api/` with the token.
async fn ask(
    program: &Program,
    secrets: Option<(&str, &str)>,
    listed: &Listed,
    target: &Target,
) -> crate::testing::Answer {
    let (path, fields) = request(listed, target);
    let (cookie, token) = secrets.unwrap_or_default();
    if path.starts_with("/api/") && listed.method == "GET" {
        return program.api_get(token, &path).await;
    }
    if path.starts_with("/api/") {
        return program.api_post(token, &path, "", &input(listed, target)).await;
    }
    if listed.method == "GET" {
        return program.get(cookie, &path).await;
    }
    if listed.path == "/bo/plan-reviews" {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let plan = "KẾ HOẠCH\nTrồng rau sạch\n".as_bytes();
        return program.upload(cookie, &path, &fields, ("kế hoạch.txt", plan)).await;
    }
    if listed.path == "/bo/returns/{id}/workbook" {
        let workbook = crate::returns::testing::workbook(&program.app, target.draft).await;
        return program.deliver(cookie, &path, &[], "workbook", &[("bao-cao.xlsx", &workbook)]).await;
    }
    if listed.path == "/bo/returns/{id}/evidence" {
        return program.deliver(cookie, &path, &[], "evidence", &[("biên bản.txt", b"a")]).await;
    }
    if ["/bo/documents/{id}/signed", "/bo/documents/verification"].contains(&listed.path) {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let pdf = match target.document.is_nil() {
            true => b"%PDF-1.7".to_vec(),
            false => crate::issuing::testing::signed_copy(&program.app, target.document).await,
        };
        return program.upload_as(cookie, &path, &fields, ("ky.pdf", &pdf)).await;
    }
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    program.post(cookie, &path, &fields).await
}

/// What a page says in its middle.
fn said(page: &str) -> &str {
    page.split_once("<main").map_or(page, |(_, rest)| rest)
}
