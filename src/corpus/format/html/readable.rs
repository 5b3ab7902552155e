//! What the readability rules of browsers take for the article of a page.

use dom_smoothie::{Config, Readability};

use super::scan::{Token, tokens};
use crate::corpus::error::ReadError;
use crate::corpus::guard;
use crate::corpus::meter::Meter;

/// Bytes of a page beyond which it is not asked: its time grows faster than the page.
const LARGEST: usize = 4 << 20;
/// Elements within elements beyond which it is not asked.
const DEEPEST: usize = 400;

/// The words of the article, squeezed; `None` where the rules find none.
pub(super) fn words(html: &str, meter: &Meter) -> Result<Option<String>, ReadError> {
    meter.check_time()?;
    if html.len() > LARGEST || depth(html) > DEEPEST {
        return Ok(None);
    }
    let page = html.to_owned();
    let found = guard::run("web page", meter.limits.time, move || {
        let mut readability = Readability::new(page, None, Some(Config::default())).ok()?;
        Some(readability.parse().ok()?.text_content.to_string())
    });
    match found {
        Ok(text) => Ok(text.map(|text| squeezed(&text)).filter(|text| !text.is_empty())),
        // The page was read without it: only its choice is lost.
        Err(ReadError::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Letters and digits alone.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How many elements are open at once at most, where none is closed by another.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for token in tokens(html) {
        match token {
            Token::Open(tag)
                if !matches!(
                    tag.name.as_str(),
                    "br" | "img" | "meta" | "link" | "input" | "hr" | "p" | "li"
                ) =>
            {
                open += 1;
                deepest = deepest.max(open);
            }
            Token::Close(name) if !matches!(name.as_str(), "p" | "li") => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
