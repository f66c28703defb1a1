//! Reads files one after the other and prints what was read, for the comparison in `tools/bench-extract`.
//!
//! `read_files [--rounds N] FILE...` prints one line per file: wall-clock seconds of the fastest round, the
//! file, and the reading as JSON, with tabs between them.
#![expect(clippy::print_stdout, reason = "a program that prints a table")]

use std::time::Instant;

use aktenlage_extract::{Limits, read, to_json};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).peekable();
    let mut rounds = 1;
    if arguments.next_if(|argument| argument == "--rounds").is_some() {
        rounds = arguments
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(1);
    }
    for file in arguments {
        let bytes = fs_err::read(&file)?;
        let start = Instant::now();
        let reading = read(&bytes, &Limits::recommended());
        let mut seconds = start.elapsed().as_secs_f64();
        for _ in 1..rounds {
            let start = Instant::now();
            let again = read(&bytes, &Limits::recommended());
            seconds = seconds.min(start.elapsed().as_secs_f64());
            drop(again);
        }
        println!("{seconds:.6}\t{file}\t{}", to_json(&reading));
    }
    Ok(())
}
