//! Talk on stderr: errors, warnings and hints, safe on a terminal.

use std::fmt::Display;
use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::sanitize::sanitize;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// The one sentence that says why a command ended.
pub(super) fn error(message: impl Display) {
    say("error", ERROR, &message.to_string());
}

/// Something was refused or is odd, and the work went on.
pub(super) fn warning(message: impl Display) {
    say("warning", WARNING, &message.to_string());
}

/// What the user may do next.
pub(super) fn hint(message: impl Display) {
    say("hint", HINT, &message.to_string());
}

/// A refused record or file, in the form that editors jump to: `file:line: reason`.
pub(super) fn refused(place: &str, reason: &str) {
    write_line(&format!("{}: {}", sanitize(place), sanitize(reason)));
}

fn say(kind: &str, style: Style, message: &str) {
    write_line(&format!("{style}{kind}{style:#}: {}", sanitize(message)));
}

fn write_line(line: &str) {
    // A closed stderr means that nobody listens; there is nowhere else to say so.
    if writeln!(anstream::stderr(), "{line}").is_err() {}
}
