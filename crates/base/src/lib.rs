//! Words everybody shares: ids, clock, actor, page, error. No I/O.
