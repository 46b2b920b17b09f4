//! Readings for tests, without the process that reads.

use documents::ReadOptions;
use uuid::Uuid;

use super::actions;
use crate::AppState;

/// Reads a text for a reading that waits, as the job would.
pub(crate) async fn read(app: &AppState, id: Uuid, text: &str) {
    let document = documents::read(text.as_bytes(), &ReadOptions::default(), &mut |_| {}).expect("read");
    let mut object = serde_json::to_value(reading::read(&document)).expect("an object");
    object["source"] = serde_json::to_value(&document).expect("an object");
    let stored = app.files.put_bytes(object.to_string().into_bytes()).await.expect("kept");
    actions::succeed(app, id, stored.hash).await.expect("ended");
}
