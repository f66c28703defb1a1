//! Why no suggestion could be made at all. A suggestion that says nothing is an abstention, not an error.
use aktenlage_inference::InferenceError;
use aktenlage_inference::head::HeadError;
use aktenlage_retrieval::IndexError;

/// What went wrong, in classes that say who must act. Texts hold no personal data.
#[derive(Debug, thiserror::Error)]
pub enum AssistError {
    /// Operator: the encoder failed.
    #[error("the encoder failed: {0}")]
    Encoder(#[from] InferenceError),
    /// Operator: an encoder is needed and none is configured.
    #[error("no encoder is configured: run `aktenlage models fetch` and set `models.encoder`")]
    NoEncoder,
    /// Operator: a trained head does not fit.
    #[error("{0}")]
    Head(#[from] HeadError),
    /// Operator: the index of regulations failed.
    #[error("the regulations cannot be searched: {0}")]
    Index(#[from] IndexError),
    /// Operator: import regulations.
    #[error("no regulations are indexed: run `aktenlage regulations import`")]
    NoRegulations,
    /// Caller: the service is not in the blueprint.
    #[error("the blueprint has no such service")]
    UnknownService,
}
