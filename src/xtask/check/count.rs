//! One plain count over test runners that each close in their own words.

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many passed.
    pub passed: u64,
    /// How many failed, timed out or were cancelled; a runner that broke before it could count is one.
    pub failed: u64,
}

impl Count {
    /// Both counts together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// What a runner said, whichever runner it was, given whether it ended well.
    #[must_use]
    pub fn of_run(succeeded: bool, output: &str) -> Self {
        let mut count = output.lines().map(|line| of_line(&without_colour(line))).fold(Self::default(), Self::plus);
        if !succeeded && count.failed == 0 {
            count.failed = 1;
        }
        count
    }
}

fn of_line(line: &str) -> Count {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("test result:") {
        // cargo test: "test result: ok. 12 passed; 0 failed; …"
        return Count { passed: before(rest, "passed"), failed: before(rest, "failed") };
    }
    if line.starts_with("Summary [") {
        // nextest: "Summary [ 0.5s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 0 skipped"
        return Count { passed: before(line, "passed"), failed: before(line, "failed") + before(line, "timed") };
    }
    // Node: "ℹ pass 3" from its spec reporter, "# pass 3" from its TAP reporter.
    let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) else { return Count::default() };
    let mut words = rest.split_whitespace();
    match (words.next(), words.next().and_then(|word| word.parse().ok()), words.next()) {
        (Some("pass"), Some(number), None) => Count { passed: number, failed: 0 },
        (Some("fail" | "cancelled"), Some(number), None) => Count { passed: 0, failed: number },
        _ => Count::default(),
    }
}

/// The number before a word: 12 in "12 passed;". Zero when the word is not there.
fn before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2);
    let found = pairs.filter(|pair| pair[1].trim_end_matches([',', ';']) == word).find_map(|pair| pair[0].parse().ok());
    found.unwrap_or(0)
}

fn without_colour(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            // A colour is an escape, a bracket, and so on up to a letter.
            for next in letters.by_ref() {
                if next.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: u64, failed: u64) -> Count {
        Count { passed, failed }
    }

    #[test]
    fn cargo_test_is_summed_over_its_binaries() {
        let text = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(Count::of_run(false, text), count(4, 2));
    }

    #[test]
    fn nextest_is_read_with_and_without_colour() {
        let plain = "     Summary [   0.512s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 4 skipped";
        assert_eq!(Count::of_run(false, plain), count(9, 3));
        let bright = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.5s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m skipped";
        assert_eq!(Count::of_run(true, bright), count(2, 0));
    }

    #[test]
    fn node_is_read_from_both_reporters() {
        assert_eq!(
            Count::of_run(true, "ℹ tests 3\nℹ suites 0\nℹ pass 3\nℹ fail 0\nℹ cancelled 0\nℹ skipped 0"),
            count(3, 0)
        );
        assert_eq!(Count::of_run(false, "# tests 3\n# pass 1\n# fail 1\n# cancelled 1\n"), count(1, 2));
        assert_eq!(Count::of_run(true, "# pass the salt\n"), count(0, 0));
    }

    #[test]
    fn a_runner_that_broke_is_a_failure() {
        assert_eq!(Count::of_run(false, "error: could not compile"), count(0, 1));
    }
}
