//! The screen: its width, its colours, and whether there is one.

use std::io::{self, IsTerminal, Write};

use clap::ColorChoice;

use super::format::Format;
use super::page::Look;

/// Columns where the output is no terminal and `COLUMNS` is not set.
const DEFAULT_WIDTH: usize = 80;
/// Narrower than this nothing can be laid out.
const MIN_WIDTH: usize = 30;
/// Wider than this no line of prose reads well.
const MAX_WIDTH: usize = 120;

/// Sets the use of colours for everything printed after.
///
/// Without a word from the user, colours appear on a terminal only, and never with `NO_COLOR`.
pub(super) fn choose_colour(choice: ColorChoice) {
    let choice = match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Where data goes. Text loses its colours where they are not wanted; records pass as they are.
pub(super) fn data(format: Format) -> Box<dyn Write> {
    match format {
        Format::Text => Box::new(io::BufWriter::new(anstream::stdout().lock())),
        Format::Jsonl => Box::new(io::BufWriter::with_capacity(1 << 16, io::stdout().lock())),
    }
}

/// Whether a person reads stdout.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// How many columns a line may take: `COLUMNS`, else the terminal's, else 80.
fn width() -> usize {
    let given = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    given.or_else(measured).unwrap_or(DEFAULT_WIDTH).clamp(MIN_WIDTH, MAX_WIDTH)
}

/// How wide the screen is and whether it is coloured.
pub(super) fn look() -> Look {
    let choice = anstream::AutoStream::choice(&io::stdout());
    Look { width: width(), colours: choice != anstream::ColorChoice::Never, all_copies: false }
}
