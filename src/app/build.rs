//! Turns the locale files into checked functions.

#[path = "../ui/words/generate.rs"]
mod generate;

fn main() {
    generate::generate();
}
