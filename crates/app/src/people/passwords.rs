use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base::{Error, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Hashes passwords with argon2id, a few at a time: each takes 19 MiB, and no storm of sign-ins can make it more.
#[derive(Clone)]
pub struct Passwords(Arc<Inner>);

struct Inner {
    turns: Arc<Semaphore>,
    /// Places of those at work and of those who wait.
    line: Arc<Semaphore>,
    /// Of a password that nobody has: somebody unknown takes as long as somebody known.
    nobody: String,
    #[cfg(test)]
    gauge: gauge::Gauge,
}

/// KiB, passes and lanes: the first choice of OWASP's password storage cheat sheet for argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// Hashes that are worked out at the same time.
pub(super) const AT_ONCE: usize = 2;
/// Those that may wait for their turn, and for how long.
pub(super) const WAITING: usize = 64;
const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 120 } else { 10 });

impl Passwords {
    /// Works out one hash, to have something to compare with where nobody is.
    ///
    /// # Errors
    /// A fault of the machine.
    pub fn new() -> Result<Self> {
        Ok(Self(Arc::new(Inner {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            line: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
            nobody: hash("nobody has this password")?,
            #[cfg(test)]
            gauge: gauge::Gauge::default(),
        })))
    }

    /// A place in the line, taken before anything else is done for the request: whoever finds none costs nothing more.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where too many wait.
    pub(crate) fn place(&self) -> Result<Place> {
        let place = self.0.line.clone().try_acquire_owned().map_err(|_| Error::Unavailable)?;
        Ok(Place { passwords: self.clone(), place })
    }
}

/// A place in the line; who goes away, gives it up.
pub(crate) struct Place {
    passwords: Passwords,
    place: OwnedSemaphorePermit,
}

impl Place {
    /// The PHC string to keep of a password.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where its turn does not come.
    pub(crate) async fn hash(self, password: String) -> Result<String> {
        self.in_turn(move || hash(&password)).await
    }

    /// Whether the password is that of the PHC string; takes as long where there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where its turn does not come.
    pub(crate) async fn fits(self, password: String, kept: Option<String>) -> Result<bool> {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.passwords.0.nobody.clone());
        self.in_turn(move || {
            let kept =
                PasswordHash::new(&kept).map_err(|fault| anyhow::anyhow!("a kept password: {fault}"))?;
            Ok(argon2()?.verify_password(password.as_bytes(), &kept).is_ok() && known)
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let Self { passwords, place } = self;
        let turn = passwords.0.turns.clone().acquire_owned();
        let turn = tokio::time::timeout(PATIENCE, turn).await.map_err(|_| Error::Unavailable)?;
        let turn = turn.map_err(Error::internal)?;
        let worked = tokio::task::spawn_blocking(move || {
            // Given back when the work ends, not when the one who asked has gone: it cannot be broken off.
            let _held = (place, turn);
            #[cfg(test)]
            let _running = passwords.0.gauge.running();
            work()
        });
        worked.await.map_err(Error::internal)?
    }
}

fn hash(password: &str) -> Result<String> {
    let hash = argon2()?.hash_password(password.as_bytes());
    Ok(hash.map_err(|fault| anyhow::anyhow!("hashing a password: {fault}"))?.to_string())
}

fn argon2() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params =
        Params::new(memory, passes, lanes, None).map_err(|fault| anyhow::anyhow!("argon2: {fault}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What tests ask.
#[cfg(test)]
mod gauge {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{AT_ONCE, OwnedSemaphorePermit, Passwords};

    #[derive(Default)]
    pub(super) struct Gauge {
        now: AtomicUsize,
        most: AtomicUsize,
    }

    pub(super) struct Running<'a>(&'a Gauge);

    impl Gauge {
        pub(super) fn running(&self) -> Running<'_> {
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
            Running(self)
        }
    }

    impl Drop for Running<'_> {
        fn drop(&mut self) {
            self.0.now.fetch_sub(1, Ordering::SeqCst);
        }
    }

    impl Passwords {
        /// A PHC string that no password fits.
        pub(crate) fn of_nobody(&self) -> String {
            self.0.nobody.clone()
        }

        /// Most hashes there have been at the same time.
        pub(crate) fn most_at_once(&self) -> usize {
            self.0.gauge.most.load(Ordering::SeqCst)
        }

        /// How many could join the line now.
        pub(crate) fn free_places(&self) -> usize {
            self.0.line.available_permits()
        }

        /// Nobody's turn comes until what is given back is dropped.
        pub(crate) async fn hold(&self) -> OwnedSemaphorePermit {
            let all = u32::try_from(AT_ONCE).expect("a few");
            self.0.turns.clone().acquire_many_owned(all).await.expect("open")
        }
    }
}
