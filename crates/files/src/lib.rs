//! Attachments under their SHA-256 in an object store.
