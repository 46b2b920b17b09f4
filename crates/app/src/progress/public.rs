//! How long others may keep the page that everybody sees.

use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, VARY};

/// A minute: what is not shown any more is gone soon. The page is in the language of whoever asks.
pub(super) const KEPT: [(HeaderName, &str); 2] =
    [(CACHE_CONTROL, "public, max-age=60"), (VARY, "cookie, accept-language")];
