//! What each byte of ASCII is to the scan of words.

pub(super) const OTHER: u8 = 0;
pub(super) const SMALL: u8 = 1;
pub(super) const CAPITAL: u8 = 1 << 1;
pub(super) const DIGIT: u8 = 1 << 2;
pub(super) const ALPHANUMERIC: u8 = SMALL | CAPITAL | DIGIT;
pub(super) const SPACE: u8 = 1 << 3;
pub(super) const BREAK: u8 = 1 << 4;
pub(super) const MARK: u8 = 1 << 5;

/// What each byte of ASCII is; a byte of a longer character is [`OTHER`].
pub(super) const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            b'\n' | b'\r' => BREAK,
            _ if byte.is_ascii_punctuation() => MARK,
            _ => SPACE,
        };
        byte += 1;
    }
    classes
};
