//! The real forms as documents, if they are there: third parties' forms are not in the repository.
use std::path::{Path, PathBuf};

use aktenlage_assist::DocumentInput;
use aktenlage_domain::ids::DocumentId;
use aktenlage_extract::{Limits, Reading};

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

/// A form as the reader of crate `extract` sees it, words and fields.
pub(crate) fn read(bytes: &[u8]) -> Reading {
    aktenlage_extract::read(bytes, &Limits::default())
}

/// What was read, as the only document of a case.
pub(crate) fn document(file_name: &str, reading: Reading) -> DocumentInput {
    DocumentInput {
        id: DocumentId(uuid::Uuid::nil()),
        file_name: file_name.to_owned(),
        text: reading.text,
        issues: reading.issues,
        pages: None,
        sha256: None,
    }
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
