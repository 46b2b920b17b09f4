use base::{Error, Result};
use sha2::{Digest, Sha256};

/// A secret that a browser or a letter carries: 32 bytes of chance, in hex.
#[derive(Clone)]
pub(crate) struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// A machine without chance.
    pub(crate) fn new() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        Ok(Self(hex::encode(bytes)))
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

/// A password for somebody's first sign-in: twenty letters and digits that are not mistaken for each other, in fours;
/// some 98 bits.
///
/// # Errors
/// A machine without chance.
pub(crate) fn first_password() -> Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    let letters: Vec<_> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    Ok(letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}
