//! Vietnamese text and numbers: normal form, folding, repair, words, dates, identifiers.
