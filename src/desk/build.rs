//! Turns the locale files into checked functions.

fn main() {
    words::compile::build("desk");
}
