//! The cookies of a sign-in, the secret of an access token, and who is behind a request.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use web::Failure;

use super::tokens::Token;
use super::{access_tokens, store};
use crate::AppState;
use crate::access::Signed;

/// A cookie of ours. `__Host-`: a browser takes it only from us over a safe line (or this machine), for all of our
/// addresses, and no neighbour can set it for us.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cookie {
    /// Of a sign-in.
    Session,
    /// Of one that waits for its code: no page but that of the code looks at it.
    Half,
}

/// Puts the [`Signed`] of an open sign-in into the request; without the cookie nothing is asked of the database. The JSON
/// interface knows access tokens alone and pages cookies alone, so that no page of others makes a browser ask it.
pub(crate) async fn identify(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let found = if web::api::is_asked(request.uri()) {
        match bearer(request.headers()) {
            Some(secret) => access_tokens::bearer(&app, &secret).await,
            None => Ok(None),
        }
    } else {
        match Cookie::Session.token(request.headers()) {
            Some(token) => signed(&app, &token).await,
            None => Ok(None),
        }
    };
    match found {
        Ok(Some(signed)) => {
            request.extensions_mut().insert(signed);
        }
        Ok(None) => {}
        Err(fault) => return Failure::from(fault).into_response(),
    }
    next.run(request).await
}

/// The secret that a program sent (RFC 6750).
fn bearer(headers: &HeaderMap) -> Option<Token> {
    let (scheme, secret) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    secret.trim().strip_prefix(access_tokens::PREFIX).and_then(Token::parse)
}

async fn signed(app: &AppState, token: &Token) -> base::Result<Option<Signed>> {
    let now = app.db.clock().now();
    store::signed(&app.db.read().await?, &token.hash(), now, web::format::day_of(now)).await
}

impl Cookie {
    fn name(self) -> &'static str {
        match self {
            Self::Session => "__Host-session",
            Self::Half => "__Host-half-sign-in",
        }
    }

    /// The secret that the browser sent.
    pub(crate) fn token(self, headers: &HeaderMap) -> Option<Token> {
        let cookies = headers.get(COOKIE)?.to_str().ok()?;
        let ours =
            |cookie: &str| cookie.trim().strip_prefix(self.name())?.strip_prefix('=').and_then(Token::parse);
        cookies.split(';').find_map(ours)
    }

    /// The header that makes the browser keep it.
    pub(crate) fn kept(self, token: &Token, lasts: TimeDelta) -> String {
        let (name, secret, seconds) = (self.name(), token.secret(), lasts.num_seconds());
        format!("{name}={secret}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly; Secure")
    }

    /// The header that makes it forget.
    pub(crate) fn forgotten(self) -> String {
        format!("{}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly; Secure", self.name())
    }
}
