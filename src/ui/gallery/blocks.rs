//! The other components in their states.

use domain::money::{Amount, Currency};
use leptos::prelude::*;

use super::Example;
use crate::chart::{Balances, BalancesWords, Month, Series, StackedBalances};
use crate::components::*;
use crate::form::{Actions, Button, ButtonKind, LinkButton};
use crate::format::{BrowserFormat, Format, Locale};
use crate::icon::Icon;

/// A debt that is paid down with a fixed payment at a monthly rate in basis points, from some month on faster.
fn paid_down(name: &str, owed: i64, rate_bp: i64, payments: &[(usize, i64)], months: usize) -> Series {
    let mut balance = owed;
    let mut balances = vec![Amount::from_minor(balance)];
    for month in 1..months {
        let payment = payments.iter().rev().find(|(from, _)| month >= *from).map_or(0, |(_, payment)| *payment);
        balance = (balance + balance * rate_bp / 10_000 - payment).max(0);
        balances.push(Amount::from_minor(balance));
    }
    Series { name: name.to_owned(), balances }
}

fn months(count: usize) -> Vec<Month> {
    let format = BrowserFormat::new(Locale::default());
    (0..count)
        .map(|n| {
            let from_january = i16::try_from(n + 11).unwrap_or(i16::MAX);
            let (year, month) = (2026 + from_january / 12, i8::try_from(from_january % 12 + 1).unwrap_or(1));
            Month { short: format.month_short(year, month), long: format.month(year, month) }
        })
        .collect()
}

pub(super) fn three_debts() -> Balances {
    let count = 31;
    Balances {
        title: "What you owe".into(),
        description: "Three debts, $16,300 together in December 2026, fall to nothing in May 2029.".into(),
        series: vec![
            paid_down("Car loan", 520_000, 50, &[(1, 23_000)], count),
            paid_down("Oakbank card", 780_000, 160, &[(1, 19_000), (14, 42_000), (24, 78_000)], count),
            paid_down("Northway card", 330_000, 208, &[(1, 29_000)], count),
        ],
        months: months(count),
        debt_free: Some((29, "Debt-free: May 2029".into())),
    }
}

fn never_ends() -> Balances {
    let count = 121;
    Balances {
        title: "What you owe, with only the minimums".into(),
        description: "Northway grows; the debts do not end in ten years.".into(),
        series: vec![
            paid_down("Car loan", 520_000, 50, &[(1, 14_000)], count),
            paid_down("Northway card", 330_000, 208, &[(1, 5_200)], count),
        ],
        months: months(count),
        debt_free: None,
    }
}

fn many_debts() -> Balances {
    let count = 49;
    let names = [
        "Car loan",
        "Store card",
        "St Mary's Hospital",
        "Aunt Rosa",
        "Payday loan",
        "Student loan",
        "Cell phone",
        "Oakbank",
    ];
    let owed = [620_000, 45_000, 210_000, 60_000, 38_000, 940_000, 21_000, 480_000];
    let series =
        names.into_iter().zip(owed).map(|(name, owed)| paid_down(name, owed, 90, &[(1, owed / 36)], count)).collect();
    Balances {
        title: "What you owe".into(),
        description: "Eight debts fall to nothing in four years.".into(),
        series,
        months: months(count),
        debt_free: Some((46, "Debt-free: October 2030".into())),
    }
}

pub(super) fn chart(id: &'static str, data: Balances) -> AnyView {
    let words = BalancesWords {
        table: "Show as a table".into(),
        caption: "What you owe at the start of each month".into(),
        month: "Month".into(),
        total: "All debts".into(),
    };
    view! { <StackedBalances id data words format=BrowserFormat::new(Locale::default()) currency=Currency::USD/> }
        .into_any()
}

pub(super) fn steps() -> Vec<Step> {
    [
        ("Budget", StepState::Done, "done"),
        ("Debts", StepState::Done, "done"),
        ("Plan", StepState::Current, "you are here"),
        ("Offers", StepState::NotYet, "not yet"),
        ("Arrangements", StepState::NotYet, "not yet"),
        ("Learn", StepState::NotYet, "not yet"),
    ]
    .into_iter()
    .map(|(label, state, words)| Step {
        label: label.into(),
        href: (state != StepState::NotYet).then(|| "?page=plan".to_owned()),
        state,
        state_label: words.into(),
    })
    .collect()
}

