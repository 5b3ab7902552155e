//! How much a file may cost: bytes, members, depth and time.

use std::time::Duration;

/// Bounds on what one file of the folder may cost. What goes beyond is refused with the limit and
/// how to raise it; the rest of the folder is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article: of a file, of a line of JSON Lines, of a member of an archive.
    pub file_bytes: u64,
    /// Bytes that one file may unpack to, all of its members and layers together.
    pub expanded_bytes: u64,
    /// How often larger unpacked bytes may be than packed ones, beyond the first
    /// [`Limits::RATIO_FREE`] bytes.
    pub ratio: u64,
    /// How deep archives may lie in archives, and attachments in mails.
    pub depth: usize,
    /// Members of one archive.
    pub members: usize,
    /// Time to read one file.
    pub time: Duration,
}

impl Limits {
    /// Bytes that may be unpacked at any ratio: short texts of one line over and over are no bomb.
    pub const RATIO_FREE: u64 = 16 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            expanded_bytes: 8 << 30,
            ratio: 100,
            depth: 8,
            members: 1_000_000,
            time: Duration::from_secs(120),
        }
    }
}
