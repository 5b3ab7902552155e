//! What places are called: a table of names for each first letter, made when the letter is first met.
//!
//! A question looks up a handful of names; the table of all would take longer than its answer.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::rows::{Column, File};
use super::{Row, entry};
use crate::text::{ByHash, Tokens, is_caseless};
use crate::vocabulary::names::{NameTable, first_byte, first_word};

/// Tables at most: letters that share one are no harm.
const TABLES: usize = 32;

/// The names of all rows.
#[derive(Debug)]
pub(super) struct Names {
    tables: [Table; TABLES],
    /// Names written with a small letter: words of origin in French, areas ("trois frontières").
    small: NameTable,
    /// The first words of names in scripts without capitals.
    caseless: HashSet<u64, ByHash>,
}

/// The names with one first letter: where they stand, until they are first asked for.
#[derive(Debug, Default)]
struct Table {
    listed: Vec<Listed>,
    made: OnceLock<NameTable>,
}

/// A name that has no place in a table yet.
#[derive(Debug, Clone, Copy)]
struct Listed {
    start: u32,
    end: u32,
    file: u16,
    entry: u32,
}

impl Names {
    /// Lists the names of `rows`.
    pub(super) fn of(files: &[File], rows: &[Row]) -> Self {
        let mut names =
            Self { tables: Default::default(), small: NameTable::default(), caseless: HashSet::default() };
        for (row, number) in rows.iter().zip(0..) {
            if let Some(file) = files.get(usize::from(row.file)) {
                names.list(file, *row, number);
            }
        }
        names
    }

    fn list(&mut self, file: &File, row: Row, number: u32) {
        let cells = file.cells(row.range());
        let mut add = |range: Range<usize>, entry: u32| {
            let name = cells.line().get(range.clone()).unwrap_or_default();
            let (Some(letter), Ok(from), Ok(length)) =
                (first_byte(name), u32::try_from(range.start), u32::try_from(range.len()))
            else {
                return;
            };
            let start = row.start + from;
            let listed = Listed { start, end: start + length, file: row.file, entry };
            self.tables[table_of(letter)].listed.push(listed);
            if name.starts_with(char::is_lowercase) {
                self.small.insert(name, entry);
            }
            if name.starts_with(is_caseless) {
                self.caseless.extend(first_word(name));
            }
        };
        add(cells.range(Column::Name), entry(number, false));
        cells.items(Column::Aliases).for_each(|range| add(range, entry(number, false)));
        cells.items(Column::Demonyms).for_each(|range| add(range, entry(number, true)));
    }

    /// The entries that exactly `name` stands for.
    pub(super) fn get(&self, files: &[File], name: &str) -> &[u32] {
        first_byte(name).map_or(&[], |letter| self.table(files, letter).get(name))
    }

    /// The longest name that begins at token `at`: its tokens and the entries it stands for.
    #[inline]
    pub(super) fn longest_at(
        &self,
        files: &[File],
        tokens: &Tokens<'_>,
        at: usize,
    ) -> Option<(Range<usize>, &[u32])> {
        self.table(files, tokens.first_byte(at)).longest_at(tokens, at)
    }

    /// Those of `starts` at which a name may begin: all at which one does, and few others.
    pub(super) fn may_begin_at(
        &self,
        files: &[File],
        tokens: &Tokens<'_>,
        starts: impl Iterator<Item = usize>,
    ) -> Vec<usize> {
        let mut found = Vec::with_capacity(tokens.len() / 4);
        let mut kept = 0;
        for at in starts {
            // What a word is cannot be foreseen: without a branch on it, several answers are read from
            // memory at once.
            found.truncate(kept);
            found.push(at);
            kept += usize::from(self.table(files, tokens.first_byte(at)).may_begin_at(tokens, at));
        }
        found.truncate(kept);
        found
    }

    /// Whether a name in a script without capitals begins with the word of this hash.
    pub(super) fn has_caseless(&self, first_word: u64) -> bool {
        self.caseless.contains(&first_word)
    }

    /// Names that are written with a small letter.
    pub(super) const fn small(&self) -> &NameTable {
        &self.small
    }

    #[inline]
    fn table(&self, files: &[File], letter: u8) -> &NameTable {
        let Table { listed, made } = &self.tables[table_of(letter)];
        made.get_or_init(|| {
            let mut table = NameTable::with_capacity(listed.len());
            for name in listed {
                let text = files.get(usize::from(name.file)).map_or("", |file| file.text.as_ref());
                let range = name.start as usize..name.end as usize;
                table.insert(text.get(range).unwrap_or_default(), name.entry);
            }
            table
        })
    }
}

/// Which table holds the names that begin with this byte; some letters and scripts share one.
const fn table_of(letter: u8) -> usize {
    letter as usize % TABLES
}