/// The finder corners of a code and some cells: looks like one, leads nowhere.
const QR_SAMPLE: &str = "M0 0h7v7h-7zM1 1v5h5v-5zM2 2h3v3h-3zM14 0h7v7h-7zM15 1v5h5v-5zM16 2h3v3h-3zM0 14h7v7h-7zM1 15v5h5v-5zM2 16h3v3h-3zM9 1h2v3h-2zM8 8h3v2h-3zM13 9h4v1h-4zM9 12h1v4h-1zM12 12h3v3h-3zM17 13h3v2h-3zM11 17h5v1h-5zM18 18h2v3h-2z";

fn share_rows() -> Vec<Vec<Cell>> {
    [
        ("Northway card", "$3,300.00", "20.2 %", "$71.09", "46 months"),
        ("Oakbank card", "$7,800.00", "47.9 %", "$168.04", "47 months"),
        ("Car loan", "$5,200.00", "31.9 %", "$112.07", "47 months"),
    ]
    .into_iter()
    .map(|(name, owed, share, offer, time)| {
        vec![
            Cell::from(name),
            Cell::Number(owed.into()),
            Cell::Number(share.into()),
            Cell::Number(offer.into()),
            Cell::Number(time.into()),
        ]
    })
    .collect()
}

fn share_table(id: &'static str) -> AnyView {
    let head = ["Creditor", "You owe", "Share", "Offer a month", "Time"].map(String::from).to_vec();
    let foot = vec![
        Cell::from("All"),
        Cell::Number("$16,300.00".into()),
        Cell::Number("100 %".into()),
        Cell::Number("$351.20".into()),
        Cell::Number(String::new()),
    ];
    view! { <Card><DataTable id caption="How your offer is shared" head rows=share_rows() foot/></Card> }.into_any()
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        name: "Card: with and without a title",
        view: || {
            view! {
                <Columns>
                    <Card title="Which debt first?"><p>"Pay the least on all, and the rest on one."</p></Card>
                    <Card><p>"A card may go without a title where a heading stands above it."</p></Card>
                </Columns>
            }
            .into_any()
        },
    },
    Example {
        name: "Notice: know, care, stop, success",
        view: || {
            view! {
                <Notice title="Good to know"><p>"Interest is counted on what you owe at the start of each month."</p></Notice>
                <Notice kind=NoticeKind::Care title="Northway"><p>"You can still ask for proof of this debt until January 8. Asking costs nothing and pauses it in your plan."</p></Notice>
                <Notice kind=NoticeKind::Stop title="We could not send it" live=true><p>"There is no network. Your answer is kept and goes out by itself."</p></Notice>
                <Notice kind=NoticeKind::Success live=true><p>"Northway has your answer. "<a href="?page=plan">"See the dates"</a></p></Notice>
            }
            .into_any()
        },
    },
    Example {
        name: "Disclosure: closed, open",
        view: || {
            view! {
                <Disclosure summary="Why this date?"><p>"Inside."</p></Disclosure>
                <Disclosure summary="How we got this" open=true><p>"$860 every two weeks is 26 pay days a year. 26 × $860 ÷ 12 = $1,863.33 a month."</p></Disclosure>
            }
            .into_any()
        },
    },
    Example {
        name: "SummaryList: with and without links",
        view: || {
            let mut rows = plain_summary(vec![
                ("Creditor".into(), "Northway Financial Services".into()),
                ("You pay".into(), "$71.09 a month".into()),
                ("First payment".into(), "January 15, 2027".into()),
            ]);
            for row in &mut rows[1..] {
                row.change = Some(("Change".into(), "?page=plan".into()));
            }
            view! { <SummaryList rows/> }.into_any()
        },
    },
    Example { name: "DataTable: figures, a last row of sums", view: || share_table("shares") },
    Example {
        name: "DataTable: tags and links in it, rows as blocks on a phone",
        view: || {
            let head = ["Client", "State", "Last word"].map(String::from).to_vec();
            let row = |name: &str, tag: AnyView, when: &str| {
                let link = view! { <a href="?page=desk">{name.to_owned()}</a> }.into_any();
                vec![Cell::View(link), Cell::View(tag), Cell::from(when)]
            };
            let rows = vec![
                row("Case 1041", view! { <StatusTag label="Accepted" tone=Tone::Good/> }.into_any(), "today, 9:12 am"),
                row("Case 1038", view! { <StatusTag label="Needs a person" tone=Tone::Care/> }.into_any(), "yesterday"),
            ];
            view! { <Card title="Your clients"><DataTable id="cases" caption="Your clients" caption_hidden=true stacked=true head rows/></Card> }.into_any()
        },
    },
    Example {
        name: "StepRail: a list at the side, one line on a phone",
        view: || view! { <StepRail label="Your steps" compact="Step 3 of 6: Plan" steps=steps()/> }.into_any(),
    },
    Example {
        name: "StatusTag: every tone",
        view: || {
            view! {
                <p class="actions">
                    <StatusTag label="Draft"/>
                    <StatusTag label="Accepted" tone=Tone::Good/>
                    <StatusTag label="Needs a person" tone=Tone::Care/>
                    <StatusTag label="Declined" tone=Tone::Stop/>
                    <StatusTag label="Sent" tone=Tone::Waiting/>
                </p>
            }
            .into_any()
        },
    },
    Example {
        name: "CopyField and QrCode: an invitation to hand on",
        view: || {
            let words = CopyWords {
                copy: "Copy".into(),
                done: "Copied.".into(),
                by_hand: "The text is selected. Copy it with Ctrl and C.".into(),
            };
            view! {
                <CopyField id="link" label="Link for your client" value="https://evenkeel.example/i#3kT9vQ2xJm7Zr5Wd8Lc1Bn6Y" words/>
                <QrCode path=QR_SAMPLE modules=21 label="The link as a QR code"/>
            }
            .into_any()
        },
    },
    Example { name: "Loading", view: || view! { <Loading label="Working out your plan"/> }.into_any() },
    Example {
        name: "EmptyState: with and without a way on",
        view: || {
            view! {
                <EmptyState title="No debts yet" text="Add what you owe, one debt at a time. A guess is fine.">
                    <Button label="Add a debt" kind=ButtonKind::Outlined drawing=Icon::Add/>
                </EmptyState>
                <EmptyState title="Nothing has left this device" text="What you send will be listed here, word for word."/>
            }
            .into_any()
        },
    },
    Example {
        name: "Rich, Lead and Figure: an answer in a sentence, and figures alone",
        view: || {
            let pieces = vec![
                Piece::Text("Paying $640 a month, you are debt-free in ".into()),
                Piece::Strong("May 2029".into()),
                Piece::Text(". ".into()),
                Piece::Link { label: "Why this date?".into(), href: "?page=plan".into() },
            ];
            view! {
                <Lead><Rich pieces/></Lead>
                <div class="figures">
                    <Figure label="Left over" amount="$702.40" period="a month"/>
                    <Figure label="Interest on the way" amount="$3,214.07"/>
                    <Figure label="Time" amount="30 months"/>
                </div>
            }
            .into_any()
        },
    },
    Example {
        name: "SkipLink and LiveRegion: seen with the keyboard, heard with a screen reader",
        view: || {
            let said = RwSignal::new(String::new());
            view! {
                <SkipLink label="Skip to the page"/>
                <LiveRegion message=said/>
                <Actions><Button label="Say something" kind=ButtonKind::Outlined on_press=move || said.set("Left over: $702.40 a month".into())/></Actions>
            }
            .into_any()
        },
    },
    Example {
        name: "StackedBalances: three debts that end",
        view: || view! { <Card>{chart("owed-three", three_debts())}</Card> }.into_any(),
    },
    Example {
        name: "StackedBalances: a debt that grows",
        view: || view! { <Card>{chart("owed-grows", never_ends())}</Card> }.into_any(),
    },
    Example {
        name: "StackedBalances: eight debts, some of them thin",
        view: || view! { <Card>{chart("owed-many", many_debts())}</Card> }.into_any(),
    },
    Example {
        name: "StackedBalances: nothing to draw",
        view: || {
            let data =
                Balances { title: "What you owe".into(), description: "Nothing yet.".into(), ..Balances::default() };
            view! { <Card>{chart("owed-none", data)}</Card> }.into_any()
        },
    },
    Example {
        name: "SiteHeader",
        view: || {
            view! {
                <SiteHeader brand="Evenkeel" home="/">
                    <Button label="Español" kind=ButtonKind::Text/>
                    <LinkButton href="?page=plan" label="Leave quickly" kind=ButtonKind::Outlined/>
                </SiteHeader>
            }
            .into_any()
        },
    },
];
