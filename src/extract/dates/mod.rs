//! Dates named in a text: calendar dates, weekdays, "yesterday", "since 2012", "five days after …".
//!
//! A date that needs the day of publication is known only where that is; nothing is guessed.

mod calendar;
mod moment;
mod read;
mod resolve;

use std::ops::Range;

use jiff::civil::Date;

pub(crate) use moment::{Moment, When};

use crate::text::Tokens;
use crate::text::number::NumberWords;
use crate::vocabulary::{DateCue, DateWords, Mark, Marks};

/// A date as it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateMention {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// When that is; `None` where the text and the day of publication do not tell.
    pub(crate) when: Option<When>,
    pub(crate) role: DateRole,
}

/// What a date does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateRole {
    /// Says when something took place.
    Event,
    /// Opens a period that lasts: "since 2012".
    Since,
    /// The day on which somebody spoke: "said on Tuesday".
    Statement,
    /// "five days after": what follows took place so many days before the sentence's own date.
    After(Option<i64>),
}

/// What the reading of dates needs beside the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateSetting<'s> {
    pub(crate) words: &'s DateWords,
    pub(crate) numbers: &'s NumberWords,
    /// Day of publication.
    pub(crate) published: Option<Date>,
}

/// Every date of a text, in order.
pub(crate) fn find(tokens: &Tokens<'_>, marks: &Marks, setting: DateSetting<'_>) -> Vec<DateMention> {
    let reader = read::Reader { tokens, setting };
    let mut mentions: Vec<DateMention> = Vec::new();
    let mut last_day: Option<Moment> = None;
    let mut next = 0;
    for at in marks.having(Mark::DATE | Mark::DIGITS) {
        let found = if at < next { None } else { reader.mention(at, last_day) };
        let Some(found) = found else { continue };
        next = found.tokens.end;
        if found.role != DateRole::Since {
            last_day = found.when.and_then(When::single_day).or(last_day);
        }
        let role = if found.role == DateRole::Event && is_statement(tokens, setting, &found.tokens) {
            DateRole::Statement
        } else {
            found.role
        };
        mentions.push(DateMention { role, ..found });
    }
    mentions
}

/// "said on Tuesday", "on Tuesday said": only small words stand between the date and the verb.
fn is_statement(tokens: &Tokens<'_>, setting: DateSetting<'_>, date: &Range<usize>) -> bool {
    if setting.words.cue(tokens, date.end, DateCue::Speech).is_some() {
        return true;
    }
    let mut at = date.start;
    for _ in 0..4 {
        if setting.words.cue_before(tokens, at, DateCue::Speech) {
            return true;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        let small = setting.numbers.is_function(tokens, before)
            || setting.words.cue_before(tokens, at, DateCue::Part);
        if !small {
            return false;
        }
        at = before;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    /// Each date as `words=when`, with `since`, `said` or `after` where it is not the event's own.
    fn dates(language: &str, published: Option<&str>, text: &str) -> String {
        let vocabulary = Vocabulary::built_in();
        let setting = DateSetting {
            words: vocabulary.dates().of(Some(language)),
            numbers: vocabulary.numbers().of(Some(language)),
            published: published.map(|day| day.parse().expect("a date")),
        };
        let tokens = Tokens::new(text);
        let rendered = find(&tokens, &vocabulary.marks(&tokens), setting).into_iter().map(|mention| {
            let words = tokens.span(mention.tokens.clone()).of(text);
            let when = mention.when.map_or_else(|| "?".to_owned(), |when| when.to_string());
            let role = match mention.role {
                DateRole::Event => "",
                DateRole::Since => "since ",
                DateRole::Statement => "said ",
                DateRole::After(_) => "after ",
            };
            format!("{words}={role}{when}")
        });
        rendered.collect::<Vec<String>>().join(" | ")
    }

    fn check(language: &str, published: Option<&str>, cases: &[(&str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .filter_map(|(text, wanted)| {
                let found = dates(language, published, text);
                (found != *wanted).then(|| format!("{text}\n  wanted {wanted}\n  found  {found}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn dates_with_a_year_need_no_publication_date() {
        check(
            "en",
            None,
            &[
                ("on 22 July 2022, on July 22, 2022", "22 July 2022=2022-07-22 | July 22, 2022=2022-07-22"),
                ("Tuesday, 1 July 2025", "Tuesday, 1 July 2025=2025-07-01"),
                ("2022-07-22 and 22/07/2022 but 02/03/2022", "2022-07-22=2022-07-22 | 22/07/2022=2022-07-22"),
                (
                    "in June 2021, in late May 2025, in 2012",
                    "June 2021=2021-06 | late May 2025=2025-05 | 2012=2012",
                ),
                (
                    "between June and December 2022, from 3 to 9 May 2024",
                    "between June and December 2022=2022-06/2022-12 | from 3 to 9 May 2024=2024-05-03/2024-05-09",
                ),
                ("on July 22, yesterday, on Wednesday", "July 22=? | yesterday=? | Wednesday=?"),
                ("on 31 June 2022, 2000 people", "31 June 2022=?"),
                ("the day before, two days later", "the day before=? | two days later=?"),
            ],
        );
    }

    #[test]
    fn relative_dates_count_from_publication() {
        // A Friday.
        let published = Some("2022-07-29");
        check(
            "en",
            published,
            &[
                ("killed on Wednesday and on Friday", "Wednesday=2022-07-27 | Friday=2022-07-29"),
                (
                    "last Friday, yesterday, last night",
                    "last Friday=2022-07-22 | yesterday=2022-07-28 | last night=2022-07-28",
                ),
                (
                    "on July 22, on 3 November, in August",
                    "July 22=2022-07-22 | 3 November=2021-11-03 | August=2021-08",
                ),
                ("two days ago, three months ago", "two days ago=2022-07-27 | three months ago=2022-04"),
                ("last week, this month", "last week=2022-07-18/2022-07-24 | this month=2022-07"),
                (
                    "since 2012, since March",
                    "since 2012=since 2012/2022-07 | since March=since 2022-03/2022-07",
                ),
                (
                    "On July 22 it began. The day before, raids.",
                    "July 22=2022-07-22 | The day before=2022-07-21",
                ),
                ("five days after the raid", "five days after=after ?"),
                ("said on Tuesday that 15 died on Monday", "Tuesday=said 2022-07-26 | Monday=2022-07-25"),
            ],
        );
        check(
            "fr",
            published,
            &[
                (
                    "le 22 juillet, mercredi, hier, avant-hier",
                    "22 juillet=2022-07-22 | mercredi=2022-07-27 | hier=2022-07-28 | avant-hier=2022-07-27",
                ),
                (
                    "vendredi dernier, la semaine dernière",
                    "vendredi dernier=2022-07-22 | semaine dernière=2022-07-18/2022-07-24",
                ),
                (
                    "depuis 2012, en mars, fin mai",
                    "depuis 2012=since 2012/2022-07 | mars=2022-03 | fin mai=2022-05",
                ),
                ("du 3 au 9 mai, le 1er juin", "3 au 9 mai=2022-05-03/2022-05-09 | 1er juin=2022-06-01"),
                ("il y a deux jours, le 22/07/2022", "il y a deux jours=2022-07-27 | 22/07/2022=2022-07-22"),
                ("a déclaré mardi le colonel ; la veille", "mardi=said 2022-07-26 | la veille=2022-07-25"),
            ],
        );
        check(
            "es",
            published,
            &[(
                "el 22 de julio de 2022, el miércoles, ayer",
                "22 de julio de 2022=2022-07-22 | miércoles=2022-07-27 | ayer=2022-07-28",
            )],
        );
    }
}
