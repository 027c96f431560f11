//! The secret in an invitation link.
//!
//! `version ‖ invitation (8 bytes) ‖ secret (16 bytes) ‖ checksum (4 bytes)`, in base64url without padding, 39 letters.
//! The checksum tells a mistyped or cut-off link from an unknown one without asking a server. The server keeps the
//! invitation's number and a hash of the secret only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const VERSION: u8 = 1;
const LENGTH: usize = 1 + 8 + 16 + 4;

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
            return Err(if text.len() < 39 { TokenError::Truncated } else { TokenError::Malformed });
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
    fn debug_hides_the_secret() {
        assert_eq!(format!("{:?}", token()), "Token(…)");
    }
}
