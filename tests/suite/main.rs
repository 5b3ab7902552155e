//! The integration tests, one binary; each module opens with what it claims.

mod actors;
mod carets;
mod cli_extract;
mod numbers;
mod program;
mod reading;
mod spelling;

mod searching;
