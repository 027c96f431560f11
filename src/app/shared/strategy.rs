//! The names of strategies.

use domain::plan::Strategy;

use crate::words::Words;

/// What a strategy is called.
pub fn title(words: Words, strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::MinimumsOnly => words.whatif_way_minimums_only(),
        Strategy::Avalanche => words.whatif_way_avalanche(),
        Strategy::AvalancheInForce => words.whatif_way_avalanche_in_force(),
        Strategy::Snowball => words.whatif_way_snowball(),
        Strategy::Custom => words.whatif_way_custom(),
        Strategy::HighestBalance => words.whatif_way_highest_balance(),
        Strategy::ShortestTerm => words.whatif_way_shortest_term(),
        Strategy::BalanceByRate => words.whatif_way_balance_by_rate(),
        Strategy::BalanceByPayment => words.whatif_way_balance_by_payment(),
        Strategy::Utilisation => words.whatif_way_utilisation(),
        Strategy::ProRataByBalance => words.whatif_way_pro_rata_by_balance(),
        Strategy::ProRataByContractualPayment => words.whatif_way_pro_rata_by_contractual_payment(),
        Strategy::PriorityArrearsFirst => words.whatif_way_priority_arrears_first(),
        Strategy::CheapestFound => words.whatif_way_cheapest_found(),
    }
}
