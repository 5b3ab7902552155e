//! Exit codes, as a contract for scripts.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// 0: done; where something was looked for, it was found.
    Done,
    /// 1: done, and nothing was found.
    NothingFound,
    /// 2: something failed, were it one article of many.
    Failed,
    /// 130: stopped by ctrl-C or its like, with what was done kept.
    Stopped,
}

impl Exit {
    /// [`Exit::Failed`] where anything was refused, else `self`.
    pub(super) const fn unless_refused(self, refused: usize) -> Self {
        if refused == 0 { self } else { Self::Failed }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::NothingFound => Self::from(1),
            Exit::Failed => Self::from(2),
            Exit::Stopped => Self::from(130),
        }
    }
}
