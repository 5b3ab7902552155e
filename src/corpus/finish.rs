//! From what a reader found to an article: what is given is judged, and what the text itself tells
//! is added where nothing is given.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::article::{Article, ArticleMeta, Beside, Field, Origin, Warning};
use super::dateline::{self, Dateline};
use super::draft::{Draft, Given};
use super::error::ReadError;
use super::language::{self, Detected};
use super::line::Line;
use super::record::Record;
use super::{agencies, captions, furniture, headline, metadata};
use crate::text::{Span, compose};

/// Sureness, in percent, from which the words of a text outweigh what its page says of its language.
const SURE: u8 = 80;

/// Bytes of an id or the name of an outlet at most: both are looked up as a whole, and what is longer
/// is something else.
const LONGEST_NAME: usize = 1024;

/// Makes the article of `record`.
pub(super) fn article(record: Record, draft: Draft) -> Result<Article, ReadError> {
    let mut about = About { place: record.place(), origins: BTreeMap::new(), warnings: Vec::new() };
    let Draft { text, offsets, captions, beside, mut given, notes, doubts, may_be_empty } = draft;
    let (text, accents) = compose(text, 0);
    let offsets = offsets.map(|offsets| accents.over(&offsets));
    let at = |byte| accents.to_text(Span::new(byte, byte)).start;
    let beside = beside.into_iter().map(|part| Beside { at: at(part.at), ..part }).collect();
    let around = record.around.doubts.into_iter().map(|doubt| (None, doubt));
    about.doubts(doubts.into_iter().chain(around), &record.path);
    given.extend(record.around.given);
    if text.trim().is_empty() {
        if !may_be_empty {
            return Err(ReadError::NoText);
        }
        about.warn("the text is empty; kept as an article without passages".to_owned());
    }
    let lines = Line::all(&text);
    let furniture = furniture::find(&lines);
    let marked = captions.into_iter().map(|span| accents.to_text(span)).collect();
    let captions = captions::find(&lines, &furniture, marked);
    let mut notes: Vec<String> = record.around.notes.into_iter().chain(notes).collect();
    let (language, language_confidence) = about.language(&given, &text, &mut notes);
    let line = dateline::find(&lines, language.as_deref());
    let url = about.first(Field::Url, &given);
    let title = about
        .first(Field::Title, &given)
        .or_else(|| about.text_tells(Field::Title, headline::find(&lines, &merged(&furniture, &captions))));
    let source = about.name(Field::Source, "source", &given);
    let author = about.first(Field::Author, &given);
    let meta = ArticleMeta {
        id: about.name(Field::Id, "id", &given).unwrap_or_else(|| about.place.clone()),
        published: about.published(
            &given,
            (line.as_ref().and_then(|line| line.published), url.as_deref()),
            language.as_deref(),
        ),
        via: about.via(&given, line, &lines),
        title,
        source,
        source_scale: about.first(Field::SourceScale, &given),
        author,
        url,
        language,
        language_confidence,
        path: record.path,
        sha256: record.sha256,
        record_sha256: record.record_sha256,
        media_type: record.format.media_type().to_owned(),
        origins: about.origins,
        notes,
    };
    Ok(Article {
        meta,
        text,
        furniture,
        captions,
        beside,
        offsets,
        format: record.format,
        warnings: about.warnings,
    })
}

/// Both lists of spans as one, in order.
fn merged(one: &[Span], other: &[Span]) -> Vec<Span> {
    let mut all = [one, other].concat();
    all.sort_unstable();
    all
}

/// What is found out about an article, piece by piece.
struct About {
    place: String,
    origins: BTreeMap<Field, Origin>,
    warnings: Vec<Warning>,
}

impl About {
    fn warn(&mut self, message: String) {
        self.warnings.push(Warning { path: self.place.clone(), message });
    }

    fn doubts(&mut self, doubts: impl Iterator<Item = (Option<usize>, String)>, path: &str) {
        for (line, message) in doubts {
            let path = line.map_or_else(|| self.place.clone(), |line| format!("{path}:{line}"));
            self.warnings.push(Warning { path, message });
        }
    }

