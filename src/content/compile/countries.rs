//! Countries: one TOML file with every language inside becomes one JSON file for each.

use std::collections::BTreeSet;

use domain::budget::Frequency;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::laws::check_dates;
use super::{Compiler, Words, is_month};
use crate::{
    AdviceRoute, BudgetGroup, BudgetLine, Country, CrisisLine, DebtKind, FrequencyConvention, GenuineCheck, LANGUAGES,
    Side, Source, country_path,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryToml {
    name: Words,
    currency: String,
    quick_exit_url: String,
    frequencies: FrequenciesToml,
    advice: Vec<AdviceToml>,
    crisis: Vec<CrisisToml>,
    genuine: Vec<GenuineToml>,
    debt_kinds: Vec<DebtKindToml>,
    group: Vec<GroupToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrequenciesToml {
    weeks_per_year: u16,
    days_per_year: u16,
    explanation: Words,
    /// First day on which the rule is known to hold.
    from: String,
    until: Option<String>,
    review_by: String,
    source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdviceToml {
    id: String,
    name: String,
    what: Words,
    phone: Option<String>,
    phone_link: Option<String>,
    hours: Option<Words>,
    url: String,
    only_for: Option<String>,
    checked: String,
    review_by: String,
    source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrisisToml {
    id: String,
    name: String,
    what: Words,
    phone: String,
    phone_link: String,
    url: String,
    checked: String,
    review_by: String,
    source: Source,
}

/// Where a rule of law that a hint tells is published, and when it began.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedToml {
    from: String,
    until: Option<String>,
    review_by: String,
    source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GenuineToml {
    id: String,
    text: Words,
    url: Option<String>,
    link_label: Option<Words>,
    /// Where it has an address.
    review_by: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DebtKindToml {
    id: String,
    label: Words,
    #[serde(default)]
    priority: bool,
    hint: Option<Words>,
    /// Where the hint tells of a rule with a date.
    rule: Option<DatedToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupToml {
    id: String,
    side: Side,
    label: Words,
    part: Option<String>,
    lines: Vec<LineToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineToml {
    id: String,
    label: Words,
    hint: Option<Words>,
    #[serde(deserialize_with = "frequency")]
    frequency: Frequency,
    #[serde(default)]
    quick: bool,
}

/// A frequency, by the domain's id for it.
fn frequency<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Frequency, D::Error> {
    let id = String::deserialize(deserializer)?;
    Frequency::from_id(&id).ok_or_else(|| D::Error::custom("not a frequency"))
}

/// Writes the country's files and returns the ids of the groups of its budget.
pub(super) fn compile(compiler: &mut Compiler<'_>, id: &str) -> BTreeSet<String> {
    let file = format!("countries/{id}.toml");
    let Some(toml) = compiler.read_toml::<CountryToml>(&file) else { return BTreeSet::new() };
    check(compiler, &file, &toml);
    for lang in LANGUAGES {
        compiler.write(country_path(id, lang), &translate(id, lang, &toml));
    }
    toml.group.into_iter().map(|group| group.id).collect()
}

fn check(compiler: &mut Compiler<'_>, file: &str, toml: &CountryToml) {
    if toml.currency.len() != 3 || !toml.currency.bytes().all(|b| b.is_ascii_uppercase()) {
        compiler.error(file, format!("currency {:?} is not a code of three capital letters", toml.currency));
    }
    compiler.check_url(file, &toml.quick_exit_url);
    let frequencies = &toml.frequencies;
    compiler.check_source(file, &frequencies.source);
    check_dates(compiler, file, "frequencies", &frequencies.from, frequencies.until.as_deref());
    compiler.check_review(file, "frequencies", &frequencies.from, &frequencies.review_by);
    compiler.check_ids(file, "crisis", toml.crisis.iter().map(|line| line.id.as_str()));
    compiler.check_ids(file, "advice", toml.advice.iter().map(|a| a.id.as_str()));
    compiler.check_ids(file, "genuine", toml.genuine.iter().map(|g| g.id.as_str()));
    compiler.check_ids(file, "debt kind", toml.debt_kinds.iter().map(|k| k.id.as_str()));
    compiler.check_ids(file, "group", toml.group.iter().map(|g| g.id.as_str()));
    compiler.check_ids(file, "line", toml.group.iter().flat_map(|g| &g.lines).map(|l| l.id.as_str()));

    let mut words = vec![&toml.name, &toml.frequencies.explanation];
    for advice in &toml.advice {
        compiler.check_url(file, &advice.url);
        compiler.check_source(file, &advice.source);
        compiler.check_text(file, &advice.name);
        check_looked_up(compiler, file, &advice.id, &advice.checked, &advice.review_by);
        match (&advice.phone, &advice.phone_link) {
            (None, None) => {}
            (Some(shown), Some(link)) if same_number(shown, link) => {}
            _ => compiler.error(file, format!("advice {:?}: phone and phone_link are not one number", advice.id)),
        }
        words.push(&advice.what);
        words.extend(&advice.hours);
    }
    for line in &toml.crisis {
        compiler.check_url(file, &line.url);
        compiler.check_source(file, &line.source);
        compiler.check_text(file, &line.name);
        check_looked_up(compiler, file, &line.id, &line.checked, &line.review_by);
        if !same_number(&line.phone, &line.phone_link) {
            compiler.error(file, format!("crisis {:?}: phone and phone_link are not one number", line.id));
        }
        words.push(&line.what);
    }
    for step in &toml.genuine {
        if step.url.is_some() != step.review_by.is_some() {
            compiler.error(file, format!("genuine {:?}: url and review_by go together", step.id));
        }
        if let Some(review_by) = &step.review_by {
            compiler.check_review(file, &step.id, "2026-11-01", review_by);
        }
        if step.url.is_some() != step.link_label.is_some() {
            compiler.error(file, format!("genuine {:?}: url and link_label go together", step.id));
        }
        if let Some(url) = &step.url {
            compiler.check_url(file, url);
        }
        words.push(&step.text);
        words.extend(&step.link_label);
    }
    for kind in &toml.debt_kinds {
        words.push(&kind.label);
        words.extend(&kind.hint);
        if let Some(rule) = &kind.rule {
            check_dates(compiler, file, &kind.id, &rule.from, rule.until.as_deref());
            compiler.check_review(file, &kind.id, &rule.from, &rule.review_by);
            compiler.check_source(file, &rule.source);
        }
    }
    for group in &toml.group {
        if group.lines.is_empty() {
            compiler.error(file, format!("group {:?} has no line", group.id));
        }
        words.push(&group.label);
        for line in &group.lines {
            words.push(&line.label);
            words.extend(&line.hint);
        }
    }
    for words in words {
        words.check(compiler, file);
    }
}

/// Notes an error unless it was looked up in a month, and is looked at again after that.
fn check_looked_up(compiler: &mut Compiler<'_>, file: &str, id: &str, checked: &str, review_by: &str) {
    if is_month(checked) {
        compiler.check_review(file, id, &[checked, "-01"].concat(), review_by);
    } else {
        compiler.error(file, format!("{id:?} is not checked in a month like 2026-11"));
    }
}

/// Whether the number shown and the number dialled are the same, a country code aside.
fn same_number(shown: &str, link: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let shown = digits(shown);
    let national = shown.trim_start_matches('0');
    link.chars().enumerate().all(|(i, c)| c.is_ascii_digit() || (i == 0 && c == '+'))
        && national.len() >= 3
        && digits(link).ends_with(national)
}

fn translate(id: &str, lang: &str, toml: &CountryToml) -> Country {
    let some = |words: &Option<Words>| words.as_ref().map(|words| words.in_lang(lang));
    Country {
        id: id.to_owned(),
        lang: lang.to_owned(),
        name: toml.name.in_lang(lang),
        currency: toml.currency.clone(),
        quick_exit_url: toml.quick_exit_url.clone(),
        frequencies: FrequencyConvention {
            weeks_per_year: toml.frequencies.weeks_per_year,
            days_per_year: toml.frequencies.days_per_year,
            explanation: toml.frequencies.explanation.in_lang(lang),
            source: toml.frequencies.source.clone(),
        },
        advice: toml
            .advice
            .iter()
            .map(|advice| AdviceRoute {
                id: advice.id.clone(),
                name: advice.name.clone(),
                what: advice.what.in_lang(lang),
                phone: advice.phone.clone(),
                phone_link: advice.phone_link.clone(),
                hours: some(&advice.hours),
                url: advice.url.clone(),
                only_for: advice.only_for.clone(),
                checked: advice.checked.clone(),
                source: advice.source.clone(),
            })
            .collect(),
        crisis: toml
            .crisis
            .iter()
            .map(|line| CrisisLine {
                id: line.id.clone(),
                name: line.name.clone(),
                what: line.what.in_lang(lang),
                phone: line.phone.clone(),
                phone_link: line.phone_link.clone(),
                url: line.url.clone(),
                checked: line.checked.clone(),
            })
            .collect(),
        genuine: toml
            .genuine
            .iter()
            .map(|step| GenuineCheck {
                id: step.id.clone(),
                text: step.text.in_lang(lang),
                url: step.url.clone(),
                link_label: some(&step.link_label),
            })
            .collect(),
        debt_kinds: toml
            .debt_kinds
            .iter()
            .map(|kind| DebtKind {
                id: kind.id.clone(),
                label: kind.label.in_lang(lang),
                priority: kind.priority,
                hint: some(&kind.hint),
            })
            .collect(),
        groups: toml
            .group
            .iter()
            .map(|group| BudgetGroup {
                id: group.id.clone(),
                side: group.side,
                label: group.label.in_lang(lang),
                part: group.part.clone(),
            })
            .collect(),
        lines: toml
            .group
            .iter()
            .flat_map(|group| {
                group.lines.iter().map(move |line| BudgetLine {
                    id: line.id.clone(),
                    group: group.id.clone(),
                    side: group.side,
                    label: line.label.in_lang(lang),
                    hint: line.hint.as_ref().map(|hint| hint.in_lang(lang)),
                    frequency: line.frequency,
                    quick: line.quick,
                })
            })
            .collect(),
    }
}
