//! Runs the parsers of others: what they panic on or hang at becomes a refusal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::error::ReadError;

/// Bytes of stack for parsers that recurse with the nesting of their input.
const STACK: usize = 256 << 20;

/// What `work` returns, if it returns within `time`.
///
/// Parsers of PDF, mail and web pages are large, and the files that reach them may be made to break
/// them. A panic is caught here because the rest of the folder must still be read, and because the
/// parser's state is dropped with it. Work that runs over its time is left behind on its thread:
/// a thread cannot be stopped from outside, and a process of its own would not be at hand to those
/// who use the library. The thread ends with the program.
pub(super) fn run<T: Send + 'static>(
    format: &'static str,
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ReadError> {
    let (send, receive) = channel();
    let worker = thread::Builder::new().name(format!("read {format}")).stack_size(STACK);
    let spawned = worker.spawn(move || {
        let result = catch_unwind(AssertUnwindSafe(work));
        // Whoever waited may have given up.
        drop(send.send(result));
    });
    spawned.map_err(ReadError::Io)?;
    let broken = || ReadError::Damaged { format, reason: "its reader stumbled over it".to_owned() };
    match receive.recv_timeout(time) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(broken()),
        Err(RecvTimeoutError::Timeout) => Err(ReadError::TooSlow(time)),
    }
}
