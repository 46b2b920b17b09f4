//! Style, script, fonts and mark, as `npm run build` leaves them in `assets/dist`.
//!
//! Their names carry a hash of the content, so a browser may keep them for ever; `manifest.json` maps the plain
//! names (`site.css`) to those.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

/// The files: read from disk in development, inside the binary in release.
#[derive(Embed)]
#[folder = "../../assets/dist"]
#[allow_missing = true]
struct Files;

/// Plain name → address.
pub struct Assets(BTreeMap<String, String>);

impl Assets {
    /// Reads the manifest.
    ///
    /// # Errors
    /// Says what to do where the front end has not been built.
    pub fn load() -> Result<Self, String> {
        let manifest = Files::get("manifest.json")
            .ok_or("assets/dist/manifest.json is missing: run `npm ci && npm run build` in assets/")?;
        let names: BTreeMap<String, String> = serde_json::from_slice(&manifest.data)
            .map_err(|fault| format!("assets/dist/manifest.json: {fault}"))?;
        Ok(Self(names.into_iter().map(|(plain, hashed)| (plain, format!("/assets/{hashed}"))).collect()))
    }

    /// The address of a file by its plain name.
    pub fn address(&self, plain: &str) -> Option<&str> {
        self.0.get(plain).map(String::as_str)
    }
}

/// The content of a file by its plain name; `None` where there is none, or the front end has not been built.
pub fn file(plain: &str) -> Option<Cow<'static, [u8]>> {
    let address = Assets::load().ok()?.address(plain)?.to_owned();
    Files::get(address.strip_prefix("/assets/")?).map(|file| file.data)
}

/// Serves one file, kept by the browser for a year: another content has another name.
pub async fn serve(Path(name): Path<String>) -> Response {
    let Some(file) = Files::get(&name).filter(|_| name != "manifest.json") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(media_type(&name))),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, file.data.into_owned()).into_response()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        _ => "application/octet-stream",
    }
}
