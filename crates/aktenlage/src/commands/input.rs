//! What the commands that look at files have in common: which files, which form of output, how numbers are printed.
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Input {
    /// The files; for `assess`, those of one application
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// The last part of a path, as it is shown.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Four places are more than any of these numbers carries.
pub(crate) fn rounded(number: f32) -> f64 {
    (f64::from(number) * 10_000.0).round() / 10_000.0
}
