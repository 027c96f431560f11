//! Countries: enough lines, one meaning per id, and ids that the domain knows.

use std::collections::{BTreeMap, BTreeSet};

use domain::budget::{Convention, Frequency};
use domain::debt::DebtKind;
use domain::money::{Amount, Currency};

use super::load;
use crate::{COUNTRIES, CURRENCIES, Country, LANGUAGES, Side, country_path};

fn country(id: &str, lang: &str) -> Country {
    load(&country_path(id, lang))
}

#[test]
fn each_budget_has_sixty_lines_and_a_quick_form() {
    for id in COUNTRIES {
        let country = country(id, "en");
        assert!(country.lines.len() >= 60, "{id} has {} lines", country.lines.len());
        assert_eq!(country.quick_lines(Side::Income).count(), 6, "{id}");
        assert_eq!(country.quick_lines(Side::Outgoing).count(), 14, "{id}");
        assert_eq!(country.quick_lines(Side::Saving).count(), 0, "{id}: the quick form has no savings");
        for side in [Side::Income, Side::Outgoing, Side::Saving] {
            assert!(country.groups.iter().any(|group| group.side == side), "{id} has nothing on {side:?}");
        }
        let grouped: usize = country.groups.iter().map(|group| country.lines_of(&group.id).count()).sum();
        assert_eq!(grouped, country.lines.len(), "{id}: a line stands in no group");
    }
}

/// Everything in a country that is no word.
fn structure(country: &Country) -> Vec<String> {
    let mut all =
        vec![country.currency.clone(), country.quick_exit_url.clone(), country.frequencies.source.url.clone()];
    all.extend(country.advice.iter().map(|a| format!("{} {:?} {} {}", a.id, a.phone_link, a.url, a.hours.is_some())));
    all.extend(country.crisis.iter().map(|line| format!("{} {} {}", line.id, line.phone_link, line.url)));
    all.extend(country.genuine.iter().map(|step| format!("{} {:?}", step.id, step.url)));
    all.extend(country.debt_kinds.iter().map(|kind| format!("{} {} {}", kind.id, kind.priority, kind.hint.is_some())));
    all.extend(country.groups.iter().map(|group| format!("{} {:?} {:?}", group.id, group.side, group.part)));
    all.extend(country.lines.iter().map(|line| {
        format!(
            "{} {} {:?} {} {} {}",
            line.id,
            line.group,
            line.side,
            line.frequency.id(),
            line.quick,
            line.hint.is_some()
        )
    }));
    all
}

#[test]
fn languages_say_the_same_in_other_words() {
    for id in COUNTRIES {
        let [english, spanish] = LANGUAGES.map(|lang| country(id, lang));
        assert_eq!(structure(&english), structure(&spanish), "{id}");
        let differ = english.lines.iter().zip(&spanish.lines).filter(|(a, b)| a.label != b.label).count();
        assert!(differ * 10 > english.lines.len() * 9, "{id}: most labels are not translated");
    }
}

#[test]
fn a_line_means_the_same_in_every_country() {
    let mut sides: BTreeMap<String, Side> = BTreeMap::new();
    let mut shared = 0;
    for id in COUNTRIES {
        for line in country(id, "en").lines {
            match sides.insert(line.id.clone(), line.side) {
                Some(side) => {
                    shared += 1;
                    assert_eq!(side, line.side, "{} changes sides", line.id);
                }
                None => continue,
            }
        }
    }
    assert!(shared > 40, "only {shared} lines are shared: a budget could not move");
}

