//! Articles that no one wrote: the same on every machine, with names, figures, dates and gaps.

/// Numbers that look random and are the same for the same seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).expect("31 bits") % end
    }

    /// One of `values`.
    pub(crate) fn one_of<'v, T: ?Sized>(&mut self, values: &[&'v T]) -> &'v T {
        values[self.below(values.len())]
    }
}

const PLACES: &[&str] =
    &["Kati", "Ségou", "Mopti", "Niono", "Sokolo", "Tombouctou", "Djibo", "Niamey", "Mali"];
const ATTACKERS: &[&str] =
    &["JNIM", "the Katiba Macina", "the Islamic State", "unidentified gunmen", "al-Qaida", "GSIM"];
const NUMBERS: &[&str] =
    &["One", "Two", "At least 15", "Fifteen", "More than 40", "Dozens of", "Nearly 100", "Twenty-five"];
const VICTIMS: &[&str] = &["soldiers", "civilians", "people", "villagers", "police officers"];
const OUTCOMES: &[&str] = &["killed", "wounded", "abducted", "killed", "injured"];
const SPEAKERS: &[&str] = &["the army said", "JNIM said", "a local official said", "residents said"];
const SOURCES: &[&str] = &["Le Relais", "The Courier", "Radio Exemple"];

fn sentence(chance: &mut Chance) -> String {
    let place = chance.one_of(PLACES);
    match chance.below(8) {
        0 => format!(
            "{} {} were {} in {place} when {} attacked a convoy, {}.",
            chance.one_of(NUMBERS),
            chance.one_of(VICTIMS),
            chance.one_of(OUTCOMES),
            chance.one_of(ATTACKERS),
            chance.one_of(SPEAKERS)
        ),
        1 => format!("The market of {place} was closed for {} days.", 2 + chance.below(20)),
        2 => format!("The army convoy stood near the river, {}.", chance.one_of(SPEAKERS)),
        3 => format!("No one was injured in {place} on {} July 2022.", 1 + chance.below(28)),
        4 => "Prices rose again and traders waited for the rain.".to_owned(),
        5 => format!(
            "{} soldats ont été tués à {place}, selon l’armée.",
            chance.one_of(&["Quinze", "Deux", "Six"])
        ),
        6 => format!(
            "JNIM fighters killed {} {} in {place} on Friday, {}.",
            chance.one_of(NUMBERS).to_lowercase(),
            chance.one_of(VICTIMS),
            chance.one_of(SPEAKERS)
        ),
        _ => format!("Fighters of {} came to {place} by night.", chance.one_of(ATTACKERS)),
    }
}

/// One article as a line of JSON.
pub(crate) fn article(id: usize, chance: &mut Chance) -> String {
    let mut article = serde_json::Map::new();
    article.insert("id".to_owned(), format!("a{id:04}").into());
    if chance.below(5) > 0 {
        let title =
            format!("{} in {}", chance.one_of(&["Attack", "Quiet day", "Killed"]), chance.one_of(PLACES));
        article.insert("title".to_owned(), title.into());
    }
    if chance.below(4) > 0 {
        let (year, month, day) = (2021 + chance.below(3), 1 + chance.below(12), 1 + chance.below(28));
        article.insert("published".to_owned(), format!("{year}-{month:02}-{day:02}").into());
    }
    if chance.below(4) > 0 {
        article.insert("source".to_owned(), chance.one_of(SOURCES).into());
    }
    if chance.below(3) > 0 {
        article.insert("language".to_owned(), chance.one_of(&["en", "fr"]).into());
    }
    let paragraphs = 1 + chance.below(5);
    let paragraph = |chance: &mut Chance| {
        let count = 1 + chance.below(5);
        (0..count).map(|_| sentence(chance)).collect::<Vec<_>>().join(" ")
    };
    let text: Vec<String> = (0..paragraphs).map(|_| paragraph(chance)).collect();
    article.insert("text".to_owned(), text.join("\n\n").into());
    serde_json::Value::Object(article).to_string()
}
