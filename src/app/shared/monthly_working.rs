//! How a line became an amount a month, in words and signs.

use domain::budget::{Convention, Frequency, Recurrence, VaryingRule};
use domain::money::{Amount, Currency, Rounding};
use ui::form::SelectOption;
use ui::format::Format;

use crate::shared::frequency_factor::times_and_months;
use crate::words::Words;

/// What comes or goes each time: the average rounded down or the lowest where it varies, because that is what can be
/// counted on.
pub fn each_time(recurrence: &Recurrence) -> Amount {
    match recurrence {
        Recurrence::Each { amount, .. } | Recurrence::TimesAYear { amount, .. } => *amount,
        Recurrence::Total { amount, months } => {
            amount.scale(1, i64::from(*months), Rounding::Floor).unwrap_or_default()
        }
        Recurrence::Varying { amounts, rule: VaryingRule::Lowest, .. } => {
            amounts.iter().copied().min().unwrap_or_default()
        }
        Recurrence::Varying { amounts, rule: VaryingRule::Average, .. } => {
            let count = i64::try_from(amounts.len()).unwrap_or(i64::MAX);
            amounts.iter().copied().sum::<Amount>().scale(1, count, Rounding::Floor).unwrap_or_default()
        }
    }
}

/// The conversion as people write it ("$860.00 every 2 weeks × 26 ÷ 12"); `None` where there is nothing to convert.
pub fn worked(
    words: Words,
    format: &impl Format,
    currency: Currency,
    convention: &Convention,
    recurrence: &Recurrence,
) -> Option<String> {
    let money = |amount| format.money(amount, currency);
    let number = |number| format.number(number);
    match recurrence {
        Recurrence::Each { frequency: Frequency::Month, .. } | Recurrence::Total { .. } => None,
        Recurrence::Each { amount, frequency } => {
            let (times, months) = times_and_months(convention.times_a_month(*frequency));
            Some(
                words
                    .budget_how_each()
                    .amount(&money(*amount))
                    .every(every_word(words, *frequency))
                    .months(&number(months))
                    .times(&number(times)),
            )
        }
        Recurrence::TimesAYear { amount, times } => {
            Some(words.budget_how_times().amount(&money(*amount)).months(&number(12)).times(&number(i64::from(*times))))
        }
        Recurrence::Varying { amounts, frequency, rule } => {
            let (times, months) = times_and_months(convention.times_a_month(*frequency));
            let (times, months) = (number(times), number(months));
            let count = number(i64::try_from(amounts.len()).unwrap_or(i64::MAX));
            let every = every_word(words, *frequency);
            Some(match rule {
                VaryingRule::Lowest => words
                    .budget_how_lowest()
                    .amount(&money(each_time(recurrence)))
                    .count(&count)
                    .every(every)
                    .months(&months)
                    .times(&times),
                VaryingRule::Average => words
                    .budget_how_average()
                    .count(&count)
                    .every(every)
                    .months(&months)
                    .sum(&money(amounts.iter().copied().sum()))
                    .times(&times),
            })
        }
    }
}

/// How often, as the list of a line says it.
pub fn frequencies(words: Words) -> Vec<SelectOption> {
    Frequency::ALL.into_iter().map(|every| SelectOption::new(every.id(), every_word(words, every))).collect()
}

/// A frequency in words ("every 2 weeks").
pub fn every_word(words: Words, every: Frequency) -> &'static str {
    match every {
        Frequency::Day => words.budget_every_day(),
        Frequency::Week => words.budget_every_week(),
        Frequency::TwoWeeks => words.budget_every_two_weeks(),
        Frequency::FourWeeks => words.budget_every_four_weeks(),
        Frequency::TwiceAMonth => words.budget_every_twice_a_month(),
        Frequency::Month => words.budget_every_month(),
        Frequency::Quarter => words.budget_every_quarter(),
        Frequency::HalfYear => words.budget_every_half_year(),
        Frequency::Year => words.budget_every_year(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::format::PlainFormat;

    fn told(recurrence: &Recurrence) -> Option<String> {
        worked(crate::words::english(), &PlainFormat, Currency::USD, &Convention::YEAR_OF_52_WEEKS, recurrence)
    }

    fn pays(rule: VaryingRule) -> Recurrence {
        let amounts = [300_00, 180_00, 240_00, 0].map(Amount::from_minor).to_vec();
        Recurrence::Varying { amounts, frequency: Frequency::Week, rule }
    }

    #[test]
    fn every_conversion_can_be_checked_by_hand() {
        let amount = Amount::from_minor(860_00);
        assert_eq!(told(&Recurrence::Each { amount, frequency: Frequency::Month }), None);
        let text = told(&Recurrence::Each { amount, frequency: Frequency::TwoWeeks });
        assert_eq!(text.as_deref(), Some("$860.00 every 2 weeks × 26 ÷ 12"));
        let text = told(&Recurrence::TimesAYear { amount, times: 10 });
        assert_eq!(text.as_deref(), Some("$860.00 × 10 times a year ÷ 12"));
        let text = told(&pays(VaryingRule::Average));
        assert_eq!(text.as_deref(), Some("$720.00 in 4 pays ÷ 4, a week × 52 ÷ 12"));
        let text = told(&pays(VaryingRule::Lowest));
        assert_eq!(text.as_deref(), Some("$0.00, the lowest of 4 pays, a week × 52 ÷ 12"));
    }

    #[test]
    fn what_comes_each_time_is_never_more_than_was_seen() {
        assert_eq!(each_time(&pays(VaryingRule::Average)), Amount::from_minor(180_00));
        assert_eq!(each_time(&pays(VaryingRule::Lowest)), Amount::ZERO);
        let odd = Recurrence::Varying {
            amounts: [1, 2].map(Amount::from_minor).to_vec(),
            frequency: Frequency::Week,
            rule: VaryingRule::Average,
        };
        assert_eq!(each_time(&odd), Amount::from_minor(1));
    }
}
