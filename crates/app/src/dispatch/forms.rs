//! What is handed in about dispatches.

use base::Result;
use uuid::Uuid;
use web::Form;

use super::model::{Channel, State};
use crate::issuing::is_organ;

/// Longest address, in letters: that of a mail.
pub(crate) const ADDRESS: usize = 254;
/// Longest name of a recipient.
pub(crate) const NAME: usize = 500;
/// Longest answer.
pub(crate) const WORDS: usize = 1_000;
/// Most recipients of one form.
const MOST: usize = 500;

/// A document to be sent.
#[derive(Clone, Debug)]
pub(crate) struct NewDispatches {
    /// Id of the first, so that a form sent twice sends once.
    pub(crate) key: Option<Uuid>,
    pub(crate) to: Vec<To>,
}

/// To whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct To {
    pub(crate) recipient: String,
    pub(crate) channel: Channel,
    pub(crate) address: String,
}

impl NewDispatches {
    /// Fields `send.N`, `name.N`, `channel.N` and `address.N`.
    ///
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let mut to = Vec::new();
        let mut chosen: Vec<String> = form.starting("send.").into_iter().map(|(at, _)| at).collect();
        // One who is typed is meant, ticked or not; those that the document names are not typed.
        if let Some((at, _)) = form.starting("other.").into_iter().next()
            && !form.text(&format!("name.{at}")).is_empty()
            && !chosen.contains(&at)
        {
            chosen.push(at);
        }
        for at in chosen.into_iter().take(MOST) {
            let field = format!("address.{at}");
            let recipient = form.required(&format!("name.{at}"), NAME);
            let channel = form.choice(&format!("channel.{at}"), Channel::named).unwrap_or(Channel::Hand);
            let address = form.optional(&field, ADDRESS).unwrap_or_default();
            let is_good = match channel {
                Channel::Mail => address.parse::<lettre::Address>().is_ok() && address.is_ascii(),
                Channel::Exchange => is_organ(&address),
                Channel::Hand => true,
            };
            if !is_good {
                form.wrong(&field, if channel == Channel::Mail { "email" } else { "organ" });
            }
            to.push(To { recipient, channel, address });
        }
        if to.is_empty() {
            form.wrong("act", "dispatch-nobody");
        }
        let new = Self { key: form.id("key"), to };
        form.finish(new)
    }
}

/// What a recipient said.
#[derive(Clone, Debug)]
pub(crate) struct NewAnswer {
    pub(crate) revision: i32,
    pub(crate) state: State,
    pub(crate) words: Option<String>,
}

impl NewAnswer {
    /// # Errors
    /// [`base::Error::Invalid`], field by field: who gives something back says why.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let answers = |name: &str| State::named(name).filter(|state| state.is_answer());
        let state = form.choice("state", answers).unwrap_or(State::Received);
        let words = match state {
            State::Rejected => Some(form.required("words", WORDS)),
            _ => form.optional("words", WORDS),
        };
        let new = Self { revision: form.number("revision"), state, words };
        form.finish(new)
    }
}
