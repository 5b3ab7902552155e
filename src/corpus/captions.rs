//! Captions and credits of pictures: lines of an article that tell of its pictures.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::credits::credits;
use super::line::Line;
use super::line_words::{fold_first_word, folded, is_silent};
use crate::text::{ByHash, Span, fold, hash_folded};

/// The words, as they stand in `index-schema/captions.toml`.
const DATA: &str = include_str!("../../index-schema/captions.toml");
/// Bytes beyond which a line is a paragraph of the article, whatever its first or last words.
const LONGEST: usize = 700;
/// Bytes of the words before the mark.
const OPENER: usize = 64;
/// Bytes of a credit at the end of a line.
const CREDIT: usize = 120;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    openers: BTreeSet<String>,
    named: BTreeSet<String>,
    credits: BTreeSet<String>,
}

/// The words, folded.
struct Words {
    openers: BTreeSet<String>,
    named: BTreeSet<String>,
    credits: BTreeSet<String>,
    /// Hashes of the words that openers and what is named begin with.
    first: HashSet<u64, ByHash>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let read: Data = toml::from_str(DATA).expect("a test reads the embedded words of captions");
        let all =
            |words: BTreeSet<String>| -> BTreeSet<String> { words.iter().map(|word| folded(word)).collect() };
        let (openers, named) = (all(read.openers), all(read.named));
        let mut word = String::new();
        let mut first = |words: &String| {
            fold_first_word(words, &mut word);
            hash_folded(word.as_bytes())
        };
        let first = openers.iter().chain(&named).map(&mut first).collect();
        Words { openers, named, credits: all(read.credits), first }
    })
}

