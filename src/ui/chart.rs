//! What is owed, month by month: stacked areas, one for each debt, with names on them and a table that says the same.
//!
//! ```text
//! let data = Signal::derive(move || Balances {
//!     title: words.what_you_owe(), description: words.chart_in_a_sentence(…),
//!     series: plan.debts().map(|debt| Series { name, balances }).collect(),   // bottom first
//!     months: plan.months().map(|m| Month { short: format.month_short(…), long: format.month(…) }).collect(),
//!     debt_free: Some((30, words.debt_free())),
//! });
//! view! { <StackedBalances id="owed" data words format currency/> }
//! ```
//!
//! The drawing is made for the measured size ([`layout`]), so text is never smaller than the text around it allows,
//! and fills the height its card leaves. Give it a card of its own; the card's heading may repeat the title.

pub mod layout;

use domain::money::{Amount, Currency};
use leptos::html;
use leptos::prelude::*;

use crate::components::{Cell, DataTable, Disclosure};
use crate::format::{BrowserFormat, Format};
use browser::measure::{root_font_px, watch_size};

use crate::live::{live, live_text};

use layout::{Drawing, Plot, SERIES_LOOKS, lay_out, push_tenths};

/// One debt over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// What is owed in each month, the first one now.
    pub balances: Vec<Amount>,
}

/// The names of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// For the axis: "Sep 2029".
    pub short: String,
    /// For the table: "September 2029".
    pub long: String,
}

/// What the chart shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balances {
    /// What it is ("What you owe").
    pub title: String,
    /// What it says, in a sentence, for those who do not see it.
    pub description: String,
    /// The debts, the lowest area first.
    pub series: Vec<Series>,
    /// As many months as there are balances.
    pub months: Vec<Month>,
    /// In which month (an index) nothing is owed any more, and the words for it.
    pub debt_free: Option<(usize, String)>,
}

/// The words around the chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BalancesWords {
    /// Opens the table ("Show as a table").
    pub table: String,
    /// The caption of the table.
    pub caption: String,
    /// The head of the column of months.
    pub month: String,
    /// The head of the column of totals.
    pub total: String,
}

/// Text in the drawing, in rem: 13.6 px where the reader has not changed the browser's text size.
const TEXT_REM: f64 = 0.8;

/// Beyond so many months the table shows each twelfth month and the last: the schedule has them all.
const TABLE_MONTHS_MAX: usize = 72;

/// The chart with its table.
#[component]
pub fn StackedBalances(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What it shows.
    #[prop(into)]
    data: Signal<Balances>,
    /// The words around it.
    words: BalancesWords,
    /// Writes the amounts.
    format: BrowserFormat,
    /// Of the amounts.
    currency: Currency,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let size = RwSignal::new((0.0_f64, 0.0_f64));
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            watch_size(
                &element,
                Box::new(move |element| {
                    let now = (f64::from(element.client_width()), f64::from(element.client_height()));
                    if size.get_untracked() != now {
                        size.set(now);
                    }
                }),
            );
        }
    });
    let drawing = Memo::new(move |_| {
        let (width, height) = size.get();
        data.with(|data| {
            let series: Vec<(&str, &[Amount])> =
                data.series.iter().map(|series| (series.name.as_str(), series.balances.as_slice())).collect();
            let months: Vec<&str> = data.months.iter().map(|month| month.short.as_str()).collect();
            lay_out(&Plot {
                width,
                height,
                text_px: TEXT_REM * root_font_px(),
                series: &series,
                months: &months,
                end: data.debt_free.as_ref().map(|(month, words)| (*month, words.as_str())),
                money: &|amount| format.money_whole(amount, currency),
                minor_per_major: currency.minor_per_major(),
            })
        })
    });
    let svg_id = id.clone();
    let svg = live(move || svg_view(&svg_id, size.get(), &drawing.read(), &data.read()));
    let legend = live(move || legend_view(&drawing.read(), &data.read()).into_any());
    let table_id = [id.as_str(), "-table"].concat();
    let BalancesWords { table, caption, month, total } = words;
    let twin = live(move || {
        let rows = data.with(|data| table_rows(data, format, currency));
        let mut head = vec![month.clone()];
        data.with(|data| head.extend(data.series.iter().map(|series| series.name.clone())));
        head.push(total.clone());
        view! { <DataTable id=table_id.clone() caption=caption.clone() head rows /> }.into_any()
    });
    let nothing = Signal::derive(move || data.with(|data| data.series.is_empty() || data.months.is_empty()));
    let description =
        live_text(move || if nothing.get() { data.with(|data| data.description.clone()) } else { String::new() });
    view! {
        <figure class="chart" id=id class:chart--empty=nothing>
            <figcaption class="soft">{description}</figcaption>
            <div class="chart__plot" node_ref=place>{svg}</div>
            {legend}
            <Disclosure summary=table>{twin}</Disclosure>
        </figure>
    }
    .into_any()
}

