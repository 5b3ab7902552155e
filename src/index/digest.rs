//! The digest of a source file as four numbers: half of what its hex digits take, and no dictionary.

use std::fmt::Write as _;

/// Numbers that a digest is kept as.
const PARTS: usize = 4;
/// Hex digits of each.
const DIGITS: usize = 16;

/// The numbers of a SHA-256 in hex; none where `hex` is not one.
pub(super) fn parts(hex: &str) -> Option<[u64; PARTS]> {
    if hex.len() != PARTS * DIGITS {
        return None;
    }
    let mut parts = [0; PARTS];
    for (part, digits) in parts.iter_mut().zip(hex.as_bytes().chunks(DIGITS)) {
        *part = u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(parts)
}

/// The SHA-256 of these numbers, in hex.
pub(crate) fn hex(parts: impl Iterator<Item = u64>) -> String {
    let mut hex = String::with_capacity(PARTS * DIGITS);
    for part in parts {
        // Writing to a string cannot fail.
        if write!(hex, "{part:016x}").is_err() {
            hex.clear();
        }
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_comes_back_in_hex() {
        let digest = "00af".repeat(16);
        assert_eq!(parts(&digest).map(|parts| hex(parts.into_iter())), Some(digest));
        assert_eq!(parts("00af"), None);
        assert_eq!(parts(&"0x+f".repeat(16)), None);
    }
}
