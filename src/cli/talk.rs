//! Talk on stderr: errors, warnings and hints, safe on a terminal.

use std::fmt::Display;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::sanitize::sanitize;
use crate::text::Span;

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

/// What was done, or that there was nothing to do.
pub(super) fn note(message: impl Display) {
    write_line(&sanitize(&message.to_string()));
}

/// Shows the query with a caret under the part that is wrong.
pub(super) fn point(query: &str, part: Span) {
    write_line(&format!("  {}", sanitize(query)));
    // A caret at another place than the fault would be worse than none.
    let Some((before, from)) = query.split_at_checked(part.start) else { return };
    let Some(wrong) = from.get(..part.len()) else { return };
    let (before, under) = (sanitize(before).width(), sanitize(wrong).width().max(1));
    write_line(&format!("  {}{ERROR}{}{ERROR:#}", " ".repeat(before), "^".repeat(under)));
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
