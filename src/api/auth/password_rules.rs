//! Which passwords are refused when they are chosen.
//!
//! Only length and what others would try first: NIST SP 800-63B-4, § 3.1.1.2, forbids rules about which kinds of letters,
//! and asks for a list of common passwords, of words that belong to the service, and of repeated or sequential letters.
//!
//! # Algorithm
//! A password is read from the left as pieces: a word that belongs to the service or the person, a common password, a
//! year, a run of one letter or of letters that follow each other in the alphabet, in the digits or on the keyboard, or
//! else one letter. A piece counts by how much it adds to what has to be guessed; one that was there before adds nothing.
//! Fifteen letters that add little are refused.
//!
//! The list is the 3,000 first of "passwords" in zxcvbn (Dropbox, later shssoichiro; MIT), which ranks those of Xato's ten
//! million leaked ones, with four letters or digits or more.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a piece adds: a single letter or a common password is one of about thousands with what may vary in it.
const LETTER: usize = 2;
/// There are fewer digits than letters.
const DIGIT: usize = 1;
const COMMON: usize = 2;
/// What everybody can name first.
const OWN: usize = 1;
const RUN: usize = 1;
const YEAR: usize = 1;
/// Less than four words that have nothing to do with each other.
const ENOUGH: usize = 8;

/// The service's own words.
const OF_SERVICE: [&str; 2] = ["evenkeel", "even keel"];

/// Rows of the two most usual keyboards.
const ROWS: [&str; 6] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm"];

static COMMON_PASSWORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").split_whitespace().collect());

/// Whether a password is among those that others try first. `own` are the person's and the organisation's names.
#[must_use]
pub fn is_guessable(password: &str, own: &[&str]) -> bool {
    let text: Vec<char> = password.to_lowercase().chars().collect();
    let own: Vec<Vec<char>> = own
        .iter()
        .flat_map(|name| name.split_whitespace().chain([*name]))
        .chain(OF_SERVICE)
        .map(|word| word.to_lowercase().chars().collect::<Vec<char>>())
        .filter(|word| word.len() >= 3)
        .collect();
    let (mut place, mut adds) = (0, 0);
    let mut seen: BTreeSet<&[char]> = BTreeSet::new();
    while place < text.len() && adds < ENOUGH {
        let rest = &text[place..];
        let (length, cost) = piece(rest, &own);
        if seen.insert(&rest[..length]) {
            adds += cost;
        }
        place += length;
    }
    adds < ENOUGH
}

/// The longest piece at the beginning of a text that is not empty: its length and what it adds.
fn piece(text: &[char], own: &[Vec<char>]) -> (usize, usize) {
    if matches!(text[0], ' ' | '-' | '_' | '.' | ',' | '!' | '?') {
        return (1, if text[0] == ' ' { 0 } else { 1 });
    }
    let mine = own.iter().filter(|word| text.starts_with(word)).map(Vec::len).max().unwrap_or_default();
    let run = run(text);
    let common = (4..=text.len().min(16)).rev().find(|length| is_common(&text[..*length])).unwrap_or_default();
    let year = if is_year(text) { 4 } else { 0 };
    [(mine, OWN), (run, RUN), (year, YEAR), (common, COMMON)]
        .into_iter()
        .filter(|(length, _)| *length > 0)
        // The longest; of two alike the first.
        .rev()
        .max_by_key(|(length, _)| *length)
        .unwrap_or((1, if text[0].is_ascii_digit() { DIGIT } else { LETTER }))
}

fn is_common(text: &[char]) -> bool {
    let plain: String = text.iter().collect();
    let read: String = text.iter().map(|letter| unmasked(*letter)).collect();
    COMMON_PASSWORDS.contains(plain.as_str()) || COMMON_PASSWORDS.contains(read.as_str())
}

/// The letter for which a digit or a sign often stands.
const fn unmasked(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        letter => letter,
    }
}

fn is_year(text: &[char]) -> bool {
    let digits: String = text.iter().take(4).collect();
    digits.len() == 4 && digits.parse().is_ok_and(|year: u16| (1900..=2099).contains(&year))
}

/// How many letters at the beginning are alike or follow each other, if three or more are.
fn run(text: &[char]) -> usize {
    let step = |pair: &[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]));
    let first = text.get(..2).map_or(2, step);
    let even = if first.abs() <= 1 { 1 + text.windows(2).take_while(|pair| step(pair) == first).count() } else { 0 };
    let on_keys = |row: &str| {
        let row: Vec<char> = row.chars().collect();
        let back: Vec<char> = row.iter().rev().copied().collect();
        let along = |row: &[char]| {
            let start = row.iter().position(|key| *key == text[0]);
            start.map_or(0, |start| row[start..].iter().zip(text).take_while(|(key, letter)| key == letter).count())
        };
        along(&row).max(along(&back))
    };
    let longest = ROWS.into_iter().map(on_keys).max().unwrap_or_default().max(even);
    if longest >= 3 { longest } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_try_first_is_refused() {
        for guessable in [
            "aaaaaaaaaaaaaaa",
            "passwordpassword",
            "PasswordPassword1",
            "p@ssw0rdp@ssw0rd",
            "123456789012345",
            "abcdefghijklmnop",
            "qwertyuiopasdfghjkl",
            "poiuytrewqlkjhgf",
            "abcabcabcabcabcabc",
            "iloveyouiloveyou",
            "Summer2026Summer2026!",
            "letmeinletmein123",
            "evenkeel evenkeel",
            "Harbour Advice 2026",
            "adaadaadaadaada1",
            "111111111111112",
            "monkey dragon monkey",
        ] {
            assert!(is_guessable(guessable, &["Ada", "Harbour Advice"]), "{guessable}");
        }
    }

    #[test]
    fn several_words_or_random_letters_are_taken() {
        for fine in [
            "correct horse battery staple",
            "not the right password",
            "wrong horse battery staple",
            "xK9$vQ2!mR7&tL4",
            "the lamp by my grandmother",
            "hd7 2kq 9vz 1mc 0yb",
            "perro azul come tres naranjas",
            "\u{5b89}\u{5168}\u{306a}\u{5408}\u{8a00}\u{8449}\u{3092}\u{9078}\u{3076}\u{3053}\u{3068}\u{304c}\u{5927}\u{5207}\u{3067}",
        ] {
            assert!(!is_guessable(fine, &["Ada", "Harbour Advice"]), "{fine}");
        }
    }

    #[test]
    fn the_list_is_whole() {
        assert_eq!(COMMON_PASSWORDS.len(), 3_000);
        assert!(["password", "qwerty", "123456", "dragon"].iter().all(|word| COMMON_PASSWORDS.contains(word)));
    }
}
