//! The budget as a whole statement: each line in its group and part, with its owner, as the domain adds it up. Plain
//! figures, and one reader of the state.

use content::{Country, GuidelineData};
use domain::budget::{
    Convention, Frequency, GuidelineCheck, Household, JointRule, Owner, Part, QuickRow, StatementLine,
    check_guidelines, quick_view,
};
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use leptos::prelude::*;
use wire::saved::Statement;

use crate::shared::monthly_working;
use crate::shared::typed::whole_number;
use crate::store::{AppState, BUSINESS};

/// The most people who share a budget.
pub const MEMBERS_MAX: usize = 6;

/// The most parts of what is joint that one member bears.
pub const SHARES_MAX: u32 = 1_000;

/// How many people of a kind live in a home at most.
pub const PEOPLE_MAX: u32 = 30;

/// A line that has an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Its id in the budget.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How often it comes or goes.
    pub every: Frequency,
    /// The amount each time.
    pub amount: Amount,
    /// One of its days, as kept.
    pub day: String,
    /// The line as the domain takes it.
    pub line: StatementLine,
}

/// The place of a line's group in the catalogue; the number of groups for a line that stands in none.
pub fn group_place(catalogue: &Country, id: &str, own_group: &str) -> usize {
    let known = catalogue.lines.iter().find(|entry| entry.id == id);
    let group = known.map_or(own_group, |entry| entry.group.as_str());
    catalogue.groups.iter().position(|found| found.id == group).unwrap_or(catalogue.groups.len())
}

/// The part of the statement for a line on a side of the budget, in a group with this part. Costs that nobody called
/// fixed can be changed.
pub fn part(side: &str, part: Option<&str>) -> Part {
    match (side, part) {
        ("income", _) => Part::Income,
        ("saving", _) => Part::Saving,
        (_, Some("fixed")) => Part::Fixed,
        _ => Part::Flexible,
    }
}

/// Whose a line is: a member's by the id, the business's, or the household's together. Somebody who has left owns
/// nothing, nor does a business that is no more.
pub fn owner(statement: &Statement, owner: &str) -> Owner {
    if owner == BUSINESS && statement.has_business {
        return Owner::Business;
    }
    statement.members.iter().position(|member| member.id == owner).map_or(Owner::Joint, Owner::Member)
}

/// Whose a debt is.
pub fn debt_owner(statement: &Statement, debt: &str) -> Owner {
    let known = statement.debt_owners.iter().find(|(id, _)| id == debt);
    known.map_or(Owner::Joint, |(_, id)| owner(statement, id))
}

/// How the members share. A part that cannot be read counts as nothing.
pub fn joint_rule(statement: &Statement) -> JointRule {
    let share = |text: &str| whole_number(text, SHARES_MAX).unwrap_or(0);
    match statement.joint_rule.as_str() {
        "by_income" => JointRule::ByIncome,
        "agreed" => JointRule::Agreed(statement.members.iter().map(|member| share(&member.share)).collect()),
        _ => JointRule::Equal,
    }
}

/// Who lives in the home: one grown-up unless told otherwise.
pub fn household(statement: &Statement) -> Household {
    let few =
        |text: &str| whole_number(text, PEOPLE_MAX).and_then(|number| u8::try_from(number).ok()).unwrap_or_default();
    Household { adults: few(&statement.adults).max(1), children: few(&statement.children), ..Household::default() }
}

/// Every line that has an amount, in the order of the catalogue's groups; follows the budget.
pub fn stated(state: AppState, catalogue: &Country, unnamed: &str) -> Vec<Stated> {
    let (currency, convention) = (state.currency(), state.convention());
    let read = |line: &crate::store::BudgetLine| {
        let recurrence = line.recurrence(currency).ok()?;
        let monthly = recurrence.trace(&convention)?.monthly;
        if !monthly.is_positive() {
            return None;
        }
        let group = group_place(catalogue, &line.id, &line.group);
        let found = catalogue.groups.get(group);
        let known = catalogue.lines.iter().find(|entry| entry.id == line.id);
        let name = known.map_or_else(|| line.name.with(|name| name.trim().to_owned()), |entry| entry.label.clone());
        let every = line.every();
        let owner = state.budget.statement.with(|statement| line.owner.with(|id| owner(statement, id)));
        Some(Stated {
            id: line.id.clone(),
            name: if name.is_empty() { unnamed.to_owned() } else { name },
            every,
            amount: monthly_working::each_time(&recurrence),
            day: line.day.get(),
            line: StatementLine {
                group,
                part: part(&line.side, found.and_then(|group| group.part.as_deref())),
                owner,
                recurrence,
            },
        })
    };
    let mut all: Vec<Stated> = state.budget.lines.with(|lines| lines.iter().filter_map(read).collect());
    all.sort_by_key(|stated| (stated.line.part, stated.line.group));
    all
}

