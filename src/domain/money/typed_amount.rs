//! Amounts as people type them.

use super::{AMOUNT_INPUT_MAX, Amount, AmountError, Currency};
use crate::decimal::units;
use crate::typed::{ARABIC_DECIMAL_SIGN, plain_text};

/// Reads an amount the way people type it.
///
/// The rule, stated once:
/// 1. The text is made plain by [`plain_text`]: marks that do not show are dropped, digits of every script count. The
///    currency's own sign or code at either end is ignored; that of another currency is told.
/// 2. What remains may hold digits, points, commas, apostrophes and spaces only, and [`ARABIC_DECIMAL_SIGN`], which is
///    always the decimal sign.
/// 3. A decimal sign at the end, with a dash, two, `/-` or nothing behind it, stands before no cents.
/// 4. If both point and comma occur, the last one is the decimal sign and the other groups thousands.
/// 5. If one of them occurs several times, it groups thousands.
/// 6. If one occurs once: followed by exactly three digits, with one to three digits before it that do not start with
///    `0`, it groups thousands, unless it is the decimal sign of the currency: then nobody can tell whether a digit is
///    too many. Otherwise it is the decimal sign. In a currency with three digits after the point a point is always the
///    decimal sign, in one without any it never is.
/// 7. Groups must be whole: one to three digits, then threes; in the currencies of South Asia also one or two digits,
///    then twos, and a three at the end.
///
/// | typed, on a page in dollars | read |
/// |---|---|
/// | `1200.50` `1,200.50` `1.200,50` `1 200,5` `1'200.50` `$1,200.50` `1200.50 USD` `US$1200.5` | 1,200.50 |
/// | `1200` `1,200` `1200.` `1200.-` `1.200,-` `1.200,–` `1200.--` `1 200` (any space) | 1,200.00 |
/// | `١٢٠٠٫٥٠` `１２００．５０` `१२००.५०` | 1,200.50 |
/// | `.5` `0.50` `12.5000` | 0.50, 0.50, 12.50 |
/// | `1,20,000` with rupees | 120,000.00 |
/// | `1.200` with the Danish krone | 1,200.00 |
///
/// | typed, on a page in dollars | refused |
/// |---|---|
/// | nothing, `$` | [`AmountError::Required`] |
/// | `-5` `5-` `(5)` | [`AmountError::Negative`] |
/// | `£1,200` `1200 EUR` `R$5` | [`AmountError::OtherCurrency`] |
/// | `1e3` `about 20` | [`AmountError::Letters`] |
/// | `210.555` `1.200` | [`AmountError::Unclear`] |
/// | `1..2` `1,2,3` `1,20,000` | [`AmountError::Pattern`] |
/// | `0.125` `1234.567` | [`AmountError::TooPrecise`] |
/// | `100,000,000` | [`AmountError::TooLarge`] |
///
/// The page echoes what it understood, so a reader of another habit sees it at once.
///
/// # Errors
/// See [`AmountError`]; the typed text is the caller's to keep.
pub fn parse_amount(text: &str, currency: Currency) -> Result<Amount, AmountError> {
    let plain = plain_text(text);
    let bare = strip_currency(&plain, currency).ok_or(AmountError::OtherCurrency)?;
    if bare.is_empty() {
        return Err(AmountError::Required);
    }
    if bare.starts_with(['-', '(']) {
        return Err(AmountError::Negative);
    }
    let whole_only = strip_no_cents(bare);
    if whole_only.is_none() && bare.ends_with('-') {
        return Err(AmountError::Negative);
    }
    let (number, sign) = whole_only.unwrap_or((bare, None));
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ' | ARABIC_DECIMAL_SIGN);
    if !number.chars().all(allowed) {
        return Err(AmountError::Letters);
    }
    let compact = number.replace(' ', "'");
    let (whole, fraction) = match sign {
        // The decimal sign was at the end, so it groups nothing.
        Some(sign) if compact.contains(sign) || compact.contains(ARABIC_DECIMAL_SIGN) => {
            return Err(AmountError::Pattern);
        }
        Some(_) => (compact.as_str(), ""),
        None => split_at_decimal_sign(&compact, currency)?,
    };
    let whole = ungroup(whole, currency)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return Err(AmountError::Pattern);
    }
    let minor = units(&whole, fraction, currency.exponent())?;
    let amount = Amount::from_minor(minor);
    if amount > AMOUNT_INPUT_MAX { Err(AmountError::TooLarge) } else { Ok(amount) }
}

