//! The integration tests, one binary; each module opens with what it claims.

mod actors;
mod aliases;
mod carets;
mod casualties;
mod cli_errors;
mod cli_extract;
mod cli_gazetteer;
mod cli_index;
mod cli_output;
mod dates;
mod explaining;
mod extracting;
mod highlighting;
mod judged;
mod notes;
mod numbers;
mod places;
mod program;
mod querying;
mod ranking;
mod reading;
mod readme;
mod samples;
mod searching;
mod spelling;
