//! The rules of plans with changes written a second time, plainly and slowly, in decimals: calendar days from the calendar,
//! daily interest as a power with all its digits, one list of accounts and no state but what they owe.

use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

use super::super::{
    Change, ChangeKind, DebtScope, HORIZON_MONTHS, Minimums, OnShortfall, Outcome, PlanRounding, Price, Rerank,
    Scenario, Strategy, annuity_payment, simulate_with_schedule,
};
use super::account_reference::{Acc, Pot, accounts, calendar, interest, pay_days, scaled};
use super::any::any_general;
use super::decimal::{Ranked, minimum, minor, percent, ranking, rounded, share};
use crate::debt::{Compounding, DeferredInterest, MinimumRule, Promo, RateStep};
use crate::money::{Amount, Rounding};
use crate::rate::Rate;

#[derive(Debug, PartialEq)]
enum End {
    Cleared,
    Shortfall,
    NotCleared,
}

struct Course {
    end: End,
    cleared: Vec<Option<u16>>,
    totals: [Decimal; 4],
    reserve: Decimal,
    short: u16,
    rows: Vec<(Decimal, Vec<Decimal>, Vec<Decimal>)>,
}

fn amount(value: Decimal) -> Amount {
    Amount::from_minor(i64::try_from(value).unwrap())
}

