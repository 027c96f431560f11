//! The byte budget: what a first visit costs on the wire.

use crate::failure::{Failure, Outcome};
use crate::files;
use crate::place::Place;

/// What one page may weigh: its wasm, JavaScript and stylesheet, compressed with brotli. A kilobyte is 1,000 bytes.
const BYTES_MAX: usize = 250_000;

/// Only these are downloaded by people.
const HELD_TO_IT: [&str; 2] = ["app", "desk"];

/// What one page sends.
pub struct Weight {
    /// The bundle's name.
    pub name: String,
    /// Brotli bytes of the program.
    pub wasm: usize,
    /// Brotli bytes of its JavaScript.
    pub js: usize,
    /// Brotli bytes of the stylesheet.
    pub css: usize,
}

impl Weight {
    fn sum(&self) -> usize {
        self.wasm + self.js + self.css
    }

    fn line(&self) -> String {
        format!(
            "size {}: wasm {} + js {} + css {} = {} KB brotli of {} KB",
            self.name,
            kilobytes(self.wasm),
            kilobytes(self.js),
            kilobytes(self.css),
            kilobytes(self.sum()),
            BYTES_MAX / 1000
        )
    }
}

fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Prints a line for each page and fails when one is too heavy.
pub fn report(place: &Place, weights: &[Weight]) -> Outcome {
    let lines: Vec<String> = weights.iter().map(Weight::line).collect();
    for line in &lines {
        println!("  {line}");
    }
    files::write(&place.dist().with_extension("size"), lines.join("\n").as_bytes())?;
    judge(weights)
}

/// Prints the lines of the last build again, for runs that had nothing to build.
pub fn again(place: &Place) {
    if let Ok(lines) = files::read_text(&place.dist().with_extension("size")) {
        println!("{lines}");
    }
}

fn judge(weights: &[Weight]) -> Outcome {
    let heavy: Vec<String> = weights
        .iter()
        .filter(|weight| HELD_TO_IT.contains(&weight.name.as_str()) && weight.sum() > BYTES_MAX)
        .map(Weight::line)
        .collect();
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
        Weight { name: name.to_owned(), wasm, js: 20_000, css: 10_000 }
    }

    #[test]
    fn the_budget_counts_all_three_and_spares_the_gallery() {
        assert!(judge(&[weight("app", 220_000), weight("desk", 1)]).is_ok());
        assert!(judge(&[weight("app", 220_001)]).is_err());
        assert!(judge(&[weight("app", 1), weight("desk", 230_000)]).is_err());
        assert!(judge(&[weight("gallery", 400_000)]).is_ok());
    }

    #[test]
    fn the_line_reads_well() {
        assert_eq!(
            weight("app", 200_001).line(),
            "size app: wasm 200.1 + js 20.0 + css 10.0 = 230.1 KB brotli of 250 KB"
        );
    }
}
