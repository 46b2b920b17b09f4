//! A country in the last minutes of a period: most have sent their reports, some have not.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use base::{SystemClock, SystemIds};
use chrono::{Days, NaiveDate};
use db::sea_orm::ConnectionTrait;
use db::sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Db, Settings, WriteTx};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Surroundings;
use crate::following::tasks::Dice;
use crate::following::world::{Rows, add_units, morning, settle};
use crate::rollup::cells::{FIRST_YEAR, RETURN, add_indicators, add_regime, is_share};

/// Those who send theirs at the same moment.
pub(super) const OFFICERS: usize = 200;

pub(super) struct Country {
    pub(super) settings: Settings,
    pub(super) period: Uuid,
    /// In the order of the regime.
    pub(super) indicators: Vec<Uuid>,
    /// The cookie of somebody of the office to which all report.
    pub(super) office: String,
    pub(super) officers: Vec<Officer>,
}

/// Somebody who fills the report of a commune.
pub(super) struct Officer {
    pub(super) cookie: String,
    pub(super) report: Uuid,
}

impl Officer {
    pub(super) fn path(&self) -> String {
        format!("/bo/returns/{}", self.report)
    }
}

impl Country {
    pub(super) fn make(surroundings: &Surroundings, folder: &Path, url: Option<&str>) -> Result<Self> {
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder)?;
        let units = surroundings.shared.join("data/units-2025.tsv");
        let units = std::fs::read_to_string(&units).with_context(|| units.display().to_string())?;
        let settings = match url {
            Some(url) => Settings::new(url),
            None => Settings::sqlite(&folder.join("biokhe.sqlite")),
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(Self::fill(settings, &units))
    }

    async fn fill(settings: Settings, units: &str) -> Result<Self> {
        let clock = Arc::new(SystemClock);
        let db = Db::connect(&settings, clock.clone(), Arc::new(SystemIds::new(clock)))?;
        db.migrate().await?;
        let tx = db.housekeeping().await?;
        let (top, provinces) = add_units(&tx, units).await?;
        lay_flat(&tx, top).await?;
        let indicators = add_indicators(&tx, top).await?;
        let (_, periods) = add_regime(&tx, top, &indicators).await?;
        let period = *periods.first().context("no period")?;
        let mut open = Query::update();
        open.table(Alias::new("report_periods"))
            .value(Alias::new("state"), "open")
            .and_where(Expr::col(Alias::new("id")).eq(period));
        tx.execute(&open).await?;
        let mut communes = provinces.iter().flat_map(|province| &province.communes).map(|(id, _)| *id);
        let mut people = People::default();
        let office = people.add(&tx, "coordinator", top);
        let mut officers = Vec::new();
        let mut returns = Rows::new("returns", &RETURN);
        let mut events =
            Rows::new("return_events", &["id", "return_id", "number", "kind", "words", "recorded_at"]);
        let due = NaiveDate::from_ymd_opt(FIRST_YEAR + 1, 1, 15).context("a day")?;
        let mut dice = Dice(20_261_130);
        let mut add = |commune: Uuid, state: &str| {
            let id = tx.next_id();
            let happened: &[&str] = match state {
                "draft" => &["ask"],
                "submitted" => &["ask", "submit"],
                "returned" => &["ask", "submit", "give-back"],
                _ => &["ask", "submit", "accept"],
            };
            let revision = i32::try_from(happened.len()).unwrap_or_default();
            returns.add(vec![
                id.into(),
                period.into(),
                commune.into(),
                state.into(),
                due.into(),
                due.into(),
                false.into(),
                revision.into(),
                morning(due).into(),
            ]);
            for (kind, number) in happened.iter().zip(1..) {
                let words = (*kind == "give-back").then_some("Thiếu số liệu chăn nuôi.");
                let (id, of, at) = (tx.next_id(), id, morning(due));
                events.add(vec![
                    id.into(),
                    of.into(),
                    number.into(),
                    (*kind).into(),
                    words.into(),
                    at.into(),
                ]);
            }
            id
        };
        for commune in communes.by_ref().take(OFFICERS) {
            let report = add(commune, "draft");
            officers.push(Officer { cookie: people.add(&tx, "officer", commune), report });
        }
        for commune in communes {
            let state = match dice.below(10) {
                0 => "draft",
                1 => "returned",
                2..5 => "submitted",
                _ => "accepted",
            };
            add(commune, state);
        }
        returns.finish(&tx).await?;
        events.finish(&tx).await?;
        people.finish(&tx).await?;
        tx.commit().await?;
        db.close().await?;
        settle(&settings).await?;
        Ok(Self { settings, period, indicators, office, officers })
    }

