//! People: those who sign in, what they are at which unit, and who stands in for whom.
//!
//! Invariants: a password is known to nobody but its owner and kept as argon2id; a sign-in, an invitation, an access
//! token, the address of a calendar and a recovery code are known here by their SHA-256 only; a sign-in ends with its time, the password or second step
//! that opened it, or the person, an access token with its last day, the password, or the person; between password and
//! code there is no sign-in, and no code works twice; a role is ended rather than deleted; nobody gives more than they
//! have, or touches the account of somebody who has more; one administrator is always left.

mod access_tokens;
mod accounts;
mod actions;
mod calendar_addresses;
mod codes;
mod forms;
mod model;
mod pages;
mod passwords;
mod second_factor;
mod second_step;
mod session;
mod sign_in;
mod store;
mod subject;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod tokens;
mod view;

use crate::AppState;
use crate::access::{Right, Routes, Who};

pub use accounts::{FirstAdministrator, end_all_ways_in, first_administrator, recover};
pub(crate) use accounts::{NewAccount, acting, found_account};
pub(crate) use calendar_addresses::calendar_reader;
pub use passwords::Passwords;
pub(crate) use session::identify;
pub(crate) use store::{Addressee, Choice, Holder, addressees, choices, holders, names};
pub use tokens::Invitation;

/// How people sign in, from the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long a sign-in lasts.
    pub session: chrono::TimeDelta,
    /// How long an invitation holds.
    pub invitation: chrono::TimeDelta,
    /// The address under which people reach the instance, without a slash at its end; `None` for the one they came by.
    pub public_url: Option<String>,
}

impl Settings {
    /// The whole address of a path, for somebody outside; `host` is the one by which the instance is reached.
    pub(crate) fn address(&self, host: &str, path: &str) -> String {
        let start = self.public_url.clone().unwrap_or_else(|| format!("http://{host}"));
        format!("{}{path}", start.trim_end_matches('/'))
    }
}

/// The pages.
pub fn routes() -> Routes<AppState> {
    Routes::default()
        .get("/sign-in", Who::Everybody, pages::sign_in::show)
        .post("/sign-in", Who::Everybody, pages::sign_in::sign_in)
        .get("/sign-in/code", Who::Everybody, pages::second_step::show)
        .post("/sign-in/code", Who::Everybody, pages::second_step::enter)
        .post("/sign-out", Who::Everybody, pages::sign_in::sign_out)
        .get("/invitations/{token}", Who::Holder, pages::sign_in::invited)
        .post("/invitations/{token}", Who::Holder, pages::sign_in::accept)
        .get("/bo/account", Who::Signed, pages::account::show)
        .post("/bo/account/password", Who::Signed, pages::account::change_password)
        .post("/bo/account/mail", Who::Signed, pages::account::set_mail)
        .get("/bo/account/second-factor", Who::Signed, pages::second_factor::show)
        .post("/bo/account/second-factor", Who::Signed, pages::second_factor::offer)
        .post("/bo/account/second-factor/confirmation", Who::Signed, pages::second_factor::turn_on)
        .post("/bo/account/second-factor/end", Who::Signed, pages::second_factor::turn_off)
        .post("/bo/account/recovery-codes", Who::Signed, pages::second_factor::renew_recovery_codes)
        .post("/bo/account/delegations", Who::Signed, pages::account::delegate)
        .post("/bo/account/delegations/{id}/end", Who::Signed, pages::account::end_delegation)
        .post("/bo/account/calendar", Who::May(Right::DoTasks), pages::calendar_address::make)
        .post("/bo/account/calendar/end", Who::Signed, pages::calendar_address::take_back)
        .get("/bo/account/tokens", Who::Signed, pages::access_tokens::list)
        .post("/bo/account/tokens", Who::Signed, pages::access_tokens::make)
        .post("/bo/account/tokens/{id}/revocation", Who::Signed, pages::access_tokens::revoke)
        .get("/bo/people", Who::May(Right::RunPeople), pages::people::list)
        .get("/bo/people/new", Who::May(Right::RunPeople), pages::people::new)
        .post("/bo/people", Who::May(Right::RunPeople), pages::people::add)
        .get("/bo/people/{id}", Who::May(Right::RunPeople), pages::people::show)
        .post("/bo/people/{id}/invitation", Who::May(Right::RunPeople), pages::people::invite)
        .post("/bo/people/{id}/disablement", Who::May(Right::RunPeople), pages::people::disable)
        .post("/bo/people/{id}/enablement", Who::May(Right::RunPeople), pages::people::enable)
        .post("/bo/people/{id}/second-factor/reset", Who::May(Right::RunPeople), pages::people::reset_factor)
        .post("/bo/people/second-factor", Who::May(Right::RunSignIn), pages::people::require_factor)
        .post("/bo/people/{id}/grants", Who::May(Right::RunPeople), pages::people::give)
        .post("/bo/grants/{id}/end", Who::May(Right::RunPeople), pages::people::end_grant)
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) fn samples() -> Vec<web::Sample> {
    view::samples().into_iter().chain(view::access_tokens::samples()).collect()
}
