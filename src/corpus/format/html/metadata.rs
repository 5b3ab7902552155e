//! What a web page says about its article: `<meta>`, `<title>`, `<time>`, JSON-LD.

use serde_json::Value;

use super::Place;
use super::entity;
use super::scan::{Tag, Token};
use crate::corpus::article::{Field, Origin};
use crate::corpus::draft::Given;
use crate::text::fold;

/// Names of `<meta>` by what they tell.
const NAMES: [(Field, &[&str]); 6] = [
    (
        Field::Title,
        &[
            "og:title",
            "twitter:title",
            "dc.title",
            "dcterms.title",
            "citation_title",
            "parsely-title",
            "headline",
        ],
    ),
    (
        Field::Published,
        &[
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "date_published",
            "parsely-pub-date",
            "publish-date",
            "publish_date",
            "publishdate",
            "pubdate",
            "citation_publication_date",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date",
            "dcterms.date",
            "dcterms.created",
            "dc.date.created",
            "sailthru.date",
            "article.published",
            "cxenseparse:recs:publishtime",
            "date",
            "article:published",
        ],
    ),
    (
        Field::Author,
        &[
            "author",
            "article:author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "byl",
            "citation_author",
        ],
    ),
    (
        Field::Source,
        &[
            "og:site_name",
            "dc.publisher",
            "dcterms.publisher",
            "citation_journal_title",
            "publisher",
            "application-name",
        ],
    ),
    (Field::Url, &["og:url", "parsely-link", "citation_public_url"]),
    (Field::Language, &["content-language", "dc.language", "og:locale", "language"]),
];

/// What was read of a page so far.
#[derive(Debug, Default)]
pub(super) struct Page {
    given: Given,
    title: String,
    heading: String,
    in_title: bool,
    in_heading: bool,
    in_json: bool,
    language: Option<String>,
    canonical: Option<String>,
    saved_from: Option<String>,
    time: Option<String>,
    texts: Vec<(bool, crate::text::Span)>,
}

impl Page {
    /// Takes in a piece of the page.
    pub(super) fn take(&mut self, token: &Token<'_>, place: Place) {
        match token {
            Token::Open(tag) => self.open(tag, place),
            Token::Close(name) => match name.as_str() {
                "title" => self.in_title = false,
                "h1" => self.in_heading = false,
                _ => {}
            },
            Token::Text(span) if self.in_title || self.in_heading => self.texts.push((self.in_title, *span)),
            Token::Raw(json) if std::mem::take(&mut self.in_json) => self.json_ld(json),
            Token::Comment(comment) => {
                if let Some(url) =
                    comment.strip_prefix("<!-- saved from url=").and_then(|rest| rest.split_once(')'))
                {
                    self.saved_from = url.1.split_whitespace().next().map(ToOwned::to_owned);
                }
            }
            Token::Text(_) | Token::Raw(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, place: Place) {
        match tag.name.as_str() {
            "html" => self.language = tag.attribute("lang").or_else(|| tag.attribute("xml:lang")),
            "meta" => self.meta(tag),
            "title" => {
                self.in_title = self.title.is_empty() && !self.texts.iter().any(|(is_title, _)| *is_title);
            }
            "h1" => self.in_heading = place.is_shown() && !self.texts.iter().any(|(is_title, _)| !is_title),
            "link" if tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = tag.attribute("href");
            }
            "script" => {
                self.in_json = tag
                    .attribute("type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
            }
            "time" => self.time(tag, place),
            _ => self.published_property(tag),
        }
    }

    fn meta(&mut self, tag: &Tag<'_>) {
        let Some(content) = tag.attribute("content") else { return };
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| tag.attribute(name));
        let name = name.unwrap_or_default().trim().to_lowercase();
        let field = NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(field, _)| *field);
        let Some(field) = field else { return };
        // Many pages name the profile of the author instead.
        if !(field == Field::Author && content.contains("://")) {
            self.given.add(field, Origin::Meta, content);
        }
    }

    /// An element that says it holds the day of publication.
    fn published_property(&mut self, tag: &Tag<'_>) {
        if tag.attribute("itemprop").is_some_and(|prop| prop == "datePublished") {
            let value = tag.attribute("datetime").or_else(|| tag.attribute("content"));
            self.given.add_some(Field::Published, Origin::Meta, value);
        }
    }

