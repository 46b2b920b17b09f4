use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base::{Error, Result};
use tokio::sync::Semaphore;

/// Hashes passwords with argon2id, a few at a time: each takes 19 MiB, and no storm of sign-ins can make it more.
#[derive(Clone)]
pub struct Passwords(Arc<Inner>);

struct Inner {
    turns: Semaphore,
    waiting: AtomicUsize,
    /// Of a password that nobody has: somebody unknown takes as long as somebody known.
    nobody: String,
}

/// KiB, passes and lanes: the first choice of OWASP's password storage cheat sheet for argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// Hashes that are worked out at the same time.
const AT_ONCE: usize = 2;
/// Those that may wait for their turn, and for how long.
const WAITING: usize = 64;
const PATIENCE: Duration = Duration::from_secs(10);

impl Passwords {
    /// Works out one hash, to have something to compare with where nobody is.
    ///
    /// # Errors
    /// A fault of the machine.
    pub fn new() -> Result<Self> {
        let nobody = hash("nobody has this password")?;
        let (turns, waiting) = (Semaphore::new(AT_ONCE), AtomicUsize::new(0));
        Ok(Self(Arc::new(Inner { turns, waiting, nobody })))
    }

    /// The PHC string to keep of a password.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where too many wait.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        self.in_turn(move || hash(&password)).await
    }

    /// Whether the password is that of the PHC string; takes as long where there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where too many wait.
    pub(crate) async fn is_right(&self, password: String, kept: Option<String>) -> Result<bool> {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.0.nobody.clone());
        self.in_turn(move || {
            let kept =
                PasswordHash::new(&kept).map_err(|fault| anyhow::anyhow!("a kept password: {fault}"))?;
            Ok(argon2()?.verify_password(password.as_bytes(), &kept).is_ok() && known)
        })
        .await
    }

    /// A PHC string that no password fits.
    #[cfg(test)]
    pub(crate) fn of_nobody(&self) -> String {
        self.0.nobody.clone()
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let inner = &self.0;
        if inner.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
            inner.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Error::Unavailable);
        }
        let turn = tokio::time::timeout(PATIENCE, inner.turns.acquire()).await;
        inner.waiting.fetch_sub(1, Ordering::Relaxed);
        let _turn = turn.map_err(|_| Error::Unavailable)?.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
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
