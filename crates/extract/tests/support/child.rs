//! For programs that are their own confined child: the hidden commands.
use std::process::ExitCode;

use aktenlage_extract::confined::{COMMANDS, child_main};

/// Runs the child if the first argument asks for it.
pub fn run_if_asked(arguments: &[String]) -> Option<ExitCode> {
    let first = arguments.first()?;
    if !COMMANDS.contains(&first.as_str()) {
        return None;
    }
    let code = child_main(arguments, &mut std::io::stdin(), &mut std::io::stdout());
    Some(ExitCode::from(code))
}