    /// What an officer types for an indicator: the number, and of a share its whole. No two of a commune are alike.
    pub(super) fn typed(&self, officer: usize, position: usize) -> (i64, Option<i64>) {
        let number = i64::try_from(officer * 1_000 + position + 1).unwrap_or_default();
        (number, is_share(position).then_some(number * 2))
    }

    /// Looks at what is in the database: all are sent, with one event of each sending and each figure as it was typed.
    pub(super) fn look(&self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let clock = Arc::new(SystemClock);
            let db = Db::connect(&self.settings, clock.clone(), Arc::new(SystemIds::new(clock)))?;
            let tx = db.read().await?;
            for (number, officer) in self.officers.iter().enumerate() {
                let sent = rows(&tx, "return_events", "number", officer.report, Some("submit")).await?;
                ensure!(sent.len() == 1, "sent {} times", sent.len());
                let mut stored = rows(&tx, "return_cells", "value", officer.report, None).await?;
                let mut typed: Vec<i64> =
                    (0..self.indicators.len()).map(|place| self.typed(number, place).0 * 10_000).collect();
                stored.sort_unstable();
                typed.sort_unstable();
                ensure!(stored == typed, "figures of {} are not as they were typed", officer.report);
            }
            drop(tx);
            db.close().await?;
            Ok(())
        })
    }
}

/// Puts all communes right below the office: one asks those right below.
async fn lay_flat(tx: &WriteTx, office: Uuid) -> Result<()> {
    let [units, ancestors] = ["units", "unit_ancestors"].map(Alias::new);
    let column = |name: &str| Expr::col(Alias::new(name));
    let commune = Query::select()
        .column(Alias::new("id"))
        .from(units.clone())
        .and_where(column("kind").eq("commune"))
        .to_owned();
    let between = Query::delete()
        .from_table(ancestors.clone())
        .and_where(column("unit_id").in_subquery(commune))
        .and_where(column("distance").eq(1))
        .to_owned();
    tx.execute(&between).await?;
    let nearer =
        Query::update().table(ancestors).value("distance", 1).and_where(column("distance").eq(2)).to_owned();
    tx.execute(&nearer).await?;
    let below = Query::update()
        .table(units)
        .values([("parent_id", office.into()), ("level", 1.into())])
        .and_where(column("kind").eq("commune"))
        .to_owned();
    tx.execute(&below).await?;
    Ok(())
}

/// Numbers of a table's rows of one return.
async fn rows(
    connection: &impl ConnectionTrait,
    table: &str,
    column: &str,
    of: Uuid,
    kind: Option<&str>,
) -> Result<Vec<i64>> {
    let mut select = Query::select();
    select
        .expr(Expr::col(Alias::new(column)).cast_as(Alias::new("bigint")))
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new("return_id")).eq(of))
        .and_where_option(kind.map(|kind| Expr::col(Alias::new("kind")).eq(kind)));
    let rows = connection.query_all(&select).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index::<i64>(0)?)).collect()
}

/// People on their way into the database, each signed in.
#[derive(Default)]
struct People {
    count: usize,
    rows: Option<[Rows; 3]>,
}

impl People {
    /// Adds one with a role; gives the cookie.
    fn add(&mut self, tx: &WriteTx, role: &str, unit: Uuid) -> String {
        let [people, grants, sessions] = self.rows.get_or_insert_with(|| {
            [
                Rows::new("people", &["id", "login", "name", "sought", "revision", "created_at"]),
                Rows::new("grants", &["id", "person_id", "role", "unit_id", "valid_from"]),
                Rows::new("sessions", &["token_sha256", "person_id", "created_at", "expires_at"]),
            ]
        });
        self.count += 1;
        let (id, login) = (tx.next_id(), format!("can-bo-{}", self.count));
        let token = hex::encode(Sha256::digest(login.as_bytes()));
        let from = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap_or_default();
        let text = || login.clone().into();
        people.add(vec![id.into(), text(), text(), text(), 1.into(), tx.now().into()]);
        grants.add(vec![tx.next_id().into(), id.into(), role.into(), unit.into(), from.into()]);
        let known = hex::encode(Sha256::digest(token.as_bytes()));
        let until = tx.now() + Days::new(1);
        sessions.add(vec![known.into(), id.into(), tx.now().into(), until.into()]);
        format!("__Host-session={token}")
    }

    async fn finish(self, tx: &WriteTx) -> Result<()> {
        for mut rows in self.rows.into_iter().flatten() {
            rows.finish(tx).await?;
        }
        Ok(())
    }
}
