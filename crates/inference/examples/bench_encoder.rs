//! Measures an encoder on the machine at hand: `bench_encoder MODEL_DIRECTORY [REPETITIONS]`.
//!
//! Prints processor, load, load time, tokens per second at the longest input for each precision,
//! latency of a short query, and resident memory.

#![expect(clippy::print_stdout, reason = "the table is the purpose")]
#![expect(clippy::cast_precision_loss, reason = "counts of tokens are small")]

use std::path::Path;
use std::time::{Duration, Instant};

use aktenlage_inference::{Encoder, EncoderOptions, Precision};

const QUERY: &str = "query: Welche Nachweise braucht der Antrag auf Wohngeld?";
const SENTENCE: &str = "passage: Wohngeld wird auf Antrag geleistet, wenn das Einkommen des \
    Haushalts die Grenze nicht übersteigt und die Miete nachgewiesen ist. ";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments
        .next()
        .ok_or("usage: bench_encoder MODEL_DIRECTORY [REPETITIONS]")?;
    let repetitions: usize = arguments.next().map_or(Ok(7), |text| text.parse())?;
    machine();
    for precision in [Precision::F32, Precision::Quantised, Precision::Auto] {
        measure(Path::new(&directory), precision, repetitions.max(5)).await?;
    }
    Ok(())
}

async fn measure(
    directory: &Path,
    precision: Precision,
    repetitions: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let options = EncoderOptions {
        precision,
        ..EncoderOptions::default()
    };
    let start = Instant::now();
    let encoder = Encoder::load(directory, &options)?;
    let loaded = start.elapsed();
    // Twice as long as the longest input, so that every text is cut to exactly that.
    let long: Vec<String> = (0..4).map(|_| SENTENCE.repeat(40)).collect();
    let long_tokens: usize = encoder.count_tokens(long.clone()).await?.iter().sum();
    let query_tokens = encoder.count_tokens(vec![QUERY.to_owned()]).await?[0];
    encoder.encode(long.clone()).await?;

    let busy = processor_seconds();
    let mut rates = Vec::new();
    for _ in 0..repetitions {
        let start = Instant::now();
        encoder.encode(long.clone()).await?;
        rates.push(long_tokens as f64 / start.elapsed().as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    // Says something even where other programs take the processor away.
    let busy = (processor_seconds() - busy) / repetitions as f64;
    let mut latencies = Vec::new();
    for _ in 0..repetitions * 20 {
        let start = Instant::now();
        encoder.encode(vec![QUERY.to_owned()]).await?;
        latencies.push(start.elapsed());
    }
    latencies.sort();
    println!(
        "{precision:?}: {:.0} tokens/s at {} tokens (median of {repetitions}, best {:.0}), \
         {:.0} per processor second; \
         query of {query_tokens} tokens: median {:.1} ms, p95 {:.1} ms; load {:.2} s; \
         resident {} MB",
        rates[rates.len() / 2],
        long_tokens / long.len(),
        rates[rates.len() - 1],
        long_tokens as f64 / busy,
        milliseconds(latencies[latencies.len() / 2]),
        milliseconds(latencies[latencies.len() * 95 / 100]),
        loaded.as_secs_f64(),
        resident_megabytes(),
    );
    Ok(())
}

fn machine() {
    let information = fs_err::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        information
            .lines()
            .find(|line| line.starts_with(name))
            .and_then(|line| line.split_once(':'))
            .map_or_else(|| "unknown".to_owned(), |(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = fs_err::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "{} (family {}, model {}), {cores} cores, load {}",
        field("model name"),
        field("cpu family"),
        field("model\t"),
        load.split_whitespace().next().unwrap_or("unknown"),
    );
}

/// Time this process has spent on all processors; the kernel counts in hundredths.
fn processor_seconds() -> f64 {
    let status = fs_err::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = status.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn resident_megabytes() -> u64 {
    fs_err::read_to_string("/proc/self/status")
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|value| value.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
