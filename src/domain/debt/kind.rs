//! What sort of debt it is, because law, priority and words differ by sort.

/// The sort of a debt. Whether a sort comes first differs by country and lives in the jurisdiction data, not here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DebtKind {
    /// A credit card.
    CreditCard,
    /// A card of one shop or catalogue.
    StoreCard,
    /// An overdrawn current account.
    Overdraft,
    /// A loan to a person without security.
    PersonalLoan,
    /// A short loan until pay-day.
    Payday,
    /// Hire purchase or a loan on a vehicle.
    CarFinance,
    /// A mortgage behind schedule.
    MortgageArrears,
    /// Rent behind schedule.
    RentArrears,
    /// Gas, electricity or water behind schedule: the service may be cut off.
    UtilityArrears,
    /// A bill for telephone, internet or television.
    Telecoms,
    /// Tax, council tax or duty behind schedule.
    TaxArrears,
    /// A loan for education.
    StudentLoan,
    /// A bill of a hospital or doctor.
    Medical,
    /// Money owed to family or friends.
    Family,
    /// A debt that a court has ordered to be paid.
    CourtJudgment,
    /// A fine that a court has set.
    CourtFine,
    /// A licence to watch television.
    TvLicence,
    /// A benefit of which too much was paid.
    BenefitOverpayment,
    /// Rent of the ground or service charge of a leasehold home, behind schedule.
    GroundRent,
    /// A debt of one's own business.
    Business,
    /// Anything else.
    #[default]
    Other,
}

impl DebtKind {
    /// Every kind, in the order a list offers them.
    pub const ALL: [Self; 21] = [
        Self::CreditCard,
        Self::StoreCard,
        Self::Overdraft,
        Self::PersonalLoan,
        Self::Payday,
        Self::CarFinance,
        Self::MortgageArrears,
        Self::RentArrears,
        Self::UtilityArrears,
        Self::Telecoms,
        Self::TaxArrears,
        Self::StudentLoan,
        Self::Medical,
        Self::Family,
        Self::CourtJudgment,
        Self::CourtFine,
        Self::TvLicence,
        Self::BenefitOverpayment,
        Self::GroundRent,
        Self::Business,
        Self::Other,
    ];

    /// The stable name in documents; never renamed once published.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::CreditCard => "credit_card",
            Self::StoreCard => "store_card",
            Self::Overdraft => "overdraft",
            Self::PersonalLoan => "personal_loan",
            Self::Payday => "payday",
            Self::CarFinance => "car_finance",
            Self::MortgageArrears => "mortgage_arrears",
            Self::RentArrears => "rent_arrears",
            Self::UtilityArrears => "utility_arrears",
            Self::Telecoms => "telecoms",
            Self::TaxArrears => "tax_arrears",
            Self::StudentLoan => "student_loan",
            Self::Medical => "medical",
            Self::Family => "family",
            Self::CourtJudgment => "court_judgment",
            Self::CourtFine => "court_fine",
            Self::TvLicence => "tv_licence",
            Self::BenefitOverpayment => "benefit_overpayment",
            Self::GroundRent => "ground_rent",
            Self::Business => "business",
            Self::Other => "other",
        }
    }

    /// The kind of a stable name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}
