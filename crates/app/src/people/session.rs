//! The cookies of a sign-in, and who is behind a request.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use web::Failure;

use super::store;
use super::tokens::Token;
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

/// Puts the [`Signed`] of an open sign-in into the request; without the cookie nothing is asked of the database.
pub(crate) async fn identify(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(token) = Cookie::Session.token(request.headers()) {
        match signed(&app, &token).await {
            Ok(Some(signed)) => {
                request.extensions_mut().insert(signed);
            }
            Ok(None) => {}
            Err(fault) => return Failure::from(fault).into_response(),
        }
    }
    next.run(request).await
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
