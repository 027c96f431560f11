//! The names of currencies, kinds of debt, grounds of a dispute, states and entries of the history.

use domain::debt::DebtKind;
use ui::components::Tone;
use wire::api::{AccountState, DeskState};

use crate::words::Words;

/// The name of a currency; its code if it has no other here.
pub fn currency(words: Words, code: &'static str) -> &'static str {
    match code {
        "USD" => words.label_usd(),
        "GBP" => words.label_gbp(),
        "EUR" => words.label_eur(),
        "CAD" => words.label_cad(),
        "MXN" => words.label_mxn(),
        other => other,
    }
}

/// The name of a kind of debt.
pub fn debt(words: Words, kind: DebtKind) -> &'static str {
    match kind {
        DebtKind::CreditCard => words.label_credit_card(),
        DebtKind::StoreCard => words.label_store_card(),
        DebtKind::Overdraft => words.label_overdraft(),
        DebtKind::PersonalLoan => words.label_personal_loan(),
        DebtKind::Payday => words.label_payday(),
        DebtKind::CarFinance => words.label_car_finance(),
        DebtKind::MortgageArrears => words.label_mortgage_arrears(),
        DebtKind::RentArrears => words.label_rent_arrears(),
        DebtKind::UtilityArrears => words.label_utility_arrears(),
        DebtKind::Telecoms => words.label_telecoms(),
        DebtKind::TaxArrears => words.label_tax_arrears(),
        DebtKind::StudentLoan => words.label_student_loan(),
        DebtKind::Medical => words.label_medical(),
        DebtKind::Family => words.label_family(),
        DebtKind::CourtJudgment => words.label_court_judgment(),
        DebtKind::CourtFine => words.label_court_fine(),
        DebtKind::TvLicence => words.label_tv_licence(),
        DebtKind::BenefitOverpayment => words.label_benefit_overpayment(),
        DebtKind::GroundRent => words.label_ground_rent(),
        DebtKind::Business => words.label_business(),
        DebtKind::Other => words.label_other(),
    }
}

/// Why a client disputes a debt.
pub fn ground(words: Words, id: &str) -> &'static str {
    match id {
        "not_mine" => words.label_not_mine(),
        "amount_wrong" => words.label_amount_wrong(),
        "paid" => words.label_paid(),
        "too_old" => words.label_too_old(),
        "proof_wanted" => words.label_proof_wanted(),
        _ => words.label_ground_other(),
    }
}

/// A case's state in a word, and how it feels.
pub fn state(words: Words, state: DeskState) -> (&'static str, Tone) {
    match state {
        DeskState::NeedsPerson => (words.state_needs_person(), Tone::Care),
        DeskState::Disputed => (words.state_disputed(), Tone::Care),
        DeskState::Answered => (words.state_answered(), Tone::Waiting),
        DeskState::Declined => (words.state_declined(), Tone::Plain),
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
        DeskState::Declined => words.state_declined_means(),
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
        "invited" => words.history_invited(),
        "opened" => words.history_opened(),
        "offered" => words.history_offered(),
        "accepted" => words.history_accepted(),
        "countered" => words.history_countered(),
        "referred" => words.history_referred(),
        "declined" => words.history_declined(),
        "disputed" => words.history_disputed(),
        "dispute_verified" => words.history_dispute_verified(),
        "dispute_withdrawn" => words.history_dispute_withdrawn(),
        "expired" => words.history_expired(),
        "withdrawn" => words.history_withdrawn(),
        "link_renewed" => words.history_link_renewed(),
        _ => words.history_other(),
    }
}

/// Who did it.
pub fn actor(words: Words, id: &str) -> &'static str {
    match id {
        "client" => words.history_client(),
        "policy" => words.history_policy(),
        _ => words.history_person(),
    }
}
