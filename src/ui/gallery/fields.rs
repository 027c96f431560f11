//! The form kit in its states.

use leptos::prelude::*;

use super::Example;
use crate::form::*;
use crate::icon::Icon;

fn typed(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

fn says(text: &str) -> Signal<Option<String>> {
    Signal::stored(Some(text.to_owned()))
}

pub(super) fn periods() -> Vec<SelectOption> {
    [
        ("day", "a day"),
        ("week", "a week"),
        ("two-weeks", "every 2 weeks"),
        ("four-weeks", "every 4 weeks"),
        ("half-month", "twice a month"),
        ("month", "a month"),
        ("quarter", "every 3 months"),
        ("half-year", "every 6 months"),
        ("year", "a year"),
    ]
    .into_iter()
    .map(|(value, label)| SelectOption::new(value, label))
    .collect()
}

pub(super) fn strategies() -> Vec<RadioChoice> {
    vec![
        RadioChoice::new("avalanche", "Highest rate first")
            .detail("Costs you least")
            .figures("30 months", "$3,214 interest"),
        RadioChoice::new("snowball", "Smallest debt first")
            .detail("First one gone in 8 months")
            .figures("30 months", "$3,391 interest"),
        RadioChoice::new("minimums", "Only the minimums")
            .detail("Northway grows by $16.97 a month")
            .figures("Never ends", ""),
    ]
}

fn date_words() -> DateWords {
    DateWords { day: "Day".into(), month: "Month".into(), year: "Year".into() }
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        name: "TextField: empty, with a hint",
        view: || {
            view! { <TextField id="name-empty" label="Name of the creditor" value=typed("") hint="As it stands on the letter" width=Width::Medium/> }
                .into_any()
        },
    },
    Example {
        name: "TextField: with an error",
        view: || {
            view! { <TextField id="name-wrong" label="Reference" value=typed("???") error=says("Type the letters and numbers from the letter, such as NW-4471.")/> }
                .into_any()
        },
    },
    Example {
        name: "TextField: a percentage",
        view: || {
            view! { <TextField id="rate" label="Interest rate a year" value=typed("24.9") suffix="%" inputmode="decimal" width=Width::Short/> }
                .into_any()
        },
    },
    Example {
        name: "AmountField: empty, filled with its echo, with an error",
        view: || {
            view! {
                <AmountField id="amount-empty" label="What you owe" value=typed("") prefix="$"/>
                <AmountField id="amount-echo" label="What you owe" value=typed("1.200,50") prefix="$" echo=says("We read this as $1,200.50.")/>
                <AmountField id="amount-wrong" label="What you owe" value=typed("1e3") prefix="$" error=says("Use only numbers, such as 1,200.50.")/>
            }
            .into_any()
        },
    },
    Example {
        name: "AmountEvery: filled, with an error, in a list",
        view: || {
            view! {
                <FieldList>
                    <AmountEvery
                        id="wages"
                        label="Wages, after tax"
                        amount=typed("860")
                        every=typed("two-weeks")
                        options=periods()
                        every_label="How often"
                        prefix="$"
                        echo=says("That is $1,863.33 a month: 26 pay days over 12 months.")
                        action=view! { <Button kind=ButtonKind::Text label="Remove" context="Wages, after tax" drawing=Icon::Remove/> }.into_any()
                    />
                    <AmountEvery
                        id="support"
                        label="Child support"
                        amount=typed("two hundred")
                        every=typed("month")
                        options=periods()
                        every_label="How often"
                        prefix="$"
                        error=says("Use only numbers, such as 240.")
                    />
                    <AmountEvery
                        id="heating"
                        label="Heating, water and other costs of the home that come with the rent"
                        amount=typed("74.50")
                        every=typed("quarter")
                        options=periods()
                        every_label="How often"
                        prefix="$"
                        hint="From your last bill"
                    />
                </FieldList>
            }
            .into_any()
        },
    },
    Example {
        name: "SelectField: nothing chosen, chosen, with an error",
        view: || {
            view! {
                <SelectField id="kind-none" label="Kind of debt" value=typed("") options=periods() placeholder="Choose one"/>
                <SelectField id="kind-chosen" label="Kind of debt" value=typed("year") options=periods() hint="The closest one will do"/>
                <SelectField id="kind-wrong" label="Kind of debt" value=typed("") options=periods() placeholder="Choose one" error=says("Choose the kind of debt.")/>
            }
            .into_any()
        },
    },
    Example {
        name: "RadioChoices: rich cards with figures",
        view: || {
            view! { <RadioChoices id="strategy" legend="Which debt first?" value=typed("avalanche") options=strategies()/> }.into_any()
        },
    },
    Example {
        name: "RadioChoices: plain cards, with an error",
        view: || {
            let options = vec![
                RadioChoice::new("yes", "Yes"),
                RadioChoice::new("no", "No"),
                RadioChoice::new("unsure", "I am not sure"),
            ];
            view! { <RadioChoices id="recognise" legend="Do you know this debt?" value=typed("") options hint="You lose nothing by saying no." error=says("Choose one answer.")/> }
                .into_any()
        },
    },
    Example {
        name: "Checkbox: off, on, with an error",
        view: || {
            view! {
                <Checkbox id="priority" label="This debt pays for my home, power or water" value=RwSignal::new(false)/>
                <Checkbox id="consent" label="Northway may share my plan with my counsellor" hint="You can take this back at any time." value=RwSignal::new(true)/>
                <Checkbox id="agree" label="I have read the terms" value=RwSignal::new(false) error=says("Tick the box to go on.")/>
            }
            .into_any()
        },
    },
    Example {
        name: "DateField: empty, filled in two orders, with an error",
        view: || {
            view! {
                <DateField id="first-empty" legend="First payment" value=typed("") words=date_words() hint="For example, 27 3 2027"/>
                <DateField id="first-us" legend="First payment" value=typed("2027-3-27") words=date_words() order=DateOrder::MonthDayYear/>
                <DateField id="first-wrong" legend="Date of the letter" value=typed("2027-2-30") words=date_words() error=says("February 2027 has 28 days. Check the day.")/>
            }
            .into_any()
        },
    },
    Example {
        name: "TextArea: with room left, with too much text",
        view: || {
            let count = Callback::new(|left: i64| {
                if left >= 0 {
                    format!("You can type {left} more characters.")
                } else {
                    format!("Take out {} characters.", -left)
                }
            });
            view! {
                <TextArea id="reason" label="Tell us more, if you like" value=typed("My hours changed.") limit=(200, count)/>
                <TextArea id="reason-long" label="Tell us more, if you like" value=typed("My hours changed in June.") limit=(20, count) error=says("This is a little too long.")/>
            }
            .into_any()
        },
    },
    Example {
        name: "PasswordField: hidden until asked to show",
        view: || {
            view! { <PasswordField id="passphrase" label="Passphrase" value=typed("even keel") show_label="Show" hide_label="Hide" hint="Four words are easy to keep in mind."/> }
                .into_any()
        },
    },
    Example {
        name: "FieldGroup and FieldRow",
        view: || {
            view! {
                <FieldGroup id="who" legend="Who is it for?" hint="Only your counsellor sees this.">
                    <FieldRow>
                        <TextField id="given" label="First name" value=typed("Ana") autocomplete="given-name"/>
                        <TextField id="family" label="Last name" value=typed("Ruiz") autocomplete="family-name"/>
                    </FieldRow>
                </FieldGroup>
            }
            .into_any()
        },
    },
    Example {
        name: "ErrorSummary: after a try",
        view: || {
            let errors = vec![
                FieldError {
                    id: "amount-wrong".into(),
                    message: "What you owe: use only numbers, such as 1,200.50.".into(),
                },
                FieldError { id: "recognise".into(), message: "Do you know this debt? Choose one answer.".into() },
            ];
            let attempt = RwSignal::new(0_u32);
            view! {
                <Form id="summary-form" on_submit=move || attempt.update(|tries| *tries += 1)>
                    <ErrorSummary title="There are 2 things to put right" errors attempt/>
                    <Actions>
                        <Button label="Try" submit=true kind=ButtonKind::Outlined/>
                    </Actions>
                </Form>
            }
            .into_any()
        },
    },
    Example {
        name: "Button: filled, outlined, text, danger, busy, with icons",
        view: || {
            let open = RwSignal::new(false);
            view! {
                <Actions>
                    <Button label="Make offers from this plan"/>
                    <Button label="Add a what-if" kind=ButtonKind::Outlined drawing=Icon::Add/>
                    <Button label="Compare plans" kind=ButtonKind::Text/>
                    <Button label="Wipe this device" kind=ButtonKind::Danger drawing=Icon::Remove/>
                    <Button label="Sending …" busy=true/>
                    <Button label="How we got this" kind=ButtonKind::Text expanded=open on_press=move || open.update(|open| *open = !*open)/>
                </Actions>
            }
            .into_any()
        },
    },
    Example {
        name: "LinkButton: in every kind",
        view: || {
            view! {
                <Actions>
                    <LinkButton href="?page=plan" label="Next: your plan" drawing=Icon::Next/>
                    <LinkButton href="?page=budget" label="Back" kind=ButtonKind::Outlined drawing=Icon::Back/>
                    <LinkButton href="?page=budget" label="Learn about interest" kind=ButtonKind::Text drawing=Icon::Learn/>
                </Actions>
            }
            .into_any()
        },
    },
];