fn simulate(scenario: &Scenario, months: u16) -> Course {
    let debts = &scenario.debts;
    let count = debts.len();
    let rounding = scenario.rounding;
    let mut accs = accounts(scenario);
    let (mut interest_total, mut paid_total, mut fees_total, mut forgiven_total) = Default::default();
    let (mut reserve, mut released, mut carried) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let mut cleared: Vec<Option<u16>> = debts.iter().map(|debt| debt.balance.is_zero().then_some(0)).collect();
    let mut has_owed: Vec<bool> = accs.iter().map(|acc| !acc.owed().is_zero()).collect();
    let mut rows = Vec::new();
    let mut short = 0;
    let mut order: Vec<usize> = (0..count).collect();
    let adds = |change: &Change| matches!(change.what, ChangeKind::Charge { .. } | ChangeKind::BalanceIs { .. });
    let open = scenario.changes.iter().filter(|c| adds(c)).map(|c| c.last_month).max().unwrap_or(0);
    let mut end = End::NotCleared;
    for month in 1..=months + 1 {
        if month > open && accs.iter().all(|acc| acc.owed().is_zero()) {
            end = End::Cleared;
            break;
        }
        if month > months || end == End::Shortfall {
            break;
        }
        let active: Vec<&Change> =
            scenario.changes.iter().filter(|c| c.from_month <= month && month <= c.last_month).collect();
        let leap = scenario.start.map_or(vec![false; 30], |start| calendar(start, month));
        let days = u16::try_from(leap.len()).unwrap();
        let last_day = days - 1;
        // Whether a change holds on a day of the month; the first is 0.
        let holds = |change: &Change, day: u16| {
            (change.from_month < month || day >= change.days_before)
                && (change.last_month > month || day + change.days_after < days)
        };
        let flag = |i: usize, test: &dyn Fn(&ChangeKind) -> Option<DebtScope>| {
            active.iter().filter_map(|c| test(&c.what)).any(|whom| whom == DebtScope::All || whom == DebtScope::One(i))
        };
        let holiday = |i| flag(i, &|w| if let ChangeKind::Holiday { whom, .. } = w { Some(*whom) } else { None });
        let missed = |i| flag(i, &|w| if let ChangeKind::Missed { whom } = w { Some(*whom) } else { None });
        let waived = |i| flag(i, &|w| if let ChangeKind::WaiveFees { whom } = w { Some(*whom) } else { None });
        let frozen_on = |i: usize, day: u16| {
            active.iter().filter(|c| holds(c, day)).any(|c| match c.what {
                ChangeKind::Freeze { whom } | ChangeKind::Holiday { whom, with_interest: false } => {
                    whom == DebtScope::All || whom == DebtScope::One(i)
                }
                _ => false,
            })
        };
        let paid_really = |i: usize| {
            let paid = |c: &&&Change| matches!(c.what, ChangeKind::Paid { debt, .. } if debt == i);
            active
                .iter()
                .rfind(paid)
                .map(|c| if let ChangeKind::Paid { amount, .. } = c.what { minor(amount) } else { panic!() })
        };
        let rates_on = |acc: &Acc, i: usize, day: u16| -> (Vec<Decimal>, (Decimal, Decimal)) {
            let steps = &debts[i].details.rate_steps;
            let steps = if debts[i].details.parts.is_empty() { steps.as_slice() } else { &[] };
            let (mut is, mut stays, mut points, mut points_stay) = (None, None, Decimal::ZERO, Decimal::ZERO);
            for change in active.iter().filter(|change| holds(change, day)) {
                let lasting = change.last_month >= HORIZON_MONTHS;
                match change.what {
                    ChangeKind::RateIs { debt, rate } if debt == i => {
                        is = Some(percent(rate));
                        stays = if lasting { is } else { stays };
                    }
                    ChangeKind::RatePoints { whom, millionths }
                        if whom == DebtScope::All || whom == DebtScope::One(i) =>
                    {
                        let step = Decimal::from(millionths) / dec!(1_000_000);
                        points += step;
                        points_stay += if lasting { step } else { Decimal::ZERO };
                    }
                    _ => {}
                }
            }
            let nominal = |rate: Decimal| {
                let rate = rate.clamp(Decimal::ZERO, dec!(10_000)) * dec!(1_000_000);
                percent(debts[i].nominal(Rate::from_millionths(i64::try_from(rate).unwrap()).unwrap()))
            };
            let none = acc.owed().is_zero();
            let (mut in_force, mut settled) = (Decimal::ZERO, Decimal::ZERO);
            let rates = acc.pots.iter().map(|pot| {
                let has_begun = |s: &&RateStep| s.from_month < month || (s.from_month == month && s.days_before <= day);
                let regular = steps.iter().rfind(has_begun).map_or(pot.regular, |s| s.rate);
                let contract = pot.promo.filter(|p| month <= p.months).map_or(regular, |p| p.rate);
                let rate = is.unwrap_or(percent(contract)) + points;
                let rate = if frozen_on(i, day) { Decimal::ZERO } else { nominal(rate) };
                let later = stays.unwrap_or(percent(steps.last().map_or(pot.regular, |s| s.rate)));
                if none || !(pot.principal + pot.accrued).is_zero() {
                    in_force = in_force.max(rate);
                    settled = settled.max(nominal(later + points_stay));
                }
                rate
            });
            let rates = rates.collect();
            (rates, (in_force, settled))
        };
        let rates_of = |acc: &Acc, i: usize| rates_on(acc, i, last_day);
        // Money.
        let mut budget = match scenario.payment_schedule {
            Some(payments) => {
                Some(minor(payments.amount) * Decimal::from(pay_days(payments, scenario.start.unwrap(), month)))
            }
            None => scenario.budget_monthly.map(minor),
        };
        for change in &active {
            if let ChangeKind::BudgetIs { amount } = change.what {
                budget = Some(minor(amount));
            }
        }
        for change in &active {
            match change.what {
                ChangeKind::Budget { delta } => budget = budget.map(|b| b + minor(delta)),
                ChangeKind::BudgetYearly { delta } if (month - change.from_month) % 12 == 0 => {
                    budget = budget.map(|b| b + minor(delta));
                }
                _ => {}
            }
        }
        // What a month costs beyond its budget is spent: it is taken from the reserve, or off the next budget.
        let net = budget.map(|b| b - core::mem::take(&mut carried));
        let deficit = net.map_or(Decimal::ZERO, |b| (-b).max(Decimal::ZERO));
        let budget = net.map(|b| b.max(Decimal::ZERO));
        // Debts: what is moved or corrected goes by the rates of this month.
        for (i, acc) in accs.iter_mut().enumerate() {
            let (rates, _) = rates_of(acc, i);
            for (pot, rate) in acc.pots.iter_mut().zip(rates) {
                pot.rate = rate;
            }
        }
        let mut upfront = vec![Decimal::ZERO; count];
        let mut changed = false;
        for change in &active {
            let first = change.from_month == month;
            match &change.what {
                ChangeKind::Charge { debt, amount } if amount.is_positive() => {
                    let acc = &mut accs[*debt];
                    acc.renew |= acc.owed().is_zero();
                    changed |= acc.owed().is_zero();
                    acc.pots[0].principal += minor(*amount);
                    has_owed[*debt] = true;
                }
                ChangeKind::Reage { debt } if first => {
                    accs[*debt].renew = true;
                    changed = true;
                }
                ChangeKind::MinimumIs { debt, rule } if first => {
                    accs[*debt].renew = true;
                    accs[*debt].rule = *rule;
                    changed = true;
                }
                ChangeKind::Settle { debt, price, instalments, pays_meanwhile } if first => {
                    let owed = accs[*debt].owed();
                    let price = match price {
                        Price::Amount(amount) => minor(*amount),
                        Price::Share(share) => (owed * percent(*share) / dec!(100)).ceil(),
                    };
                    let price = price.min(owed);
                    let each = (*instalments > 1).then(|| (price / Decimal::from(*instalments)).ceil());
                    let put_by = accs[*debt].settle.map_or(Decimal::ZERO, |(_, fund, ..)| fund);
                    released += if each.is_some() { put_by } else { Decimal::ZERO };
                    let fund = if each.is_some() { Decimal::ZERO } else { put_by };
                    accs[*debt].settle = Some((price, fund, each, *pays_meanwhile));
                    changed = true;
                }
                ChangeKind::Move { from, to, most, fee_percent, fee, term_months, promo, deferred } if first => {
                    let mut left = most.map_or(Decimal::MAX, minor);
                    let mut moved = Decimal::ZERO;
                    for &i in from {
                        let part = left.min(accs[i].owed());
                        let allocation = debts[i].details.allocation;
                        accs[i].pay(month, part, Decimal::ZERO, allocation);
                        moved += part;
                        left -= part;
                    }
                    if !moved.is_zero() {
                        let acc = &mut accs[*to];
                        acc.renew |= acc.owed().is_zero();
                        let fee = rounded(moved * percent(*fee_percent) / dec!(100), rounding) + minor(*fee);
                        upfront[*to] += fee;
                        has_owed[*to] = true;
                        if promo.is_none() && deferred.is_none() {
                            acc.pots[0].principal += moved + fee;
                        } else {
                            acc.pots.push(Pot {
                                principal: moved + fee,
                                accrued: Decimal::ZERO,
                                shadow: Decimal::ZERO,
                                interest: Decimal::ZERO,
                                rate: Decimal::ZERO,
                                regular: acc.pots[0].regular,
                                promo: promo.map(|p| Promo { months: p.months + month - 1, ..p }),
                                deferred: deferred
                                    .map(|d| DeferredInterest { last_month: d.last_month + month - 1, ..d }),
                            });
                            let (rates, _) = rates_of(&accs[*to], *to);
                            for (pot, rate) in accs[*to].pots.iter_mut().zip(rates) {
                                pot.rate = rate;
                            }
                        }
                    }
                    if let Some(months) = term_months {
                        let rate = rates_of(&accs[*to], *to).1.0;
                        let rate = Rate::from_millionths(i64::try_from(rate * dec!(1_000_000)).unwrap()).unwrap();
                        let acc = &mut accs[*to];
                        let level = annuity_payment(amount(acc.owed()), rate, *months, Rounding::HalfUp).unwrap();
                        acc.rule = MinimumRule::Fixed(level);
                        acc.last_month = Some(month + months - 1);
                        acc.renew = true;
                    }
                    changed = true;
                }
                ChangeKind::Revalue { debt, numerator, denominator } if first => {
                    let (above, below) = (Decimal::from(*numerator), Decimal::from(*denominator));
                    let times = |value: Decimal| rounded(value * above / below, rounding);
                    let up = |value: Amount| amount(rounded(minor(value) * above / below, PlanRounding::HalfUp));
                    let acc = &mut accs[*debt];
                    for pot in &mut acc.pots {
                        pot.principal = times(pot.principal);
                        pot.accrued = times(pot.accrued);
                        pot.shadow = times(pot.shadow);
                    }
                    acc.rule = scaled(acc.rule, up);
                    acc.first = times(acc.first);
                    acc.limit = acc.limit.map(up);
                    acc.fees.monthly = up(acc.fees.monthly);
                    acc.fees.late = up(acc.fees.late);
                    acc.fees.over_limit = up(acc.fees.over_limit);
                    acc.settle = acc.settle.map(|(price, fund, each, on)| (times(price), fund, each.map(times), on));
                    changed = true;
                }
                ChangeKind::BalanceIs { debt, amount } if first => {
                    let acc = &mut accs[*debt];
                    let (told, owed) = (minor(*amount), acc.owed());
                    if told < owed {
                        acc.pay(month, owed - told, Decimal::ZERO, debts[*debt].details.allocation);
                    } else {
                        acc.pots[0].principal += told - owed;
                    }
                    has_owed[*debt] |= amount.is_positive();
                    changed = true;
                }
                _ => {}
            }
            if accs.iter().any(|acc| acc.owed() > dec!(11_999_999_998_800)) {
                break;
            }
        }
        for acc in &mut accs {
            if acc.owed().is_zero()
                && let Some((_, fund, ..)) = acc.settle.take()
            {
                released += fund;
            }
        }
        // Interest and fees.
        let opening: Vec<Decimal> = accs.iter().map(Acc::owed).collect();
        if opening.iter().any(|&owed| owed > dec!(11_999_999_998_800)) {
            break;
        }
        let mut fees = vec![Decimal::ZERO; count];
        let mut charged = vec![Decimal::ZERO; count];
        for i in 0..count {
            let (rates, ranked) = rates_of(&accs[i], i);
            changed |= !opening[i].is_zero() && month > 1 && ranked != accs[i].rates;
            accs[i].rates = ranked;
            let accrual = debts[i].details.accrual;
            let is_whole = |change: &&Change| change.days_before == 0 && change.days_after == 0;
            let steps = || debts[i].details.rate_steps.iter().filter(|step| step.from_month == month);
            let is_level = active.iter().all(is_whole) && steps().all(|step| step.days_before == 0);
            let frozen: Vec<bool> = (0..days).map(|day| frozen_on(i, day)).collect();
            // For each day the rates of the balances.
            let by_day: Vec<Vec<Decimal>> = if is_level {
                vec![rates.clone(); leap.len()]
            } else {
                (0..days).map(|day| rates_on(&accs[i], i, day).0).collect()
            };
            let acc = &mut accs[i];
            for (nth, (pot, rate)) in acc.pots.iter_mut().zip(rates).enumerate() {
                pot.rate = rate;
                pot.interest = Decimal::ZERO;
                if frozen.iter().all(|frozen| *frozen) {
                    continue;
                }
                let of = |rates: &[Decimal]| rounded(interest(pot.principal, rates, accrual, &leap), rounding);
                pot.interest = of(&by_day.iter().map(|rates| rates[nth]).collect::<Vec<_>>());
                match pot.deferred {
                    Some(_) if pot.principal.is_zero() => pot.shadow = Decimal::ZERO,
                    Some(deferred) if month <= deferred.last_month => {
                        let rate = percent(debts[i].nominal(deferred.rate));
                        let gathers = |frozen: &bool| if *frozen { Decimal::ZERO } else { rate };
                        let gathered = of(&frozen.iter().map(gathers).collect::<Vec<_>>());
                        pot.shadow = (pot.shadow + gathered).min(dec!(11_999_999_998_800));
                    }
                    _ => pot.interest += core::mem::take(&mut pot.shadow),
                }
            }
            charged[i] = acc.pots.iter().map(|pot| pot.interest).sum();
            if !opening[i].is_zero() && !waived(i) {
                fees[i] += minor(acc.fees.monthly);
                if acc.limit.is_some_and(|limit| opening[i] + charged[i] + fees[i] > minor(limit)) {
                    fees[i] += minor(acc.fees.over_limit);
                }
            }
            if core::mem::take(&mut acc.renew) {
                acc.first = minimum(acc.rule, opening[i], charged[i] + fees[i], rounding);
            }
        }
        let owed: Vec<Decimal> = (0..count).map(|i| opening[i] + charged[i] + fees[i]).collect();
        if month == 1 || changed || scenario.rerank == Rerank::Monthly {
            let firsts: Vec<Decimal> = accs.iter().map(|acc| acc.first).collect();
            let settled = accs.iter().map(|acc| acc.rates.1).collect();
            let in_force = accs.iter().map(|acc| acc.rates.0).collect();
            let terms = vec![0; count];
            let ranked = Ranked { balances: &opening, firsts: &firsts, terms: &terms, settled, in_force };
            order = ranking(scenario, &ranked);
        }
        // Minimums. What a last instalment is more than the others are odd cents: two for each month at most.
        let mut dues = Vec::new();
        let mut odd = Decimal::ZERO;
        for i in 0..count {
            let acc = &accs[i];
            let asked = match (acc.settle, acc.last_month) {
                _ if holiday(i) => Decimal::ZERO,
                (Some((price, _, Some(each), _)), _) => each.min(price),
                (Some((_, _, None, false)), _) => Decimal::ZERO,
                (_, Some(last)) if month >= last => {
                    if !missed(i) {
                        odd += (owed[i] - acc.first).clamp(Decimal::ZERO, Decimal::from(2 * month));
                    }
                    owed[i]
                }
                _ if scenario.minimums == Minimums::Recomputed => {
                    minimum(acc.rule, opening[i], charged[i] + fees[i], rounding)
                }
                _ => acc.first,
            };
            dues.push(asked.min(owed[i]));
        }
        let mut payments: Vec<Decimal> = (0..count).map(|i| if missed(i) { Decimal::ZERO } else { dues[i] }).collect();
        let due: Decimal = payments.iter().sum();
        let mut is_short = false;
        let funds = |accs: &[Acc]| accs.iter().filter_map(|acc| acc.settle).map(|(_, fund, ..)| fund).sum::<Decimal>();
        let had = budget.unwrap_or_default() + reserve + released + funds(&accs);
        let (mut unspent, mut beyond) = (Decimal::ZERO, Decimal::ZERO);
        if let Some(budget) = budget {
            let available = budget + core::mem::take(&mut released);
            let taken = reserve.min((due + deficit - available).max(Decimal::ZERO));
            reserve -= taken;
            let there = available + taken;
            is_short = due + deficit > there + odd;
            beyond = if is_short { Decimal::ZERO } else { (due + deficit - there).max(Decimal::ZERO) };
            if is_short {
                carried = (deficit - there).max(Decimal::ZERO);
                // All there is, by what is due; with priority debts first where the strategy says so.
                let mut left = (there - deficit).max(Decimal::ZERO);
                let turns: &[Option<bool>] = match scenario.strategy {
                    Strategy::PriorityArrearsFirst => &[Some(true), Some(false)],
                    _ => &[None],
                };
                let wanted = payments.clone();
                payments = vec![Decimal::ZERO; count];
                for turn in turns {
                    let weigh = |&i: &usize| {
                        if turn.is_none_or(|turn| debts[i].is_priority == turn) { wanted[i] } else { Decimal::ZERO }
                    };
                    let weights: Vec<Decimal> = order.iter().map(weigh).collect();
                    for (&i, part) in order.iter().zip(share(left, &weights, &weights, true)) {
                        payments[i] += part;
                        left -= part;
                    }
                }
                unspent = left;
            } else {
                let mut rest = (available - due - deficit).max(Decimal::ZERO);
                let nothing_paid = (0..count).all(&missed);
                let mut pot = None;
                for change in &active {
                    if let ChangeKind::Reserve { monthly, target } = change.what {
                        pot = Some((minor(monthly), minor(target)));
                    }
                }
                if let Some((monthly, target)) = pot
                    && !nothing_paid
                {
                    let part = rest.min(monthly).min((target - reserve).max(Decimal::ZERO));
                    reserve += part;
                    rest -= part;
                }
                for acc in &mut accs {
                    if let Some((price, fund, None, _)) = &mut acc.settle
                        && !nothing_paid
                    {
                        let part = rest.min((*price - *fund).max(Decimal::ZERO));
                        *fund += part;
                        rest -= part;
                    }
                }
                let eligible = |i: usize| {
                    scenario.strategy != Strategy::MinimumsOnly
                        && !scenario.untouched.contains(&i)
                        && !holiday(i)
                        && !missed(i)
                        && accs[i].settle.is_none()
                };
                if scenario.strategy.is_pro_rata() {
                    let weigh = |&i: &usize| match scenario.strategy {
                        _ if !eligible(i) => Decimal::ZERO,
                        Strategy::ProRataByBalance => opening[i],
                        _ => accs[i].first,
                    };
                    let weights: Vec<Decimal> = order.iter().map(weigh).collect();
                    let caps: Vec<Decimal> = order.iter().map(|&i| owed[i] - payments[i]).collect();
                    for (&i, part) in order.iter().zip(share(rest, &weights, &caps, true)) {
                        payments[i] += part;
                        rest -= part;
                    }
                }
                for &i in order.iter().filter(|&&i| eligible(i)) {
                    let part = rest.min(owed[i] - payments[i]);
                    payments[i] += part;
                    rest -= part;
                }
                unspent = rest;
            }
        }
        // What was really paid, settlements.
        let mut forgiven = vec![Decimal::ZERO; count];
        for i in 0..count {
            let really = paid_really(i);
            if let Some(paid) = really {
                payments[i] = paid.min(owed[i]);
            }
            let room = owed[i] - payments[i];
            let Some((price, fund, each, _)) = &mut accs[i].settle else { continue };
            let over = match each {
                Some(_) => {
                    *price -= payments[i].min(*price);
                    price.is_zero()
                }
                None => *fund >= (*price).min(room) || really.is_some_and(|paid| paid >= *price),
            };
            if over && !owed[i].is_zero() {
                let lump = if really.is_some() { Decimal::ZERO } else { (*fund).min(*price).min(room) };
                payments[i] += lump;
                released += *fund - lump;
                forgiven[i] = owed[i] - payments[i];
                accs[i].settle = None;
            }
        }
        // Books.
        for i in 0..count {
            let late = payments[i] < dues[i] && !holiday(i) && !waived(i) && forgiven[i].is_zero();
            let late = if late { minor(accs[i].fees.late) } else { Decimal::ZERO };
            let details = &debts[i].details;
            let acc = &mut accs[i];
            for pot in &mut acc.pots {
                match details.accrual.compounding {
                    Compounding::Simple => pot.accrued += pot.interest,
                    _ => pot.principal += pot.interest,
                }
            }
            acc.pots[0].principal += fees[i];
            acc.pay(month, payments[i], dues[i], details.allocation);
            if !forgiven[i].is_zero() {
                acc.pots.iter_mut().for_each(|pot| (pot.principal, pot.accrued, pot.shadow) = Default::default());
            }
            acc.pots[0].principal += late;
            if acc.owed().is_zero() {
                acc.pots.iter_mut().for_each(|pot| pot.shadow = Decimal::ZERO);
                if has_owed[i] && cleared[i].is_none() {
                    cleared[i] = Some(month);
                }
            } else {
                cleared[i] = None;
            }
            interest_total += charged[i];
            paid_total += payments[i];
            fees_total += fees[i] + late + upfront[i];
            forgiven_total += forgiven[i];
        }
        // Cash: what was there is spent on costs, paid, put by, or was wanted by nobody.
        if budget.is_some() && (0..count).all(|i| paid_really(i).is_none()) {
            let spent = deficit - carried + payments.iter().sum::<Decimal>() + unspent;
            assert_eq!(had + beyond, spent + reserve + released + funds(&accs), "cash of month {month}");
        }
        rows.push((charged.iter().sum(), payments, accs.iter().map(Acc::owed).collect()));
        let is_past = (0..count).any(|i| paid_really(i).is_some());
        short += u16::from(is_short);
        if is_short && scenario.on_shortfall == OnShortfall::Stop && !is_past {
            end = End::Shortfall;
        }
    }
    let totals = [interest_total, paid_total, fees_total, forgiven_total];
    Course { end, cleared, totals, reserve, short, rows }
}

