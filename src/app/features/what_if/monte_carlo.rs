//! What the chances are: the plan played through many times with good and bad luck, on the second thread.

use domain::debt::Percent;
use domain::money::{Amount, Currency};
use domain::plan::{PayoffDistribution, Scenario, Variation};
use domain::rate::Rate;
use leptos::prelude::*;
use ui::components::{Card, Cell, DataTable, Disclosure, Notice, NoticeKind, Piece, Rich};
use ui::form::{Button, ButtonKind, RadioChoice, RadioChoices};
use ui::format::Format;
use ui::live::live;
use worker::Answer;

use crate::features::what_if::context::PageContext;
use crate::shared::payoff_simulation;
use crate::shared::payoff_simulation::{Failed, Running};

/// How often a plan is played through.
const PATHS: u32 = 10_000;

/// The seed of the draws. Fixed, so that an answer changes only when the question does.
const SEED: u64 = 20_260_101;

/// What a repair costs, in major units.
const REPAIR: i64 = 400;

/// How much the months of a household vary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Luck {
    Quiet,
    Usual,
    Bumpy,
}

impl Luck {
    const ALL: [Self; 3] = [Self::Quiet, Self::Usual, Self::Bumpy];

    const fn id(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Usual => "usual",
            Self::Bumpy => "bumpy",
        }
    }

    fn from_id(id: &str) -> Self {
        Self::ALL.into_iter().find(|luck| luck.id() == id).unwrap_or(Self::Usual)
    }

    /// By how many percent pay and costs are off at most, and in how many of a thousand months there is a repair.
    const fn spreads(self) -> (i64, i64, u16) {
        match self {
            Self::Quiet => (2, 5, 20),
            Self::Usual => (5, 10, 40),
            Self::Bumpy => (20, 15, 80),
        }
    }

    fn variation(self, currency: Currency, income: Amount, costs: Amount) -> Variation {
        let (income_off, costs_off, repair_per_mille) = self.spreads();
        let percent =
            |whole: i64| -> Percent { Rate::from_millionths(whole * Rate::MILLIONTHS_PER_PERCENT).unwrap_or_default() };
        let repair = repair(currency);
        let (income_spread, costs_spread) = (percent(income_off), percent(costs_off));
        Variation { income, income_spread, costs, costs_spread, repair_per_mille, repair }
    }
}

fn repair(currency: Currency) -> Amount {
    Amount::from_minor(REPAIR * currency.minor_per_major())
}

/// What was asked, as far as the answer depends on it.
type Question = (Scenario, Variation);

/// The card.
pub fn view(context: PageContext) -> AnyView {
    let PageContext { words, store, state, .. } = context;
    if store.luck.with_untracked(String::is_empty) {
        store.luck.set(Luck::Usual.id().to_owned());
    }
    let question = Memo::new(move |_| -> Option<Question> {
        let monthly = context.basis.with(|basis| basis.monthly.ok())?;
        let scenario = context.trial.with(|trial| trial.with_money(monthly))?;
        let totals = state.totals();
        let (income, costs) = (totals.income.max(Amount::ZERO), totals.outgoings.max(Amount::ZERO));
        Some((scenario, store.luck.with(|luck| Luck::from_id(luck)).variation(state.currency(), income, costs)))
    });
    let asked = RwSignal::new(None::<Question>);
    let answer = RwSignal::new(None::<Answer>);
    let failed = RwSignal::new(false);
    // Leaving the page drops them, and with them the threads.
    let run = StoredValue::new_local(None::<Running>);
    let ready = StoredValue::new_local(Some(payoff_simulation::begin()));
    // For the next question, and not while a thread answers: two would share the processor.
    let make_ready = move || ready.set_value(Some(payoff_simulation::begin()));
    let is_running = RwSignal::new(false);
    let stop = move || {
        run.set_value(None);
        is_running.set(false);
        make_ready();
    };
    let start = Callback::new(move |()| {
        if is_running.get_untracked() {
            stop();
            return;
        }
        let Some((scenario, variation)) = question.get_untracked() else { return };
        failed.set(false);
        answer.set(None);
        is_running.set(true);
        let tell = move |result: Result<Answer, Failed>| match result {
            Ok(told) => {
                if told.is_last() {
                    is_running.set(false);
                    make_ready();
                }
                answer.set(Some(told));
            }
            Err(Failed) => {
                failed.set(true);
                is_running.set(false);
            }
        };
        let thread = ready.try_update_value(Option::take).flatten().unwrap_or_else(payoff_simulation::begin);
        let running = payoff_simulation::ask(thread, &scenario, &variation, SEED, PATHS, tell);
        if running.is_none() {
            failed.set(true);
            is_running.set(false);
        }
        run.set_value(running);
        asked.set(Some((scenario, variation)));
    });
    // Another question makes the answer old; nobody waits for it any more.
    let is_old = Memo::new(move |_| asked.with(|asked| asked.is_some() && *asked != question.get()));
    Effect::new(move |_| {
        if is_old.get() {
            stop();
        }
    });
    let label = Signal::derive(move || {
        if is_running.get() { words.what_if_chance_stop() } else { words.what_if_chance_start() }.to_owned()
    });
    let shown = live(move || {
        if failed.get() {
            return view! { <Notice kind=NoticeKind::Care live=true>{words.what_if_chance_failed()}</Notice> }
                .into_any();
        }
        if is_old.get() {
            return view! { <p class="soft">{words.what_if_chance_old()}</p> }.into_any();
        }
        let is_running = is_running.get();
        answer.with(|answer| answer.as_ref().map(|answer| told(context, answer, is_running))).into_any()
    });
    let number = |count: u32| context.format().number(i64::from(count));
    let all = untrack(|| number(PATHS));
    view! {
        <Card id="chance" title=words.what_if_chance()>
            <p class="soft">{words.what_if_chance_text().count(&all)}</p>
            {context.counted_in()}
            <RadioChoices
                id="luck"
                legend=words.what_if_chance_how()
                value=store.luck
                options=Signal::derive(move || choices(context))
            />
            <div><Button kind=ButtonKind::Outlined label on_press=start/></div>
            {shown}
        </Card>
    }
    .into_any()
}

