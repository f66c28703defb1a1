//! Reads files one after the other and prints what was read, for the comparison in `tools/bench-extract`.
//!
//! `read_files [--confined] [--pages N] [--rounds N] FILE...` prints one line per file: wall-clock seconds of every
//! round with spaces between them, the file, and the reading as JSON, with tabs between the three. `--confined` reads
//! in a child process, as an office does; the program is its own child. `--pages` reads the first pages alone.
#![expect(clippy::print_stdout, reason = "a program that prints a table")]
#[expect(unreachable_pub, reason = "the tests share it")]
#[path = "../tests/support/child.rs"]
mod child;

use std::iter::Peekable;
use std::process::ExitCode;
use std::time::Instant;
use std::vec::IntoIter;

use aktenlage_extract::confined::Reader;
use aktenlage_extract::{Limits, Reading, read, to_json};

fn main() -> std::io::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(code) = child::run_if_asked(&arguments, std::io::stdin()) {
        return Ok(code);
    }
    let mut arguments = arguments.into_iter().peekable();
    let is_confined = arguments.next_if(|argument| argument == "--confined").is_some();
    let usual = Limits::recommended();
    let limits = Limits {
        max_pages: number_after("--pages", &mut arguments).unwrap_or(usual.max_pages),
        ..usual
    };
    let rounds = number_after("--rounds", &mut arguments).unwrap_or(1);
    let reader = Reader::new(std::env::current_exe()?, limits);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let once = |bytes: &[u8]| -> (Reading, String) {
        let start = Instant::now();
        let reading = if is_confined {
            runtime.block_on(reader.read(bytes.to_vec()))
        } else {
            read(bytes, &limits)
        };
        (reading, format!("{:.6}", start.elapsed().as_secs_f64()))
    };
    for file in arguments {
        let bytes = fs_err::read(&file)?;
        let (reading, first) = once(&bytes);
        let mut seconds = vec![first];
        seconds.extend((1..rounds).map(|_| once(&bytes).1));
        println!("{}\t{file}\t{}", seconds.join(" "), to_json(&reading));
    }
    Ok(ExitCode::SUCCESS)
}

/// The number after an option, if the option comes next.
fn number_after(option: &str, arguments: &mut Peekable<IntoIter<String>>) -> Option<u32> {
    arguments.next_if(|argument| argument == option)?;
    arguments.next()?.parse().ok()
}