    fn time(&mut self, tag: &Tag<'_>, place: Place) {
        let Some(value) = tag.attribute("datetime") else { return };
        let class = tag.attribute("class").unwrap_or_default().to_lowercase();
        let says_published =
            tag.has("pubdate") || tag.attribute("itemprop").is_some_and(|prop| prop == "datePublished");
        let is_later = class.contains("updat") || class.contains("modif");
        let is_beside = place.is_furniture || place.is_hinted;
        if says_published {
            self.given.add(Field::Published, Origin::Time, value);
        } else if self.time.is_none() && !is_later && !is_beside {
            self.time = Some(value);
        }
    }

    /// Everything that was found; `html` is the page.
    pub(super) fn given(mut self, html: &str) -> Given {
        for (is_title, span) in std::mem::take(&mut self.texts) {
            let held = if is_title { &mut self.title } else { &mut self.heading };
            held.push_str(&entity::decoded(span.of(html)));
        }
        let title = one_line(&self.title);
        let heading = one_line(&self.heading);
        let Self { mut given, language, canonical, saved_from, time, .. } = self;
        given.add_some(Field::Url, Origin::Meta, canonical);
        given.add_some(Field::Url, Origin::Meta, saved_from);
        given.add_some(Field::Language, Origin::Meta, language);
        given.add_some(Field::Published, Origin::Time, time);
        let is_from = given.has(Field::Source, Origin::Meta) || given.has(Field::Source, Origin::JsonLd);
        let address = given.of(Field::Url).first().map(|&(_, address)| address.to_owned());
        if let Some(name) =
            address.filter(|_| !is_from).and_then(|address| outlet(&title, &heading, &address))
        {
            given.add(Field::Source, Origin::Meta, name);
        }
        let is_named = given.has(Field::Title, Origin::Meta) || given.has(Field::Title, Origin::JsonLd);
        if !is_named {
            // `Headline | Outlet`: the heading is the part of it that is the headline.
            let is_part = !heading.is_empty() && (title.is_empty() || title.contains(&heading));
            given.add(Field::Title, Origin::Meta, if is_part { heading } else { title });
        }
        given
    }

    fn json_ld(&mut self, json: &str) {
        let json = json.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        // What is no JSON says nothing; the page is an article without it.
        let Ok(value) = serde_json::from_str::<Value>(json) else { return };
        let mut found = Vec::new();
        articles(&value, &mut found);
        let Some(article) = found.first() else { return };
        let mut add = |field, value: Option<String>| self.given.add_some(field, Origin::JsonLd, value);
        add(Field::Title, text(article.get("headline")).or_else(|| text(article.get("name"))));
        add(Field::Published, text(article.get("datePublished")));
        add(Field::Author, names(article.get("author")));
        add(Field::Source, names(article.get("publisher")));
        add(Field::Language, names(article.get("inLanguage")));
        let page = article.get("url").or_else(|| article.get("mainEntityOfPage"));
        add(Field::Url, text(page).or_else(|| text(page.and_then(|page| page.get("@id")))));
    }
}

/// Letters of the name of a site at least, for it to tell anything.
const TELLING: usize = 4;

/// `Headline | Outlet`: what stands behind the headline, where the name of the site is in it or it in that.
fn outlet(title: &str, heading: &str, address: &str) -> Option<String> {
    let rest = title.strip_prefix(heading).filter(|_| !heading.is_empty())?;
    let name = [" | ", " - ", " – ", " — ", " · ", " » "]
        .iter()
        .fold(rest, |name, mark| name.rsplit_once(mark).map_or(name, |(_, last)| last));
    let name = name.trim();
    let letters = |words: &str| -> String { fold(words).chars().filter(|c| c.is_alphanumeric()).collect() };
    let host = address.split_once("://")?.1.split(['/', ':', '?']).next()?;
    let site = host.split('.').map(letters).max_by_key(String::len)?;
    let own = letters(name);
    let is_one =
        own.len() >= TELLING && site.len() >= TELLING && (own.contains(&site) || site.contains(&own));
    is_one.then(|| name.to_owned())
}

/// The objects that are articles, wherever they stand. The parser bounds how deep that is.
fn articles<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| articles(value, found)),
        Value::Object(fields) => {
            if is_article(value) {
                found.push(value);
            } else {
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                    fields.get(key).into_iter().for_each(|value| articles(value, found));
                }
            }
        }
        _ => {}
    }
}

fn is_article(value: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article")
                || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
        })
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value?.as_str().map(entity::decoded)
}

/// A name, the `name` of an object, or those of a list.
fn names(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(|value| names(Some(value))).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Object(fields) => text(fields.get("name")),
        value => text(Some(value)),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
