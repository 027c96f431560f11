//! What people type or paste, before it is read as an amount, a rate, a date or a count: the letters that do not show
//! taken out, digits of every script and full-width signs written as the keyboard of a programmer has them.

/// The zero of each set of ten decimal digits (general category Nd, Unicode 16), but for those of ASCII.
const ZEROS: [u32; 66] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136,
    0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0,
    0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950,
    0x1FBF0,
];

/// The decimal sign of Arabic and Persian: never a thousands sign, so it stays apart from point and comma.
pub const ARABIC_DECIMAL_SIGN: char = '٫';

/// Text as it was meant. Marks that do not show (direction, joining, soft hyphens, byte order marks) are gone; spaces of
/// every width are spaces, and none stand at the ends; digits of every script are ASCII, as are full-width signs; the
/// Arabic thousands sign is an apostrophe and the Arabic percent sign a percent sign. All else stays, so that it can be
/// refused.
#[must_use]
pub fn plain_text(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !is_invisible(*letter)).map(plain_letter).collect();
    plain.trim_matches(' ').to_owned()
}

/// A letter that takes no room of its own: nobody typed it, it came with what was pasted.
const fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn plain_letter(letter: char) -> char {
    match letter {
        _ if letter.is_ascii_graphic() => letter,
        _ if letter.is_whitespace() => ' ',
        '٬' | '’' | '‘' | 'ʼ' | '＇' => '\'',
        '٪' | '﹪' => '%',
        '·' => '.',
        '﹩' => '$',
        '￡' => '£',
        '￥' => '¥',
        // Hyphens and dashes are what people put for a minus.
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' => '-',
        // The full-width forms of ASCII stand in its order.
        '！'..='／' | '：'..='～' => char::from_u32(u32::from(letter) - 0xFF01 + 0x21).unwrap_or(letter),
        _ => digit(letter).unwrap_or(letter),
    }
}

fn digit(letter: char) -> Option<char> {
    let code = u32::from(letter);
    // The last zero that is not above it.
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_of_every_script_are_digits() {
        for text in
            ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡"]
        {
            assert_eq!(plain_text(text), "0123456789", "{text:?}");
        }
        assert!(ZEROS.is_sorted());
        // What only looks like a digit is none: a superscript, a fraction, a Roman numeral.
        for text in ["²", "½", "Ⅻ", "一"] {
            assert_eq!(plain_text(text), text);
        }
    }

    #[test]
    fn what_does_not_show_is_not_there() {
        let marks = "\u{ad}\u{61c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\
            \u{2066}\u{2067}\u{2068}\u{2069}\u{feff}";
        for mark in marks.chars() {
            assert_eq!(plain_text(&format!("{mark}1{mark}2{mark}")), "12", "{mark:?}");
        }
        for space in "\u{a0}\u{1680}\u{2000}\u{2007}\u{2009}\u{200a}\u{202f}\u{205f}\u{3000}\t\n".chars() {
            assert_eq!(plain_text(&format!("{space}1{space}2{space}")), "1 2", "{space:?}");
        }
    }

    proptest! {
        #[test]
        fn plain_text_is_plain(text in "\\PC{0,24}") {
            let plain = plain_text(&text);
            prop_assert_eq!(&plain_text(&plain), &plain);
            prop_assert!(text.chars().count() >= plain.chars().count());
        }

        #[test]
        fn ascii_stays(text in "[!-~]{0,24}") {
            prop_assert_eq!(plain_text(&text), text);
        }
    }
}
