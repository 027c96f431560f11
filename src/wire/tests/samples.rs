//! One document of every kind, with every field filled, and the small ones that leave out what may be left out.

use crate::api::*;
use crate::problem::{FieldProblem, Kind, Problem};
use crate::receipt::{Arrangement, CONCESSION_NO_INTEREST, PublicKey, RECEIPT_VERSION, Receipt};
use crate::saved::*;
use crate::terms::{AutoAccept, OfferDecision, Policy, Reason, Terms};
use domain::arrangement::Frequency;
use domain::calendar;
use jiff::civil::Date;
use serde_json::json;

fn text(text: &str) -> String {
    text.to_owned()
}

fn day(text: &str) -> Date {
    calendar::parse(text).expect("a day")
}

pub fn problem() -> Problem {
    Problem {
        detail: Some(text("two fields")),
        errors: vec![
            FieldProblem { field: text("accounts[0].balance_minor"), code: text("out_of_bounds"), allowed: vec![] },
            FieldProblem { field: text("label"), code: text("too_long"), allowed: vec![] },
        ],
        retry_after_s: Some(u64::MAX),
        ..Kind::ValueRefused.problem()
    }
}

pub fn bare_problem() -> Problem {
    Kind::NotFound.problem()
}

pub fn organisation() -> Organisation {
    Organisation {
        name: text("Harbour “Advice” 🛟"),
        phone: text("+1 555 0100"),
        website: text("https://harbour.example"),
        ..Organisation::default()
    }
}

pub fn organisation_whole() -> Organisation {
    Organisation {
        kind: Some(OperatorKind::DebtCollector),
        legal_name: text("Harbour Recoveries LLC"),
        address: text("1 Quay Street\nPortland, ME 04101"),
        registration: text("Maine 12345"),
        complaints: text("complaints@harbour.example"),
        privacy: text("https://harbour.example/privacy"),
        ..organisation()
    }
}

pub fn problem_allowed() -> Problem {
    let allowed = vec![text("USD"), text("GBP")];
    let errors = vec![FieldProblem { field: text("currency"), code: text("unknown"), allowed }];
    Problem { errors, ..Kind::ValueRefused.problem() }
}

pub fn setup() -> SetupRequest {
    SetupRequest {
        setup_token: text("once"),
        name: text("ana"),
        password: text("a \\ long \u{1} pass\tphrase"),
        organisation: organisation(),
    }
}

pub fn sign_in() -> SignInRequest {
    SignInRequest { name: text("ana"), password: text("") }
}

pub fn session() -> Session {
    Session { name: text("ana"), organisation: organisation(), public_url: text("https://plan.example") }
}

fn itemisation() -> Itemisation {
    Itemisation {
        as_of: day("2026-03-02"),
        then_minor: 525_00,
        interest_minor: 100_00,
        fees_minor: 25_00,
        payments_minor: 40_00,
        credits_minor: 10_00,
    }
}

fn policy(auto_accept: AutoAccept) -> Policy {
    Policy {
        instalment_monthly_min_minor: 25_00,
        term_months_max: 24,
        start_days_max: 31,
        auto_accept,
        instalment_share_min_percent: None,
        left_over_share_max_percent: None,
    }
}

pub fn invitation_request() -> InvitationRequest {
    InvitationRequest {
        label: text("case 7"),
        message: text("We spoke on Monday.\nHere is your link."),
        country: Country::Gb,
        currency: text("GBP"),
        accounts: vec![AccountRequest {
            creditor: text("First Bank"),
            reference: text("REF-1"),
            kind: text("credit_card"),
            balance_minor: 600_00,
            itemisation: itemisation(),
        }],
        policy: policy(AutoAccept::UpToBalanceMinor(500_00)),
        expires_on: day("2026-12-20"),
        validation_sent_on: None,
    }
}

pub fn invitation_request_sent() -> InvitationRequest {
    InvitationRequest { validation_sent_on: Some(day("2026-03-02")), ..invitation_request() }
}

fn period() -> ValidationPeriod {
    ValidationPeriod { sent_on: day("2026-03-02"), received_on: day("2026-03-09"), ends_on: day("2026-04-08") }
}

pub fn invitation_review() -> InvitationReview {
    let known = KnownInvitation {
        id: text("0102"),
        label: text("case 7"),
        created_on: day("2026-11-22"),
        creditor: text("First Bank"),
        reference: text("REF-1"),
    };
    InvitationReview { validation: Some(period()), known: vec![known] }
}

pub fn invitation_whole() -> Invitation {
    Invitation { organisation: organisation_whole(), validation: Some(period()), ..invitation() }
}

pub fn label_request() -> LabelRequest {
    LabelRequest { label: text("case 8") }
}

