//! Ctrl-C and its like: the first asks for a clean stop, the second ends the program.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::CliError;
use super::talk;

/// What the signal handler, which has no other way to speak, sets.
static ASKED: AtomicBool = AtomicBool::new(false);

/// Tells whether somebody wants the work to stop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    _watched: (),
}

impl Stop {
    /// Whether a stop was asked for.
    pub(super) fn is_asked(self) -> bool {
        ASKED.load(Ordering::Relaxed)
    }
}

/// Watches for ctrl-C, a request to terminate and a terminal that hangs up, from now on.
pub(super) fn watched() -> Result<Stop, CliError> {
    static HANDLER: OnceLock<Result<(), String>> = OnceLock::new();
    let set = HANDLER.get_or_init(|| ctrlc::set_handler(asked).map_err(|error| error.to_string()));
    set.clone().map_err(|reason| CliError::Usage(format!("cannot watch for ctrl-C: {reason}")))?;
    Ok(Stop { _watched: () })
}

#[expect(clippy::exit, reason = "who asks twice wants out at once; the last commit is safe")]
fn asked() {
    if ASKED.swap(true, Ordering::Relaxed) {
        std::process::exit(130);
    }
    talk::note("stopping after this article; once more to stop at once");
}
