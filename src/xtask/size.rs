//! The byte budget: what a first visit costs on the wire.

use crate::failure::{Failure, Outcome};
use crate::files;
use crate::place::Place;

/// What a first visit may cost: wasm, JavaScript and stylesheet, compressed with brotli. A kilobyte is 1,000 bytes.
const BYTES_MAX: usize = 250_000;

/// What going on to a further page may cost, before the service worker has fetched them all.
const FURTHER_BYTES_MAX: usize = 125_000;

/// What is nobody's first: who has typed nothing yet is led from these pages to the budget (`domain::journey`), or they
/// are parts that come after a page.
const FURTHER: [&str; 14] = [
    "arrangement",
    "budget_extras",
    "check",
    "debt_details",
    "dispute_answer",
    "invited_debts",
    "lesson_exercise",
    "offer",
    "plan",
    "plan_comparison",
    "rights_answer",
    "statement",
    "what_if",
    "what_if_questions",
];

/// The bundles that are held to the budget. The rest is downloaded only by those who work on the pages.
const HELD: [&str; 2] = ["app", "desk"];

/// What one page sends.
#[derive(Debug, PartialEq)]
pub struct Weight {
    /// The bundle's name.
    pub name: String,
    /// Brotli bytes of the program, without its chunks.
    pub wasm: usize,
    /// Brotli bytes of its JavaScript.
    pub js: usize,
    /// Brotli bytes of the stylesheet.
    pub css: usize,
    /// Brotli bytes of all chunks, and of the second thread: what is fetched to work without a network.
    pub every: usize,
    /// The places where the program is cut, with the brotli bytes of what each needs.
    pub packs: Vec<(String, usize)>,
}

impl Weight {
    /// Every page needs this.
    fn base(&self) -> usize {
        self.wasm + self.js + self.css
    }

    fn heaviest(&self, is_further: bool) -> Option<(&str, usize)> {
        let packs = self.packs.iter().filter(|(place, _)| FURTHER.contains(&place.as_str()) == is_further);
        packs.max_by_key(|(_, bytes)| *bytes).map(|(place, bytes)| (place.as_str(), *bytes))
    }

    /// A first visit to the heaviest page that can be somebody's first.
    fn first(&self) -> usize {
        self.base() + self.heaviest(false).map_or(0, |(_, bytes)| bytes)
    }

    fn is_too_heavy(&self) -> bool {
        HELD.contains(&self.name.as_str())
            && (self.first() > BYTES_MAX || self.heaviest(true).is_some_and(|(_, bytes)| bytes > FURTHER_BYTES_MAX))
    }

    fn line(&self) -> String {
        let [wasm, js, css, first] = [self.wasm, self.js, self.css, self.first()].map(kilobytes);
        let mut line = format!("size {}: wasm {wasm} + js {js} + css {css}", self.name);
        if let Some((place, bytes)) = self.heaviest(false) {
            line += &format!(" + {place} {}", kilobytes(bytes));
        }
        line += &format!(" = {first} KB brotli of {} KB on a first visit", BYTES_MAX / 1000);
        if let Some((place, bytes)) = self.heaviest(true) {
            line += &format!("; going on to {place} {} KB of {} KB", kilobytes(bytes), FURTHER_BYTES_MAX / 1000);
        }
        if self.every > 0 {
            line += &format!("; {} KB to work offline", kilobytes(self.base() + self.every));
        }
        line
    }
}

fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Keeps the weights beside the page, and prints a line for each.
///
/// Too heavy is no reason not to serve the page to the one who is making it lighter; [`check`] is the gate.
pub fn report(place: &Place, weights: &[Weight]) -> Outcome {
    let kept = weights.iter().map(|weight| {
        let Weight { name, wasm, js, css, every, packs } = weight;
        let packs: String = packs.iter().map(|(place, bytes)| format!(" {place} {bytes}")).collect();
        format!("{name} {wasm} {js} {css} {every}{packs}")
    });
    files::write(&place.dist().with_extension("size"), kept.collect::<Vec<_>>().join("\n").as_bytes())?;
    for weight in weights {
        println!("  {}", weight.line());
    }
    Ok(())
}

/// Prints the weights of the page as it lies there, and fails when one is over the budget.
pub fn check(place: &Place) -> Outcome {
    let weights = parsed(&files::read_text(&place.dist().with_extension("size"))?);
    for weight in &weights {
        println!("{}", weight.line());
    }
    judge(&weights)
}

fn parsed(kept: &str) -> Vec<Weight> {
    let weight = |line: &str| {
        let mut words = line.split(' ');
        let name = words.next()?.to_owned();
        let mut number = || words.next()?.parse().ok();
        let (wasm, js, css, every) = (number()?, number()?, number()?, number()?);
        let mut packs = Vec::new();
        while let Some(place) = words.next() {
            packs.push((place.to_owned(), words.next()?.parse().ok()?));
        }
        Some(Weight { name, wasm, js, css, every, packs })
    };
    kept.lines().filter_map(weight).collect()
}

fn judge(weights: &[Weight]) -> Outcome {
    let heavy: Vec<String> = weights.iter().filter(|weight| weight.is_too_heavy()).map(Weight::line).collect();
    if heavy.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("over the byte budget: {}", heavy.join("; ")))
        .remedy("move words and data into fetched content, drop a dependency, or share code between variants"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(name: &str, wasm: usize) -> Weight {
        let packs = [("budget", 50_000), ("debts", 60_000), ("plan", 100_000)].map(|(p, bytes)| (p.to_owned(), bytes));
        Weight { name: name.to_owned(), wasm, js: 20_000, css: 10_000, every: 180_000, packs: packs.to_vec() }
    }

    #[test]
    fn the_budget_counts_the_heaviest_first_page_and_spares_the_gallery() {
        assert!(judge(&[weight("app", 160_000), weight("desk", 1)]).is_ok());
        assert!(judge(&[weight("app", 160_001)]).is_err());
        assert!(judge(&[weight("app", 1), weight("desk", 160_001)]).is_err());
        assert!(judge(&[weight("gallery", 2 * BYTES_MAX)]).is_ok());
    }

    #[test]
    fn a_further_page_has_a_budget_of_its_own() {
        let mut app = weight("app", 1);
        app.packs[2].1 = FURTHER_BYTES_MAX;
        assert!(judge(std::slice::from_ref(&app)).is_ok());
        app.packs[2].1 += 1;
        assert!(judge(&[app]).is_err());
    }

    #[test]
    fn what_is_kept_reads_back() {
        let weights = parsed("app 160000 20000 10000 180000 budget 50000 debts 60000 plan 100000\ndesk 6 7 8 0");
        assert_eq!(weights.len(), 2);
        assert_eq!(weights[0], weight("app", 160_000));
        assert_eq!((weights[1].name.as_str(), weights[1].first()), ("desk", 21));
    }

    #[test]
    fn the_line_reads_well() {
        assert_eq!(
            weight("app", 150_001).line(),
            "size app: wasm 150.1 + js 20.0 + css 10.0 + debts 60.0 = 240.1 KB brotli of 250 KB on a first visit; \
             going on to plan 100.0 KB of 125 KB; 360.1 KB to work offline"
        );
        let desk = Weight { every: 0, packs: Vec::new(), ..weight("desk", 1) };
        assert_eq!(desk.line(), "size desk: wasm 0.1 + js 20.0 + css 10.0 = 30.1 KB brotli of 250 KB on a first visit");
    }
}