/// As far as the twin looks: beyond it nothing new happens.
const MONTHS: u16 = 60;

fn agree(scenario: &Scenario) -> Result<(), TestCaseError> {
    let plan = simulate_with_schedule(scenario).unwrap();
    let course = simulate(scenario, MONTHS);
    let schedule = plan.schedule.as_ref().unwrap();
    for (month, (interest, payments, balances)) in schedule.months().zip(&course.rows) {
        prop_assert_eq!(minor(month.interest), *interest, "interest of month {}", month.number);
        for debt in 0..scenario.debts.len() {
            prop_assert_eq!(minor(month.payments[debt]), payments[debt], "month {} debt {}", month.number, debt);
            prop_assert_eq!(minor(month.balances[debt]), balances[debt], "month {} debt {}", month.number, debt);
        }
    }
    match course.end {
        End::Cleared => prop_assert_eq!(&plan.outcome, &Outcome::Cleared),
        End::Shortfall => {
            let is_short = matches!(plan.outcome, Outcome::Shortfall { .. });
            prop_assert!(is_short);
        }
        End::NotCleared => {
            // A plain plan may be proved never to clear; any other is followed as long as by its twin.
            let proved = matches!(plan.outcome, Outcome::NeverClears { .. });
            prop_assert!(proved || usize::from(plan.months) >= course.rows.len());
            return Ok(());
        }
    }
    prop_assert_eq!(usize::from(plan.months), course.rows.len());
    for debt in 0..scenario.debts.len() {
        prop_assert_eq!(plan.month_cleared(debt), course.cleared[debt]);
    }
    let totals = [plan.interest_total, plan.paid_total, plan.fees_total, plan.forgiven_total].map(minor);
    prop_assert_eq!(totals, course.totals);
    prop_assert_eq!(minor(plan.reserve), course.reserve);
    prop_assert_eq!(plan.shortfall_months, if scenario.is_plain() { 0 } else { course.short });
    Ok(())
}

proptest! {
    // More with PROPTEST_CASES.
    #[test]
    fn eventful_plans_agree_with_their_decimal_twin(scenario in any_general()) {
        agree(&scenario)?;
    }
}
