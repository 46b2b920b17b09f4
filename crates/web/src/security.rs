//! What keeps a page safe in the browser, on every answer.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::Entry;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{Failure, Site, assets, failure, language};

/// Everything comes from us, nothing stands inline, nobody frames us.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PERMISSIONS: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The names under which this program may be called.
///
/// Without a sign-in, whoever reaches an instance may use it. Bound to loopback, that is the person at the machine;
/// but a foreign page could point a name of its own at 127.0.0.1 and read the answers, unless the name is checked.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    public: Option<String>,
    /// Whether the public address is one of `https`.
    encrypted: bool,
}

impl Hosts {
    /// Loopback only, or also the host of the public address, such as `https://biokhe.example.vn`.
    pub fn new(public_url: Option<&str>) -> Self {
        let host =
            |url: &str| url.split("://").last()?.split('/').next().map(|host| host.to_ascii_lowercase());
        Self {
            public: public_url.and_then(host),
            encrypted: public_url.is_some_and(|url| url.starts_with("https://")),
        }
    }

    /// True where a `Host` header names us.
    pub fn allow(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        if self.public.as_deref() == Some(host.as_str()) {
            return true;
        }
        let name = match host.strip_prefix('[') {
            Some(address) => address.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        matches!(name, "localhost" | "127.0.0.1" | "::1")
    }
}

/// Puts around the pages what all of them need: assets, error pages, language, compression, and the safety of this
/// module.
pub fn dress(pages: Router, site: Site, hosts: Hosts) -> Router {
    let fixed = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let compressible = DefaultPredicate::new().and(NotForContentType::new("font/"));
    pages
        .route("/assets/{name}", get(assets::serve))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(hosts.clone(), check_host))
        .layer(from_fn(language::remember))
        .layer(from_fn_with_state(hosts, secure_cookies))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(site, failure::show))
        .layer(fixed(CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(fixed(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(REFERRER_POLICY, "same-origin"))
        .layer(fixed(CACHE_CONTROL, "private, no-cache"))
        .layer(fixed(HeaderName::from_static("permissions-policy"), PERMISSIONS))
        .layer(fixed(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(fixed(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        // Brotli makes a list a quarter smaller for a third of all the work that its page takes; this much of gzip takes a
        // twentieth.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(compressible))
}

async fn check_host(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let header = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = request.uri().authority().map(|authority| authority.as_str()).or(header);
    if host.is_some_and(|host| hosts.allow(host)) {
        next.run(request).await
    } else {
        Failure::misdirected().into_response()
    }
}

/// Where people come by `https`, their browsers send no cookie of ours over an open line.
async fn secure_cookies(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if !hosts.encrypted {
        return response;
    }
    if let Entry::Occupied(mut cookies) = response.headers_mut().entry(SET_COOKIE) {
        let is_open = |cookie: &&mut HeaderValue| !cookie.as_bytes().ends_with(b"; Secure");
        for cookie in cookies.iter_mut().filter(is_open) {
            let secured = [cookie.as_bytes(), b"; Secure"].concat();
            *cookie = HeaderValue::from_bytes(&secured).unwrap_or_else(|_| cookie.clone());
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_are_answered() {
        let hosts = Hosts::new(Some("https://BioKhe.example.vn/"));
        for (host, expected) in [
            ("127.0.0.1:8080", true),
            ("localhost", true),
            ("LOCALHOST:9", true),
            ("[::1]:8080", true),
            ("biokhe.example.vn", true),
            ("biokhe.example.vn:444", false),
            ("evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example:8080", false),
            ("", false),
        ] {
            assert_eq!(hosts.allow(host), expected, "{host}");
        }
    }
}
