//! For programs that are their own confined child: the hidden commands.
use std::io::Read;
use std::process::ExitCode;

use aktenlage_extract::confined::{COMMANDS, child_main};

/// Runs the child on this input if the first argument asks for it.
pub fn run_if_asked(arguments: &[String], mut input: impl Read) -> Option<ExitCode> {
    let first = arguments.first()?;
    if !COMMANDS.contains(&first.as_str()) {
        return None;
    }
    let code = child_main(arguments, &mut input, &mut std::io::stdout());
    Some(ExitCode::from(code))
}
