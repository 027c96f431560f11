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

/// Whether a character does not show and has no business in a name: control characters, marks of direction,
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

/// Ends an embedding or an override.
const POP: char = '\u{202c}';
/// Ends an isolate.
const POP_ISOLATE: char = '\u{2069}';

/// A mark that has a direction itself and turns nothing else.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// What ends what this begins.
const fn closer(letter: char) -> Option<char> {
    match letter {
        '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => Some(POP),
        '\u{2066}'..='\u{2068}' => Some(POP_ISOLATE),
        _ => None,
    }
}

/// A note as it is sent and kept: trimmed, with one sign for the end of a line, without what [`is_hidden`] but tabulators
/// and direction marks, and with every embedding and isolate ended in its own line (Unicode Standard Annex 9): keyboards,
/// address books and languages written from right to left put these in, and what does not end turns the rest of its
/// line. No visible letter is changed. A note that comes back as it was may be kept as it is.
#[must_use]
pub fn note(text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.split('\n').map(contained).collect();
    lines.join("\n").trim().to_owned()
}

fn contained(line: &str) -> String {
    let mut open = Vec::new();
    let mut contained = String::with_capacity(line.len());
    for letter in line.chars() {
        let is_kept = match closer(letter) {
            Some(closer) => {
                open.push(closer);
                true
            }
            None if matches!(letter, POP | POP_ISOLATE) => open.pop_if(|closer| *closer == letter).is_some(),
            None => letter == '\t' || is_mark(letter) || !is_hidden(letter),
        };
        if is_kept {
            contained.push(letter);
        }
    }
    contained.extend(open.into_iter().rev());
    contained
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn what_people_type_and_paste_is_kept() {
        for text in [
            "May\t120.00\tpaid",
            "I paid on \u{200e}3/\u{200e}5/\u{200e}2026",
            "call \u{202a}+44 20 7946 0000\u{202c}",
            "دفعت\u{200f} 120 في مايو",
            "\u{2067}שולם\u{2069} in May",
            "Ünïcödé 💚 <script>\nsecond line",
            "",
        ] {
            assert_eq!(note(text), text);
        }
    }

    #[test]
    fn what_turns_the_text_around_it_is_contained() {
        assert_eq!(note("call \u{202a}+44 20\nnext"), "call \u{202a}+44 20\u{202c}\nnext");
        assert_eq!(note("+44 20\u{202c} please"), "+44 20 please", "an end without its beginning");
        assert_eq!(note("\u{202e}evil\u{2069}"), "\u{202e}evil\u{202c}");
        assert_eq!(note("\u{2067}a\u{202b}b"), "\u{2067}a\u{202b}b\u{202c}\u{2069}");
        assert_eq!(note("paid\u{200b} it\u{feff}"), "paid it");
        assert_eq!(note(" a\u{7}b\u{0} \r\nc\rd "), "ab \nc\nd");
    }

    proptest! {
        #[test]
        fn a_note_that_was_made_so_stays_so(text in "[a-z \t\n\u{7}\u{200e}\u{202a}-\u{202e}\u{2066}-\u{2069}]{0,40}") {
            let once = note(&text);
            prop_assert_eq!(note(&once), once.clone());
            let seen = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
            prop_assert_eq!(seen(&once), seen(&text));
        }
    }
}
