//! A file on its way to a browser.

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::Result;
use files::Files;

use super::store::Evidence;

/// No script, no form, no frame, nothing from elsewhere: whatever the file holds, it can do nothing in our name.
const SANDBOX: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox";

/// The file, to be shown where that is safe, else to be saved. It never changes, so a browser may keep it for its reader.
pub(crate) async fn serve(files: &Files, evidence: &Evidence) -> Result<Response> {
    let bytes = files.get(&evidence.file).await?;
    let shown_as = evidence.kind.shown_as();
    let name =
        form_urlencoded::byte_serialize(evidence.name.as_bytes()).collect::<String>().replace('+', "%20");
    let way = if shown_as.is_some() { "inline" } else { "attachment" };
    let headers = [
        (CONTENT_TYPE, shown_as.unwrap_or("application/octet-stream").to_owned()),
        (CONTENT_DISPOSITION, format!("{way}; filename*=UTF-8''{name}")),
        (CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
        (CACHE_CONTROL, "private, max-age=3600".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
