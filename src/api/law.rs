//! The law as this program carries it.

use cli::rights::{Jurisdiction, Library, Origin};
use content::{Law, Rule};
use domain::rights::{DatedFigure, Pack};

/// The laws of both countries, as they were compiled.
pub struct Laws {
    us: Law,
    gb: Law,
}

impl Laws {
    /// Reads them.
    ///
    /// # Errors
    /// In English, for the terminal; only if the program was put together from files that do not fit each other.
    pub fn carried() -> Result<Self, String> {
        let read = |text: &str| wire::json::parse(text.as_bytes()).map_err(|error| format!("the law: {error:?}"));
        Ok(Self {
            us: read(include_str!(concat!(env!("OUT_DIR"), "/law-us.json")))?,
            gb: read(include_str!(concat!(env!("OUT_DIR"), "/law-gb.json")))?,
        })
    }

    /// The law of a place, and the part of its country.
    const fn of(&self, place: Jurisdiction) -> (&Law, Option<&'static str>) {
        match place {
            Jurisdiction::Us => (&self.us, None),
            Jurisdiction::EnglandWales => (&self.gb, Some("england-and-wales")),
            Jurisdiction::Scotland => (&self.gb, Some("scotland")),
            Jurisdiction::NorthernIreland => (&self.gb, Some("northern-ireland")),
        }
    }
}

impl Library for Laws {
    fn pack(&self, place: Jurisdiction, state: Option<&str>) -> Pack {
        let (law, part) = self.of(place);
        law.pack(law.state(state).or(part))
    }

