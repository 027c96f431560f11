//! Standards: the published figures, and what follows from them.

use domain::budget::{Convention, Frequency, Household, check_guidelines};
use domain::calendar;
use domain::money::{Amount, Currency};
use serde_json::Value;

use super::load;
use crate::{COUNTRIES, Country, Standards, country_path, standards_path};

fn standards(country: &str) -> Standards {
    load(&standards_path(country))
}

fn convention(country: &str, id: &str) -> Convention {
    let found = standards(country).conventions.into_iter().find(|convention| convention.id == id).unwrap();
    found.convention().unwrap()
}

/// Amounts a month as authorities published them: `tests/fixtures/reference/income_frequency.csv`.
#[test]
fn published_conversions_come_out() {
    let file = include_str!("../../../tests/fixtures/reference/income_frequency.csv");
    let mut checked = 0;
    for row in file.lines().skip(1) {
        // The authority's name may hold a comma, in quotes.
        let (authority, rest) = match row.strip_prefix('"') {
            Some(quoted) => quoted.split_once("\",").unwrap(),
            None => row.split_once(',').unwrap(),
        };
        let convention = match authority.split(' ').take(2).collect::<Vec<_>>()[..] {
            ["US", "SNAP"] => convention("us", "us-snap"),
            ["US", "Massachusetts"] => convention("us", "us-ma"),
            ["UK", "Universal" | "UC"] => convention("gb", "gb-universal-credit"),
            // A form that nobody put their name to, so it is no data; it has the factor of SNAP.
            ["UK", "debt-advice"] => convention("us", "us-snap"),
            _ => panic!("{authority} is unknown"),
        };
        let cells: Vec<&str> = rest.split(',').collect();
        let frequency = match cells[0] {
            "weekly" => Frequency::Week,
            "biweekly" => Frequency::TwoWeeks,
            other => panic!("{other} is unknown"),
        };
        let published = domain::budget::TimesAMonth::parse(cells[1]).unwrap();
        let ours = convention.times_a_month(frequency);
        assert_eq!(published.numerator * ours.denominator, ours.numerator * published.denominator, "{row}");
        if !cells[2].is_empty() {
            let money = |text: &str| Currency::USD.parse_decimal(text).unwrap();
            assert_eq!(convention.monthly(money(cells[2]), frequency), Some(money(cells[3])), "{row}");
        }
        checked += 1;
    }
    assert_eq!(checked, 7);
}

fn numbers(value: &Value) -> Vec<i64> {
    match value {
        Value::Object(by_size) => by_size.values().map(|value| value.as_i64().unwrap()).collect(),
        other => vec![other.as_i64().unwrap()],
    }
}

/// Every figure used is the one of `tests/fixtures/reference/standards_us_uk.json`.
#[test]
fn figures_are_those_published() {
    let published: Value =
        serde_json::from_str(include_str!("../../../tests/fixtures/reference/standards_us_uk.json")).unwrap();
    let (us, gb) = (standards("us"), standards("gb"));
    let values = |standards: &Standards, id: &str, part: Option<&str>, start: &str| {
        let is_it = |table: &&crate::Table| table.id == id && table.part.as_deref() == part && table.start == start;
        standards.tables.iter().find(is_it).unwrap_or_else(|| panic!("{id} {part:?} {start}")).values.clone()
    };
    // From the day each notice names: 90 FR 5917 and 91 FR 1797.
    for (year, start) in [("2025", "2025-01-15"), ("2026", "2026-01-13")] {
        for part in ["contiguous", "alaska", "hawaii"] {
            let ours = values(&us, "poverty_guideline_yearly", Some(part), start);
            assert_eq!(ours, numbers(&published["us_hhs_poverty"][year][part]), "{year} {part}");
        }
    }
    let irs = &published["irs_national_standards"];
    for (edition, start) in
        [("2025 (effective 2025-04-21)", "2025-04-21"), ("2026 (effective 2026-06-29)", "2026-06-29")]
    {
        let guideline = us.guidelines.iter().find(|guideline| guideline.start == start).unwrap();
        assert_eq!(guideline.by_people, numbers(&irs[edition]["total"]));
        assert_eq!(vec![guideline.each_more], numbers(&irs[edition]["extra_person"]));
        let health = &irs[edition]["oop_health"];
        assert_eq!(values(&us, "irs_health_under_65_monthly", None, start), numbers(&health["under_65"]));
        assert_eq!(values(&us, "irs_health_65_monthly", None, start), numbers(&health["65_plus"]));
    }
    let means_test = &published["us_chapter7_means_test"]["s707b2_from_2025_04_01"];
    assert_eq!(values(&us, "chapter_7_means_test_low", None, "2025-04-01"), numbers(&means_test["low"]));
    assert_eq!(values(&us, "chapter_7_means_test_high", None, "2025-04-01"), numbers(&means_test["high"]));
    let order = &published["uk"]["dro_ew"];
    for (id, field) in [
        ("debt_relief_order_debt_max", "max_debt"),
        ("debt_relief_order_assets_max", "max_assets"),
        ("debt_relief_order_vehicle_max", "max_vehicle"),
        ("debt_relief_order_surplus_max_monthly", "max_surplus_monthly"),
    ] {
        // In 2024 debts and vehicle were raised; assets and surplus stand as they did since 2021.
        let start = if id.contains("debt_max") || id.contains("vehicle") { "2024-06-28" } else { "2021-06-29" };
        let ours = values(&gb, id, Some("england-and-wales"), start);
        assert_eq!(ours, numbers(&order[field]), "{id}");
    }
    assert_eq!(
        values(&gb, "minimal_asset_process_debt_max", Some("scotland"), "2021-03-29"),
        numbers(&published["uk"]["scotland"]["map_max_debt"])
    );
}

