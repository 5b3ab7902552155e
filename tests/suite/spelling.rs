//! Numbers spelled out in English, French, Spanish and Arabic, to be read back by the number reader.

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn at(words: &[&'static str], index: u64) -> &'static str {
    words[usize::try_from(index).expect("an index below a hundred")]
}

/// `value` in English words.
pub(crate) fn english(value: u64) -> String {
    match value {
        0..20 => at(&ENGLISH, value).to_owned(),
        20..100 => match value % 10 {
            0 => at(&ENGLISH_TENS, value / 10).to_owned(),
            unit => format!("{}-{}", at(&ENGLISH_TENS, value / 10), at(&ENGLISH, unit)),
        },
        100..1000 => match value % 100 {
            0 => format!("{} hundred", english(value / 100)),
            rest if rest % 2 == 0 => format!("{} hundred {}", english(value / 100), english(rest)),
            rest => format!("{} hundred and {}", english(value / 100), english(rest)),
        },
        1000..1_000_000 => scaled(value, 1000, "thousand", english),
        _ => scaled(value, 1_000_000, "million", english),
    }
}

fn scaled(value: u64, scale: u64, name: &str, spell: fn(u64) -> String) -> String {
    match value % scale {
        0 => format!("{} {name}", spell(value / scale)),
        rest => format!("{} {name} {}", spell(value / scale), spell(rest)),
    }
}

const FRENCH: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const FRENCH_TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];

/// `value` in the French of France.
pub(crate) fn french(value: u64) -> String {
    match value {
        0..20 => at(&FRENCH, value).to_owned(),
        80 => "quatre-vingts".to_owned(),
        71 => "soixante et onze".to_owned(),
        60..80 => french_joined("soixante", value - 60),
        81..100 => format!("quatre-vingt-{}", french(value - 80)),
        20..60 => french_joined(at(&FRENCH_TENS, value / 10), value % 10),
        100..1000 => {
            let hundreds = if value < 200 { String::new() } else { format!("{} ", french(value / 100)) };
            match value % 100 {
                0 if value >= 200 => format!("{hundreds}cents"),
                0 => format!("{hundreds}cent"),
                rest => format!("{hundreds}cent {}", french(rest)),
            }
        }
        1000..2000 if value == 1000 => "mille".to_owned(),
        1000..2000 => format!("mille {}", french(value % 1000)),
        2000..1_000_000 => scaled(value, 1000, "mille", french),
        1_000_000..2_000_000 => scaled(value, 1_000_000, "million", french),
        _ => scaled(value, 1_000_000, "millions", french),
    }
}

fn french_joined(tens: &str, rest: u64) -> String {
    match rest {
        0 => tens.to_owned(),
        1 => format!("{tens} et un"),
        rest => format!("{tens}-{}", french(rest)),
    }
}

const SPANISH: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const SPANISH_TENS: [&str; 10] =
    ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
const SPANISH_HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];

/// `value` in Spanish words.
pub(crate) fn spanish(value: u64) -> String {
    match value {
        0..30 => at(&SPANISH, value).to_owned(),
        30..100 => match value % 10 {
            0 => at(&SPANISH_TENS, value / 10).to_owned(),
            unit => format!("{} y {}", at(&SPANISH_TENS, value / 10), spanish(unit)),
        },
        100 => "cien".to_owned(),
        101..1000 => match value % 100 {
            0 => at(&SPANISH_HUNDREDS, value / 100).to_owned(),
            rest => format!("{} {}", at(&SPANISH_HUNDREDS, value / 100), spanish(rest)),
        },
        1000 => "mil".to_owned(),
        1001..2000 => format!("mil {}", spanish(value % 1000)),
        2000..1_000_000 => scaled(value, 1000, "mil", spanish_before_noun),
        1_000_000..2_000_000 => match value % 1_000_000 {
            0 => "un millón".to_owned(),
            rest => format!("un millón {}", spanish(rest)),
        },
        _ => match value % 1_000_000 {
            0 => format!("{} millones", spanish_before_noun(value / 1_000_000)),
            rest => format!("{} millones {}", spanish_before_noun(value / 1_000_000), spanish(rest)),
        },
    }
}

/// "veintiún mil", "treinta y un millones": "uno" is cut before what it counts.
fn spanish_before_noun(value: u64) -> String {
    let spelled = spanish(value);
    match spelled.strip_suffix("veintiuno") {
        Some(start) => format!("{start}veintiún"),
        None => match spelled.strip_suffix("uno") {
            Some(start) => format!("{start}un"),
            None => spelled,
        },
    }
}

const ARABIC: [&str; 11] =
    ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"];
const ARABIC_TENS: [&str; 10] =
    ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"];
const ARABIC_HUNDREDS: [&str; 10] =
    ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"];

/// `value` in Arabic words, as they count men.
pub(crate) fn arabic(value: u64) -> String {
    match value {
        0..11 => at(&ARABIC, value).to_owned(),
        11 => "أحد عشر".to_owned(),
        12 => "اثنا عشر".to_owned(),
        13..20 => format!("{} عشر", at(&ARABIC, value - 10)),
        20..100 => match value % 10 {
            0 => at(&ARABIC_TENS, value / 10).to_owned(),
            unit => format!("{} و{}", at(&ARABIC, unit), at(&ARABIC_TENS, value / 10)),
        },
        100..1000 => and(at(&ARABIC_HUNDREDS, value / 100).to_owned(), value % 100),
        1000..1_000_000 => and(counted(value / 1000, ["ألف", "ألفان", "آلاف"]), value % 1000),
        _ => and(counted(value / 1_000_000, ["مليون", "مليونان", "ملايين"]), value % 1_000_000),
    }
}

/// "ألف", "ألفان", "ثلاثة آلاف", "أحد عشر ألف": so many of a scale with its singular, dual and plural.
fn counted(count: u64, [one, two, few]: [&str; 3]) -> String {
    match count {
        1 => one.to_owned(),
        2 => two.to_owned(),
        3..=10 => format!("{} {few}", arabic(count)),
        _ => format!("{} {one}", arabic(count)),
    }
}

fn and(spelled: String, rest: u64) -> String {
    if rest == 0 { spelled } else { format!("{spelled} و{}", arabic(rest)) }
}
