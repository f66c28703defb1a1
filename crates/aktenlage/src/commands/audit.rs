//! `aktenlage audit`: verify the chain with all that it vouches for, or an export of it.
use std::io::BufReader;
use std::path::PathBuf;
use std::process::ExitCode;

use aktenlage_store::{Blobs, Verification};
use anyhow::Context;

use crate::config::Config;
use crate::wiring;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Check the chain, every record and every original; exits 1 and names the first bad entry if it does not hold
    Verify {
        /// Check an export instead of the database; needs nothing else
        #[arg(long, value_name = "FILE")]
        export: Option<PathBuf>,
    },
    /// Write the chain as JSON lines
    Export {
        /// File to write
        file: PathBuf,
    },
}

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Verify { export: Some(file) } => {
            let mut reader = BufReader::new(fs_err::File::open(file)?);
            let found = aktenlage_store::verify_export(&mut reader).context("the export cannot be read")?;
            Ok(report(&found))
        }
        Command::Verify { export: None } => {
            let store = wiring::open_existing_store(config).await?;
            let blobs = Blobs::open(&config.data.directory.join("files"))?;
            Ok(report(&store.verify_with_originals(&blobs).await?))
        }
        Command::Export { file } => {
            let store = wiring::open_existing_store(config).await?;
            // An earlier export is a proof: it is not written over.
            let created = fs_err::File::create_new(file).context("name a file that does not exist yet")?;
            let mut output = std::io::BufWriter::new(created);
            store.export_audit(&mut output).await?;
            std::io::Write::flush(&mut output)?;
            println!("{}", file.display());
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn report(found: &Verification) -> ExitCode {
    if let Some(bad) = &found.first_bad {
        let record = bad
            .record
            .as_ref()
            .map(|record| format!(" {record}"))
            .unwrap_or_default();
        println!(
            "broken at entry {}: {}{record} ({} entries)",
            bad.sequence,
            bad.reason.as_str(),
            found.entries
        );
        return ExitCode::FAILURE;
    }
    println!(
        "valid: {} entries, {} records, {} originals, head {}",
        found.entries, found.records, found.originals, found.head
    );
    ExitCode::SUCCESS
}
