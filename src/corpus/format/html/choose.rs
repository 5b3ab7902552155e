//! Which paragraphs of a page are the article.

use std::collections::BTreeMap;

use super::Block;
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;

/// Letters that make a page's own word for its article believable.
const ENOUGH: usize = 140;
/// Share of a page's prose, in percent, that names of elements may take away.
const MOST_HINTED: usize = 40;
/// Share of a line's letters, in percent, from which it is a link.
const LINK: usize = 80;
/// Elements around everything: `<html>` and `<body>`.
#[cfg(feature = "readability")]
const PAGE: usize = 2;
/// Links one after another that make a menu.
const MENU: usize = 3;

/// Everything that is shown.
pub(super) fn shown(blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().filter(|block| block.place.is_shown()).collect()
}

/// The paragraphs of the article: those in the element that the page says is it, else those that
/// read like it. What is doubtful is kept: a menu too much costs less than a figure too few.
pub(super) fn article<'b>(
    blocks: &'b [Block],
    html: &str,
    meter: &Meter,
) -> Result<Vec<&'b Block>, ReadError> {
    let shown = shown(blocks);
    let outside = |block: &&Block| !block.place.is_furniture;
    let plain: Vec<&Block> = shown.iter().copied().filter(outside).collect();
    let hinted: Vec<&Block> = plain.iter().copied().filter(|block| block.place.is_hinted).collect();
    let clean: Vec<&Block> = if prose(&hinted) * 100 > prose(&plain) * MOST_HINTED {
        plain.clone()
    } else {
        plain.iter().copied().filter(|block| !block.place.is_hinted).collect()
    };
    let clean = without_menus(&clean);
    if let Some(found) = marked(&clean) {
        return Ok(found);
    }
    if let Some(found) = readable(&clean, html, meter)? {
        return Ok(found);
    }
    Ok(match (clean.is_empty(), plain.is_empty()) {
        (false, _) => clean,
        (true, false) => plain,
        (true, true) => shown,
    })
}

/// Letters that are no links.
fn prose(blocks: &[&Block]) -> usize {
    blocks.iter().map(|block| prose_of(block)).sum()
}

const fn prose_of(block: &Block) -> usize {
    block.letters - block.link_letters
}

/// The number of the `<article>` with the most prose, of several alike the first.
fn largest(blocks: &[&Block]) -> Option<usize> {
    let mut articles: BTreeMap<usize, usize> = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.place.article > 0) {
        *articles.entry(block.place.article).or_default() += prose_of(block);
    }
    let most = articles.into_iter().max_by_key(|&(article, prose)| (prose, usize::MAX - article));
    most.map(|(article, _)| article)
}

fn is_link(block: &Block) -> bool {
    block.letters > 0 && block.link_letters * 100 >= block.letters * LINK
}

/// Without runs of lines that are links.
fn without_menus<'b>(blocks: &[&'b Block]) -> Vec<&'b Block> {
    let mut kept = Vec::with_capacity(blocks.len());
    for run in blocks.chunk_by(|a, b| is_link(a) == is_link(b)) {
        let lines: usize = run.iter().map(|block| block.text.trim().lines().count()).sum();
        let is_menu = lines >= MENU && run.iter().all(|block| is_link(block));
        if !is_menu {
            kept.extend_from_slice(run);
        }
    }
    kept
}

/// The paragraphs in the part of the page that is marked as its article.
fn marked<'b>(blocks: &[&'b Block]) -> Option<Vec<&'b Block>> {
    let within = |test: &dyn Fn(&Block) -> bool| -> Vec<&'b Block> {
        blocks.iter().copied().filter(|block| test(block)).collect()
    };
    let believable = |found: &Vec<&Block>| prose(found) >= ENOUGH && prose(found) * 4 >= prose(blocks);
    let body = within(&|block| block.place.is_body);
    if believable(&body) {
        // The headline, the lead and the byline stand before the body, in the same article.
        let article = body.first().map_or(0, |block| block.place.article);
        let first = blocks.iter().position(|block| block.place.is_body)?;
        let before = blocks.iter().take(first).copied();
        let head = before.filter(|block| article > 0 && block.place.article == article);
        return Some(head.chain(body).collect());
    }
    if let Some(article) = largest(blocks) {
        let found = within(&|block| block.place.article == article);
        let all = within(&|block| block.place.article > 0);
        if believable(&found) && prose(&found) * 2 >= prose(&all) {
            return Some(found);
        }
    }
    Some(within(&|block| block.place.is_main)).filter(believable)
}

/// The paragraphs from the first to the last that readability takes for the article.
#[cfg(feature = "readability")]
fn readable<'b>(
    blocks: &[&'b Block],
    html: &str,
    meter: &Meter,
) -> Result<Option<Vec<&'b Block>>, ReadError> {
    let Some(words) = super::readable::words(html, meter)? else { return Ok(None) };
    let is_in = |block: &&Block| {
        let words_of_block = super::readable::squeezed(&block.text);
        words_of_block.len() > 20 && words.contains(&words_of_block)
    };
    let first = blocks.iter().position(is_in);
    let last = blocks.iter().rposition(is_in);
    let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
    // The headline stands before what reads like an article.
    let headline =
        |is_one: &dyn Fn(&Block) -> bool| blocks.iter().take(first).rposition(|block| is_one(block));
    let first = headline(&|block| block.is_h1)
        .or_else(|| headline(&|block| block.place.is_heading).filter(|at| at + 1 == first))
        .unwrap_or(first);
    let last = last + siblings(blocks.get(last..).unwrap_or_default());
    let found: Vec<&Block> = blocks.get(first..=last).unwrap_or_default().to_vec();
    Ok((prose(&found) >= ENOUGH && prose(&found) * 4 >= prose(blocks)).then_some(found))
}

/// How many paragraphs behind the first stand in the same element as it and are no links: the table
/// at the end of an article, its last line, the credit. A heading that nothing follows is not one.
#[cfg(feature = "readability")]
fn siblings(blocks: &[&Block]) -> usize {
    let Some((last, after)) = blocks.split_first() else { return 0 };
    let around = last.place.depth.saturating_sub(1);
    // Beside what stands in the page itself stands the rest of the page.
    if around <= PAGE {
        return 0;
    }
    let is_sibling = |block: &&&Block| block.low >= around && !is_link(block);
    let found: Vec<&&Block> = after.iter().take_while(is_sibling).collect();
    found.iter().rposition(|block| !block.place.is_heading).map_or(0, |at| at + 1)
}

#[cfg(not(feature = "readability"))]
fn readable<'b>(_: &[&'b Block], _: &str, _: &Meter) -> Result<Option<Vec<&'b Block>>, ReadError> {
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::html::blocks::blocks;

    /// The large page would take hours if each paragraph were counted for itself.
    #[test]
    fn the_article_with_the_most_prose_is_found() {
        let article =
            |times: usize| format!("<article>{}</article>", "<p>Ten people died.</p>".repeat(times));
        let number = |html: &str| largest(&shown(&blocks(html, &mut |_, _| ())));
        assert_eq!(number(&[article(1), article(3), article(3), article(2)].concat()), Some(2));
        assert_eq!(number("<p>Ten people died.</p>"), None);
        let all = blocks(&article(60_000), &mut |_, _| ());
        assert_eq!(marked(&shown(&all)).map(|found| found.len()), Some(60_000));
    }
}