#[test]
fn debt_kinds_are_those_of_the_domain() {
    let known: BTreeSet<&str> = DebtKind::ALL.iter().map(|kind| kind.id()).collect();
    for id in COUNTRIES {
        let country = country(id, "en");
        let kinds: BTreeSet<&str> = country.debt_kinds.iter().map(|kind| kind.id.as_str()).collect();
        assert!(kinds.is_subset(&known), "{id}");
        for kind in ["mortgage_arrears", "rent_arrears", "utility_arrears", "tax_arrears"] {
            let kind = country.debt_kinds.iter().find(|k| k.id == kind).unwrap();
            assert!(kind.priority && kind.hint.is_some(), "{id}: {} says what is at stake", kind.id);
        }
        for kind in ["credit_card", "payday", "family", "telecoms"] {
            assert!(!country.debt_kinds.iter().find(|k| k.id == kind).unwrap().priority, "{id}: {kind}");
        }
    }
    let kinds = |id: &str| country(id, "en").debt_kinds;
    let all: BTreeSet<String> = COUNTRIES.iter().flat_map(|id| kinds(id)).map(|kind| kind.id).collect();
    assert_eq!(all, known.iter().map(|id| (*id).to_owned()).collect(), "a kind that no country has");
    // An ordinary judgment of a county court is no priority; a fine is one, and so is what can cost the home.
    let comes_first = |id: &str, kind: &str| kinds(id).into_iter().find(|known| known.id == kind).unwrap().priority;
    assert!(!comes_first("gb", "court_judgment") && comes_first("us", "court_judgment"));
    for kind in ["court_fine", "tv_licence", "benefit_overpayment", "ground_rent"] {
        assert!(comes_first("gb", kind), "{kind}");
    }
}

#[test]
fn currencies_are_known() {
    for id in COUNTRIES {
        let country = country(id, "en");
        assert!(CURRENCIES.contains(&country.currency.as_str()), "{id}");
    }
    for code in CURRENCIES {
        assert!(Currency::from_code(code).is_some(), "{code}");
    }
    assert_eq!(BTreeSet::from(CURRENCIES).len(), CURRENCIES.len(), "one stands twice");
}

#[test]
fn the_convention_of_the_data_is_the_one_the_domain_proves() {
    for id in COUNTRIES {
        let convention = country(id, "en").frequencies.convention();
        for frequency in Frequency::ALL {
            let amount = Amount::from_minor(123_457);
            let usual = Convention::YEAR_OF_52_WEEKS.monthly(amount, frequency);
            assert_eq!(convention.monthly(amount, frequency), usual, "{id}, {}", frequency.id());
        }
    }
}

#[test]
fn each_part_of_the_united_kingdom_has_a_service_of_its_own() {
    let advice = country("gb", "en").advice;
    for part in ["Scotland", "Wales", "Northern Ireland"] {
        let of_it = ["For people in ", part, ":"].concat();
        assert!(advice.iter().any(|route| route.what.starts_with(&of_it)), "{part}");
    }
}

#[test]
fn help_is_free_dated_and_reachable() {
    for id in COUNTRIES {
        let country = country(id, "en");
        assert!(country.advice.len() >= 5 && country.genuine.len() >= 4, "{id}");
        assert!(country.advice.iter().filter(|route| route.phone.is_some()).count() >= 3, "{id}");
        for route in &country.advice {
            assert!(route.checked.as_str() >= "2026-11", "{}: look it up again", route.id);
        }
        // Somebody for whom it is too much finds a person, at once and for nothing.
        assert!(!country.crisis.is_empty(), "{id}");
        // The quick exit is no place about money or debt.
        assert!(!["debt", "money", "finance"].iter().any(|word| country.quick_exit_url.contains(word)), "{id}");
    }
}

#[test]
fn rates_follow_the_custom_of_the_country_of_their_currency() {
    use crate::{ClosedDays, EFFECTIVE_RATE_CURRENCIES, rate_custom};
    use domain::money::Currency;
    use domain::rate::RateBasis::{Effective, Nominal};

    let currency = |code: &str| Currency::from_code(code).unwrap_or_else(|| panic!("{code} is none"));
    for (code, basis) in
        [("GBP", Effective), ("EUR", Effective), ("PLN", Effective), ("USD", Nominal), ("MXN", Nominal)]
    {
        assert_eq!(rate_custom(currency(code)), basis, "{code}");
    }
    for code in EFFECTIVE_RATE_CURRENCIES {
        currency(code);
    }
    let closed = ["GBP", "USD", "EUR"].map(|code| ClosedDays::of(currency(code)));
    assert_eq!(closed, [ClosedDays::BankHolidays, ClosedDays::FederalHolidays, ClosedDays::PublicHolidays]);
}
