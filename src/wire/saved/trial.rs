//! What somebody tries out before they promise anything: what-ifs, a wish, a pause, and when trouble comes.

use json::document;

/// Inputs of the page that tries out what-ifs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trials {
    /// The what-ifs, all of which count together.
    pub what_ifs: Vec<WhatIf>,
    /// Free of debt by this month, `YYYY-MM`; empty for no wish yet.
    pub clear_by: String,
    /// Id of the debt that would be paused; empty for all of them.
    pub pause_debt: String,
    /// The first month of the pause, `YYYY-MM`; empty for the next one.
    pub pause_from: String,
    /// No interest is charged in the pause.
    pub pause_is_free: bool,
    /// The month in which trouble comes, `YYYY-MM`; empty for the next one.
    pub trouble_from: String,
    /// How much the months vary by chance; empty for the default.
    pub luck: String,
}

document!(Trials {
    what_ifs = default, clear_by = default, pause_debt = default, pause_from = default, pause_is_free = default,
    trouble_from = default, luck = default,
});

/// One what-if, as typed. Which fields count depends on the kind; the others keep what was typed before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Unique on the device: `what-if-…`.
    pub id: String,
    /// Kind id. A kind that a page does not know is kept and does nothing.
    pub kind: String,
    /// Id of the debt it is about; empty for all of them, or for the first where there must be one.
    pub debt: String,
    /// The month it begins, `YYYY-MM`; empty for the next one. Of pay-days the first, as a date field has it.
    pub from: String,
    /// The amount, as typed.
    pub amount: String,
    /// A second amount: how much a reserve shall hold, the fee of a loan, what a new card asks for each month.
    pub second: String,
    /// Annual rate, in percent, as typed.
    pub rate: String,
    /// Annual rate after the first one has ended, in percent, as typed.
    pub rate_later: String,
    /// The fee of a transfer, in percent.
    pub fee_percent: String,
    /// How many months or instalments. Of pay-days how often: the id of a pay frequency.
    pub count: String,
    /// Yes to the question of the kind: no interest meanwhile, payments meanwhile.
    pub is_yes: bool,
}

document!(WhatIf {
    id, kind, debt = default, from = default, amount = default, second = default, rate = default,
    rate_later = default, fee_percent = default, count = default, is_yes = default,
});