/// The number before a sign that says there are no cents, and the decimal sign if there was one; `None` if the text does
/// not end so.
fn strip_no_cents(text: &str) -> Option<(&str, Option<char>)> {
    if let Some(number) = text.strip_suffix("/-") {
        // As written in India; a point before it is one at the end of a sentence.
        return Some((number.trim_end_matches([' ', '.']), None));
    }
    let before = text.strip_suffix("--").or_else(|| text.strip_suffix('-')).unwrap_or(text).trim_end_matches(' ');
    let sign = before.chars().next_back().filter(|sign| matches!(*sign, '.' | ',' | ARABIC_DECIMAL_SIGN))?;
    let number = before.strip_suffix(sign)?.trim_end_matches(' ');
    number.ends_with(|c: char| c.is_ascii_digit()).then_some((number, Some(sign)))
}

/// Signs of money and the currencies that are written with them. Longer signs come before those they end with.
const SIGNS: [(&str, &str); 42] = [
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("MX$", "MXN"),
    ("C$", "CAD NIO"),
    ("A$", "AUD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    (
        "$",
        "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU BSD BBD BZD BMD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD CVE DOP \
         BND TVD",
    ),
    ("£", "GBP EGP GIP FKP SHP SYP LBP SSP SDG"),
    ("€", "EUR"),
    ("¥", "JPY CNY"),
    ("円", "JPY"),
    ("元", "CNY"),
    ("₹", "INR"),
    ("Rs.", "INR PKR NPR LKR MUR SCR"),
    ("Rs", "INR PKR NPR LKR MUR SCR"),
    ("₨", "INR PKR NPR LKR MUR SCR"),
    ("৳", "BDT"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₩", "KRW KPW"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₦", "NGN"),
    ("₱", "PHP CUP"),
    ("฿", "THB"),
    ("₴", "UAH"),
    ("₡", "CRC"),
    ("₲", "PYG"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("₼", "AZN"),
    ("₵", "GHS"),
    ("kr.", "DKK ISK NOK SEK"),
    ("kr", "DKK ISK NOK SEK"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
];

/// Plain text without the currency's own sign or code at either end; `None` if there is that of another currency.
pub(crate) fn strip_currency(text: &str, currency: Currency) -> Option<&str> {
    let code = |text: &str| Currency::from_code(&text.to_ascii_uppercase());
    let head = text.get(..3).and_then(|head| Some((code(head)?, text.get(3..)?)));
    let tail = text.len().checked_sub(3).and_then(|cut| Some((code(text.get(cut..)?)?, text.get(..cut)?)));
    // Letters around it would make it a part of a word.
    let is_apart = |rest: &str| !rest.chars().any(char::is_alphabetic);
    if let Some((named, rest)) = head.or(tail).filter(|(_, rest)| is_apart(rest)) {
        // Some write both: "USD $5".
        return if named == currency { strip_sign(rest.trim_matches(' '), currency) } else { None };
    }
    strip_sign(text, currency)
}

fn strip_sign(text: &str, currency: Currency) -> Option<&str> {
    for (sign, codes) in SIGNS {
        let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) else { continue };
        return codes.split(' ').any(|code| code == currency.code()).then(|| rest.trim_matches(' '));
    }
    Some(text.trim_matches(' '))
}

/// Cuts at the decimal sign, if there is one; the rules are numbered in [`parse_amount`].
fn split_at_decimal_sign(text: &str, currency: Currency) -> Result<(&str, &str), AmountError> {
    if let Some((whole, fraction)) = text.split_once(ARABIC_DECIMAL_SIGN) {
        return Ok((whole, fraction));
    }
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let sign = match (points, commas) {
        (0, 0) => return Ok((text, "")),
        (1.., 1..) => {
            let last = if text.rfind('.') > text.rfind(',') { '.' } else { ',' };
            if text.matches(last).count() > 1 {
                // In South Asia a point may end the sentence, but nothing is grouped by it.
                return Err(AmountError::Pattern);
            }
            last
        }
        (2.., 0) | (0, 2..) => return Ok((text, "")),
        (1, 0) => '.',
        _ => ',',
    };
    let (whole, fraction) = text.split_once(sign).ok_or(AmountError::Pattern)?;
    let alone = points + commas == 1 && !whole.contains('\'');
    let looks_grouped = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if !alone || !looks_grouped || (sign == '.' && currency.exponent() == 3) {
        return Ok((whole, fraction));
    }
    let has_cents = currency.exponent() > 0 && currency.exponent() != 3;
    if has_cents && currency.decimal_sign() == Some(sign) { Err(AmountError::Unclear) } else { Ok((text, "")) }
}

/// Joins thousands groups, if they are whole and one kind of sign is between them.
fn ungroup(text: &str, currency: Currency) -> Result<String, AmountError> {
    let mut signs = text.chars().filter(|c| !c.is_ascii_digit());
    let Some(sign) = signs.next() else { return Ok(text.to_owned()) };
    if signs.any(|other| other != sign) {
        return Err(AmountError::Pattern);
    }
    let lengths: Vec<usize> = text.split(sign).map(str::len).collect();
    let are_thousands = (1..=3).contains(&lengths[0]) && lengths[1..].iter().all(|length| *length == 3);
    let are_lakhs = currency.groups_by_lakhs()
        && matches!(lengths.as_slice(), [1 | 2, middle @ .., 3] if middle.iter().all(|length| *length == 2));
    let is_whole = are_thousands || are_lakhs;
    if is_whole { Ok(text.chars().filter(char::is_ascii_digit).collect()) } else { Err(AmountError::Pattern) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Result<i64, AmountError> {
        parse_amount(text, Currency::USD).map(Amount::minor)
    }

    #[test]
    fn reads_what_people_type() {
        for (text, minor) in [
            ("$1,200 ", 120_000),
            ("1.200,50", 120_050),
            ("1,200.50", 120_050),
            ("1 200,5", 120_050),
            ("1'200.50", 120_050),
            ("1,200", 120_000),
            ("1200.", 120_000),
            ("700.", 70_000),
            ("700,", 70_000),
            ("1200.-", 120_000),
            ("1200.--", 120_000),
            ("1.200,-", 120_000),
            ("1.200,–", 120_000),
            ("1.200,—", 120_000),
            ("1'200.-", 120_000),
            ("1,200/-", 120_000),
            ("$1,200.–", 120_000),
            ("\u{200e}1200.50", 120_050),
            ("\u{202a}1,200.50\u{202c}", 120_050),
            ("\u{feff}1200", 120_000),
            ("1200\u{200b}", 120_000),
            ("1\u{2007}234,56", 123_456),
            ("1\u{a0}234,56", 123_456),
            ("1\u{202f}234\u{202f}567", 123_456_700),
            ("1\u{2009}234.5", 123_450),
            ("1\u{ad}200", 120_000),
            ("١٢٠٠٫٥٠", 120_050),
            ("١٬٢٠٠٫٥", 120_050),
            ("۱۲۰۰", 120_000),
            ("१२००.५०", 120_050),
            ("１，２００．５０", 120_050),
            ("＄1,200", 120_000),
            ("US$ 1,200", 120_000),
            ("USD $1,200", 120_000),
            ("1.200.000", 120_000_000),
            ("1.200.000,50", 120_000_050),
            ("1,234,567", 123_456_700),
            ("$ 12", 1_200),
            ("12$", 1_200),
            ("usd 12.30", 1_230),
            ("12.30 USD", 1_230),
            ("0.50", 50),
            (".5", 50),
            ("0", 0),
            ("007", 700),
            ("12.5000", 1_250),
            ("99,999,999.99", 9_999_999_999),
        ] {
            assert_eq!(usd(text), Ok(minor), "{text:?}");
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        for (text, error) in [
            ("", AmountError::Required),
            (" $ ", AmountError::Required),
            ("\u{200b}", AmountError::Required),
            ("£1,200", AmountError::OtherCurrency),
            ("1200 €", AmountError::OtherCurrency),
            ("1200 EUR", AmountError::OtherCurrency),
            ("gbp 5", AmountError::OtherCurrency),
            ("R$5", AmountError::OtherCurrency),
            ("CA$5", AmountError::OtherCurrency),
            ("5 kr", AmountError::OtherCurrency),
            ("₹1,20,000", AmountError::OtherCurrency),
            ("210.555", AmountError::Unclear),
            ("1.200", AmountError::Unclear),
            ("$1.200", AmountError::Unclear),
            ("-5", AmountError::Negative),
            ("−5", AmountError::Negative),
            ("5-", AmountError::Negative),
            ("-1.200,-", AmountError::Negative),
            ("(5)", AmountError::Negative),
            ("1e3", AmountError::Letters),
            ("about 20", AmountError::Letters),
            ("1..2", AmountError::Pattern),
            ("1,2,3", AmountError::Pattern),
            ("1,20,000", AmountError::Pattern),
            ("1.2.3,4,5", AmountError::Pattern),
            ("1.200.", AmountError::Pattern),
            ("1.200.-", AmountError::Pattern),
            ("12..", AmountError::Pattern),
            (".", AmountError::Pattern),
            (",-", AmountError::Negative),
            ("١٫٢٫٣", AmountError::Pattern),
            ("1234.567", AmountError::TooPrecise),
            ("0.125", AmountError::TooPrecise),
            ("12.345678", AmountError::TooPrecise),
            ("100,000,000", AmountError::TooLarge),
            ("999999999999", AmountError::TooLarge),
            ("99999999999999999999999999", AmountError::TooLarge),
        ] {
            assert_eq!(usd(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn currencies_have_their_own_customs() {
        let of = |code: &str, text: &str| parse_amount(text, Currency::from_code(code).unwrap()).map(Amount::minor);
        for code in ["INR", "PKR", "BDT", "NPR", "LKR"] {
            for text in ["1,20,000", "1,20,000.00", "1 20 000", "120,000", "1,20,000/-"] {
                assert_eq!(of(code, text), Ok(12_000_000), "{code} {text}");
            }
            assert_eq!(of(code, "12,34,56,789.5"), Err(AmountError::TooLarge));
            assert_eq!(of(code, "1,23,45,678.5"), Ok(1_234_567_850));
            assert_eq!(of(code, "1,200"), Ok(120_000));
            for text in ["1,2,000", "1,20,00", "123,20,000"] {
                assert_eq!(of(code, text), Err(AmountError::Pattern), "{code} {text}");
            }
        }
        assert_eq!(of("INR", "₹ 1,20,000"), Ok(12_000_000));
        assert_eq!(of("INR", "Rs. 1,20,000"), Ok(12_000_000));
        // Where the comma is the decimal sign, and where either is.
        assert_eq!(of("DKK", "1.200"), Ok(120_000));
        assert_eq!(of("DKK", "1,200"), Err(AmountError::Unclear));
        assert_eq!(of("DKK", "1.200,50 kr."), Ok(120_050));
        assert_eq!((of("EUR", "1.200"), of("EUR", "1,200")), (Ok(120_000), Ok(120_000)));
        assert_eq!((of("EUR", "1.200,- €"), of("EUR", "$5")), (Ok(120_000), Err(AmountError::OtherCurrency)));
        assert_eq!((of("CHF", "1'200.-"), of("CHF", "CHF 1200.–")), (Ok(120_000), Ok(120_000)));
        assert_eq!((of("GBP", "£1,200"), of("GBP", "1.200")), (Ok(120_000), Err(AmountError::Unclear)));
        assert_eq!(
            (of("CAD", "$5"), of("CAD", "CA$5"), of("CAD", "US$5")),
            (Ok(500), Ok(500), Err(AmountError::OtherCurrency))
        );
        assert_eq!((of("JPY", "¥1.200"), of("JPY", "1200円"), of("JPY", "1200.")), (Ok(1_200), Ok(1_200), Ok(1_200)));
    }
}
