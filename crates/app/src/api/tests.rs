//! The interface as programs use it, on both databases.

mod acts;
mod description;
mod evidence;
mod examples;
mod refusals;
mod returns;
mod values;
mod work;

use uuid::Uuid;

use crate::access::Role;
use crate::people::testing::{Somebody, access_token, somebody};
use crate::testing::Program;
use crate::units::testing::unit;

/// An office of a town, with who works there and leads it, each with a token.
struct Town {
    town: Uuid,
    office: Uuid,
    officer: Somebody,
    officers: String,
    leaders: String,
    coordinators: String,
}

async fn town(program: &Program) -> Town {
    let app = &program.app;
    let town = unit(app, "Thị xã An Khê", None).await;
    let office = unit(app, "Phòng Kinh tế", Some(town)).await;
    let officer = somebody(app, Role::Officer, Some(office)).await;
    let leader = somebody(app, Role::Leader, Some(office)).await;
    let coordinator = somebody(app, Role::Coordinator, Some(town)).await;
    Town {
        officers: access_token(app, officer.id, true).await.1,
        leaders: access_token(app, leader.id, true).await.1,
        coordinators: access_token(app, coordinator.id, true).await.1,
        officer,
        town,
        office,
    }
}
