//! Codes of the second step: those of an app that has the secret (TOTP, RFC 6238), and those for whoever has lost it.
//! Values from values; chance is handed in.

use anyhow::Context;
use base::Result;
use chrono::{DateTime, Utc};
use qrcode::QrCode;
use qrcode::render::svg;
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

/// Bytes of chance in a secret: as many as the hash has (RFC 4226, section 4).
pub(crate) const SECRET: usize = 20;
/// How many recovery codes somebody gets.
pub(crate) const RECOVERY: usize = 10;
/// Letters of a recovery code, of five bits each: too many to guess even from its hash.
pub(crate) const RECOVERY_LETTERS: usize = 16;

/// What was typed where a code is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// Six digits of an app.
    App(String),
    /// SHA-256 of a recovery code.
    Recovery(String),
    /// Neither.
    Nothing,
}

impl Typed {
    /// Reads a code; spaces, hyphens and the case of letters do not count.
    pub(crate) fn read(text: &str) -> Self {
        let signs: String =
            text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').take(64).collect();
        let signs = signs.to_lowercase();
        if signs.len() == 6 && signs.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::App(signs)
        } else if signs.len() == RECOVERY_LETTERS && signs.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Self::Recovery(recovery_hash(&signs))
        } else {
            Self::Nothing
        }
    }
}

/// A secret of these bytes, as it is kept and typed: base32.
pub(crate) fn secret(chance: [u8; SECRET]) -> String {
    Secret::new(chance.into()).to_base32()
}

/// The time step of which this is the code: that of the instant, or the one before or after it, for clocks that are not
/// quite right. The caller sees to it that none works twice.
pub(crate) fn step_of(secret: &str, code: &str, now: DateTime<Utc>) -> Result<Option<i64>> {
    let seconds = u64::try_from(now.timestamp()).context("an instant before 1970")?;
    let step = totp(secret, "")?.check(code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// What an app shows at an instant.
#[cfg(test)]
pub(crate) fn shown(secret: &str, at: DateTime<Utc>) -> String {
    let seconds = u64::try_from(at.timestamp()).expect("after 1970");
    totp(secret, "").expect("a secret").generate(seconds).to_string()
}

/// The address that an app takes the secret from.
pub(crate) fn address(secret: &str, login: &str) -> Result<String> {
    Ok(totp(secret, login)?.to_url().map_err(|fault| anyhow::anyhow!("an address for a secret: {fault}"))?)
}

/// The address as a picture to be scanned, an SVG.
pub(crate) fn picture(address: &str) -> Result<String> {
    let code = QrCode::new(address).context("a picture of an address")?;
    let svg = code.render::<svg::Color>().min_dimensions(240, 240).build();
    // Within a page it is no document of its own.
    Ok(svg.split_once("?>").map_or(svg.clone(), |(_, rest)| rest.to_owned()))
}

/// In groups of four, to be typed.
pub(crate) fn groups(letters: &str) -> String {
    let letters: Vec<_> = letters.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A recovery code as it is kept.
pub(crate) fn recovery_hash(code: &str) -> String {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    hex::encode(Sha256::digest(letters.to_lowercase().as_bytes()))
}

fn totp(secret: &str, login: &str) -> Result<Totp> {
    let secret =
        Secret::try_from_base32(secret).map_err(|fault| anyhow::anyhow!("a kept secret: {fault}"))?;
    // SHA-1, six digits, thirty seconds: what every app can do.
    let built = Builder::new().with_secret(secret).with_skew(1).with_account_name(login);
    Ok(built
        .with_issuer(Some("BioKhê"))
        .build()
        .map_err(|fault| anyhow::anyhow!("a kept secret: {fault}"))?)
}
