//! The names of currencies, kinds of debt, grounds of a dispute, states and entries of the history.

use domain::debt::DebtKind;
use ui::components::Tone;
use wire::api::{AccountState, DeskState};

use crate::words::Words;

/// The name of a currency; its code if it has no other here.
pub fn currency(words: Words, code: &'static str) -> &'static str {
    match code {
        "USD" => words.kind_usd(),
        "GBP" => words.kind_gbp(),
        "EUR" => words.kind_eur(),
        "CAD" => words.kind_cad(),
        "MXN" => words.kind_mxn(),
        other => other,
    }
}

/// The name of a kind of debt.
pub fn debt(words: Words, kind: DebtKind) -> &'static str {
    match kind {
        DebtKind::CreditCard => words.kind_credit_card(),
        DebtKind::StoreCard => words.kind_store_card(),
        DebtKind::Overdraft => words.kind_overdraft(),
        DebtKind::PersonalLoan => words.kind_personal_loan(),
        DebtKind::Payday => words.kind_payday(),
        DebtKind::CarFinance => words.kind_car_finance(),
        DebtKind::MortgageArrears => words.kind_mortgage_arrears(),
        DebtKind::RentArrears => words.kind_rent_arrears(),
        DebtKind::UtilityArrears => words.kind_utility_arrears(),
        DebtKind::TaxArrears => words.kind_tax_arrears(),
        DebtKind::StudentLoan => words.kind_student_loan(),
        DebtKind::Medical => words.kind_medical(),
        DebtKind::Family => words.kind_family(),
        DebtKind::CourtJudgment => words.kind_court_judgment(),
        DebtKind::Business => words.kind_business(),
        DebtKind::Other => words.kind_other(),
    }
}

/// Why a client disputes a debt.
pub fn ground(words: Words, id: &str) -> &'static str {
    match id {
        "not_mine" => words.kind_not_mine(),
        "amount_wrong" => words.kind_amount_wrong(),
        "paid" => words.kind_paid(),
        "too_old" => words.kind_too_old(),
        "proof_wanted" => words.kind_proof_wanted(),
        _ => words.kind_ground_other(),
    }
}

/// A case's state in a word, and how it feels.
pub fn state(words: Words, state: DeskState) -> (&'static str, Tone) {
    match state {
        DeskState::NeedsPerson => (words.state_needs_person(), Tone::Care),
        DeskState::Disputed => (words.state_disputed(), Tone::Care),
        DeskState::Answered => (words.state_answered(), Tone::Waiting),
        DeskState::Opened => (words.state_opened(), Tone::Waiting),
        DeskState::Sent => (words.state_sent(), Tone::Plain),
        DeskState::PartlyArranged => (words.state_partly(), Tone::Waiting),
        DeskState::Arranged => (words.state_arranged(), Tone::Good),
        DeskState::Closed => (words.state_closed(), Tone::Plain),
        DeskState::Expired => (words.state_expired(), Tone::Plain),
        DeskState::Withdrawn => (words.state_withdrawn(), Tone::Plain),
    }
}

/// What a case's state means for the counsellor.
pub fn state_means(words: Words, state: DeskState) -> &'static str {
    match state {
        DeskState::NeedsPerson => words.state_needs_person_means(),
        DeskState::Disputed => words.state_disputed_means(),
        DeskState::Answered => words.state_answered_means(),
        DeskState::Opened => words.state_opened_means(),
        DeskState::Sent => words.state_sent_means(),
        DeskState::PartlyArranged => words.state_partly_means(),
        DeskState::Arranged => words.state_arranged_means(),
        DeskState::Closed => words.state_closed_means(),
        DeskState::Expired => words.state_expired_means(),
        DeskState::Withdrawn => words.state_withdrawn_means(),
    }
}

/// An account's state in a word.
pub fn account(words: Words, state: AccountState) -> (&'static str, Tone) {
    match state {
        AccountState::Open => (words.state_account_open(), Tone::Plain),
        AccountState::Disputed => (words.state_disputed(), Tone::Care),
        AccountState::Arranged => (words.state_arranged(), Tone::Good),
        AccountState::Withdrawn => (words.state_account_withdrawn(), Tone::Plain),
    }
}

/// What happened, by the kind of a record.
pub fn record(words: Words, kind: &str) -> &'static str {
    match kind {
        "invited" => words.record_invited(),
        "opened" => words.record_opened(),
        "offered" => words.record_offered(),
        "accepted" => words.record_accepted(),
        "countered" => words.record_countered(),
        "referred" => words.record_referred(),
        "declined" => words.record_declined(),
        "disputed" => words.record_disputed(),
        "dispute_verified" => words.record_dispute_verified(),
        "dispute_withdrawn" => words.record_dispute_withdrawn(),
        "expired" => words.record_expired(),
        "withdrawn" => words.record_withdrawn(),
        "link_renewed" => words.record_link_renewed(),
        _ => words.record_other(),
    }
}

/// Who did it.
pub fn actor(words: Words, id: &str) -> &'static str {
    match id {
        "client" => words.record_client(),
        "policy" => words.record_policy(),
        _ => words.record_person(),
    }
}
