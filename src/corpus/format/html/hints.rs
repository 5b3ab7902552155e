//! Names of elements that say they stand beside an article, from `index-schema/web-pages.toml`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

use super::scan::Tag;

const DATA: &str = include_str!("../../../../index-schema/web-pages.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    beside: BTreeSet<String>,
    caption: BTreeSet<String>,
}

fn data() -> &'static Data {
    static DATA_READ: OnceLock<Data> = OnceLock::new();
    DATA_READ.get_or_init(|| toml::from_str(DATA).expect("a test reads the embedded names of page parts"))
}

/// Whether the class or id of `tag` names what stands beside an article.
pub(super) fn hints(tag: &Tag<'_>) -> bool {
    is_named(tag, &data().beside)
}

/// Whether `tag` opens the caption of a picture.
pub(super) fn is_caption(tag: &Tag<'_>) -> bool {
    let may_be = matches!(tag.name.as_str(), "p" | "div" | "span" | "em" | "small" | "cite" | "dd" | "h6");
    tag.name == "figcaption" || (may_be && is_named(tag, &data().caption))
}

fn is_named(tag: &Tag<'_>, known: &BTreeSet<String>) -> bool {
    ["class", "id"].iter().filter_map(|name| tag.attribute(name)).any(|names| {
        names.split_whitespace().any(|name| {
            let name = name.to_lowercase();
            known.contains(&name)
                || name.split(['-', '_']).any(|part| known.contains(part))
                || pairs(&name).any(|pair| known.contains(&pair))
        })
    })
}

/// `post-related-links` holds `post-related` and `related-links`.
fn pairs(name: &str) -> impl Iterator<Item = String> {
    let parts: Vec<&str> = name.split(['-', '_']).collect();
    parts.windows(2).map(|pair| pair.join("-")).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::scan::{Token, tokens};
    use super::*;

    #[test]
    fn names_of_page_parts_are_known_by_whole_words() {
        let is_beside = |html: &str| match tokens(html).next() {
            Some(Token::Open(tag)) => hints(&tag),
            _ => false,
        };
        assert!(is_beside("<div class='widget_related-posts'>") && is_beside("<section id=comments>"));
        assert!(is_beside("<div class=\"c cookie-banner\">"));
        assert!(!is_beside("<div class='article-body'>") && !is_beside("<div class='entry-content shared'>"));
    }
}
