//! Pages show letters from left to right whatever their script; texts of Arabic and Hebrew run the
//! other way.

/// The text of glyphs that stand from left to right, in the order in which it is read.
pub(super) fn read(glyphs: &[String]) -> String {
    let count = |test: fn(char) -> bool| glyphs.iter().filter(|glyph| glyph.chars().any(test)).count();
    let (right, left) = (count(is_rightward), count(is_leftward));
    if right == 0 {
        return glyphs.concat();
    }
    if right >= left {
        // The line runs to the left: all of it is turned round, and what runs to the right back again.
        let turned: Vec<&String> = glyphs.iter().rev().collect();
        return with_runs_turned(&turned, |glyph| glyph.chars().any(|c| is_leftward(c) || c.is_numeric()));
    }
    let straight: Vec<&String> = glyphs.iter().collect();
    with_runs_turned(&straight, |glyph| glyph.chars().any(is_rightward))
}

/// Turns round each run that begins and ends with a glyph of that kind and holds none of the other.
fn with_runs_turned(glyphs: &[&String], belongs: fn(&String) -> bool) -> String {
    let mut out: Vec<&str> = Vec::with_capacity(glyphs.len());
    let mut at = 0;
    while let Some(glyph) = glyphs.get(at) {
        if !belongs(glyph) {
            out.push(glyph);
            at += 1;
            continue;
        }
        let rest = glyphs.get(at..).unwrap_or_default();
        let reach = rest
            .iter()
            .take_while(|glyph| belongs(glyph) || !glyph.chars().any(char::is_alphanumeric))
            .count();
        let length = rest.iter().take(reach).rposition(|glyph| belongs(glyph)).map_or(1, |last| last + 1);
        out.extend(rest.iter().take(length).rev().map(|glyph| glyph.as_str()));
        at += length;
    }
    out.concat()
}

/// Letters of scripts that run to the left.
fn is_rightward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{65f}' | '\u{66a}'..='\u{6ef}' | '\u{6fa}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

fn is_leftward(c: char) -> bool {
    c.is_alphabetic() && !is_rightward(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    #[test]
    fn arabic_is_turned_round_and_its_numbers_are_not() {
        assert_eq!(read(&shown("Ten killed")), "Ten killed");
        assert_eq!(read(&shown("ةدلب يف 15 لتقم")), "مقتل 15 في بلدة");
        assert_eq!(read(&shown("AFP تلاق")), "قالت AFP");
        assert_eq!(read(&shown("in يتاك today")), "in كاتي today");
    }
}
