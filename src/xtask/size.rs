//! The byte budget: what a first visit costs on the wire.

use crate::failure::{Failure, Outcome};
use crate::files;
use crate::place::Place;

/// What a first visit may cost: wasm with the chunks of the page that needs most, JavaScript and stylesheet, compressed
/// with brotli. A kilobyte is 1,000 bytes.
const BYTES_MAX: usize = 250_000;

/// The client's page is over it still. A ratchet, not the goal: it may only come down, until it is gone.
const APP_BYTES_MAX: usize = 325_000;

fn bytes_max(name: &str) -> usize {
    match name {
        "app" => APP_BYTES_MAX,
        "desk" => BYTES_MAX,
        // The rest is downloaded only by those who work on the pages.
        _ => usize::MAX,
    }
}

/// What one page sends.
pub struct Weight {
    /// The bundle's name.
    pub name: String,
    /// Brotli bytes of the program, without its chunks.
    pub wasm: usize,
    /// Brotli bytes of its JavaScript.
    pub js: usize,
    /// Brotli bytes of the stylesheet.
    pub css: usize,
    /// Brotli bytes of the chunks of the page that needs most.
    pub chunks_max: usize,
    /// Brotli bytes of all chunks, and of the second thread.
    pub chunks: usize,
}

impl Weight {
    fn sum(&self) -> usize {
        self.wasm + self.chunks_max + self.js + self.css
    }

    fn line(&self) -> String {
        format!(
            "size {}: wasm {} + {} + js {} + css {} = {} KB brotli of {} KB on a first visit; {} KB with every page",
            self.name,
            kilobytes(self.wasm),
            kilobytes(self.chunks_max),
            kilobytes(self.js),
            kilobytes(self.css),
            kilobytes(self.sum()),
            BYTES_MAX / 1000,
            kilobytes(self.sum() - self.chunks_max + self.chunks)
        )
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
        let Weight { name, wasm, js, css, chunks_max, chunks } = weight;
        format!("{name} {wasm} {js} {css} {chunks_max} {chunks}")
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
        Some(Weight { name, wasm: number()?, js: number()?, css: number()?, chunks_max: number()?, chunks: number()? })
    };
    kept.lines().filter_map(weight).collect()
}

fn judge(weights: &[Weight]) -> Outcome {
    let heavy: Vec<String> =
        weights.iter().filter(|weight| weight.sum() > bytes_max(&weight.name)).map(Weight::line).collect();
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
        Weight { name: name.to_owned(), wasm, js: 20_000, css: 10_000, chunks_max: 5_000, chunks: 9_000 }
    }

    #[test]
    fn the_budget_counts_all_three_and_spares_the_gallery() {
        let others = weight("app", 0).sum();
        let most = APP_BYTES_MAX - others;
        assert!(judge(&[weight("app", most), weight("desk", 1)]).is_ok());
        assert!(judge(&[weight("app", most + 1)]).is_err());
        let most = BYTES_MAX - others;
        assert!(judge(&[weight("app", 1), weight("desk", most)]).is_ok());
        assert!(judge(&[weight("app", 1), weight("desk", most + 1)]).is_err());
        assert!(judge(&[weight("gallery", 2 * BYTES_MAX)]).is_ok());
    }

    #[test]
    fn what_is_kept_reads_back() {
        let weights = parsed("app 1 2 3 4 5\ndesk 6 7 8 9 10");
        assert_eq!(weights.len(), 2);
        assert_eq!((weights[1].name.as_str(), weights[1].sum()), ("desk", 30));
    }

    #[test]
    fn the_line_reads_well() {
        assert_eq!(
            weight("app", 200_001).line(),
            format!(
                "size app: wasm 200.1 + 5.0 + js 20.0 + css 10.0 = 235.1 KB brotli of {} KB on a first visit; \
                 239.1 KB with every page",
                BYTES_MAX / 1000
            )
        );
    }
}
