//! The integration tests, one binary; each module opens with what it claims.

mod actors;
mod carets;
mod cli_errors;
mod cli_extract;
mod notes;
mod numbers;
mod program;
mod reading;
mod spelling;

mod ranking;
mod searching;
mod spelling;
