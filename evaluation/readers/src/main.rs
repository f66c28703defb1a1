//! Compares PDF readers with poppler: words found, failures, crashes, time.
//!
//! `cargo run -- table DIR...` prints the table of docs/decisions/0003-pdf-reader.md, `boxes DIR` compares the
//! places of words, `letters DIR` prints the table of letter pairs that the usability check uses.
#![expect(clippy::print_stdout, reason = "a program that prints a table")]

mod boxes;
mod engines;
mod letters;
mod table;

use std::path::PathBuf;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    match (command.as_str(), rest.as_slice()) {
        ("words", [engine, file]) => engines::print_words(&engine.to_string_lossy(), file),
        ("table", directories) if !directories.is_empty() => table::print(directories),
        ("boxes", [directory]) => boxes::print(directory),
        ("letters", [directory]) => letters::print(directory),
        _ => println!("readers table DIR... | boxes DIR | letters DIR"),
    }
}
