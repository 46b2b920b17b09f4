//! The cookie of a sign-in, and who is behind a request.

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

/// `__Host-`: a browser takes it only from us over a safe line (or this machine), for all of our addresses, and no
/// neighbour can set it for us.
const COOKIE_NAME: &str = "__Host-session";

/// Puts the [`Signed`] of an open sign-in into the request; without the cookie nothing is asked of the database.
pub(crate) async fn identify(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(token) = token(request.headers()) {
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

/// The secret that the browser sent.
pub(crate) fn token(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get(COOKIE)?.to_str().ok()?;
    let ours =
        |cookie: &str| cookie.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('=').and_then(Token::parse);
    cookies.split(';').find_map(ours)
}

/// The cookie that keeps a sign-in.
pub(crate) fn cookie(token: &Token, lasts: TimeDelta) -> String {
    let (secret, seconds) = (token.secret(), lasts.num_seconds());
    format!("{COOKIE_NAME}={secret}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly; Secure")
}

/// The cookie that ends it.
pub(crate) fn no_cookie() -> String {
    format!("{COOKIE_NAME}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly; Secure")
}
