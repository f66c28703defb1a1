//! The hidden commands of a confined child: read or draw one document and nothing else.
use std::io;
use std::process::ExitCode;

use aktenlage_extract::confined::{COMMANDS, child_main};

/// Runs the child if the first argument asks for it; before anything else of the program starts.
pub(crate) fn run_if_asked() -> Option<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let first = arguments.first()?;
    if !COMMANDS.contains(&first.as_str()) {
        return None;
    }
    Some(ExitCode::from(child_main(
        &arguments,
        &mut io::stdin().lock(),
        &mut io::stdout().lock(),
    )))
}
