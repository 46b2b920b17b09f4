//! Both directions, their bounds, and files made to do harm.

mod bounds;
mod hostile;
mod law;
mod names;
mod sample;
mod values;
mod variants;

use crate::{Dispatch, Limits, Message, Receipt, Unreadable, read};

/// Reads a file within the usual limits.
fn reading(file: &str) -> Result<Message, Unreadable> {
    read(file.as_bytes(), &Limits::default())
}

/// A document that must be readable.
fn dispatch(file: &str) -> Dispatch {
    match reading(file) {
        Ok(Message::Dispatch(dispatch)) => *dispatch,
        other => panic!("no document: {other:?}"),
    }
}

/// A receipt that must be readable.
fn receipt(file: &str) -> Receipt {
    match reading(file) {
        Ok(Message::Receipt(receipt)) => *receipt,
        other => panic!("no receipt: {other:?}"),
    }
}
