//! The secret in an invitation link.
//!
//! `version ‖ invitation (8 bytes) ‖ secret (16 bytes) ‖ checksum (4 bytes)`, in base64url without padding, 39 letters.
//! The checksum tells a mistyped or cut-off link from an unknown one without asking a server. The server keeps the
//! invitation's number and a hash of the secret only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const VERSION: u8 = 1;
const LENGTH: usize = 1 + 8 + 16 + 4;

/// Letters of a token in a link.
pub const LETTERS: usize = 39;

/// The most characters of a text that a token is looked for in.
const TEXT_CHARS_MAX: usize = 10_000;

/// Whether a character may stand in a token.
const fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// White space, and characters that show nothing: what messages and address books put into a link.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What an invitation link carries.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// Id of the invitation; not secret.
    pub invitation: [u8; 8],
    /// Random secret: whoever has it was invited.
    pub secret: [u8; 16],
}

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// The text is empty.
    Missing,
    /// Shorter than a token: a part of the link is missing.
    Truncated,
    /// The text is not a token, or one that was mistyped.
    Malformed,
    /// Made by a newer server than this page knows.
    Newer,
}

impl Token {
    /// The token as text for a link.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.invitation);
        bytes.extend_from_slice(&self.secret);
        bytes.extend_from_slice(&adler2::adler32_slice(&bytes).to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The token in what people paste or open: the whole link or its end, with punctuation, brackets, quotation marks or
    /// words around it, and broken by white space or by what does not show. It has [`LETTERS`] letters and a checksum, so
    /// it is found wherever it stands.
    ///
    /// # Errors
    /// See [`TokenError`]: what is wrong with what stands where the token should be.
    pub fn find(text: &str) -> Result<String, TokenError> {
        let text: String = text.chars().take(TEXT_CHARS_MAX).collect();
        let joined: String = text.chars().filter(|letter| !is_between(*letter)).collect();
        let shown: String = text.chars().filter(|letter| letter.is_whitespace() || !is_between(*letter)).collect();
        for text in [&shown, &joined] {
            for run in text.split(|letter| !is_letter(letter)) {
                // A run is all ASCII, so every byte is a letter.
                let places = (run.len() + 1).saturating_sub(LETTERS);
                let mut found = (0..places).map(|place| &run[place..place + LETTERS]);
                if let Some(token) = found.find(|token| Self::parse(token).is_ok()) {
                    return Ok(token.to_owned());
                }
            }
        }
        // What stands behind the end of a link is no part of it.
        let end = joined.rsplit_once('#').map(|(_, end)| end.trim_end_matches(|letter| !is_letter(letter)));
        let token = end.unwrap_or(&joined);
        Self::parse(token).map(|_| token.to_owned())
    }

    /// Reads a token, forgiving white space around it.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenError::Missing);
        }
        let letters = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !letters {
            return Err(TokenError::Malformed);
        }
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(text) else {
            return Err(if text.len() < LETTERS { TokenError::Truncated } else { TokenError::Malformed });
        };
        match bytes.first() {
            Some(&version) if version > VERSION && version < 16 => return Err(TokenError::Newer),
            Some(&VERSION) => {}
            _ => return Err(TokenError::Malformed),
        }
        if bytes.len() < LENGTH {
            return Err(TokenError::Truncated);
        }
        let (body, checksum) = bytes.split_at(LENGTH - 4);
        if checksum != adler2::adler32_slice(body).to_be_bytes() {
            return Err(TokenError::Malformed);
        }
        let malformed = |_| TokenError::Malformed;
        Ok(Self {
            invitation: body[1..9].try_into().map_err(malformed)?,
            secret: body[9..25].try_into().map_err(malformed)?,
        })
    }
}

impl core::fmt::Debug for Token {
    /// Never the secret: a token may end up in a log line.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Token {
        Token { invitation: [7; 8], secret: *b"0123456789abcdef" }
    }

    #[test]
    fn comes_back() {
        let text = token().to_text();
        assert_eq!(text.len(), 39);
        assert!(Token::parse(&format!(" {text}\n")) == Ok(token()));
    }

    #[test]
    fn every_cut_is_told_from_a_slip() {
        let text = token().to_text();
        assert_eq!(Token::parse(""), Err(TokenError::Missing));
        for length in 2..text.len() {
            assert_eq!(Token::parse(&text[..length]), Err(TokenError::Truncated), "{length}");
        }
        let slip = text.replace('M', "N");
        assert_ne!(slip, text);
        assert_eq!(Token::parse(&slip), Err(TokenError::Malformed));
        assert_eq!(Token::parse("not a token"), Err(TokenError::Malformed));
    }

    #[test]
    fn a_token_is_found_with_anything_around_it() {
        let token = token().to_text();
        let (begin, end) = token.split_at(20);
        let link = ["https://plan.example/i#", &token].concat();
        for text in [
            token.clone(),
            link.clone(),
            format!(" {link}\n"),
            format!("{link}."),
            format!("({link})"),
            format!("<{link}>"),
            format!("\"{link}\","),
            format!("\u{201c}{link}\u{201d}"),
            format!("{link}%20"),
            format!("{link}%E2%80%8B"),
            format!("{link}\u{200b}"),
            format!("Open {link} please, it is for you"),
            format!("Your code is {token} until May."),
            format!("…/i#{begin}\n{end} "),
            format!("https://plan.example/i#{begin}\u{200b}{end}"),
            format!("https://plan.example/i#{begin} \t{end}"),
            format!("\u{feff}#{token}"),
            format!("{link}?from=mail"),
        ] {
            assert_eq!(Token::find(&text), Ok(token.clone()), "{text:?}");
        }
    }

    #[test]
    fn where_none_is_found_it_is_said_why() {
        let link = ["https://plan.example/i#", &token().to_text()].concat();
        assert_eq!(Token::find(""), Err(TokenError::Missing));
        assert_eq!(Token::find("https://plan.example/i#"), Err(TokenError::Missing));
        assert_eq!(Token::find(&link[..link.len() - 3]), Err(TokenError::Truncated));
        assert_eq!(Token::find(&format!("{}.", &link[..link.len() - 3])), Err(TokenError::Truncated));
        assert_eq!(Token::find(&link.replace('M', "N")), Err(TokenError::Malformed));
        assert_eq!(Token::find("hello there!"), Err(TokenError::Malformed));
        assert_eq!(Token::find(&"x".repeat(200_000)), Err(TokenError::Malformed), "looking ends");
    }

    #[test]
    fn debug_hides_the_secret() {
        assert_eq!(format!("{:?}", token()), "Token(…)");
    }
}
