//! Names in a page's program and its module that nobody reads.
//!
//! wasm-bindgen ends each name that the two share with sixteen hexadecimal digits, so that names of different versions
//! of a crate can be told apart. Digits like these do not compress: some 300 names cost four kilobytes in each file.

use std::collections::{BTreeMap, BTreeSet};

/// How long the ending is.
const DIGITS: usize = 16;

/// What stands before the digits in the names that have them.
const BEFORE: [&str; 2] = ["_", "__h"];

/// Gives the shared names endings of the same length that are alike: zeros, or a count where names differ by their
/// ending only. Everything else stays byte for byte, so that no section of the program changes its length.
pub fn shorten(wasm: &mut [u8], js: &str) -> String {
    let found: BTreeSet<&str> = words(js).filter(|word| ending(word).is_some()).collect();
    let mut counts = BTreeMap::<&str, usize>::new();
    let renamed: BTreeMap<&str, String> = found
        .iter()
        .map(|name| {
            // Something may follow the digits that already tells names apart.
            let (start, rest) = ending(name).unwrap_or((name, ""));
            let count = counts.entry(start).or_default();
            let new = format!("{start}{count:0DIGITS$}{rest}");
            *count += 1;
            (*name, new)
        })
        .collect();
    // The longest first: one name may be the beginning of another.
    let mut order: Vec<(&&str, &String)> = renamed.iter().collect();
    order.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for (name, new) in order {
        replace(wasm, name.as_bytes(), new.as_bytes());
    }
    let mut text = String::with_capacity(js.len());
    let mut rest = js;
    while let Some(word) = words(rest).next() {
        let start = word.as_ptr() as usize - rest.as_ptr() as usize;
        text.push_str(&rest[..start]);
        text.push_str(renamed.get(word).map_or(word, String::as_str));
        rest = &rest[start + word.len()..];
    }
    text + rest
}

/// What of a name stands before its digits, and what after them.
fn ending(name: &str) -> Option<(&str, &str)> {
    let is_shared = name.starts_with("__wbg_") || name.starts_with("wasm_bindgen__");
    let at = name.as_bytes().windows(DIGITS).position(|digits| {
        digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) && digits.iter().any(u8::is_ascii_digit)
    })?;
    let (start, rest) = (&name[..at], &name[at + DIGITS..]);
    let is_whole = rest.is_empty() || rest.starts_with('_');
    (is_shared && is_whole && BEFORE.iter().any(|before| start.ends_with(before))).then_some((start, rest))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(from.len()).position(|window| window == from) {
        at += found;
        bytes[at..at + from.len()].copy_from_slice(to);
        at += from.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_become_alike_in_both_files_and_nothing_else_changes() {
        let js = "imports.__wbg_key_76125a528069feff = k; imports.__wbg_key_0025a528069feffa; \
                  wasm.wasm_bindgen__convert__invoke__h088b07c6ffe2a4d3_14(); __wbg_ptr, other_76125a528069feff";
        let mut wasm = b"\x1a__wbg_key_76125a528069feff\x00\x1a__wbg_key_0025a528069feffa\x00\
                         wasm_bindgen__convert__invoke__h088b07c6ffe2a4d3_14"
            .to_vec();
        let long = wasm.len();
        let js = shorten(&mut wasm, js);
        assert_eq!(
            js,
            "imports.__wbg_key_0000000000000001 = k; imports.__wbg_key_0000000000000000; \
             wasm.wasm_bindgen__convert__invoke__h0000000000000000_14(); __wbg_ptr, other_76125a528069feff"
        );
        assert_eq!(wasm.len(), long);
        assert!(wasm.starts_with(b"\x1a__wbg_key_0000000000000001\x00\x1a__wbg_key_0000000000000000\x00wasm"));
        assert!(wasm.ends_with(b"__h0000000000000000_14"));
    }

    #[test]
    fn names_that_only_their_ending_tells_apart_stay_apart() {
        let js = "a.wasm_bindgen__invoke__h088b07c6ffe2a4d3 a.wasm_bindgen__invoke__h088b07c6ffe2a4d3_16 \
                  a.wasm_bindgen__invoke__h3b151b26ac73b8a6_16";
        let names: BTreeSet<String> =
            shorten(&mut [], js).split(' ').map(|name| name.trim_start_matches("a.").to_owned()).collect();
        assert_eq!(names.len(), 3);
    }
}
