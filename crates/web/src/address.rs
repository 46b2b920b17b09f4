//! What stands in addresses.

use base::{Error, Result};
use uuid::Uuid;

/// The id in an address; what is none names nothing.
///
/// # Errors
/// [`Error::NotFound`]
pub fn id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::NotFound)
}