fn table_rows(data: &Balances, format: BrowserFormat, currency: Currency) -> Vec<Vec<Cell>> {
    let count = data.months.len();
    let step = if count > TABLE_MONTHS_MAX { 12 } else { 1 };
    data.months
        .iter()
        .enumerate()
        .filter(|(index, _)| index % step == 0 || index + 1 == count)
        .map(|(index, month)| {
            let balances = data.series.iter().map(|series| series.balances.get(index).copied().unwrap_or(Amount::ZERO));
            let total: Amount = balances.clone().sum();
            let mut row = vec![Cell::Text(month.long.clone())];
            row.extend(balances.chain([total]).map(|amount| Cell::Number(format.money(amount, currency))));
            row
        })
        .collect()
}

fn look(series: usize) -> usize {
    series % SERIES_LOOKS + 1
}

/// A length for an attribute, to a tenth of a pixel.
fn px(length: f64) -> String {
    let mut text = String::new();
    push_tenths(&mut text, length);
    text
}

/// The marks of a pattern on a tile of 10 by 10, beside the ground colour. Each look has its own, so that the areas
/// differ on a grey print and for eyes that see other colours.
const PATTERNS: [&str; SERIES_LOOKS] = [
    "",
    "M-2 7L7-2M3 12L12 3",
    "M2.5 2.5h.01M7.5 7.5h.01",
    "M0 2.5h10M0 7.5h10",
    "M-2 3L7 12M3-2L12 7M-2 7L7-2M3 12L12 3",
    "M2.5 0v10M7.5 0v10",
];

fn pattern_id(id: &str, series: usize) -> String {
    [id, "-look-", &look(series).to_string()].concat()
}

fn pattern_view(id: &str, series: usize) -> AnyView {
    let class = ["look look--", &look(series).to_string()].concat();
    view! {
        <pattern id=pattern_id(id, series) class=class width="10" height="10" patternUnits="userSpaceOnUse">
            <rect class="look__ground" width="10" height="10" />
            <path class="look__mark" d=PATTERNS[series % SERIES_LOOKS] />
        </pattern>
    }
    .into_any()
}

