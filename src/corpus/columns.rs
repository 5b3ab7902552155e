//! Which column of a table, or key of a record, holds what.

use super::article::Field;

/// Columns that the user names; those left out are found by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The text of the article.
    pub text: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub source: Option<String>,
    /// Its day of publication.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its identity.
    pub id: Option<String>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    About(Field),
}

/// Names under which exports of newspapers, databases and the field's data sets keep things, the
/// most telling first. Each is written as [`fold`] leaves it.
const NAMES: [(Holds, &[&str]); 10] = [
    (
        Holds::Text,
        &[
            "text",
            "body",
            "content",
            "articletext",
            "fulltext",
            "articlebody",
            "maintext",
            "article",
            "story",
            "notes",
            "sourcearticle",
            "contenu",
            "texte",
            "corps",
            "cuerpo",
            "texto",
            "description",
            "summary",
            "resume",
            "نص",
            "النص",
        ],
    ),
    (
        Holds::About(Field::Id),
        &["id", "articleid", "docid", "eventidcnty", "identifier", "identifiant", "guid"],
    ),
    (
        Holds::About(Field::Title),
        &["title", "headline", "heading", "titre", "titulo", "sourceheadline", "العنوان", "name", "webtitle"],
    ),
    (
        Holds::About(Field::Source),
        &[
            "source",
            "outlet",
            "publisher",
            "sourcename",
            "publication",
            "newspaper",
            "media",
            "sitename",
            "journal",
            "site",
            "domain",
            "medio",
            "المصدر",
        ],
    ),
    (Holds::About(Field::SourceScale), &["sourcescale"]),
    (
        Holds::About(Field::Author),
        &["author", "byline", "authors", "creator", "auteur", "auteurs", "autor", "الكاتب"],
    ),
    (Holds::About(Field::Via), &["via", "agency", "agence"]),
    (
        Holds::About(Field::Published),
        &[
            "published",
            "datepublished",
            "publicationdate",
            "publishedat",
            "publisheddate",
            "pubdate",
            "publishdate",
            "date",
            "publishedtime",
            "sourcedate",
            "datepublication",
            "datedepublication",
            "fecha",
            "التاريخ",
            "webpublicationdate",
            "createdat",
        ],
    ),
    (
        Holds::About(Field::Url),
        &["url", "link", "sourceurl", "articleurl", "permalink", "lien", "enlace", "weburl"],
    ),
    (Holds::About(Field::Language), &["language", "lang", "langue", "idioma", "اللغة"]),
];

impl Columns {
    fn named(&self, holds: Holds) -> Option<&str> {
        let name = match holds {
            Holds::Text => &self.text,
            Holds::About(Field::Title) => &self.title,
            Holds::About(Field::Source) => &self.source,
            Holds::About(Field::Published) => &self.published,
            Holds::About(Field::Url) => &self.url,
            Holds::About(Field::Author) => &self.author,
            Holds::About(Field::Language) => &self.language,
            Holds::About(Field::Id) => &self.id,
            Holds::About(Field::Via | Field::SourceScale) => &None,
        };
        name.as_deref()
    }

    /// Which of `names` holds what; what the user named is that column or none.
    pub(super) fn among(&self, names: &[&str]) -> Vec<(Holds, usize)> {
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let position = |wanted: &str| folded.iter().position(|name| name == wanted);
        NAMES
            .iter()
            .filter_map(|&(holds, known)| {
                let found = match self.named(holds) {
                    Some(named) => position(&fold(named)),
                    None => known.iter().find_map(|known| position(known)),
                };
                found.map(|at| (holds, at))
            })
            .collect()
    }
}

/// `Publication Date`, `publication_date` and `publicationDate` are one name.
fn fold(name: &str) -> String {
    let name = name.trim().trim_matches(['\u{feff}', '"']);
    name.chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '_'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'é' | 'è' => 'e',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_folded() {
        for name in NAMES.iter().flat_map(|(_, known)| known.iter()) {
            assert_eq!(*name, fold(name));
        }
    }

    #[test]
    fn columns_are_found_by_usual_names_or_as_the_user_says() {
        let names = ["publicationDate", "Headline", "notes", "Article-Text"];
        let found = Columns::default().among(&names);
        assert!(found.contains(&(Holds::Text, 3)) && found.contains(&(Holds::About(Field::Published), 0)));
        let columns =
            Columns { text: Some("Notes".to_owned()), title: Some("none".to_owned()), ..Columns::default() };
        let found = columns.among(&names);
        assert!(found.contains(&(Holds::Text, 2)));
        assert!(!found.iter().any(|(holds, _)| *holds == Holds::About(Field::Title)), "{found:?}");
    }
}