pub fn link_request_renewed() -> LinkRequest {
    LinkRequest { record: 4, expires_on: Some(day("2027-01-20")) }
}

pub fn created_known() -> InvitationCreated {
    InvitationCreated { known: vec![text("0101")], ..created() }
}

pub fn created() -> InvitationCreated {
    InvitationCreated { id: text("0102"), token: Some(text("AQ")), known: vec![] }
}

pub fn created_before() -> InvitationCreated {
    InvitationCreated { id: text("0102"), token: None, known: vec![] }
}

fn terms(frequency: Frequency) -> Terms {
    Terms {
        balance_minor: 600_00,
        instalment_minor: 50_00,
        frequency,
        first: day("2026-12-01"),
        number: 12,
        last_instalment_minor: 50_00,
        last: day("2027-11-01"),
    }
}

fn reasons() -> Vec<Reason> {
    vec![
        Reason::InstalmentTooSmall { monthly_min_minor: 25_00 },
        Reason::TooLong { months_max: 24 },
        Reason::StartsTooLate { latest: day("2026-12-31") },
        Reason::StartsTooEarly { earliest: day("2026-11-22") },
        Reason::BalanceNeedsPerson { balance_max_minor: 500_00 },
        Reason::AlwaysNeedsPerson,
    ]
}

fn line(account: &str, verdict: OfferDecision, counter: Option<Terms>) -> ProposalLine {
    ProposalLine { account_id: text(account), terms: terms(Frequency::Week), verdict, counter }
}

fn proposal() -> Proposal {
    Proposal {
        id: text("p1"),
        at: text("2026-11-22T07:24:05Z"),
        state: text("countered"),
        lines: vec![
            line("a1", OfferDecision::Accepted, Some(terms(Frequency::TwoWeeks))),
            line("a2", OfferDecision::Countered { terms: terms(Frequency::FourWeeks), reasons: reasons() }, None),
            line("a3", OfferDecision::Referred { reasons: vec![] }, None),
        ],
        note: text("I start a new job in January."),
        decision: Some(Decision {
            kind: text("counter"),
            reason: text("ñandú"),
            by: text("ana"),
            at: text("2026-11-23T07:24:05Z"),
        }),
    }
}

pub fn arrangement() -> Arrangement {
    Arrangement {
        version: RECEIPT_VERSION,
        id: text("r1"),
        invitation_id: text("0102"),
        account_id: text("a1"),
        organisation: text("Harbour Advice"),
        creditor: text("First Bank"),
        reference: text("REF-1"),
        currency: text("USD"),
        terms: terms(Frequency::Month),
        concession: text(CONCESSION_NO_INTEREST),
        admits_debt: false,
        accepted_at: text("2026-11-22T07:24:05Z"),
        decided_by: text("policy"),
        record_hash: "0f".repeat(32),
    }
}

pub fn receipt() -> Receipt {
    Receipt { arrangement: arrangement(), algorithm: text("ES256"), key_id: text("00ff"), signature: text("c2ln") }
}

fn key() -> PublicKey {
    PublicKey { id: text("00ff"), algorithm: text("ES256"), point: text("BAA") }
}

pub fn record() -> Record {
    Record {
        number: 2,
        at: text("2026-11-22T07:24:05Z"),
        actor: text("client"),
        kind: text("offered"),
        content: json!({ "z": [1, -2, null, true], "a": { "é": "\u{7f}\u{8}\"" }, "big": u64::MAX }),
        previous: "0".repeat(64),
        hash: text("ab"),
    }
}

pub fn invitation() -> Invitation {
    let account = |id: &str, state: AccountState| Account {
        id: text(id),
        creditor: text("First Bank"),
        reference: text("REF-1"),
        kind: text("credit_card"),
        balance_minor: 600_00,
        itemisation: itemisation(),
        state,
        withdrawn_minor: 0,
        answer: None,
    };
    let answered = |kind: &str, withdrawn_minor| DisputeAnswer {
        kind: text(kind),
        withdrawn_minor,
        told: text("Your contract of 2019, by post."),
        by: text("ana"),
        at: text("2026-11-24T07:24:05Z"),
    };
    Invitation {
        id: text("0102"),
        organisation: organisation(),
        counsellor: text("ana"),
        message: text(""),
        country: Country::Us,
        currency: text("USD"),
        accounts: vec![
            account("a1", AccountState::Open),
            account("a2", AccountState::Disputed),
            Account { answer: Some(answered("verified", 0)), ..account("a3", AccountState::Arranged) },
            Account {
                balance_minor: 0,
                withdrawn_minor: 600_00,
                answer: Some(answered("withdrawn", 450_00)),
                ..account("a4", AccountState::Withdrawn)
            },
        ],
        policy: policy(AutoAccept::All),
        created_on: day("2026-11-22"),
        expires_on: day("2026-12-20"),
        validation: None,
        receipt_key: key(),
        proposals: vec![proposal(), Proposal { lines: vec![], decision: None, ..proposal() }],
        receipts: vec![receipt()],
        records: vec![record(), Record { content: json!(null), ..record() }],
    }
}

