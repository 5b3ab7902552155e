//! Numbers in a text.
//!
//! 1. Every way in which reports write a number is read, with its value and its exact words.
//! 2. What is no count (dates, times, ages, units, money, names) is told apart.
//! 3. Any number up to 999,999,999 spelled in English, French, Spanish or Arabic is read back.
//! 4. No text, whatever it holds, makes the reader fail, and it takes time linear in the text.

use std::sync::OnceLock;

use proptest::prelude::{any, proptest};
use proptest::{prop_assert, prop_assert_eq};
use sitrep::text::Tokens;
use sitrep::text::number::{Number, NumberClass, NumberForm, canonical, lex};
use sitrep::vocabulary::casualties::Cue;
use sitrep::vocabulary::{Numbers, Vocabulary};

use crate::spelling::{arabic, english, french, spanish};

fn numbers(language: &str, text: &str) -> Vec<Number> {
    lex(&tokens(language, text), Numbers::built_in().of(Some(language)))
}

/// The tokens in which the numbers of a text are read.
fn tokens<'t>(language: &str, text: &'t str) -> Tokens<'t> {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    let tokens = Tokens::new(text);
    let parted = VOCABULARY.get_or_init(Vocabulary::built_in).parted(&tokens, language);
    parted.unwrap_or(tokens)
}