    fn origin(&self, place: Jurisdiction, state: Option<&str>, figure: &DatedFigure) -> Option<Origin> {
        let (law, part) = self.of(place);
        let part = law.state(state).or(part);
        let Rule { en, unconfirmed, source, .. } = law.rule(part, figure)?.clone();
        Some(Origin {
            rule: en,
            source: source.title,
            publisher: source.publisher,
            url: source.url,
            looked_up: source.date,
            confirmed: !unconfirmed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cli::commands::{Calculation, Document};
    use cli::rights;
    use content::JURISDICTIONS;
    use domain::rights::Figure;
    use jiff::civil::date;
    use serde_json::{Value, json};

    fn ask(question: &Value) -> Value {
        let laws = Laws::carried().expect("the law");
        serde_json::from_str(&rights::run(&question.to_string(), &laws).expect("an answer")).expect("JSON")
    }

    #[test]
    fn every_place_has_its_law_and_every_figure_its_source() {
        let laws = Laws::carried().expect("the law");
        for (place, (_, country, part)) in Jurisdiction::ALL.into_iter().zip(JURISDICTIONS) {
            assert_eq!((laws.of(place).0.country.as_str(), laws.of(place).1), (country, part), "{place:?}");
            let pack = laws.pack(place, None);
            let figures = Figure::ALL.into_iter().filter_map(|figure| pack.dated(figure, date(2026, 11, 22)));
            let mut count = 0;
            for figure in figures {
                let origin = laws.origin(place, None, figure).unwrap_or_else(|| panic!("{place:?} {figure:?}"));
                assert!(origin.url.starts_with("https://") && !origin.source.is_empty(), "{figure:?}");
                count += 1;
            }
            assert!(count >= 6, "{place:?} has {count}");
        }
    }

    /// The example of the product: sent on Monday 2 March 2026, received on the 9th, until 8 April.
    #[test]
    fn a_notice_of_2_march_can_be_disputed_until_8_april() {
        let answer = ask(&json!({
            "place": "us", "as_of": "2026-03-20", "events": {"validation_notice_sent": "2026-03-02"},
        }));
        let clock = &answer["clocks"][1];
        assert_eq!((&clock["clock"], &clock["date"]), (&json!("validation_ends"), &json!("2026-04-08")));
        assert_eq!(clock["figures"][1]["source"], "12 CFR 1006.34(b)(5)");
        assert_eq!(clock["figures"][1]["confirmed"], true);
    }

    #[test]
    fn a_crisis_and_a_moratorium_end_on_their_days() {
        let crisis = ask(&json!({
            "place": "england_wales", "as_of": "2026-11-22",
            "events": {"breathing_space": {"kind": "crisis", "starts": "2026-08-03", "treatment_ends": "2026-09-01"}},
        }));
        assert_eq!(crisis["clocks"][0]["date"], "2026-09-30");
        let moratorium = ask(&json!({
            "place": "scotland", "as_of": "2026-11-22", "events": {"moratorium_registered": "2026-08-31"},
        }));
        let dates: Vec<&Value> = moratorium["clocks"].as_array().unwrap().iter().map(|clock| &clock["date"]).collect();
        assert_eq!(dates, ["2027-02-28", "2027-09-01"]);
        assert_eq!(moratorium["collecting_rests"], true);
    }

    /// 209 CMR 18.16(1)(d): two calls in seven days, where Regulation F has seven.
    #[test]
    fn a_stricter_state_goes_before_the_country() {
        let third = |state: Option<&str>| {
            let mut question = json!({
                "place": "us", "as_of": "2026-11-30", "calls": ["2026-11-26", "2026-11-27"],
                "contact": {"date": "2026-11-30", "time": "12:00", "medium": "phone"},
            });
            if let Some(state) = state {
                question["state"] = state.into();
            }
            let answer = ask(&question);
            let most = &answer["calls_max"]["figures"][0];
            (answer["contact"]["allowed"].clone(), most["value"].clone(), most["source"].clone())
        };
        let federal = (json!(true), json!(7), json!("12 CFR 1006.14(b)(2)"));
        assert_eq!((third(None), third(Some("tx"))), (federal.clone(), federal));
        assert_eq!(third(Some("ma")), (json!(false), json!(2), json!("209 CMR 18.16(1)(d)")));
    }

    #[test]
    fn a_breathing_space_puts_off_the_day_from_which_a_debt_is_too_old() {
        let barred = |more: Value| {
            let mut question = json!({
                "place": "england_wales", "as_of": "2026-11-30", "events": {"last_paid_or_admitted": "2021-03-01"},
            });
            for (name, value) in more.as_object().unwrap() {
                question[name] = value.clone();
            }
            ask(&question)["clocks"].as_array().unwrap().last().unwrap().clone()
        };
        assert_eq!(barred(json!({}))["date"], "2027-03-02");
        let after = barred(json!({"past_breathing_spaces": [{"starts": "2023-06-01", "ends": "2023-07-30"}]}));
        assert_eq!((&after["date"], &after["figures"][1]["confirmed"]), (&json!("2027-05-01"), &json!(false)));
        let scotland = json!({
            "place": "scotland", "past_breathing_spaces": [{"starts": "2023-06-01", "ends": "2023-07-30"}],
        });
        assert_eq!(barred(scotland)["date"], "2026-03-02");
    }

    #[test]
    fn rights_are_answered_from_the_law_inside() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("question.json");
        let question = r#"{"place":"us","as_of":"2026-03-20","events":{"validation_notice_sent":"2026-03-02"}}"#;
        std::fs::write(&file, question).expect("written");
        let ask = |table| {
            let (mut output, mut errors) = (Vec::new(), Vec::new());
            let command = Calculation::Rights(Document { file: file.clone(), table });
            let code = command.answer_to(&Laws::carried, &mut output, &mut errors);
            (code, String::from_utf8(output).expect("text"))
        };
        let (code, answer) = ask(false);
        assert!(code == 0 && answer.contains(r#""clock":"validation_ends","date":"2026-04-08""#), "{answer}");
        let (code, table) = ask(true);
        assert!(code == 0 && table.contains("2026-04-08") && table.contains("12 CFR 1006.34(b)(5)"), "{table}");
    }
}
