//! How long it takes to take in what comes packed: `cargo run -p aktenlage-extract --example bench_intake`.
//!
//! The program is its own confined child. Prints the median and the largest of nine runs.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails panics, and prints"
)]
#[expect(unreachable_pub, reason = "the tests share it")]
#[path = "../tests/support/child.rs"]
mod child;
#[expect(unreachable_pub, reason = "the tests share it")]
#[path = "../tests/support/packed.rs"]
mod packed;

use std::process::ExitCode;
use std::time::Instant;

use aktenlage_extract::Limits;
use aktenlage_extract::confined::{Reader, converter};
use packed::{HEADER, attached, multipart, office, text, zip};

const RUNS: usize = 9;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(code) = child::run_if_asked(&arguments, std::io::stdin()) {
        return code;
    }
    let incompressible: Vec<u8> = (0..1_u32 << 20)
        .map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3])
        .collect();
    let names: Vec<String> = (0..50).map(|number| format!("{number}.bin")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &incompressible[..100_000]))
        .collect();
    let letter = text(&"Sehr geehrte Damen und Herren, hiermit beantrage ich Wohngeld.\r\n".repeat(40));
    let attachment = attached(
        "Content-Type: application/octet-stream; name=a.bin",
        &incompressible,
    );
    let sections = [letter, attachment.clone(), attachment.clone(), attachment];
    measure(
        "e-mail of one page, three attachments of 1 MiB",
        &multipart(HEADER, "mixed", &sections),
    );
    measure("archive of 50 files of 100 kB", &zip(&files));
    match converter() {
        Ok(found) => {
            println!("{}", found.version().unwrap_or_default());
            measure(
                "Word document of one paragraph",
                &office(true, "Antrag auf Wohngeld"),
            );
            measure(
                "OpenDocument text of one paragraph",
                &office(false, "Antrag auf Wohngeld"),
            );
        }
        Err(missing) => println!("not measured: {missing}"),
    }
    ExitCode::SUCCESS
}

fn measure(what: &str, bytes: &[u8]) {
    let limits = Limits::recommended();
    let reader = Reader::new(std::env::current_exe().unwrap(), limits);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut milliseconds: Vec<u128> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let taken = runtime.block_on(reader.take(bytes.to_vec(), limits.allowance()));
            assert!(!taken.parts.is_empty() || !taken.reading.text.pages.is_empty());
            start.elapsed().as_millis()
        })
        .collect();
    milliseconds.sort_unstable();
    println!(
        "{what}: median {} ms, largest {} ms (n = {RUNS})",
        milliseconds[RUNS / 2],
        milliseconds[RUNS - 1]
    );
}
