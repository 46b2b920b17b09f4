//! The tokens of a text: for the index and for questions the same.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Parts the two syllables of a pair; no syllable holds it.
const PAIR: char = '\u{1f}';

/// What of a text goes into a field.
///
/// A syllable alone says little: 1,143 folded ones are behind all words. Two neighbours are most often a word, so that no
/// dictionary is needed. Measured on questions about texts, they find as well as a word segmenter does, with and without marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Analysis {
    /// Each syllable without marks.
    Folded,
    /// Each pair of neighbours without marks.
    Pairs,
    /// Both.
    Both,
    /// Syllables with marks, as far as they have any.
    Exact,
}

impl Analysis {
    /// The name under which the index knows it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Folded => "folded",
            Self::Pairs => "pairs",
            Self::Both => "both",
            Self::Exact => "exact",
        }
    }

    /// The tokens of a text.
    fn tokens(self, text: &str) -> Vec<Token> {
        let terms: Vec<_> = vietnamese::terms(text).collect();
        let mut tokens = Vec::with_capacity(terms.len() * if self == Self::Both { 2 } else { 1 });
        for (at, term) in terms.iter().enumerate() {
            let token = |text: String| Token {
                offset_from: term.original.start,
                offset_to: term.original.end,
                position: at,
                text,
                position_length: 1,
            };
            if matches!(self, Self::Folded | Self::Both) {
                tokens.push(token(term.folded.clone()));
            }
            if let (Self::Pairs | Self::Both, Some(next)) = (self, terms.get(at + 1)) {
                tokens.push(token(pair(&term.folded, &next.folded)));
            }
            if self == Self::Exact && term.exact != term.folded {
                tokens.push(token(term.exact.clone()));
            }
        }
        tokens
    }
}

/// Two neighbours as one token.
pub(crate) fn pair(one: &str, next: &str) -> String {
    format!("{one}{PAIR}{next}")
}

impl Tokenizer for Analysis {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        Tokens { tokens: self.tokens(text), at: 0 }
    }
}

/// Tokens one after the other.
pub(crate) struct Tokens {
    tokens: Vec<Token>,
    at: usize,
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.at += 1;
        self.at <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.at - 1]
    }
}
