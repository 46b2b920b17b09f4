use base::{Error, Result};
use sha2::{Digest, Sha256};

use super::{Settings, codes};

/// A secret that a browser or a letter carries: 32 bytes of chance, in hex.
#[derive(Clone)]
pub(crate) struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// A machine without chance.
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(hex::encode(chance::<32>()?)))
    }

    /// One that came from outside; `None` where it cannot be one of ours.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| Self(text.to_ascii_lowercase()))
    }

    /// As the browser or the letter carries it.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }

    /// As the database knows it.
    pub(crate) fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

/// An invitation as whoever hands it over is told, once.
pub struct Invitation {
    /// Its whole address.
    pub address: String,
    /// How long it holds.
    pub days: i64,
}

impl Invitation {
    /// Under the instance's own address, or else under the host by which it is reached.
    pub(crate) fn new(settings: &Settings, host: &str, token: &Token) -> Self {
        let address = settings.address(host, &format!("/invitations/{}", token.secret()));
        Self { address, days: settings.invitation.num_days() }
    }
}

/// A password for somebody's first sign-in: twenty letters and digits that are not mistaken for each other, in fours;
/// some 98 bits.
///
/// # Errors
/// A machine without chance.
pub(crate) fn first_password() -> Result<String> {
    Ok(in_fours(chance::<20>()?))
}

/// A secret for the app of somebody's second step.
///
/// # Errors
/// A machine without chance.
pub(crate) fn app_secret() -> Result<String> {
    Ok(codes::secret(chance()?))
}

/// Codes for somebody who has lost that app.
///
/// # Errors
/// A machine without chance.
pub(crate) fn recovery_codes() -> Result<Vec<String>> {
    (0..codes::RECOVERY).map(|_| Ok(in_fours(chance::<{ codes::RECOVERY_LETTERS }>()?))).collect()
}

fn chance<const BYTES: usize>() -> Result<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

/// A letter for each byte, of those that are not mistaken for each other.
fn in_fours(bytes: impl AsRef<[u8]>) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";
    let letters: Vec<_> =
        bytes.as_ref().iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
