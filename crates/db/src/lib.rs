//! Connections, read and write transactions, migrations: the only crate that knows which database it is.