fn svg_view(id: &str, (width, height): (f64, f64), drawing: &Drawing, data: &Balances) -> AnyView {
    let text_px = TEXT_REM * root_font_px();
    let [left, top, right, bottom] = drawing.frame;
    let patterns: Vec<AnyView> = (0..data.series.len().min(SERIES_LOOKS)).map(|n| pattern_view(id, n)).collect();
    let grid: Vec<AnyView> = drawing
        .amounts
        .iter()
        .map(|tick| {
            view! {
                <line class="chart__grid" x1=px(left) x2=px(right) y1=px(tick.y) y2=px(tick.y) />
                <text class="chart__text" x=px(tick.x) y=px(tick.y + text_px * 0.35) text-anchor="end">
                    {tick.text.clone()}
                </text>
            }
            .into_any()
        })
        .collect();
    let months: Vec<AnyView> = drawing
        .months
        .iter()
        .map(|tick| {
            view! {
                <text class="chart__text" x=px(tick.x) y=px(tick.y) text-anchor=tick.anchor.attribute()>
                    {tick.text.clone()}
                </text>
            }
            .into_any()
        })
        .collect();
    let areas: Vec<AnyView> = drawing
        .areas
        .iter()
        .map(|area| {
            let fill = ["url(#", &pattern_id(id, area.series), ")"].concat();
            let edge = ["chart__edge look--", &look(area.series).to_string()].concat();
            view! {
                <path d=area.outline.clone() fill=fill />
                <path class=edge d=area.edge.clone() />
            }
            .into_any()
        })
        .collect();
    let leaders: Vec<AnyView> = drawing
        .labels
        .iter()
        .filter_map(|label| label.leader)
        .map(|[(x1, y1), (x2, y2)]| {
            let line =
                |class: &'static str| view! { <line class=class x1=px(x1) y1=px(y1) x2=px(x2) y2=px(y2) /> }.into_any();
            view! {
                {line("chart__halo")}
                {line("chart__leader")}
                <circle class="chart__aim" cx=px(x2) cy=px(y2) r="3" />
            }
            .into_any()
        })
        .collect();
    let labels: Vec<AnyView> = drawing
        .labels
        .iter()
        .map(|label| {
            let place = label.place;
            let name = data.series.get(label.series).map(|series| series.name.clone());
            view! {
                <rect
                    class="chart__plate"
                    x=px(place.x)
                    y=px(place.y)
                    width=px(place.width)
                    height=px(place.height)
                    rx="4"
                />
                <text
                    class="chart__name"
                    x=px(place.x + place.width / 2.0)
                    y=px(place.y + place.height / 2.0 + text_px * 0.35)
                    text-anchor="middle"
                >
                    {name}
                </text>
            }
            .into_any()
        })
        .collect();
    let end = drawing.end.as_ref().map(|end| {
        view! {
            <line class="chart__end" x1=px(end.x) x2=px(end.x) y1=px(top - 4.0) y2=px(bottom) />
            <text
                class="chart__end-name"
                x=px(end.place.x + end.place.width / 2.0)
                y=px(end.place.height / 2.0 + text_px * 0.35)
                text-anchor="middle"
            >
                {end.text.clone()}
            </text>
        }
        .into_any()
    });
    let (title_id, text_id) = ([id, "-title"].concat(), [id, "-text"].concat());
    let names = [title_id.as_str(), " ", &text_id].concat();
    let view_box = ["0 0 ", &px(width), " ", &px(height)].concat();
    view! {
        <svg class="chart__svg" viewBox=view_box role="img" aria-labelledby=names>
            <title id=title_id>{data.title.clone()}</title>
            <desc id=text_id>{data.description.clone()}</desc>
            <defs>{patterns}</defs>
            {grid}
            {months}
            {areas}
            {end}
            {leaders}
            {labels}
        </svg>
    }
    .into_any()
}

/// The names that found no place on the drawing, with a piece of their look.
fn legend_view(drawing: &Drawing, data: &Balances) -> Option<AnyView> {
    let line = |series: &usize| {
        let name = data.series.get(*series).map(|series| series.name.clone());
        let class = ["look look--", &look(*series).to_string()].concat();
        view! {
            <li class="chart__legend-line">
                <svg class=class viewBox="0 0 20 20" aria-hidden="true">
                    <rect class="look__ground" width="20" height="20" />
                    <path class="look__mark" transform="scale(2)" d=PATTERNS[series % SERIES_LOOKS] />
                </svg>
                {name}
            </li>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = drawing.unplaced.iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <ul class="chart__legend">{lines}</ul> }.into_any())
}