/// The captions outside the furniture, in order: those that a file marks, and lines that read like one.
pub(super) fn find(lines: &[Line<'_>], furniture: &[Span], marked: Vec<Span>) -> Vec<Span> {
    let mut known = marked;
    known.sort_unstable();
    let mut found = Vec::new();
    let mut beside = furniture.iter().peekable();
    let mut marked = known.iter().peekable();
    let mut all = lines.iter().peekable();
    let mut word = String::new();
    while let Some(line) = all.next() {
        if !is_caption(line, &mut word) {
            continue;
        }
        let mut caption = line.span;
        while beside.next_if(|other| other.end <= caption.start).is_some() {}
        if beside.peek().is_some_and(|other| other.overlaps(caption)) {
            continue;
        }
        // In wrapped text a caption goes on while its sentence does.
        let mut last = line;
        while let Some(next) = all.next_if(|next| goes_on(caption.len(), last.words, next.text)) {
            caption.end = next.span.end;
            last = next;
        }
        while marked.next_if(|other| other.end <= caption.start).is_some() {}
        if !marked.peek().is_some_and(|other| other.overlaps(caption)) {
            found.push(caption);
        }
    }
    found.extend(known);
    found.sort_unstable();
    found
}

/// Whether `next` goes on with a caption of so many bytes that ends with the line `last`.
fn goes_on(length: usize, last: &str, next: &str) -> bool {
    length + next.len() <= LONGEST
        && !last.ends_with(['.', '!', '?', ')', ']', '”', '"', '»'])
        && next.starts_with(char::is_lowercase)
}

fn is_caption(line: &Line<'_>, word: &mut String) -> bool {
    !line.span.is_empty() && line.span.len() <= LONGEST && (opens(line, word) || is_signed(line.words))
}

/// `File photo: …`, `FILE - …`, `© A. Name / AFP`, `Image source, …`
fn opens(line: &Line<'_>, word: &mut String) -> bool {
    // Most lines are done with a look at their first word.
    if let Some(first) = &line.first {
        return words().first.contains(first) && has_opener(line.words);
    }
    let line = line.words;
    if let Some(holder) = line.strip_prefix(['©', 'Ⓒ']) {
        return holder.len() <= CREDIT && !holder.ends_with('.');
    }
    let line = line.trim_start_matches(is_around);
    fold_first_word(line, word);
    words().first.contains(&hash_folded(word.as_bytes())) && has_opener(line)
}

/// Whether what stands before the first mark of `line` opens a caption.
fn has_opener(line: &str) -> bool {
    let (head, _) = line.split_at(line.floor_char_boundary(OPENER));
    let Some(at) = head.find([':', '-', '–', '—', '|', '/', ',', '،']) else {
        return false;
    };
    let (opener, rest) = head.split_at(at);
    let is_list = rest.starts_with([',', '،']);
    // `photo-op`, `file-sharing`: the dash of a caption stands apart, that of `FILE-` aside.
    let is_word = rest.starts_with('-') && !opener.ends_with(' ') && !rest.starts_with("- ");
    let opener = opener.trim_matches(is_around);
    if opener.is_empty() || is_word {
        return false;
    }
    let opener = folded(opener);
    if is_list { words().named.contains(&opener) } else { words().openers.contains(&opener) }
}

/// What may stand around the words of an opener.
fn is_around(c: char) -> bool {
    c.is_whitespace() || "([*_".contains(c) || is_silent(c)
}

/// `… (AFP/File)`, `… [Photo: A. Name]`, `… © A. Name, AFP`
fn is_signed(line: &str) -> bool {
    let holder = if line.is_ascii() { None } else { line.rsplit_once('©') };
    if let Some((_, holder)) = holder {
        return holder.len() <= CREDIT && !holder.trim_start().starts_with(|c: char| c.is_ascii_digit());
    }
    let inner = match (line.strip_suffix(')'), line.strip_suffix(']')) {
        (Some(before), _) => before.rsplit_once('('),
        (_, Some(before)) => before.rsplit_once('['),
        _ => return false,
    };
    let Some((before, credit)) = inner else { return false };
    if credit.len() > CREDIT || before.trim().is_empty() {
        return false;
    }
    let mut parts = credit.split(|c: char| !c.is_alphanumeric() && c != '\'').map(fold);
    let is_of_picture = parts.any(|word| words().credits.contains(&word));
    is_of_picture || is_shared(credit)
}

/// `Reuters/A. Name`: an agency and whoever took the picture; `AFP/Reuters` are two agencies.
fn is_shared(credit: &str) -> bool {
    let Some((left, right)) = credit.split_once('/') else { return false };
    let is_agency = |part: &str| credits().agencies_in(part).iter().any(|agency| agency.form == part.trim());
    let is_name = |part: &str| {
        let part = part.trim();
        !is_agency(part) && part.starts_with(char::is_uppercase) && !part.contains(char::is_numeric)
    };
    (is_agency(left) && is_name(right)) || (is_name(left) && is_agency(right))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(&Line::all(text), &[], Vec::new()).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn captions_and_credits_are_known_by_their_first_or_last_words() {
        for caption in [
            "File photo: Soldiers on patrol near Gao, where ten died last year.",
            "FILE - Soldiers stand guard in Kati.",
            "Photo: A. Name/AFP",
            "Crédit photo : A. Name",
            "© A. Name / AFP",
            "Image source, Reuters",
            "Image caption, The bridge before it was blown up",
            "The market of Gao in 2012 (AFP/File)",
            "Le marché de Gao (photo d'illustration)",
            "Troops near Gao. [Reuters/A. Name]",
            "Troops near Gao, 12 May 2022. © A. Name, AFP",
            "صورة أرشيفية: جنود قرب كاتي",
        ] {
            assert_eq!(found(&format!("Ten died.\n\n{caption}\n\nMore.")), [caption]);
        }
    }

    #[test]
    fn signs_without_a_sound_hide_no_caption() {
        for caption in [
            "\u{200f}File photo: three soldiers killed in Gao.",
            "\u{feff}\u{200e} File photo: three soldiers killed in Gao.",
            "Fi\u{200d}le \u{200f} photo\u{200e} : three soldiers killed in Gao.",
            "\u{2067}File photo\u{2069}: three soldiers killed in Gao.",
            "Cre\u{301}dit photo : trois soldats tués",
            "📷 Photo: A. Name/AFP",
            "\u{200f}© A. Name / AFP",
            "\u{200f}صُورة أرشيفية: جنود قرب كاتي",
            "The market of Gao in 2012 (AFP/File)\u{200f}",
        ] {
            assert_eq!(found(&format!("Ten died.\n\n{caption}\n\nMore.")), [caption]);
        }
    }

    /// Lines that begin as a caption does, with signs that say nothing here and there.
    fn openings() -> impl Strategy<Value = String> {
        let openers: Vec<String> = words().openers.iter().chain(&words().named).cloned().collect();
        let sign = "[\u{200e}\u{200f}\u{feff}\u{2067}\u{301}'’ʼ`´ـ (\\[*_📷é1]?";
        (select(openers), any::<Index>(), sign, sign, sign, "[:,/-] ?").prop_map(
            |(opener, at, before, within, behind, mark)| {
                let at = opener.floor_char_boundary(at.index(opener.len() + 1));
                let (head, tail) = opener.split_at(at);
                format!("{before}{head}{within}{tail}{behind}{mark}Twelve killed")
            },
        )
    }

    proptest! {
        #[test]
        fn the_first_word_hides_no_opener(line in openings()) {
            for line in Line::all(&line) {
                let quick = opens(&line, &mut String::new());
                let words = line.words.trim_start_matches(is_around);
                prop_assert_eq!(quick, has_opener(words));
            }
        }
    }

    #[test]
    fn text_is_no_caption() {
        for text in [
            "Ten people died, the mayor said. (AFP)",
            "Ten people died, he told agencies (AFP/Reuters)",
            "The group filed its complaint: ten people had died.",
            "File-sharing sites showed the bodies.",
            "Photos, films and letters were found on the dead.",
            "Image of war: the town after the attack, which killed ten, is empty.",
            "Ten people (six of them children) died.",
            "The dead were counted by the ministry (defence)",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_caption_goes_on_over_the_lines_of_wrapped_text() {
        let text = "FILE - Soldiers who took part in the attack\nof last year, in Gao.\nTen people died.";
        assert_eq!(found(text), ["FILE - Soldiers who took part in the attack\nof last year, in Gao."]);
    }

    #[test]
    fn what_a_file_marks_is_not_found_twice() {
        let text = "Soldiers near Gao. (AFP/File)\n\nTen died.";
        let whole = Span::new(0, 29);
        assert_eq!(find(&Line::all(text), &[], vec![whole]), [whole]);
    }
}
