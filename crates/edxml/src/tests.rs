//! Both directions, their bounds, and files made to do harm.

mod bounds;
mod names;
mod sample;