/// The lines alone, as the domain takes them.
pub fn lines(stated: &[Stated]) -> Vec<StatementLine> {
    stated.iter().map(|stated| stated.line.clone()).collect()
}

/// What the short form does not show, for each group: the group's place, how many lines, and what they come to a month.
/// Lines of a business are beside the household and not counted.
pub fn rests(stated: &[Stated], is_shown: &[bool], convention: &Convention) -> Vec<(usize, usize, Amount)> {
    let kept = stated.iter().zip(is_shown).filter(|(stated, _)| stated.line.owner != Owner::Business);
    let (kept, is_shown): (Vec<StatementLine>, Vec<bool>) =
        kept.map(|(stated, is_shown)| (stated.line.clone(), *is_shown)).unzip();
    let rest = |row: QuickRow| match row {
        QuickRow::Line(_) => None,
        QuickRow::Rest { group, monthly } => {
            let hidden = kept.iter().zip(&is_shown).filter(|(line, is_shown)| line.group == group && !**is_shown);
            Some((group, hidden.count(), monthly))
        }
    };
    quick_view(&kept, &is_shown, convention).into_iter().filter_map(rest).collect()
}

/// Compares the sums of groups with what is published and holds on a day; each with its place among the published ones.
pub fn checks(
    published: &[GuidelineData],
    catalogue: &Country,
    currency: Currency,
    statement: &Statement,
    group_sums: &[Amount],
    on: Date,
) -> Vec<(usize, GuidelineCheck)> {
    // Published figures are in the country's own money.
    if catalogue.currency != currency.code() {
        return Vec::new();
    }
    let place = |id: &str| catalogue.groups.iter().position(|group| group.id == id);
    let (places, all): (Vec<usize>, Vec<_>) =
        published.iter().enumerate().filter_map(|(at, data)| Some((at, data.guideline(currency, place)?))).unzip();
    let has_reason: Vec<bool> = places.iter().map(|at| !reason(statement, &published[*at].id).is_empty()).collect();
    let checks = check_guidelines(&all, &household(statement), group_sums, &has_reason, on);
    checks.into_iter().map(|check| (places[check.guideline], check)).collect()
}