fn spellings(value: u64) -> [(&'static str, String); 4] {
    [("en", english(value)), ("fr", french(value)), ("es", spanish(value)), ("ar", arabic(value))]
}

/// `fifteen=15`, `16 to 19=16..19`, `dozen~12`, `dozens>=12`, `no=0`, `15:Distance`.
fn render(text: &str, number: &Number) -> String {
    let words = number.span.of(text);
    if number.class != NumberClass::Count {
        return format!("{words}:{:?}", number.class);
    }
    match (number.form, number.low, number.best, number.high) {
        (NumberForm::Cardinal | NumberForm::Zero | NumberForm::Both, Some(value), _, _) => {
            format!("{words}={value}")
        }
        (NumberForm::Article, ..) => format!("{words}=a"),
        (NumberForm::Range, Some(low), None, Some(high)) => format!("{words}={low}..{high}"),
        (NumberForm::Collective, None, Some(best), None) => format!("{words}~{best}"),
        (NumberForm::Vague, Some(low), None, None) => format!("{words}>={low}"),
        _ => format!("{words}?{number:?}"),
    }
}

#[track_caller]
fn check(language: &str, cases: &[(&str, &str)]) {
    let words = Numbers::built_in();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let found = lex(&tokens(language, text), words.of(Some(language)));
            let found: Vec<String> = found.iter().map(|number| render(text, number)).collect();
            let found = found.join(" | ");
            (found != *wanted).then(|| format!("{text}\n  wanted {wanted}\n  found  {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_numbers_are_read_with_their_words() {
    check(
        "en",
        &[
            ("fifteen soldiers", "fifteen=15"),
            ("at least 15 died", "15=15"),
            ("4,200 fell", "4,200=4200"),
            ("10.000 fled, 10 000 fled, 6 000 000 left", "10.000=10000 | 10 000=10000 | 6 000 000=6000000"),
            ("10\u{a0}000 and 10\u{202f}500 fled", "10\u{a0}000=10000 | 10\u{202f}500=10500"),
            ("forty-three herders", "forty-three=43"),
            ("Twenty Five killed, THIRTYTHREE hurt", "Twenty Five=25 | THIRTYTHREE=33"),
            ("SEVENTY-SIX KILLED", "SEVENTY-SIX=76"),
            ("two hundred and five dead", "two hundred and five=205"),
            ("a hundred and five dead", "a hundred and five=105"),
            ("a hundred people died", "hundred~100"),
            ("25 thousand fled", "25 thousand=25000"),
            ("1.5 million displaced", "1.5 million=1500000"),
            ("3 hundred thousand fled", "3 hundred thousand=300000"),
            ("one thousand two hundred thirty-four", "one thousand two hundred thirty-four=1234"),
            ("fifteen hundred refugees", "fifteen hundred=1500"),
            ("a dozen women and half a dozen men", "dozen~12 | half a dozen~6"),
            ("two dozen hostages", "two dozen~24"),
            ("dozens of others, scores of men", "dozens>=12 | scores>=20"),
            ("tens of thousands fled", "tens of thousands>=10000"),
            ("hundreds of thousands fled", "hundreds of thousands>=100000"),
            ("several hundred fled; a few dozen stayed", "several hundred>=100 | a few dozen>=12"),
            ("several men, many women and others", "several>=2 | many>=2 | others>=2"),
            ("two others were hurt, and three more", "two=2 | three=3"),
            ("an unknown number of men", "unknown number>=1"),
            ("some villagers; some 70 villagers", "some>=2 | 70=70"),
            ("a civilian and another died", "a=a | another=a"),
            ("another 12 died; a further three; an estimated 300", "12=12 | three=3 | 300=300"),
            ("a third soldier died", "a third=a"),
            ("both men were shot", "both=2"),
            (
                "no casualties; no one died; nobody; without any loss",
                "no=0 | no one=0 | nobody=0 | without any=0",
            ),
            ("no fewer than 14 died, no longer", "14=14"),
            ("0 killed, 00 wounded", "0=0 | 00=0"),
            ("02 wounded, seven (07) killed, (01) captured", "02=2 | seven (07)=7 | (01)=1"),
            ("ten to twelve men", "ten to twelve=10..12"),
            ("20-plus and 20+ died", "20=20 | 20=20"),
            ("9 of the 14 hostages", "9=9 | 14=14"),
            ("2000 people were killed in 2000", "2000=2000 | 2000:Date"),
            ("three\nsoldiers, twenty\nfive men", "three=3 | twenty\nfive=25"),
        ],
    );
}

#[test]
fn ranges_are_one_number_and_changes_are_two() {
    check(
        "en",
        &[
            ("between 1,500 and 2,000 died", "1,500 and 2,000=1500..2000"),
            (
                "16 to 19 people, 11-20 dead, 11–20 dead, 11 – 20",
                "16 to 19=16..19 | 11-20=11..20 | 11–20=11..20 | 11 – 20=11..20",
            ),
            ("between one hundred and two hundred", "one hundred and two hundred=100..200"),
            (
                "between one hundred and fifty and two hundred",
                "one hundred and fifty and two hundred=150..200",
            ),
            ("1 to 2 million fled", "1 to 2 million=1000000..2000000"),
            ("two or three men", "two or three=2..3"),
            ("the toll rose from 16 to 19", "16=16 | 19=19"),
            ("15 soldiers and 3 civilians", "15=15 | 3=3"),
            ("killed 12 and 13 wounded", "12=12 | 13=13"),
            ("won 3-1", "3=3 | 1=1"),
        ],
    );
    check(
        "fr",
        &[
            ("20 à 30 tués ; entre 100 et 200", "20 à 30=20..30 | 100 et 200=100..200"),
            ("de 12 à 15 civils", "12 à 15=12..15"),
            ("le bilan passe de 19 à 33", "19=19 | 33=33"),
            ("deux ou trois blessés", "deux ou trois=2..3"),
            ("entre vingt et trente morts", "vingt et trente=20..30"),
        ],
    );
}

#[test]
fn french_and_spanish_numbers_are_read_with_their_words() {
    check(
        "fr",
        &[
            ("dix-sept morts, vingt et un blessés", "dix-sept=17 | vingt et un=21"),
            (
                "soixante-dix-sept, quatre-vingts, quatre-vingt-dix-neuf",
                "soixante-dix-sept=77 | quatre-vingts=80 | quatre-vingt-dix-neuf=99",
            ),
            ("septante-deux, huitante, nonante et un", "septante-deux=72 | huitante=80 | nonante et un=91"),
            ("soixante et onze, SOIXANTE-DIX", "soixante et onze=71 | SOIXANTE-DIX=70"),
            ("cent morts, deux cents, mille deux cents", "cent=100 | deux cents=200 | mille deux cents=1200"),
            ("une vingtaine d’hommes, une dizaine de milliers", "vingtaine~20 | dizaine de milliers~10000"),
            ("une centaine de morts, un millier de déplacés", "centaine~100 | millier~1000"),
            ("des dizaines de morts, plusieurs centaines", "dizaines>=10 | plusieurs centaines>=100"),
            ("plusieurs morts, quelques blessés, d’autres", "plusieurs>=2 | quelques>=2 | d’autres>=2"),
            ("un nombre inconnu de morts", "nombre inconnu>=1"),
            ("quelque 200 morts, plus de 2 millions", "200=200 | 2 millions=2000000"),
            ("1,5 million de personnes, deux millions", "1,5 million=1500000 | deux millions=2000000"),
            ("un soldat et une femme, l’un des chefs", "un=a | une=a"),
            (
                "un million de déplacés, un million deux cent mille",
                "million~1000000 | un million deux cent mille=1200000",
            ),
            ("aucune victime, sans faire de blessé, ni mort ni blessé", "aucune=0 | sans=0 | ni=0 | ni=0"),
            ("sept (07) soldats, 02 blessés", "sept (07)=7 | 02=2"),
            ("les deux hommes", "les deux=2"),
            ("deux\u{2011}cents morts et vingt‐deux blessés", "deux\u{2011}cents=200 | vingt‐deux=22"),
        ],
    );
    check(
        "es",
        &[
            ("treinta y un muertos, veintidós heridos", "treinta y un=31 | veintidós=22"),
            ("doscientos cincuenta mil desplazados", "doscientos cincuenta mil=250000"),
            ("una docena de soldados, decenas de heridos", "docena~12 | decenas>=10"),
            ("varios muertos, ningún herido, un policía", "varios>=2 | ningún=0 | un=a"),
            ("1.500 muertos, entre 20 y 30 heridos", "1.500=1500 | 20 y 30=20..30"),
        ],
    );
}

#[test]
fn what_is_no_count_is_told_apart() {
    check(
        "en",
        &[
            ("on July 22, 2022 at 05:00", "22:Date | 2022:Date | 05:00:Time"),
            (
                "22 July 2022, 2022-07-22, 22/07/2022",
                "22:Date | 2022:Date | 2022-07-22:Date | 22/07/2022:Date",
            ),
            ("3 and 9 May, 3-9 May", "3:Date | 9:Date | 3-9:Date"),
            ("in July 22 soldiers died", "22=22"),
            ("since 2012, in 2021 gunmen, 2019-2020", "2012:Date | 2021:Date | 2019-2020:Date"),
            ("at 5 a.m., 6pm, 0500 GMT", "5:Time | 6pm:Time | 0500:Time"),
            ("a 16-year-old boy, aged 12, 30 years old", "a=a | 16:Age | 12:Age | 30:Age"),
            ("Issa Barry, 34, was shot", "34:Age"),
            (
                "15 km away, 15km, two miles, 10 or 15 km",
                "15:Distance | 15km:Distance | two:Distance | 10 or 15:Distance",
            ),
            (
                "a 30-day curfew, three weeks, several days",
                "a=a | 30:Duration | three:Duration | several:Duration",
            ),
            ("$30 million, 500 dollars, 30 million naira", "30 million:Money | 500:Money | 30 million:Money"),
            ("20 percent, 20%", "20:Percent | 20:Percent"),
            (
                "12,7 mm, 7.62mm, three times, two-thirds",
                "12,7:Measure | 7.62mm:Measure | three:Measure | two:Measure",
            ),
            ("the 33rd Regiment, twenty-first", "33rd:Ordinal | twenty:Ordinal"),
            (
                "an AK-47, site-29, Resolution 2100, No. 5",
                "an=a | 47:NamePart | 29:NamePart | 2100:NamePart | 5:NamePart",
            ),
            ("7 Division troops, M23 fighters", "7:NamePart"),
            ("a three-border area", "a=a | three:Modifier"),
        ],
    );
    check(
        "fr",
        &[
            ("le 22 juillet 2022 à 14h30", "22:Date | 2022:Date | 14h30:Time"),
            ("du 3 au 9 mai, depuis 2012", "3 au 9:Date | 2012:Date"),
            ("âgé de 30 ans, trois jours, pendant deux heures", "30:Age | trois:Duration | deux:Duration"),
            (
                "à 15 km, deux kilomètres, une centaine de kilomètres",
                "15:Distance | deux:Distance | centaine:Distance",
            ),
            ("500 FCFA, 20 %, 30 pour cent", "500:Money | 20:Percent | 30:Percent"),
            ("le 14e RIAO, 14 e, vingt et unième", "14e:Ordinal | 14:Ordinal | vingt:Ordinal"),
            ("plus de 2000 morts en 2000", "2000=2000 | 2000:Date"),
        ],
    );
}

#[test]
fn search_knows_one_value_for_digits_and_words() {
    let words = Numbers::built_in();
    let values = |language: &str, text: &str| -> Vec<u64> {
        canonical(&Tokens::new(text), words.of(Some(language))).into_iter().map(|(_, value)| value).collect()
    };
    assert_eq!(values("en", "15 dead, fifteen dead"), [15, 15]);
    assert_eq!(values("fr", "quinze morts, un mort, 10 000"), [15, 10_000]);
    assert_eq!(values("en", "between 16 and 19, a man, dozens"), [16, 19]);
}

#[test]
fn every_dual_is_a_noun() {
    let file: toml::Table =
        toml::from_str(include_str!("../../index-schema/numbers/ar.toml")).expect("a file of number words");
    let vocabulary = Vocabulary::built_in();
    let words = vocabulary.casualties().language("ar").expect("there are words for it");
    for dual in file["words"]["both"].as_array().expect("a list").iter().filter_map(toml::Value::as_str) {
        let tokens = Tokens::new(dual);
        let word = words.longest_at(&tokens, 0).map(|(_, word)| word);
        let noun =
            word.is_some_and(|word| word.victim.is_some() || word.outcome.is_some() || word.is(Cue::Others));
        assert!(noun, "{dual}");
    }
}

#[test]
fn arabic_numbers_are_read_with_their_words() {
    check(
        "ar",
        &[
            ("خمسة جنود، ثلاث نساء", "خمسة=5 | ثلاث=3"),
            ("أحد عشر شخصا، اثنتا عشرة امرأة، ثمانية عشر", "أحد عشر=11 | اثنتا عشرة=12 | ثمانية عشر=18"),
            ("خمسة وعشرون قتيلا، مئة وثلاثة وأربعون", "خمسة وعشرون=25 | مئة وثلاثة وأربعون=143"),
            ("ألفان وخمسمئة، ثلاثة آلاف ومئتان وستة عشر", "ألفان وخمسمئة=2500 | ثلاثة آلاف ومئتان وستة عشر=3216"),
            (
                "مليون ومئتا ألف، 25 ألفا، 1.5 مليون",
                "مليون ومئتا ألف=1200000 | 25 ألفا=25000 | 1.5 مليون=1500000",
            ),
            ("١٢ جنديا، ١٬٢٠٠ شخص، ۳۰ نفرا، ١٢٫٥", "١٢=12 | ١٬٢٠٠=1200 | ۳۰=30 | ١٢٫٥:Measure"),
            ("عشرات القتلى، مئات الجرحى، عشرات الآلاف", "عشرات>=10 | مئات>=100 | عشرات الآلاف>=10000"),
            ("بين 10 و15 مسلحا، 20 إلى 30 شخصا", "10 و15=10..15 | 20 إلى 30=20..30"),
            ("41 ألفا و870 قتيلا، 3 آلاف و5 آلاف", "41 ألفا و870=41870 | 3 آلاف=3000 | 5 آلاف=5000"),
            ("ألف و200 شخص، مئة و20، ألفان و500", "ألف و200=1200 | مئة و20=120 | ألفان و500=2500"),
            ("مليون و200 ألف، 3 ملايين و200 ألف و50", "مليون و200 ألف=1200000 | 3 ملايين و200 ألف و50=3200050"),
            ("مئة و200، ألف و3000، خمسة و20", "مئة=100 | 200=200 | ألف=1000 | 3000=3000 | خمسة=5 | 20=20"),
            ("بين مئة و120 قتيلا، ألف جندي و200 مدني", "مئة و120=100..120 | ألف=1000 | 200=200"),
            ("جنديان وطفلين", "جنديان=2 | طفلين=2"),
            ("12 جنديا و3 مدنيين", "12=12 | 3=3"),
            ("في 22 يوليو 2022، 14 كانون الثاني، عام 2012", "22:Date | 2022:Date | 14:Date | 2012:Date"),
            ("على بعد 15 كيلومترا، 30 عاما، 50 ألف دولار", "15:Distance | 30:Duration | 50 ألف:Money"),
            ("البالغ من العمر 30 عاما، 20 في المئة", "30:Age | 20:Percent"),
        ],
    );
}

proptest! {
    #[test]
    fn a_number_in_words_is_read_back(value in 0_u64..1_000_000_000) {
        for (language, spelled) in spellings(value) {
            let text = format!("xx {spelled} xx");
            let found = numbers(language, &text);
            prop_assert_eq!(found.len(), 1, "{}: {:?}", &text, &found);
            let number = &found[0];
            let article = matches!(number.form, NumberForm::Collective);
            prop_assert_eq!(number.best, Some(value), "{}", &text);
            prop_assert!(article || number.span.of(&text) == spelled, "{}: {:?}", &text, number);
        }
    }

    #[test]
    fn small_numbers_in_words_are_read_back(value in 0_u64..10_000) {
        for (language, spelled) in spellings(value) {
            let found = numbers(language, &spelled);
            prop_assert_eq!(found.first().and_then(|number| number.best), Some(value), "{}", &spelled);
        }
    }

    #[test]
    fn no_text_makes_the_reader_fail(text in any::<String>()) {
        for language in ["en", "fr", "es", "ar"] {
            for number in numbers(language, &text) {
                prop_assert!(text.get(number.span.start..number.span.end).is_some());
            }
        }
    }

    #[test]
    fn number_words_in_any_order_never_fail(picks in proptest::collection::vec(0_usize..48, 0..40)) {
        const PIECES: [&str; 48] = [
            "a ", "an ", "one ", "two ", "twenty", "-", "hundred ", "thousand ", "million ", "billion ", "trillion ", "and ",
            "between ", "to ", "or ", "dozen ", "dozens ", "of ", "no ", "999", ",", ".", " ", "000", "18446744073709551615",
            "(", ")", "05", ":", "/", "km ", "May ", "2022", "several ", "others ", "half ", "$", "%", "third ", "un ", "cent ",
            "mille ", "et ", "quatre", "vingt ", "\n", "\n\n", "–",
        ];
        let text: String = picks.iter().map(|&at| PIECES[at]).collect();
        for language in ["en", "fr", "es", "ar"] {
            let mut end = 0;
            for number in numbers(language, &text) {
                prop_assert!(number.tokens.start >= end && !number.tokens.is_empty());
                prop_assert!(number.low.unwrap_or(0) <= number.high.unwrap_or(u64::MAX));
                end = number.tokens.end;
            }
        }
    }
}

#[test]
fn a_second_reader_agrees_on_spelled_numbers() {
    use text2num::{Language, text2digits};
    let oracles = [("en", Language::english()), ("fr", Language::french()), ("es", Language::spanish())];
    let words = Numbers::built_in();
    for (language, oracle) in oracles {
        for value in (2_u64..5_000).chain((5_000..9_000_000).step_by(7_919)) {
            let spelled = match language {
                "en" => english(value),
                "fr" => french(value),
                _ => spanish(value),
            };
            let found = lex(&Tokens::new(&spelled), words.of(Some(language)));
            if let Ok(read) = text2digits(&spelled, &oracle) {
                assert_eq!(found[0].best.map(|best| best.to_string()), Some(read), "{spelled}");
            }
        }
    }
}

/// Texts that would take hours if what stands before were read again at each number.
#[test]
fn numbers_without_end_are_read() {
    let words = Numbers::built_in();
    let pieces = "1.|1,000,|two hundred and |(1|999 |between 1 and |a |no |May 1 |-1|deux mille |5 millions et \
                  |dos mil y |5 آلاف و |ألف و |0 ألف و |مئة و";
    for piece in pieces.split('|') {
        let text = piece.repeat(200_000);
        let tokens = Tokens::new(&text);
        for language in words.languages() {
            let found = lex(&tokens, language);
            assert!(found.len() <= tokens.len(), "{piece}");
        }
    }
}
