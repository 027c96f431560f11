//! By which rule days and weeks become months. Authorities differ, and whoever asks one of them for help may count as it
//! does; every figure a month follows.

use content::{ConventionData, Country};
use leptos::prelude::*;
use std::sync::Arc;
use ui::form::{SelectField, SelectOption};
use ui::live::live;

use crate::features::budget::context::PageContext;
use crate::shared::convention::{id_of, said};

/// What a budget keeps of a rule: its id and its factors. `None` for one whose factors are none, which the compiler of
/// the content has refused.
fn kept(data: &ConventionData) -> Option<String> {
    let convention = data.convention()?;
    let mut text = data.id.clone();
    for times in [convention.day, convention.week, convention.two_weeks, convention.four_weeks] {
        text.push(' ');
        text.push_str(&times.numerator.to_string());
        text.push('/');
        text.push_str(&times.denominator.to_string());
    }
    Some(text)
}

/// The choice, as soon as it is known what there is to choose from, and the rule in a sentence with its source.
pub(super) fn choice(context: PageContext, catalogue: &Arc<Country>) -> AnyView {
    let PageContext { state, words, published, .. } = context;
    let statement = state.budget.statement;
    let country = catalogue.id.clone();
    let value = RwSignal::new(statement.with_untracked(|now| id_of(&now.convention, &country).to_owned()));
    // Saving, as the rest of the page does it; what was kept for another country stays until something is chosen here.
    Effect::new(move |is_later: Option<()>| {
        let id = value.get();
        if is_later.is_none() {
            return;
        }
        let found = published.with_untracked(|all| all.conventions.iter().find(|one| one.id == id).and_then(kept));
        if found.is_some() || id.is_empty() {
            statement.update(|statement| statement.convention = found.unwrap_or_default());
        }
    });
    let is_spanish = state.language_now().tag == "es";
    let field = live(move || {
        let options: Vec<SelectOption> = published.with(|all| {
            let option = |one: &ConventionData| {
                SelectOption::new(one.id.clone(), if is_spanish { one.name_es.clone() } else { one.name_en.clone() })
            };
            all.conventions.iter().map(option).collect()
        });
        if options.is_empty() {
            return ().into_any();
        }
        let (label, hint, usual) = (words.budget_rule(), words.budget_rule_hint(), words.budget_rule_usual());
        view! { <SelectField id="convention" label=label hint=hint value=value options=options placeholder=usual/> }
            .into_any()
    });
    let known = catalogue.clone();
    let rule = live(move || value.with(|id| said(state, words, published, &known, id)));
    view! { <div class="stack no-print">{field}{rule}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use content::Source;

    fn data(id: &str, week: &str, two_weeks: &str) -> ConventionData {
        let text = String::new;
        let source = Source { title: text(), publisher: text(), date: text(), url: text() };
        ConventionData {
            id: id.to_owned(),
            name_en: text(),
            name_es: text(),
            day: None,
            week: Some(week.to_owned()),
            two_weeks: Some(two_weeks.to_owned()),
            four_weeks: None,
            en: text(),
            es: text(),
            start: text(),
            review_by: text(),
            source,
        }
    }

    #[test]
    fn a_rule_is_kept_with_its_factors() {
        let snap = kept(&data("us-snap", "4.3", "2.15"));
        assert_eq!(snap.as_deref(), Some("us-snap 365/12 43/10 215/100 13/12"));
        assert_eq!(kept(&data("us-snap", "four", "2.15")), None);
        assert_eq!(id_of("us-snap 365/12 43/10 215/100 13/12", "us"), "us-snap");
        assert_eq!((id_of("us-snap 365/12", "gb"), id_of("", "us")), ("", ""));
    }
}
