//! From what the parser says to the codes that everybody shares.
use aktenlage_domain::document::{Issue, IssueCode};
use hayro_syntax::{DecryptionError, LoadPdfError};

/// A finding about the whole document.
pub(crate) const fn document(code: IssueCode) -> Issue {
    Issue { code, page: None }
}

/// A finding about one page.
pub(crate) const fn on_page(code: IssueCode, page: u32) -> Issue {
    Issue {
        code,
        page: Some(page),
    }
}

/// Why a file could not be opened.
pub(crate) const fn of_load_error(error: LoadPdfError) -> IssueCode {
    match error {
        // An algorithm that nobody implements cannot be opened by a password either, but the remedy is the
        // same: a copy without protection.
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => IssueCode::PasswordProtected,
        LoadPdfError::Decryption(DecryptionError::MissingIDEntry | DecryptionError::InvalidEncryption)
        | LoadPdfError::Invalid => IssueCode::DamagedFile,
    }
}
