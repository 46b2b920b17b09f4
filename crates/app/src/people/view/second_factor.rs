use std::collections::HashSet;

use base::Result;
use minijinja::{Value, context};
use uuid::Uuid;

use crate::access::{Signed, office};
use crate::people::codes;
use crate::people::second_step::Asked;

/// One's own second step.
pub(crate) struct Factor {
    /// Recovery codes that are left, where it is on.
    pub(crate) left: Option<u64>,
    /// Whether everybody needs one.
    pub(crate) is_required: bool,
}

impl Factor {
    pub(super) fn shown(&self) -> Value {
        context! {
            is_on => self.left.is_some(),
            left => self.left.unwrap_or_default(),
            is_required => self.is_required,
        }
    }
}

/// The second steps of the people of a list.
pub(crate) struct Secured {
    pub(crate) with_factor: HashSet<Uuid>,
    /// Whether everybody needs one.
    pub(crate) is_required: bool,
}

/// The code after the password, first or again: `Some(None)` after a wrong one, `Some(Some(seconds))` where one has to
/// wait.
///
/// # Errors
/// A kept secret that is none.
pub(crate) fn second_step(to: &str, asked: &Asked, failed: Option<Option<i64>>) -> Result<Value> {
    let offer = asked.offer.as_ref().map(|(login, secret)| offer(login, secret)).transpose()?;
    Ok(context! { to, offer, failed => failed.is_some(), wait => failed.flatten().unwrap_or_default() })
}

/// Setting it up while signed in.
///
/// # Errors
/// A secret that is none.
pub(crate) fn set_up(signed: &Signed, login: &str, secret: &str, form: &Value) -> Result<Value> {
    Ok(context! { office => office(signed, "account"), offer => offer(login, secret)?, form })
}

/// The recovery codes, once, and the way on from them.
pub(crate) fn recovery_codes(codes: &[String], to: &str) -> Value {
    context! { codes, to }
}

fn offer(login: &str, secret: &str) -> Result<Value> {
    let address = codes::address(secret, login)?;
    Ok(context! { login, secret => codes::groups(secret), picture => codes::picture(&address)?, address })
}
