//! What readers of files say when they stumble.

use std::panic::{set_hook, take_hook};
use std::thread;

/// Keeps the traces of panics in the readers of files off the screen: each becomes a refusal, with
/// its file, and a trace between the lines of the report would help nobody.
pub(super) fn quiet_readers() {
    let usual = take_hook();
    set_hook(Box::new(move |panic| {
        let is_reader = thread::current().name().is_some_and(|name| name.starts_with("read "));
        if !is_reader {
            usual(panic);
        }
    }));
}