    /// The most telling value of `field`.
    fn first(&mut self, field: Field, given: &Given) -> Option<String> {
        let (origin, value) = given
            .of(field)
            .into_iter()
            .find_map(|(origin, value)| Some((origin, metadata::one_line(Some(value))?)))?;
        self.origins.insert(field, origin);
        Some(value)
    }

    /// The same for a name; left out where it is too long to be one.
    fn name(&mut self, field: Field, called: &str, given: &Given) -> Option<String> {
        let value = self.first(field, given)?;
        if value.len() <= LONGEST_NAME {
            return Some(value);
        }
        self.origins.remove(&field);
        self.warn(format!("{called} of {} bytes is longer than {LONGEST_NAME}; left out", value.len()));
        None
    }

    fn text_tells(&mut self, field: Field, value: Option<String>) -> Option<String> {
        if value.is_some() {
            self.origins.insert(field, Origin::Text);
        }
        value
    }

    /// The day of publication: as given, else from the dateline, else from the address.
    fn published(
        &mut self,
        given: &Given,
        (dateline, url): (Option<Date>, Option<&str>),
        language: Option<&str>,
    ) -> Option<Date> {
        let given = given.of(Field::Published);
        let read = given.iter().find_map(|&(origin, value)| Some((origin, metadata::day(value, language)?)));
        // A template that was never filled in is no date, and not worth a word beside one that is.
        if let (None, Some(&(_, value))) = (&read, given.first()) {
            self.warn(format!(
                "published `{}` is not a date like 2022-07-29; taken as unknown",
                value.trim()
            ));
            if given
                .first()
                .is_some_and(|&(origin, _)| matches!(origin, Origin::FrontMatter | Origin::Record))
            {
                return None;
            }
        }
        let found = read
            .or_else(|| dateline.map(|day| (Origin::Dateline, day)))
            .or_else(|| url.and_then(metadata::day_in_url).map(|day| (Origin::Url, day)))?;
        self.origins.insert(Field::Published, found.0);
        Some(found.1)
    }

    /// The language, and how sure that is where it was detected.
    fn language(
        &mut self,
        given: &Given,
        text: &str,
        notes: &mut Vec<String>,
    ) -> (Option<String>, Option<u8>) {
        let detected = LazyCell::new(|| language::detect(text));
        for (origin, value) in given.of(Field::Language) {
            let code = match metadata::given_language(value) {
                Ok(Some(code)) => code,
                Ok(None) => continue,
                Err(doubt) => {
                    self.warn(doubt);
                    continue;
                }
            };
            // Pages are made from templates, which name the language of their maker.
            let is_own_word = matches!(origin, Origin::FrontMatter | Origin::Record);
            let is_other = |found: &&Detected| found.confidence >= SURE && found.code != code;
            if !is_own_word && let Some(Detected { code: found, .. }) = detected.as_ref().filter(is_other) {
                notes.push(format!("says that its language is {code}; its words are {found}"));
                break;
            }
            self.origins.insert(Field::Language, origin);
            return (Some(code), None);
        }
        let Some(Detected { code, confidence }) = LazyCell::force(&detected).clone() else {
            return (None, None);
        };
        self.origins.insert(Field::Language, Origin::Detected);
        (Some(code), Some(confidence))
    }

    /// The agencies that are credited: as given, in the dateline, in the byline, under the text.
    fn via(&mut self, given: &Given, dateline: Option<Dateline>, lines: &[Line<'_>]) -> Vec<String> {
        let named = |field| -> Option<(Origin, Vec<String>)> {
            given.of(field).into_iter().find_map(|(origin, value)| {
                let agencies = agencies::in_credit(value);
                (!agencies.is_empty()).then_some((origin, agencies))
            })
        };
        let own =
            || given.of(Field::Via).first().map(|&(origin, value)| (origin, vec![value.trim().to_owned()]));
        let in_dateline = || {
            let agencies = dateline.map(|line| line.agencies).filter(|agencies| !agencies.is_empty());
            Some((Origin::Dateline, agencies?))
        };
        let in_text = || Some((Origin::Text, agencies::in_text(lines)?));
        let found = named(Field::Via)
            .or_else(own)
            .or_else(in_dateline)
            .or_else(|| named(Field::Author))
            .or_else(in_text);
        let Some((origin, agencies)) = found else { return Vec::new() };
        self.origins.insert(Field::Via, origin);
        agencies
    }
}