/// The reason given for spending more than a guideline says; empty for none.
pub fn reason<'a>(statement: &'a Statement, guideline: &str) -> &'a str {
    statement.reasons.iter().find(|(id, _)| id == guideline).map_or("", |(_, text)| text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use content::{BudgetGroup, BudgetLine, FrequencyConvention, Side, Source};
    use domain::budget::Recurrence;
    use jiff::civil::date;
    use wire::saved::Member;

    fn source() -> Source {
        let text = String::new();
        Source { title: text.clone(), publisher: text.clone(), date: text.clone(), url: text }
    }

    fn catalogue() -> Country {
        let group = |id: &str, side, part: Option<&str>| BudgetGroup {
            id: id.to_owned(),
            side,
            label: id.to_owned(),
            part: part.map(str::to_owned),
        };
        let line = |id: &str, group: &str, side, quick| BudgetLine {
            id: id.to_owned(),
            group: group.to_owned(),
            side,
            label: id.to_owned(),
            hint: None,
            frequency: Frequency::Month,
            quick,
        };
        Country {
            id: "us".to_owned(),
            lang: "en".to_owned(),
            name: String::new(),
            currency: "USD".to_owned(),
            quick_exit_url: String::new(),
            frequencies: FrequencyConvention {
                weeks_per_year: 52,
                days_per_year: 365,
                explanation: String::new(),
                source: source(),
            },
            advice: vec![],
            crisis: vec![],
            genuine: vec![],
            debt_kinds: vec![],
            groups: vec![
                group("pay", Side::Income, None),
                group("home", Side::Outgoing, Some("fixed")),
                group("food", Side::Outgoing, Some("flexible")),
            ],
            lines: vec![
                line("wages", "pay", Side::Income, true),
                line("rent", "home", Side::Outgoing, true),
                line("hoa", "home", Side::Outgoing, false),
                line("groceries", "food", Side::Outgoing, true),
            ],
        }
    }

    #[test]
    fn every_line_has_a_group_or_stands_after_all_of_them() {
        let catalogue = catalogue();
        assert_eq!(group_place(&catalogue, "hoa", ""), 1);
        // The catalogue knows better than a document.
        assert_eq!(group_place(&catalogue, "hoa", "food"), 1);
        assert_eq!(group_place(&catalogue, "own-1", "food"), 2);
        assert_eq!(group_place(&catalogue, "own-1", ""), 3);
        assert_eq!(group_place(&catalogue, "council_tax", ""), 3);
    }

    #[test]
    fn parts_follow_the_side_and_then_the_group() {
        assert_eq!(part("income", Some("fixed")), Part::Income);
        assert_eq!(part("saving", None), Part::Saving);
        assert_eq!(part("outgoing", Some("fixed")), Part::Fixed);
        assert_eq!(part("outgoing", Some("flexible")), Part::Flexible);
        assert_eq!(part("outgoing", None), Part::Flexible);
    }

    #[test]
    fn people_are_counted_and_known_by_id() {
        let member = |id: &str, share: &str| Member { id: id.to_owned(), name: String::new(), share: share.to_owned() };
        let mut statement = Statement { members: vec![member("a", " 3"), member("b", "x")], ..Statement::default() };
        assert_eq!(owner(&statement, "b"), Owner::Member(1));
        assert_eq!(owner(&statement, "gone"), Owner::Joint);
        assert_eq!(owner(&statement, ""), Owner::Joint);
        assert_eq!(owner(&statement, BUSINESS), Owner::Joint);
        statement.has_business = true;
        assert_eq!(owner(&statement, BUSINESS), Owner::Business);
        statement.debt_owners = vec![("card".to_owned(), "b".to_owned())];
        assert_eq!(debt_owner(&statement, "card"), Owner::Member(1));
        assert_eq!(debt_owner(&statement, "loan"), Owner::Joint);
        assert_eq!(joint_rule(&statement), JointRule::Equal);
        statement.joint_rule = "agreed".to_owned();
        assert_eq!(joint_rule(&statement), JointRule::Agreed(vec![3, 0]));
        assert_eq!(household(&statement).people(), 1);
        statement.adults = "2 ".to_owned();
        statement.children = "3".to_owned();
        assert_eq!(household(&statement).people(), 5);
        statement.children = "three".to_owned();
        assert_eq!(household(&statement).people(), 2);
    }

    fn one(id: &str, group: usize, owner: Owner, minor: i64, every: Frequency) -> Stated {
        let amount = Amount::from_minor(minor);
        let recurrence = Recurrence::Each { amount, frequency: every };
        let line = StatementLine { group, part: Part::Fixed, owner, recurrence };
        Stated { id: id.to_owned(), name: id.to_owned(), every, amount, day: String::new(), line }
    }

    #[test]
    fn what_the_short_form_leaves_out_is_told_in_one_figure_for_each_group() {
        let all = [
            one("rent", 1, Owner::Joint, 600_00, Frequency::Month),
            one("hoa", 1, Owner::Joint, 120_00, Frequency::Year),
            one("own-1", 1, Owner::Joint, 12_00, Frequency::Week),
            one("van", 1, Owner::Business, 99_00, Frequency::Month),
            one("own-2", 2, Owner::Joint, 5_00, Frequency::Month),
        ];
        let rests = rests(&all, &[true, false, false, false, false], &Convention::YEAR_OF_52_WEEKS);
        // 120 a year are 10 a month, 12 a week are 52; the van is beside the household.
        assert_eq!(rests, [(1, 2, Amount::from_minor(62_00)), (2, 1, Amount::from_minor(5_00))]);
    }

    fn published(start: &str, end: Option<&str>, steps: &[i64]) -> GuidelineData {
        GuidelineData {
            id: "standard".to_owned(),
            groups: vec!["food".to_owned()],
            by_people: steps.to_vec(),
            each_more: 100,
            start: start.to_owned(),
            end: end.map(str::to_owned),
            review_by: String::new(),
            unconfirmed: false,
            en: String::new(),
            es: String::new(),
            source: source(),
        }
    }

    #[test]
    fn a_group_above_its_standard_asks_for_a_reason_until_there_is_one() {
        let all = [published("2025-01-01", Some("2025-12-31"), &[700]), published("2026-01-01", None, &[800, 1_500])];
        let sums = [0, 0, 900_00].map(Amount::from_minor);
        let mut statement = Statement::default();
        let asked = |statement: &Statement, currency| {
            let found = checks(&all, &catalogue(), currency, statement, &sums, date(2026, 11, 22));
            found.iter().map(|(at, check)| (*at, check.above.minor(), check.asks_for_reason)).collect::<Vec<_>>()
        };
        assert_eq!(asked(&statement, Currency::USD), [(1, 100_00, true)]);
        statement.reasons = vec![("standard".to_owned(), " ".to_owned())];
        assert_eq!(asked(&statement, Currency::USD), [(1, 100_00, true)]);
        statement.reasons[0].1 = "A special diet.".to_owned();
        assert_eq!(asked(&statement, Currency::USD), [(1, 100_00, false)]);
        statement.adults = "2".to_owned();
        assert_eq!(asked(&statement, Currency::USD), [(1, 0, false)]);
        assert_eq!(asked(&statement, Currency::GBP), []);
    }
}
