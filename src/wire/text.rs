//! Letters that do not show. A name of nothing but such letters is a nameless card; one that hides some can look like
//! another name.

/// Ranges of characters that nothing is drawn for: `Default_Ignorable_Code_Point` of DerivedCoreProperties.txt, Unicode
/// 17.0, without those of [`JOINS`]; and letters that are drawn as nothing (U+2800).
const HIDDEN: [(char, char); 18] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200b}'),
    ('\u{200e}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e00ff}'),
    ('\u{e01f0}', '\u{e0fff}'),
];

/// Ranges of characters that do not show themselves but change how their neighbours do, as Persian and pictures of people
/// need: joiners and selectors of variants.
const JOINS: [(char, char); 4] =
    [('\u{34f}', '\u{34f}'), ('\u{200c}', '\u{200d}'), ('\u{fe00}', '\u{fe0f}'), ('\u{e0100}', '\u{e01ef}')];

fn is_in(ranges: &[(char, char)], letter: char) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&letter))
}

/// Whether a character does not show and has no business in a name or a note: control characters, marks of direction,
/// separators of lines, tags, fillers.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    letter.is_control() || is_in(&HIDDEN, letter)
}

/// Whether something of a text shows.
#[must_use]
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|letter| !letter.is_whitespace() && !is_hidden(letter) && !is_in(&JOINS, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_is_known() {
        for hidden in ["\u{200b}\u{200b}", "\u{200d}", "\u{3164}", "\u{2800}", "\u{ad}", "\u{fe0f}", " ", "\u{a0}", ""]
        {
            assert!(!is_visible(hidden), "{hidden:?}");
        }
        for letter in
            ['\u{61c}', '\u{ad}', '\u{2028}', '\u{e0041}', '\u{3164}', '\u{200e}', '\u{202e}', '\u{feff}', '\t']
        {
            assert!(is_hidden(letter), "{letter:?}");
        }
        for text in [
            "First Bank",
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "Zo\u{eb}",
            "\u{1f468}\u{200d}\u{1f373}",
            "\u{9280}\u{884c}",
            "\u{2764}\u{fe0f}",
        ] {
            assert!(is_visible(text) && !text.chars().any(is_hidden), "{text}");
        }
        for range in HIDDEN.iter().chain(&JOINS) {
            assert!(range.0 <= range.1);
        }
    }
}
