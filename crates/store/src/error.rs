//! What can go wrong in the store, by who must act. No variant carries personal data or document text.

/// Why the store did not do what it was asked. "Not found" is never an error: lookups return `Option`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody changed the case in between. The person looks at what changed and saves again.
    #[error("the case is at version {current_version}")]
    Conflict {
        /// The version that is stored now.
        current_version: i64,
    },
    /// A record that may exist only once exists already: a user name, the decision of a case.
    #[error("there is already such a {record}")]
    Exists {
        /// Which record, as one word.
        record: &'static str,
    },
    /// The job is no longer held by this worker: its lease ran out and another one took it. Drop the work; whoever
    /// holds the job now does it again.
    #[error("the job is held by another worker")]
    LeaseLost,
    /// The database or the directory cannot be reached. The operator looks at it; trying again may help.
    #[error("the store cannot be reached: {0}")]
    Unavailable(String),
    /// The disk is full. The operator frees space; nothing was recorded.
    #[error("the storage is full")]
    StorageFull,
    /// What is stored cannot be read as what it should be. The operator restores it from a backup.
    #[error("stored data is damaged: {0}")]
    Corrupt(String),
    /// A defect in the program, also the attempt to commit a change without its audit entry.
    #[error("internal: {0}")]
    Internal(String),
}
