//! Work done later: queue, schedule, worker, in the same database and transaction as its cause.
