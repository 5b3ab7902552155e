//! The running text of an office document: paragraphs, rows of tables, notes at the end.

use crate::text::Span;

/// Rows of tables that are open, each with its cells, and the paragraphs of the last cell.
type Rows = Vec<Vec<Vec<String>>>;

/// A finished paragraph.
#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    /// Whether it stands close under the one before it.
    is_close: bool,
    is_caption: bool,
}

/// The text of a document.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    /// Its captions.
    pub(super) captions: Vec<Span>,
}

/// Text that is put together from the elements of a document.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// Finished paragraphs.
    paragraphs: Vec<Paragraph>,
    /// Paragraphs that are open; one within another is a text box.
    open: Vec<String>,
    /// Whether the innermost open paragraph is a caption.
    is_caption: bool,
    rows: Rows,
    notes: Vec<String>,
    /// What a note held aside: the text goes on behind it.
    aside: Vec<(Vec<String>, Rows)>,
}

impl Flow {
    pub(super) fn push(&mut self, words: &str) {
        match self.open.last_mut() {
            Some(paragraph) => paragraph.push_str(words),
            None => self.open.push(words.to_owned()),
        }
    }

    /// Adds a space, unless one is there: white space in XML is one space.
    pub(super) fn push_collapsed(&mut self, words: &str) {
        for c in words.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
            let paragraph = self.open.last().map(String::as_str).unwrap_or_default();
            if !is_space {
                self.push(c.encode_utf8(&mut [0; 4]));
            } else if !paragraph.is_empty() && !paragraph.ends_with([' ', '\n', '\t']) {
                self.push(" ");
            }
        }
    }

    pub(super) fn begin_paragraph(&mut self) {
        self.open.push(String::new());
        self.is_caption = false;
    }

    /// Says that the paragraph that is open has the style `name`.
    pub(super) fn style(&mut self, name: &str) {
        self.is_caption |= is_caption_style(name);
    }

    pub(super) fn end_paragraph(&mut self) {
        let Some(words) = self.open.pop() else { return };
        let words = words.trim_matches([' ', '\n', '\r']).to_owned();
        let is_caption = std::mem::take(&mut self.is_caption) && !is_of_table(&words);
        if words.is_empty() {
            return;
        }
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(words),
            None => self.paragraphs.push(Paragraph { words, is_close: false, is_caption }),
        }
    }

    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.push(Vec::new());
        }
    }

    /// A row is a line with its cells apart; cells of several paragraphs are a text in columns.
    pub(super) fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let is_table = row.iter().all(|cell| cell.len() <= 1);
        let lines: Vec<String> = if is_table {
            vec![row.into_iter().map(|cell| cell.concat()).collect::<Vec<_>>().join("\t")]
        } else {
            row.into_iter().flatten().collect()
        };
        for line in lines {
            if line.trim().is_empty() {
                continue;
            }
            match self.rows.last_mut().and_then(|row| row.last_mut()) {
                Some(cell) => cell.push(line),
                None => {
                    self.paragraphs.push(Paragraph { words: line, is_close: is_table, is_caption: false });
                }
            }
        }
    }

    /// What comes until [`Flow::end_note`] is a note, and stands at the end under its mark, if it has one.
    pub(super) fn begin_note(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        self.aside.push((std::mem::take(&mut self.open), rows));
    }

    pub(super) fn end_note(&mut self, mark: Option<&str>, first: usize) {
        let words = self.drop_note(first).join("\n");
        match mark {
            Some(mark) => self.notes.push(format!("[{mark}] {words}")),
            None if words.is_empty() => {}
            None => self.notes.push(words),
        }
    }

    /// Ends a note that is none, and gives its paragraphs.
    pub(super) fn drop_note(&mut self, first: usize) -> Vec<String> {
        let first = first.min(self.paragraphs.len());
        let words = self.paragraphs.drain(first..).map(|paragraph| paragraph.words).collect();
        if let Some((open, rows)) = self.aside.pop() {
            (self.open, self.rows) = (open, rows);
        }
        words
    }

    /// How many paragraphs are finished.
    pub(super) const fn finished(&self) -> usize {
        self.paragraphs.len()
    }

    /// The whole text; notes come last.
    pub(super) fn written(mut self) -> Written {
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        while !self.rows.is_empty() {
            self.end_row();
        }
        let mut written = Written::default();
        let text = &mut written.text;
        let mut was_close = false;
        let notes = self.notes.into_iter().map(|words| Paragraph { words, ..Paragraph::default() });
        for Paragraph { words, is_close, is_caption } in self.paragraphs.into_iter().chain(notes) {
            if !text.is_empty() {
                text.push_str(if is_close && was_close { "\n" } else { "\n\n" });
            }
            if is_caption {
                written.captions.push(Span::new(text.len(), text.len() + words.len()));
            }
            text.push_str(&words);
            was_close = is_close;
        }
        written
    }
}

/// The name under which word processors keep the style of captions, in the languages of their users.
fn is_caption_style(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "caption",
        "légende",
        "lgende",
        "legende",
        "illustration",
        "figure",
        "drawing",
        "leyenda",
        "beschriftung",
        "تسمية",
    ]
    .iter()
    .any(|known| name.starts_with(known))
}

/// A table is titled in the same style; its title is text.
fn is_of_table(words: &str) -> bool {
    ["Table", "Tabla", "جدول"].iter().any(|known| words.starts_with(known))
}

/// Whether raised words are the mark of a note, which must not grow into the number before it.
pub(super) fn is_marker(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}
