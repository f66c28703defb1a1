//! `aktenlage samples DIR`: the synthetic applications as files.
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder to write to
    directory: PathBuf,
    /// Which suite
    #[arg(long, default_value = "demo")]
    suite: String,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    for folder in aktenlage_evaluation::samples::write_suite(&arguments.suite, &arguments.directory)? {
        println!("{}", folder.display());
    }
    Ok(ExitCode::SUCCESS)
}
