//! What can go wrong on the command line, in one sentence each.

use std::io;

/// A failure that ends a command.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// Nothing can be written where the output should go.
    #[error("cannot write the output: {0}")]
    Output(#[source] io::Error),
    /// A question to the user, in words of the command.
    #[error("{0}")]
    Usage(String),
}

impl CliError {
    /// Whether the reader of stdout has gone, which is his right.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<io::Error> for CliError {
    fn from(source: io::Error) -> Self {
        Self::Output(source)
    }
}
