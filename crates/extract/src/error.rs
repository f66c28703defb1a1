//! What can go wrong besides the document.
use aktenlage_domain::document::IssueCode;

/// Why there is no answer. Reading itself never fails because of a document; see [`crate::read`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// The document cannot be drawn; the code says why. A person has to look at the original.
    #[error("the document cannot be drawn: {0}")]
    Refused(IssueCode),
    /// The caller asked for a page that the document does not have.
    #[error("the document has no page {0}")]
    NoSuchPage(u32),
    /// The caller asked for an image without width or beyond the limit on pixels.
    #[error("a page image of {width} x {height} pixels is not allowed")]
    ImageSize {
        /// Width asked for.
        width: u64,
        /// Height that follows from the page.
        height: u64,
    },
    /// What came over the wire is not a reading: two versions of the program are mixed.
    #[error("this is not a reading of this version")]
    Corrupt,
    /// The reader's child process cannot be started; the operator has to look at the installation.
    #[error("the confined reader cannot be started: {0}")]
    Unavailable(String),
}
