//! People and what they are: values and rules.

mod access_token;

pub(crate) use access_token::{AccessToken, MOST_TOKENS, check_term, longest_term};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::access::Role;

/// Somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) id: Uuid,
    /// What they type to sign in.
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    /// PHC string of argon2id; none until an invitation was taken up.
    pub(crate) password: Option<String>,
    pub(crate) disabled_at: Option<DateTime<Utc>>,
}

/// A role that somebody has, had or will have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeldGrant {
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    pub(crate) role: Role,
    pub(crate) unit: Option<Uuid>,
    pub(crate) from: NaiveDate,
    /// First day on which it does not hold any more.
    pub(crate) to: Option<NaiveDate>,
    /// The role that is delegated by it, and why.
    pub(crate) delegated_from: Option<Uuid>,
    pub(crate) reason: Option<String>,
}

impl HeldGrant {
    /// Whether it holds on that day.
    pub(crate) fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && !self.is_over(day)
    }

    /// Whether it has ended.
    pub(crate) fn is_over(&self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to <= day)
    }

    /// Last day on which it holds.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        self.to.and_then(|to| to.pred_opt())
    }
}

/// A name to sign in with as the database keeps it; `None` where it is none. Three to forty small Latin letters,
/// digits, dots, hyphens and underscores: it has to be typed on any keyboard.
pub(crate) fn login(typed: &str) -> Option<String> {
    let login = typed.trim().to_lowercase();
    let is_good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_@".contains(&byte);
    ((3..=40).contains(&login.len()) && login.bytes().all(is_good)).then_some(login)
}

/// Whether mails can be sent there. Plain letters without quotes only: such an address needs no server of a special kind and
/// cannot be mistaken for several.
pub(crate) fn is_address(typed: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'()<>,;:\\[]`".contains(&byte);
    let address = typed.parse::<lettre::Address>();
    typed.bytes().all(is_plain) && address.is_ok_and(|address| address.domain().contains('.'))
}

/// What somebody's second step is worked out of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SecondFactor {
    pub(crate) person: Uuid,
    /// In base32.
    pub(crate) secret: String,
    /// The last time step of which a code was taken.
    pub(crate) last_step: i64,
}

/// A sign-in between the password and the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HalfSignIn {
    pub(crate) person: Uuid,
    /// The secret that was shown, where the second step has to be set up first.
    pub(crate) offered: Option<String>,
}

/// Fewest and most letters of a password. No rule of signs: length is what counts (NIST SP 800-63B, 5.1.1.2).
pub(crate) const PASSWORD: std::ops::RangeInclusive<usize> = 12..=200;

/// Why a password may not be chosen: the key of its text, after `error-`.
pub(crate) fn weakness(password: &str, person: &Person) -> Option<&'static str> {
    let letters: Vec<_> = vietnamese::fold(password).to_lowercase().chars().collect();
    let different = letters.iter().collect::<std::collections::HashSet<_>>().len();
    let folded: String = letters.iter().collect();
    let names = [&person.login, &vietnamese::fold(&person.name).to_lowercase()];
    if password.chars().count() < *PASSWORD.start() {
        Some("password-short")
    } else if password.chars().count() > *PASSWORD.end() {
        Some("too-long")
    } else if different < 5 || names.iter().any(|name| folded.contains(name.as_str())) {
        Some("password-easy")
    } else {
        None
    }
}

/// Wrong passwords and codes of one name, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failures {
    pub(crate) count: i32,
    pub(crate) last_at: DateTime<Utc>,
    /// No try before this instant.
    pub(crate) wait_until: DateTime<Utc>,
}

/// What was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guess {
    Password,
    /// Whoever guesses codes knows the password, and there are but a million of them.
    Code,
}

/// Tries that cost no wait.
const FREE: i32 = 4;
/// When wrong tries are forgotten, after the wait for the last of them.
const FORGOTTEN: TimeDelta = TimeDelta::hours(1);

impl Guess {
    fn longest_wait(self) -> TimeDelta {
        match self {
            Self::Password => TimeDelta::minutes(5),
            Self::Code => TimeDelta::hours(1),
        }
    }
}

impl Failures {
    /// After one more at `now`: from the fifth on, each wait is twice the one before, up to the longest.
    pub(crate) fn one_more(before: Option<Self>, guess: Guess, now: DateTime<Utc>) -> Self {
        let kept = before.filter(|before| now - before.last_at.max(before.wait_until) < FORGOTTEN);
        let count = kept.map_or(0, |before| before.count).saturating_add(1);
        let doublings = u32::try_from(count - FREE).unwrap_or(0).min(20);
        let wait = if doublings == 0 { TimeDelta::zero() } else { TimeDelta::seconds(1 << doublings) };
        Self { count, last_at: now, wait_until: now + wait.min(guess.longest_wait()) }
    }

    /// Seconds until the next try is looked at; none where it is at once.
    pub(crate) fn wait(&self, now: DateTime<Utc>) -> Option<i64> {
        let wait = self.wait_until - now;
        (wait > TimeDelta::zero()).then(|| wait.num_seconds() + 1)
    }
}