pub fn proposal_request() -> ProposalRequest {
    ProposalRequest { version: 1, offers: vec![offer()], request_review: true, note: text("") }
}

fn offer() -> Offer {
    Offer {
        account_id: text("a1"),
        instalment_minor: i64::MIN,
        frequency: Frequency::Month,
        first: day("2028-02-29"),
        request_review: None,
        note: None,
    }
}

pub fn proposal_answer() -> ProposalAnswer {
    ProposalAnswer { proposal: proposal(), proposals: Vec::new(), receipts: vec![receipt()] }
}

pub fn proposal_request_each() -> ProposalRequest {
    let (review, note) = (Some(false), Some(text("More in May.")));
    let offers = vec![Offer { request_review: review, note, ..offer() }, Offer { account_id: text("a2"), ..offer() }];
    ProposalRequest { version: 1, offers, request_review: true, note: text("I start a new job in January.") }
}

pub fn proposal_answer_each() -> ProposalAnswer {
    let one =
        |id: &str, place: usize| Proposal { id: text(id), lines: vec![proposal().lines.remove(place)], ..proposal() };
    let proposals = vec![one("p1", 0), one("p2", 1)];
    ProposalAnswer { proposal: one("p1", 0), proposals, receipts: vec![receipt()] }
}

pub fn counter_acceptance() -> CounterAcceptance {
    let terms = vec![AcceptedTerms { account_id: text("a1"), terms: terms(Frequency::Month) }];
    CounterAcceptance { version: 1, terms }
}

pub fn dispute() -> DisputeRequest {
    DisputeRequest { version: 1, account_id: text("a1"), ground: text("not_mine"), note: text("") }
}

pub fn password_request() -> PasswordRequest {
    PasswordRequest { current: text("the lamp by my grandmother"), new: text("a drawer full of maps") }
}

pub fn pin_request() -> PinRequest {
    PinRequest { version: 1, pin: text("271828") }
}

pub fn link_request() -> LinkRequest {
    LinkRequest { record: 4, expires_on: None }
}

pub fn dispute_answer() -> DisputeAnswerRequest {
    DisputeAnswerRequest { record: 7, kind: text("withdrawn"), withdrawn_minor: 150_00, told: text("Paid in May.") }
}

pub fn desk_list() -> DeskList {
    let states = [
        DeskState::NeedsPerson,
        DeskState::Disputed,
        DeskState::Answered,
        DeskState::Declined,
        DeskState::Opened,
        DeskState::Sent,
        DeskState::PartlyArranged,
        DeskState::Arranged,
        DeskState::Closed,
        DeskState::Expired,
        DeskState::Withdrawn,
    ];
    let summary = |state| DeskSummary {
        id: text("0102"),
        label: text("case 7"),
        creditors: vec![text("First Bank"), text("Corner Store")],
        currency: text("USD"),
        balance_minor: 900_00,
        state,
        created_on: day("2026-11-22"),
        expires_on: day("2026-12-20"),
        changed_at: text("2026-11-22T07:24:05Z"),
    };
    DeskList { invitations: states.into_iter().map(summary).collect(), next: Some(text("Mnw5")), waiting: 2 }
}

pub fn desk_case() -> DeskCase {
    let invitation = Invitation { policy: policy(AutoAccept::Nothing), ..invitation() };
    DeskCase { label: text("case 7"), state: DeskState::NeedsPerson, invitation }
}

pub fn decision_request() -> DecisionRequest {
    DecisionRequest { kind: text("counter"), reason: text("More time"), counters: vec![offer()] }
}

pub fn saved() -> Saved {
    let mut saved = saved_whole();
    saved.version = saved.version_needed();
    saved
}

