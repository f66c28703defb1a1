//! Where the real forms are, if they are there: third parties' forms are not in the repository.
use std::path::{Path, PathBuf};

/// Why tests on real forms did not run.
pub(crate) const NO_FORMS: &str = "../shared/data is not there";

/// The real forms, by name.
pub(crate) fn forms() -> Option<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/forms");
    let files = fs_err::read_dir(folder).ok()?.flatten().map(|file| file.path());
    let is_pdf = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "pdf");
    let mut forms: Vec<PathBuf> = files.filter(is_pdf).collect();
    forms.sort();
    Some(forms)
}

/// The name of a file.
pub(crate) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[expect(clippy::print_stderr, reason = "says why nothing was tested")]
pub(crate) fn skipped(reason: &str) {
    eprintln!("skipped: {reason}");
}
