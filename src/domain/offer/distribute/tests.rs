//! The order of the steps, what is disputed, floors and tokens, and what holds for all of them.

use super::*;
use proptest::prelude::*;

const fn of(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

fn owed(balance: i64) -> Creditor {
    Creditor { balance: Some(of(balance)), ..Creditor::default() }
}

fn told(amount: i64, creditors: &[Creditor]) -> Vec<(i64, &'static str)> {
    let found = distribute(of(amount), ShareRule::ByBalance, Amount::ZERO, creditors).unwrap();
    found.offers.into_iter().map(|offer| (offer.amount.minor(), offer.reason.id())).collect()
}

#[test]
fn a_disputed_or_frozen_part_goes_to_the_others() {
    let creditors = [
        owed(50_000),
        Creditor { status: CreditorStatus::Disputed, ..owed(100_000) },
        Creditor { status: CreditorStatus::Frozen, ..owed(7_000) },
        owed(25_000),
    ];
    assert_eq!(told(9_000, &creditors), [(6_000, "shared"), (0, "disputed"), (0, "frozen"), (3_000, "shared")]);
}

#[test]
fn a_disputed_part_is_not_paid() {
    let creditors =
        [Creditor { disputed: of(30_000), ..owed(50_000) }, owed(40_000), Creditor { disputed: of(900), ..owed(900) }];
    assert_eq!(told(9_000, &creditors), [(3_000, "shared"), (6_000, "shared"), (0, "disputed")]);
    assert_eq!(told(70_000, &creditors), [(20_000, "shared"), (40_000, "shared"), (0, "disputed")]);
}

#[test]
fn a_disputed_part_counts_in_no_payment() {
    let creditors = [Creditor { disputed: of(90_000), ..paying(100_000, 5_000) }, paying(100_000, 5_000)];
    // A tenth is undisputed, so 5.00 to 50.00 of 100.00.
    assert_eq!(told_by_payment(10_000, &creditors), [(909, "shared"), (9_091, "shared")]);
    let first = creditors.map(|creditor| Creditor { is_priority: true, ..creditor });
    assert_eq!(told_by_payment(10_000, &first), [(500, "priority"), (5_000, "priority")]);
    // A third of a minor unit is one, and not a debt without a payment.
    let hardly = [Creditor { is_priority: true, disputed: of(200), ..paying(300, 1) }, paying(50_000, 500)];
    assert_eq!(told_by_payment(1_000, &hardly), [(1, "priority"), (999, "shared")]);
}

#[test]
fn a_court_comes_first_then_priority_then_the_others() {
    let creditors = [
        owed(60_000),
        Creditor { is_priority: true, payment: Some(of(4_000)), ..owed(80_000) },
        Creditor { fixed: Some(of(2_500)), ..owed(30_000) },
        owed(30_000),
    ];
    assert_eq!(told(16_000, &creditors), [(6_333, "shared"), (4_000, "priority"), (2_500, "fixed"), (3_167, "shared")]);
    // 50.00 reaches for the court and a part of the priority debt, 20.00 for a part of what the court fixed.
    assert_eq!(told(5_000, &creditors), [(0, "nothing"), (2_500, "priority_short"), (2_500, "fixed"), (0, "nothing")]);
    assert_eq!(
        told(2_000, &creditors),
        [(0, "nothing"), (0, "priority_short"), (2_000, "fixed_short"), (0, "nothing")]
    );
}

fn paying(balance: i64, payment: i64) -> Creditor {
    Creditor { payment: Some(of(payment)), ..owed(balance) }
}

fn told_by_payment(amount: i64, creditors: &[Creditor]) -> Vec<(i64, &'static str)> {
    let found = distribute(of(amount), ShareRule::ByContractualPayment, Amount::ZERO, creditors).unwrap();
    found.offers.into_iter().map(|offer| (offer.amount.minor(), offer.reason.id())).collect()
}

#[test]
fn a_priority_debt_without_a_payment_waits_for_no_ordinary_one() {
    let first = |creditor: Creditor| Creditor { is_priority: true, ..creditor };
    let creditors = [first(paying(20_000, 0)), first(paying(90_000, 6_000)), paying(50_000, 2_000)];
    // It asks for its balance: 200 to 60 of 100.00.
    assert_eq!(
        told_by_payment(10_000, &creditors),
        [(7_692, "priority_short"), (2_308, "priority_short"), (0, "nothing")]
    );
    assert_eq!(told_by_payment(27_000, &creditors), [(20_000, "priority"), (6_000, "priority"), (1_000, "shared")]);
}

#[test]
fn a_share_below_its_floor_is_raised_while_the_money_reaches() {
    let creditors = [owed(90_000), Creditor { floor: of(500), ..owed(2_000) }, owed(8_000)];
    // In proportion 90.00, 2.00 and 8.00; with the floor the others share 95.00 as 900 to 80.
    assert_eq!(told(10_000, &creditors), [(8_724, "shared"), (500, "floor"), (776, "shared")]);
    let greedy = creditors.map(|creditor| Creditor { floor: of(4_000), ..creditor });
    // The floors come to 40.00, 20.00 and 40.00, more than 60.00.
    assert_eq!(told(6_000, &greedy), [(5_400, "shared"), (120, "below_floor"), (480, "below_floor")]);
}

#[test]
fn a_share_that_is_its_floor_is_a_share() {
    let floor = |floor: i64| Creditor { floor: of(floor), ..owed(50_000) };
    // The floors count, and neither share has to be raised.
    assert_eq!(told(10_000, &[floor(5_000), floor(0)]), [(5_000, "shared"), (5_000, "shared")]);
    assert_eq!(told(10_000, &[floor(5_000), floor(5_000)]), [(5_000, "shared"), (5_000, "shared")]);
    // The floors come to more than there is: the first share reaches its own, the second does not.
    assert_eq!(told(10_000, &[floor(5_000), floor(5_001)]), [(5_000, "shared"), (5_000, "below_floor")]);
}

#[test]
fn with_nothing_to_share_there_are_tokens_or_nothing() {
    let creditors = [
        owed(50_000),
        owed(60),
        Creditor { status: CreditorStatus::Disputed, ..owed(500) },
        Creditor { fixed: Some(of(1_000)), ..owed(5_000) },
    ];
    let found = distribute(Amount::ZERO, ShareRule::ByBalance, of(100), &creditors).unwrap();
    let told: Vec<_> = found.offers.iter().map(|offer| (offer.amount.minor(), offer.reason.id())).collect();
    assert_eq!(told, [(100, "token"), (60, "token"), (0, "disputed"), (0, "nothing")]);
    assert_eq!((found.token_total, found.unshared), (of(160), Amount::ZERO));
    let zero = distribute(Amount::ZERO, ShareRule::ByBalance, Amount::ZERO, &creditors).unwrap();
    assert!(zero.offers.iter().all(|offer| offer.amount.is_zero()));
}

#[test]
fn refusals_have_reasons() {
    let ask = |amount: i64, rule: ShareRule, creditors: &[Creditor]| {
        distribute(of(amount), rule, Amount::ZERO, creditors).unwrap_err()
    };
    assert_eq!(ask(-1, ShareRule::ByBalance, &[]), DistributeError::Negative);
    assert_eq!(ask(1, ShareRule::ByBalance, &[owed(1); 201]), DistributeError::TooMany);
    assert_eq!(ask(1, ShareRule::ByBalance, &[owed(-1)]), DistributeError::NegativeDebt(0));
    assert_eq!(ask(1, ShareRule::ByBalance, &[Creditor::default()]), DistributeError::NoBalance(0));
    assert_eq!(ask(1, ShareRule::ByContractualPayment, &[owed(5)]), DistributeError::NoPayment(0));
    let first = Creditor { is_priority: true, payment: Some(of(0)), ..Creditor::default() };
    assert_eq!(ask(1, ShareRule::ByContractualPayment, &[first]), DistributeError::NoBalance(0));
    // Nobody knows what of the payment is undisputed.
    let partly = Creditor { payment: Some(of(5_000)), disputed: of(10_000), ..Creditor::default() };
    for creditor in [partly, Creditor { fixed: Some(of(5_000)), ..partly }] {
        assert_eq!(ask(1, ShareRule::ByContractualPayment, &[creditor]), DistributeError::NoBalance(0));
    }
    assert_eq!(ask(1, ShareRule::ByBalance, &[owed(0)]), DistributeError::NoWeight);
    // Nobody to pay is not the same as nothing to share by.
    let disputed = [Creditor { status: CreditorStatus::Disputed, ..owed(500) }];
    let found = distribute(of(100), ShareRule::ByBalance, Amount::ZERO, &disputed).unwrap();
    assert_eq!(found.unshared, of(100));
}

fn any_creditor() -> impl Strategy<Value = Creditor> {
    let amount = || (0..200_000_i64).prop_map(of);
    (amount(), amount(), prop::option::weighted(0.2, amount()), prop::bool::weighted(0.3), 0..3_000_i64, 0_usize..6)
        .prop_map(|(balance, payment, fixed, is_priority, floor, status)| Creditor {
            balance: Some(balance),
            payment: Some(if floor % 4 == 0 { Amount::ZERO } else { payment }),
            fixed,
            is_priority,
            floor: of(floor),
            disputed: of(if floor % 3 == 0 { floor * 20 } else { 0 }),
            status: *CreditorStatus::ALL.get(status).unwrap_or(&CreditorStatus::Open),
        })
}

proptest! {
    #[test]
    fn the_undisputed_parts_of_the_payments_are_what_is_shared_by(
        amount in 1..5_000_i64,
        debts in prop::collection::vec((10_000..90_000_i64, 0..=9_i64, 10..500_i64), 2..6),
    ) {
        // Figures that no cap meets and that divide without a rest: tenths of payments that are tens.
        let creditors: Vec<Creditor> = debts.iter().map(|&(balance, tenths, payment)| {
            Creditor { disputed: of(balance * tenths), ..paying(balance * 10, payment * 10) }
        }).collect();
        let found = distribute(of(amount), ShareRule::ByContractualPayment, Amount::ZERO, &creditors).unwrap();
        let parts: Vec<i64> = debts.iter().map(|&(_, tenths, payment)| payment * (10 - tenths)).collect();
        let whole: i64 = parts.iter().sum();
        for (offer, part) in found.offers.iter().zip(&parts) {
            let difference = offer.amount.minor() * whole - amount * part;
            prop_assert!(difference.abs() < whole, "within a minor unit of the exact share");
        }
    }

    #[test]
    fn the_offers_and_the_rest_are_the_amount(
        amount in 0..300_000_i64,
        by_payment in any::<bool>(),
        creditors in prop::collection::vec(any_creditor(), 0..10),
    ) {
        let rule = if by_payment { ShareRule::ByContractualPayment } else { ShareRule::ByBalance };
        let Ok(found) = distribute(of(amount), rule, Amount::ZERO, &creditors) else { return Ok(()) };
        let sum: Amount = found.offers.iter().map(|offer| offer.amount).sum();
        prop_assert_eq!(sum.saturating_add(found.unshared), of(amount));
        prop_assert_eq!(&found, &distribute(of(amount), rule, Amount::ZERO, &creditors).unwrap());
        for (offer, creditor) in found.offers.iter().zip(&creditors) {
            let open = creditor.balance.unwrap().saturating_sub(creditor.disputed).max(Amount::ZERO);
            prop_assert!(offer.amount >= Amount::ZERO && offer.amount <= open);
            prop_assert!(creditor.status == CreditorStatus::Open || offer.amount.is_zero());
            let floor = creditor.floor.min(open);
            prop_assert!(!matches!(offer.reason, OfferReason::Shared | OfferReason::Floor) || offer.amount >= floor);
        }
        // Nothing goes to an ordinary debt while a priority debt or a court waits.
        let waits = |wanted: &[OfferReason]| found.offers.iter().any(|offer| wanted.contains(&offer.reason));
        let given = |wanted: &[OfferReason]| -> Amount {
            found.offers.iter().filter(|offer| wanted.contains(&offer.reason)).map(|offer| offer.amount).sum()
        };
        let others = given(&[OfferReason::Shared, OfferReason::Floor, OfferReason::BelowFloor]);
        prop_assert!(!waits(&[OfferReason::FixedShort, OfferReason::PriorityShort]) || others.is_zero());
        prop_assert!(!waits(&[OfferReason::FixedShort]) || given(&[OfferReason::Priority, OfferReason::PriorityShort]).is_zero());
        // Nor is anything left unshared while one waits.
        prop_assert!(!waits(&[OfferReason::FixedShort, OfferReason::PriorityShort]) || found.unshared.is_zero());
    }
}
