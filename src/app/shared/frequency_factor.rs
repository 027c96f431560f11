//! Figures of the budget page that need no browser.

use domain::budget::TimesAMonth;

/// A conversion the way people write it: `(26, 12)` for "× 26 ÷ 12". Twelfths where the factor allows it, because "26
/// pay days in 12 months" can be checked against a calendar; the bare fraction otherwise.
pub const fn times_and_months(times: TimesAMonth) -> (i64, i64) {
    let TimesAMonth { numerator, denominator } = times;
    match numerator.checked_mul(12) {
        Some(yearly) if denominator > 0 && yearly % denominator == 0 => (yearly / denominator, 12),
        _ => (numerator, denominator),
    }
}

/// True where one reading is possible only: digits, with at most one point and one or two digits after it. Anything
/// else is echoed as it was understood, because habits differ ("1.200,50", "1,200").
pub fn is_plain(text: &str) -> bool {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction) && fraction.len() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::budget::{Convention, Frequency};

    #[test]
    fn conversions_are_told_over_twelve_months() {
        let convention = Convention::YEAR_OF_52_WEEKS;
        let told: Vec<_> = Frequency::ALL.map(|every| times_and_months(convention.times_a_month(every))).to_vec();
        let yearly = [365, 52, 26, 13, 24, 12, 4, 2, 1];
        assert_eq!(told, yearly.map(|times| (times, 12)));
    }

    #[test]
    fn an_authority_s_own_factor_is_told_as_it_is() {
        assert_eq!(times_and_months(TimesAMonth { numerator: 4_333, denominator: 1_000 }), (4_333, 1_000));
    }

    #[test]
    fn only_what_could_be_misread_is_echoed() {
        for text in ["", "0", "860", "1200.5", " 74.50 "] {
            assert!(is_plain(text), "{text:?}");
        }
        for text in ["1,200", "1.200", "1.200,50", "$1,200 ", "1 200", "12,5"] {
            assert!(!is_plain(text), "{text:?}");
        }
    }
}