fn choices(context: PageContext) -> Vec<RadioChoice> {
    let words = context.words;
    let cost = context.money(repair(context.state.currency()));
    let choice = |luck: Luck| {
        let (title, detail) = match luck {
            Luck::Quiet => (words.what_if_chance_quiet(), words.what_if_chance_quiet_detail().amount(&cost)),
            Luck::Usual => (words.what_if_chance_usual(), words.what_if_chance_usual_detail().amount(&cost)),
            Luck::Bumpy => (words.what_if_chance_bumpy(), words.what_if_chance_bumpy_detail().amount(&cost)),
        };
        RadioChoice::new(luck.id(), title).detail(detail)
    };
    Luck::ALL.into_iter().map(choice).collect()
}

/// How far it is and what is known so far.
fn told(context: PageContext, answer: &Answer, is_running: bool) -> AnyView {
    let words = context.words;
    let number = |count: u32| context.format().number(i64::from(count));
    let distribution = &answer.distribution;
    let (done, all) = (distribution.paths(), answer.paths);
    let progress = words.what_if_chance_running().all(&number(all)).done(&number(done));
    let progress = (!answer.is_last()).then(|| {
        if !is_running {
            return view! { <p>{words.what_if_chance_stopped().all(&number(all)).done(&number(done))}</p> }.into_any();
        }
        view! {
            <p class="soft chance__progress">
                <progress max=all.to_string() value=done.to_string() aria-label=progress.clone()></progress>
                <span aria-hidden="true">{progress}</span>
            </p>
        }
        .into_any()
    });
    let sentences: Vec<AnyView> = sentences(context, distribution)
        .into_iter()
        .map(|pieces| view! { <p><Rich pieces=Signal::stored(pieces)/></p> }.into_any())
        .collect();
    // The words are read out once, when they are the last.
    let live = (!is_running).then_some("polite");
    view! {
        {progress}
        <div class="stack" aria-live=live>{sentences}</div>
        {table(context, distribution)}
    }
    .into_any()
}

/// The quantiles of the end date in words, the surest first.
fn sentences(context: PageContext, distribution: &PayoffDistribution) -> Vec<Vec<Piece>> {
    let words = context.words;
    let number = |count: u32| context.format().number(i64::from(count));
    let by = |per_mille: u16| distribution.quantile(per_mille).map(|month| context.month(month));
    let mut all = Vec::new();
    match by(900) {
        Some(date) => all.push(words.what_if_chance_nine().date(&date)),
        None => all.push(words.what_if_chance_nine_never()),
    }
    if let Some(date) = by(500) {
        all.push(words.what_if_chance_half().date(&date));
    }
    if let Some(date) = by(100) {
        all.push(vec![Piece::Text(words.what_if_chance_one().date(&date))]);
    }
    if distribution.with_shortfall > 0 {
        let text =
            words.what_if_chance_short().all(&number(distribution.paths())).count(&number(distribution.with_shortfall));
        all.push(vec![Piece::Text(text)]);
        if let Some(kept) = context.kept().filter(|kept| kept.is_positive()) {
            all.push(vec![Piece::Text(words.what_if_hard_kept().amount(&context.money(kept)))]);
        }
    }
    all
}

/// The quantiles of the end date as a table.
fn table(context: PageContext, distribution: &PayoffDistribution) -> AnyView {
    let words = context.words;
    let row = |tenths: u16| {
        let often = words.what_if_chance_of_ten().count(&context.format().number(i64::from(tenths)));
        let by = distribution.quantile(tenths * 100);
        let by = by.map_or_else(|| words.what_if_chance_beyond().to_owned(), |month| context.month(month));
        vec![Cell::Text(often), Cell::Number(by)]
    };
    let rows = (1..=9).map(row).collect();
    let head = vec![words.what_if_chance_often().to_owned(), words.what_if_chance_by().to_owned()];
    view! {
        <Disclosure summary=words.plan_table()>
            <DataTable id="chance-table" caption=words.what_if_chance_table() caption_hidden=true head rows/>
        </Disclosure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::debt::{Debt, DebtId, MinimumRule};
    use domain::plan::{Strategy, monte_carlo};

    #[test]
    fn bumpier_months_spread_the_end_wider() {
        let amount = |major: i64| Amount::from_minor(major * 100);
        let id = DebtId::new("a").unwrap();
        let debt = Debt::new(id, amount(3_000), Rate::ZERO, MinimumRule::Fixed(amount(20)));
        let scenario = Scenario::new(vec![debt], amount(150), Strategy::Avalanche);
        let spread = |luck: Luck| {
            let variation = luck.variation(Currency::USD, amount(2_000), amount(1_500));
            let found = monte_carlo(&scenario, &variation, SEED, 0, 500).unwrap();
            found.quantile(900).unwrap() - found.quantile(100).unwrap()
        };
        let [quiet, usual, bumpy] = Luck::ALL.map(spread);
        assert!(quiet < usual && usual < bumpy, "{quiet} {usual} {bumpy}");
        assert_eq!(Luck::from_id("of a later page"), Luck::Usual);
    }
}
