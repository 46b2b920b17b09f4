//! The cookie of a sign-in, the secret of an access token, and who is behind a request.

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

/// `__Host-`: a browser takes it only from us over a safe line (or this machine), for all of our addresses, and no
/// neighbour can set it for us.
const COOKIE_NAME: &str = "__Host-session";

/// Puts the [`Signed`] of an open sign-in into the request; without the cookie nothing is asked of the database. The JSON
/// interface knows access tokens alone and pages cookies alone, so that no page of others makes a browser ask it.
pub(crate) async fn identify(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let found = if web::api::is_asked(request.uri()) {
        match bearer(request.headers()) {
            Some(secret) => access_tokens::bearer(&app, &secret).await,
            None => Ok(None),
        }
    } else {
        match token(request.headers()) {
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
