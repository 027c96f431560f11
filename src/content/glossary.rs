//! The words of the product, explained.

use json::document;

/// All terms in one language, in that language's alphabetical order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glossary {
    /// The terms.
    pub terms: Vec<Term>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Stable id, equal in every language; the page gives each entry this fragment id (`/words#left-over`).
    pub id: String,
    /// The term.
    pub term: String,
    /// One or two plain sentences, as HTML made by the compiler. Safe to put into the page as it is.
    pub meaning_html: String,
}

document!(Glossary { terms });
document!(Term { id, term, meaning_html });