#[test]
fn a_household_above_the_national_standard_is_asked_why() {
    let country: Country = load(&country_path("us", "en"));
    let place = |group: &str| country.groups.iter().position(|found| found.id == group);
    let guidelines: Vec<_> =
        standards("us").guidelines.iter().map(|guideline| guideline.guideline(Currency::USD, place).unwrap()).collect();
    let mut sums = vec![Amount::ZERO; country.groups.len()];
    sums[place("food_clothing_other").unwrap()] = Amount::from_minor(1_500_00);
    let household = Household { adults: 1, children: 1, ..Household::default() };
    let asked = |day: &str| {
        let checks = check_guidelines(&guidelines, &household, &sums, &[], calendar::parse(day).unwrap());
        checks.iter().map(|check| check.above.minor()).collect::<Vec<_>>()
    };
    // 1,481 until 28 June 2026, and 1,558 from then on.
    assert_eq!(asked("2026-06-28"), [19_00]);
    assert_eq!(asked("2026-06-29"), [0]);
    assert!(asked("2025-04-20").is_empty());
}

/// 91 FR 1797: for each person beyond eight.
#[test]
fn a_household_of_more_than_eight_has_a_step() {
    let us = standards("us");
    let steps = |start: &str| {
        let here = us.tables.iter().filter(|table| table.id == "poverty_guideline_yearly" && table.start == start);
        let steps = here.map(|table| {
            let each_more = table.each_more.unwrap();
            assert!(table.values.windows(2).all(|pair| pair[1] - pair[0] == each_more), "{:?}", table.part);
            each_more
        });
        steps.collect::<Vec<_>>()
    };
    assert_eq!(steps("2026-01-13"), [5_680, 7_100, 6_530]);
    assert_eq!(steps("2025-01-15"), [5_500, 6_880, 6_330]);
}

#[test]
fn figures_seen_in_one_transcription_only_say_so() {
    let mut told: Vec<String> = Vec::new();
    for country in COUNTRIES {
        let standards = standards(country);
        assert!(!standards.conventions.is_empty(), "{country}");
        let tables = standards.tables.iter().filter(|table| table.unconfirmed).map(|table| (&table.id, &table.start));
        let guidelines = standards.guidelines.iter().filter(|one| one.unconfirmed).map(|one| (&one.id, &one.start));
        told.extend(tables.chain(guidelines).map(|(id, start)| format!("{country} {id} {start}")));
    }
    told.sort();
    told.dedup();
    assert_eq!(
        told,
        [
            "us irs_health_65_monthly 2025-04-21",
            "us irs_health_65_monthly 2026-06-29",
            "us irs_health_under_65_monthly 2025-04-21",
            "us irs_health_under_65_monthly 2026-06-29",
            "us irs_national_standards 2025-04-21",
            "us irs_national_standards 2026-06-29",
            "us irs_public_transport_monthly 2026-06-29",
            "us irs_vehicle_ownership_monthly 2026-06-29",
            "us poverty_guideline_yearly 2025-01-15",
        ]
    );
}
