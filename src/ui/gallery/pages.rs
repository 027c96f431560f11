//! Whole pages with invented figures.

use domain::money::{Amount, Currency};
use leptos::prelude::*;

use super::Example;
use super::blocks::{chart, steps, three_debts};
use super::fields::{periods, strategies};
use crate::components::*;
use crate::form::*;
use crate::format::{BrowserFormat, Format, Locale};
use crate::icon::Icon;

fn typed(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

fn header() -> AnyView {
    view! {
        <SkipLink label="Skip to the page"/>
        <SiteHeader brand="Evenkeel" home="/">
            <Button label="Español" kind=ButtonKind::Text/>
            <Button label="Leave quickly" kind=ButtonKind::Outlined/>
        </SiteHeader>
    }
    .into_any()
}

fn rail() -> AnyView {
    view! { <StepRail label="Your steps" compact="Step 3 of 6: Plan" steps=steps()/> }.into_any()
}

fn plan() -> AnyView {
    let answer = vec![
        Piece::Text("Paying $640 a month, you are debt-free in ".into()),
        Piece::Strong("May 2029".into()),
        Piece::Text(". Interest on the way: ".into()),
        Piece::Strong("$3,214.07".into()),
        Piece::Text(".".into()),
    ];
    view! {
        {header()}
        <PageFrame rail=rail()>
            <PageHeader title="What your money could do">
                <Lead><Rich pieces=answer/></Lead>
                <p class="soft">"You have $702.40 left over each month. This plan keeps $62.40 of it for you."</p>
            </PageHeader>
            <Columns>
                <Card title="Which debt first?">
                    <RadioChoices id="strategy" legend="Which debt first?" legend_hidden=true value=typed("avalanche") options=strategies()/>
                    <Actions>
                        <Button label="Add a what-if" kind=ButtonKind::Outlined drawing=Icon::Add/>
                        <Button label="Compare plans" kind=ButtonKind::Text/>
                    </Actions>
                </Card>
                <Card title="What you owe">{chart("owed", three_debts())}</Card>
            </Columns>
            <Notice kind=NoticeKind::Care title="Northway">
                <p>"You can still ask for proof of this debt until January 8. Asking costs nothing and pauses it in your plan."</p>
            </Notice>
            <Actions>
                <Button label="Make offers from this plan"/>
                <LinkButton href="?page=budget" label="You can stop here. All is saved on this device." kind=ButtonKind::Text/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}

fn line(
    id: &'static str,
    label: &'static str,
    amount: &'static str,
    every: &'static str,
    echo: &'static str,
) -> AnyView {
    let echo = Signal::stored((!echo.is_empty()).then(|| echo.to_owned()));
    view! {
        <AmountEvery id label amount=typed(amount) every=typed(every) options=periods() every_label="How often" prefix="$" echo/>
    }
    .into_any()
}

fn budget() -> AnyView {
    view! {
        {header()}
        <PageFrame rail=view! { <StepRail label="Your steps" compact="Step 1 of 6: Budget" steps=steps()/> }.into_any()>
            <PageHeader title="Money coming in">
                <p class="soft">"Use the amounts you really get. You can change them later."</p>
            </PageHeader>
            <Card>
                <Form id="income" on_submit=|| ()>
                    <FieldList>
                        {line("wages", "Wages, after tax", "860", "two-weeks", "That is $1,863.33 a month: 26 pay days over 12 months.")}
                        {line("support", "Child support", "240", "month", "")}
                        {line("snap", "Food assistance (SNAP)", "74.50", "week", "That is $322.83 a month.")}
                    </FieldList>
                    <Actions><Button label="Add another income" kind=ButtonKind::Outlined drawing=Icon::Add/></Actions>
                </Form>
            </Card>
            <Actions><Button label="Next: money going out"/></Actions>
            <BottomBar label="Left over" amount="$702.40" period="a month">
                <Button label="How we got this" kind=ButtonKind::Text/>
            </BottomBar>
        </PageFrame>
    }
    .into_any()
}

fn schedule() -> AnyView {
    let head = ["Payment", "Date", "You pay", "Still to pay"].map(String::from).to_vec();
    let format = BrowserFormat::new(Locale::default());
    let rows = (1..=24_i64)
        .map(|n| {
            let ahead = i16::try_from(n - 1).unwrap_or_default();
            let month = i8::try_from(ahead % 12 + 1).unwrap_or(1);
            let date = jiff::civil::Date::new(2027 + ahead / 12, month, 15).unwrap_or_default();
            vec![
                Cell::from(n.to_string()),
                Cell::Text(format.date(date)),
                Cell::Number("$71.09".into()),
                Cell::Number(format.money(Amount::from_minor(170_616 - n * 7_109), Currency::USD)),
            ]
        })
        .collect();
    view! {
        {header()}
        <PageFrame>
            <PageHeader title="Your arrangement with Northway">
                <Lead>"You pay "<strong>"$71.09 a month"</strong>" from January 15, 2027. Interest is frozen."</Lead>
            </PageHeader>
            <Notice kind=NoticeKind::Success title="Accepted"><p>"Both sides hold the same signed receipt. We checked it on this device."</p></Notice>
            <Card>
                <DataTable id="dates" caption="Your payments" head rows/>
                <Actions><Button label="Print" kind=ButtonKind::Outlined drawing=Icon::Print/></Actions>
            </Card>
        </PageFrame>
    }
    .into_any()
}

fn desk() -> AnyView {
    let head = ["Client", "Creditor", "They offer", "State", "Last word"].map(String::from).to_vec();
    let row = |client: &str, creditor: &str, offer: &str, label: &'static str, tone: Tone, when: &str| {
        vec![
            Cell::View(view! { <a href="?page=desk">{client.to_owned()}</a> }.into_any()),
            Cell::from(creditor),
            Cell::Number(offer.into()),
            Cell::View(view! { <StatusTag label tone/> }.into_any()),
            Cell::from(when),
        ]
    };
    let rows = vec![
        row("Ana R.", "Northway Financial", "$71.09 a month", "Accepted", Tone::Good, "today, 9:12 am"),
        row("J. Okafor", "Oakbank", "$20.00 a month", "Needs a person", Tone::Care, "today, 8:40 am"),
        row("M. Lee", "Summit Auto", "$112.07 a month", "Sent", Tone::Waiting, "yesterday"),
        row("P. Novak", "Oakbank", "$1.00 a month", "Declined", Tone::Stop, "November 3"),
    ];
    view! {
        <SkipLink label="Skip to the page"/>
        <SiteHeader brand="Evenkeel desk" home="/desk">
            <Button label="Sign out" kind=ButtonKind::Outlined/>
        </SiteHeader>
        <PageFrame wide=true>
            <PageHeader title="Your clients">
                <Lead><strong>"1 case"</strong>" needs a person. The oldest has waited 2 hours."</Lead>
            </PageHeader>
            <Actions><Button label="Invite a client" drawing=Icon::Add/></Actions>
            <Card><DataTable id="cases" caption="All cases" stacked=true head rows/></Card>
        </PageFrame>
    }
    .into_any()
}

fn compare() -> AnyView {
    let head = ["Plan", "Debt-free", "Interest", "You pay a month", "First debt gone"].map(String::from).to_vec();
    let row = |plan: &str, end: &str, interest: &str, pay: &str, first: &str| {
        vec![
            Cell::from(plan),
            Cell::from(end),
            Cell::Number(interest.into()),
            Cell::Number(pay.into()),
            Cell::from(first),
        ]
    };
    let rows = vec![
        row("Highest rate first", "May 2029", "$3,214.07", "$640.00", "Northway, March 2028"),
        row("Smallest debt first", "May 2029", "$3,391.40", "$640.00", "Northway, August 2027"),
        row("With $60 more from July", "February 2029", "$2,988.15", "$700.00", "Northway, January 2028"),
        row("Only the minimums", "Never ends", "–", "$281.90", "–"),
    ];
    view! {
        {header()}
        <PageFrame rail=rail()>
            <PageHeader title="Your plans side by side">
                <Lead>"$60 more from July ends your debts "<strong>"3 months earlier"</strong>" and saves "<strong>"$225.92"</strong>" in interest."</Lead>
            </PageHeader>
            <Card title="Four plans">
                <DataTable id="plans" caption="Four plans" caption_hidden=true stacked=true head rows/>
                <Disclosure summary="How we worked this out"><p>"Each plan starts from the same debts and the same month."</p></Disclosure>
            </Card>
            <Card title="What if …">
                <Form id="what-if" on_submit=|| ()>
                    <FieldRow>
                        <AmountField id="extra" label="I pay this much more a month" value=typed("60") prefix="$"/>
                        <TextField id="from" label="From" value=typed("July 2027") width=Width::Medium/>
                    </FieldRow>
                    <Actions><Button label="See what changes" kind=ButtonKind::Outlined submit=true/></Actions>
                </Form>
            </Card>
            <Actions>
                <Button label="Use this plan"/>
                <LinkButton href="?page=plan" label="Back to the plan" kind=ButtonKind::Text/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}

pub(super) const PAGES: &[Example] = &[
    Example { name: "plan", view: plan },
    Example { name: "budget", view: budget },
    Example { name: "compare", view: compare },
    Example { name: "schedule", view: schedule },
    Example { name: "desk", view: desk },
];
