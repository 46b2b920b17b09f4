//! Which language a page speaks: asked for in the address, remembered in a cookie, or what the browser prefers.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;

/// A language the pages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese, the first language.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// All of them, the first language first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// Its code: the folder under `locales/` and the value of `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language of a request: `?lang=`, then the cookie `lang`, then `Accept-Language`, then Vietnamese.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        asked(uri).or_else(|| remembered(headers)).or_else(|| preferred(headers)).unwrap_or_default()
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

/// Keeps a choice made by `?lang=` in a cookie for a year.
pub async fn remember(request: Request, next: Next) -> Response {
    let choice = asked(request.uri());
    let mut response = next.run(request).await;
    if let Some(language) = choice {
        let cookie = match language {
            Language::Vi => "lang=vi; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
            Language::En => "lang=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        };
        response.headers_mut().append(SET_COOKIE, HeaderValue::from_static(cookie));
    }
    response
}

fn asked(uri: &Uri) -> Option<Language> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Language::from_code)
}

fn remembered(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get(COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("lang=")).and_then(Language::from_code)
}

/// The first of ours with the greatest weight; the browser's order decides between equals.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    let wishes = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(Language, f32)> = None;
    for wish in wishes.split(',') {
        let mut parts = wish.split(';');
        let code = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        let Some(language) = code.split('-').next().and_then(Language::from_code) else { continue };
        if weight > 0.0 && best.is_none_or(|(_, greatest)| weight > greatest) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_tells_its_language() {
        for (address, cookie, accept, expected) in [
            ("/", "", "", Language::Vi),
            ("/?lang=en", "lang=vi", "vi", Language::En),
            ("/?lang=fr", "lang=en", "vi", Language::En),
            ("/?page=2&lang=vi", "lang=en", "", Language::Vi),
            ("/", "theme=dark; lang=en", "vi", Language::En),
            ("/", "", "en-GB,en;q=0.9,vi;q=0.8", Language::En),
            ("/", "", "fr;q=0.9, en;q=0.5, vi;q=0.8", Language::Vi),
            ("/", "", "en;q=0, vi;q=0.1", Language::Vi),
            ("/", "", "de, fr;q=oops", Language::Vi),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, cookie.parse().expect("a header"));
            headers.insert(ACCEPT_LANGUAGE, accept.parse().expect("a header"));
            let uri: Uri = address.parse().expect("an address");
            assert_eq!(Language::of(&uri, &headers), expected, "{address} {cookie} {accept}");
        }
    }
}