fn saved_whole() -> Saved {
    Saved {
        version: SAVED_VERSION,
        country: text("us"),
        currency: text("USD"),
        budget: vec![BudgetLine {
            id: text("own-1"),
            side: text("income"),
            name: text("Ana's shop"),
            amount: text("£1,200 "),
            frequency: text("varies"),
            pays: vec![text("300"), text("0")],
            pays_every: text("week"),
            pays_rule: text("lowest"),
            group: text("earnings"),
            owner: text("member-1"),
            day: text("2026-11-27"),
        }],
        statement: Statement {
            is_full: true,
            adults: text("2"),
            children: text("1"),
            members: vec![Member { id: text("member-1"), name: text("Ana"), share: text("3") }],
            joint_rule: text("agreed"),
            has_business: true,
            reasons: vec![(text("irs_national_standards"), text("A baby."))],
            assets: vec![Asset {
                id: text("asset-1"),
                kind: text("vehicle"),
                name: text("Old van"),
                value: text("2,000"),
                secured: text("500"),
                share: text("50"),
            }],
            arrears: vec![(text("own-1"), text("120"))],
            debt_owners: vec![(text("own-1"), text("member-1"))],
            debt_days: vec![(text("own-1"), text("2026-01-05"))],
            credit: Credit {
                score: text("640"),
                score_max: text("850"),
                looked_up: text("2026-11-1"),
                missed_payments: text("2"),
                defaults: text("0"),
                judgments: text("1"),
                oldest_account: text("2015-3-1"),
                limits: text("4,000"),
                limits_used: text("3,200"),
            },
            at_hand: text("85.20"),
            convention: String::new(),
        },
        debts: vec![Debt {
            id: text("a1"),
            is_invited: true,
            name: text("First Bank"),
            kind: text("credit_card"),
            balance: text("600"),
            rate: text("19.9"),
            rate_is: String::new(),
            minimum: text("25"),
            is_priority: true,
            is_disputed: true,
            more: DebtMore::default(),
        }],
        plan: PlanChoices { strategy: text("avalanche"), budget_monthly: text("400"), ..PlanChoices::default() },
        trials: Trials {
            what_ifs: vec![WhatIf {
                id: text("what-if-1"),
                kind: text("loan"),
                debt: text("a1"),
                from: text("2027-03"),
                amount: text("1,000"),
                second: text("50"),
                rate: text("7.9"),
                rate_later: text("24.9"),
                fee_percent: text("3"),
                count: text("24"),
                is_yes: true,
            }],
            clear_by: text("2029-05"),
            pause_debt: text("a1"),
            pause_from: text("2027-01"),
            pause_is_free: true,
            trouble_from: text("2027-02"),
            luck: text("usual"),
        },
        offer: OfferChoices {
            choice: text("custom"),
            custom: text("50"),
            frequency: text("month"),
            share: String::new(),
            first: text("2026-12-01"),
            note: text("note"),
            answers: vec![(text("a1 600"), text("take")), (text("a2 300"), text("ask"))],
            amounts: Vec::new(),
            notes: Vec::new(),
        },
        invitation: Some(SavedInvitation {
            token: text("AQ"),
            receipt_key_point: text("BAA"),
            invitation: invitation(),
            seen_at: text("2026-11-22T07:24:05Z"),
        }),
        lessons: vec![LessonProgress {
            id: text("l"),
            is_read: true,
            answers: vec![(text("q1"), 0), (text("q2"), 255)],
        }],
        sent: vec![Sent { at: text("2026-11-22T07:24:05Z"), to: text("POST /api/proposals"), body: text("{}") }],
        link: String::new(),
        invitations_other: Vec::new(),
        refused: Vec::new(),
        visited: Vec::new(),
    }
}

pub fn saved_more() -> Saved {
    let part = |kind: &str| DebtPart {
        kind: text(kind),
        balance: text("300"),
        rate: text("24.9"),
        promo_rate: text("0"),
        promo_until: text("2027-04"),
    };
    let more = DebtMore {
        minimum_rule: text("interest_percent"),
        minimum_percent: text("1"),
        minimum_floor: text("25"),
        promo_rate: text("0"),
        promo_until: text("2027-03"),
        step_from: text("2028-01"),
        step_rate: text("29.9"),
        compounding: text("daily"),
        day_count: text("actual/365"),
        fee_monthly: text("3"),
        fee_late: text("12"),
        fee_over_limit: text("12"),
        credit_limit: text("1,000"),
        parts: vec![part("cash"), DebtPart { balance: text("300"), ..DebtPart::default() }],
        status: text("sold"),
        disputed_part: text("50"),
        sold_to: text("Ana's \u{201c}Collections\u{201d}"),
        sold_when: text("May"),
        liability: text("joint"),
        ..DebtMore::default()
    };
    let debt = Debt { id: text("own-1"), kind: text("credit_card"), balance: text("600"), more, ..Debt::default() };
    let offer = OfferChoices { share: text("payment"), ..OfferChoices::default() };
    let mut saved = Saved { debts: vec![debt], offer, ..Saved::default() };
    saved.version = saved.version_needed();
    saved
}

pub fn nothing_saved() -> Saved {
    Saved { version: SAVED_VERSION, ..Saved::default() }
}

pub fn waiting() -> Waiting {
    Waiting {
        key: text("k"),
        path: text("/api/proposals"),
        body: text("{\"version\":1}"),
        token: text("AQ"),
        written_at: text("2026-11-22T07:24:05Z"),
        tries: u32::MAX,
    }
}
