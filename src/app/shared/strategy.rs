//! The names of strategies.

use domain::plan::Strategy;

use crate::words::Words;

/// What a strategy is called.
pub fn title(words: Words, strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::MinimumsOnly => words.what_if_way_minimums_only(),
        Strategy::Avalanche => words.what_if_way_avalanche(),
        Strategy::AvalancheInForce => words.what_if_way_avalanche_in_force(),
        Strategy::Snowball => words.what_if_way_snowball(),
        Strategy::Custom => words.what_if_way_custom(),
        Strategy::HighestBalance => words.what_if_way_highest_balance(),
        Strategy::ShortestTerm => words.what_if_way_shortest_term(),
        Strategy::BalanceByRate => words.what_if_way_balance_by_rate(),
        Strategy::BalanceByPayment => words.what_if_way_balance_by_payment(),
        Strategy::Utilisation => words.what_if_way_utilisation(),
        Strategy::ProRataByBalance => words.what_if_way_pro_rata_by_balance(),
        Strategy::ProRataByContractualPayment => words.what_if_way_pro_rata_by_contractual_payment(),
        Strategy::PriorityArrearsFirst => words.what_if_way_priority_arrears_first(),
        Strategy::CheapestFound => words.what_if_way_cheapest_found(),
    }
}
