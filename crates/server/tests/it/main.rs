//! The binary as a person or a service manager uses it.

mod archive;
mod backup;
mod commands;
mod doctor;
mod document;
mod forms;
mod killed;
mod killed_documents;
mod killed_returns;
mod person;
mod plan;
mod program;
mod real_plan;
mod report;
mod sample;
mod serve;
